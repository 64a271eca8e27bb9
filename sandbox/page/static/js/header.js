/** The head of the conversation: with whom, as whom, and what can be done about it. */

import { botAvatar, groupAvatar } from "./avatar.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./popup.js";

/** @typedef {import("./types.js").Chat} Chat */

/**
 * @param {import("./store.js").Store} store
 * @param {import("./client.js").Client} client
 * @param {HTMLElement} panelButton
 */
export function header(store, client, panelButton) {
  const back = h(
    "a",
    { href: "#", class: "icon-button back", "aria-label": "All conversations" },
    icon("back"),
  );
  const face = h("span", { class: "face" });
  const title = h("h1");
  const under = h("p");
  const more = menuButton("More", "menu", () => choices(store, client));

  function refresh() {
    const chat = store.current;
    if (!chat) return;
    face.replaceChildren(chat.private ? botAvatar() : groupAvatar());
    title.textContent = chat.private ? store.bot.first_name : chat.title;
    under.textContent = chat.acting ? `${store.bot.first_name} is typing …` : subtitle(store, chat);
    under.classList.toggle("acting", chat.acting);
    more.hidden = !chat.private;
  }

  store.on(["snapshot", "opened", "said", "acting", "standing", "writer"], refresh);
  return h(
    "header",
    { class: "bar" },
    back,
    face,
    h("div", { class: "names" }, title, under),
    more,
    panelButton,
  );
}

/**
 * @param {import("./store.js").Store} store
 * @param {Chat} chat
 */
function subtitle(store, chat) {
  const person = store.people.get(chat.writer);
  if (chat.private) return chat.bot_status === "kicked" ? "blocked" : `you are ${person?.name}`;
  return `you are ${person?.name} · ${chat.writers.length} people and the bot`;
}

/**
 * @param {import("./store.js").Store} store
 * @param {import("./client.js").Client} client
 * @returns {import("./popup.js").Choice[]}
 */
function choices(store, client) {
  const blocked = store.current?.bot_status === "kicked";
  return [
    { label: "Send /start", icon: "forward", press: () => void client.start() },
    {
      label: blocked ? "Unblock the bot" : "Block the bot",
      icon: blocked ? "check" : "close",
      press: () => void client.block(!blocked),
    },
  ];
}
