/** The conversations, each with the person whom one plays there. */

import { avatar, groupAvatar } from "./avatar.js";
import { attribute, h } from "./dom.js";
import { clock, direction, isUrdu, summary } from "./text.js";

/** @typedef {import("./types.js").Chat} Chat */

/**
 * @param {import("./store.js").Store} store
 */
export function chatList(store) {
  const list = h("ul");
  const show = () =>
    list.replaceChildren(...[...store.chats.values()].map((chat) => h("li", {}, row(store, chat))));
  const refresh = () => {
    const focused = list.contains(document.activeElement)
      ? document.activeElement?.getAttribute("href")
      : null;
    show();
    if (focused) /** @type {HTMLElement | null} */ (list.querySelector(`[href="${focused}"]`))?.focus();
  };
  store.on(["snapshot", "said", "edited", "deleted", "opened", "acting", "standing"], refresh);
  return h("nav", { class: "chats", "aria-label": "Conversations" }, h("h2", {}, "Choose who you are"), list);
}

/**
 * @param {import("./store.js").Store} store
 * @param {Chat} chat
 */
function row(store, chat) {
  const latest = [...chat.messages.values()].at(-1);
  const link = h(
    "a",
    { href: `#${chat.id}`, class: "chat-row" },
    chat.private ? avatar(chat.id, chat.title) : groupAvatar(),
    h("span", { class: "chat-title" }, chat.title),
    latest && h("time", {}, clock(latest.date)),
    preview(store, chat, latest),
    chat.unread > 0 && h("span", { class: "unread" }, chat.unread, h("span", { class: "unseen" }, " unread")),
  );
  attribute(link, "aria-current", chat === store.current && "page");
  return link;
}

/**
 * @param {import("./store.js").Store} store
 * @param {Chat} chat
 * @param {import("./types.js").Message | undefined} latest
 */
function preview(store, chat, latest) {
  if (chat.acting) return h("span", { class: "preview acting" }, `${store.bot.first_name} is typing …`);
  if (!latest) return h("span", { class: "preview" }, chat.about);
  const text = summary(latest);
  const said = h("span", { dir: direction(text) ?? "ltr", class: isUrdu(text) && "urdu" }, text);
  return h("span", { class: "preview" }, said);
}
