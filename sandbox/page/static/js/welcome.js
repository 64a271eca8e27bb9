/** What a chat shows before anything was said there. */

import { botAvatar } from "./avatar.js";
import { h } from "./dom.js";
import { direction, isUrdu } from "./text.js";

/** @param {import("./store.js").Store} store */
export function welcome(store) {
  const root = h("section", { class: "welcome", hidden: true });

  function refresh() {
    const chat = store.current;
    root.hidden = !chat || chat.messages.size > 0;
    if (!chat || root.hidden) return;
    const title = chat.private ? "What can this bot do?" : chat.title;
    const words = (chat.private ? chat.description : chat.about)
      .split("\n")
      .map((line) => h("p", { dir: direction(line) ?? "ltr", class: isUrdu(line) && "urdu" }, line));
    const person = store.people.get(chat.writer);
    const role = h(
      "p",
      { class: "role" },
      "You are ",
      h("strong", {}, person?.name),
      `, who ${person?.about}.`,
    );
    root.replaceChildren(botAvatar(), h("h2", {}, title), ...words, role);
  }

  store.on(["snapshot", "opened", "said", "deleted", "menus", "writer"], refresh);
  return root;
}
