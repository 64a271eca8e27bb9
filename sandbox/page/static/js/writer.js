/** Who writes, in a chat where several people can. */

import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { openMenu } from "./popup.js";

/** @param {import("./store.js").Store} store */
export function writerButton(store) {
  const button = h("button", {
    type: "button",
    class: "writer",
    "aria-haspopup": "menu",
    on: { click: choose },
  });

  function choose() {
    const chat = store.current;
    if (!chat) return;
    openMenu(
      button,
      chat.writers.map((id) => ({
        label: nameOf(id),
        icon: /** @type {const} */ ("contact"),
        press: () => store.writeAs(chat, id),
      })),
    );
  }

  /** @param {number} id */
  function nameOf(id) {
    return store.people.get(id)?.name ?? "";
  }

  store.on(["snapshot", "opened", "writer"], () => {
    const { current: chat } = store;
    if (!chat) return;
    button.hidden = chat.private;
    const name = nameOf(chat.writer);
    button.title = `You write as ${name}`;
    button.replaceChildren(avatar(chat.writer, name), h("span", { class: "unseen" }, button.title));
  });
  return button;
}
