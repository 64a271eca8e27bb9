/** Things to say: each is offered until it was said. */

import { h } from "./dom.js";
import { direction, isUrdu } from "./text.js";

/**
 * @param {import("./store.js").Store} store
 * @param {(idea: string) => void} choose
 */
export function ideaRow(store, choose) {
  const row = h("div", { class: "ideas", role: "group", "aria-label": "Ideas" });

  /** @param {string} idea */
  function chip(idea) {
    const look = { class: `idea ${isUrdu(idea) ? "urdu" : ""}`, dir: direction(idea) ?? "ltr" };
    return h("button", { type: "button", ...look, on: { click: () => choose(idea) } }, idea);
  }

  store.on(["snapshot", "opened", "said", "deleted"], () => {
    const messages = [...(store.current?.messages.values() ?? [])];
    const said = new Set(messages.map((message) => message.text));
    const fresh = (store.current?.ideas ?? []).filter((idea) => !said.has(idea));
    row.replaceChildren(...fresh.map(chip));
  });
  return row;
}
