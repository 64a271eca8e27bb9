/** The button in place of the typing box: before the bot was started, and while it is blocked. */

import { h } from "./dom.js";

/**
 * @param {import("./store.js").Store} store
 * @param {import("./client.js").Client} client
 */
export function startButton(store, client) {
  const button = h("button", { type: "button", class: "primary start", on: { click: press } });

  function press() {
    void (store.current?.bot_status === "kicked" ? client.block(false) : client.start());
  }

  store.on(["snapshot", "opened", "said", "standing"], () => {
    const chat = store.current;
    const blocked = chat?.bot_status === "kicked";
    button.hidden = !chat?.private || (chat.started && !blocked);
    button.textContent = blocked ? "Unblock" : "Start";
  });
  return button;
}
