/** One message. */

import { avatar, botAvatar, hue } from "./avatar.js";
import { contents } from "./contents.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { inlineKeyboard } from "./keyboards.js";
import { menuButton } from "./popup.js";
import { clock, direction, fullName, isService, isUrdu, summary } from "./text.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./store.js").Store} Store */

/**
 * @typedef {import("./entities.js").Deeds & import("./keyboards.js").ButtonDeeds & {
 *   reply: (message: Message) => void,
 *   edit: (message: Message) => void,
 *   withdraw: (message: Message) => void,
 *   explain: (message: Message) => void,
 * }} MessageDeeds
 * @typedef {MessageDeeds & {show: (message: Message) => void}} BubbleDeeds
 */

/**
 * @param {Message} message
 * @param {Store} store
 * @param {BubbleDeeds} deeds
 */
export function bubble(message, store, deeds) {
  if (isService(message))
    return h("li", { class: "day", "data-id": message.message_id }, h("span", {}, summary(message)));
  const inGroup = message.chat.type !== "private";
  const box = h(
    "div",
    { class: `bubble ${shape(message)}` },
    h("span", { class: "unseen" }, `${fullName(message.from)}: `),
    inGroup && author(message.from, store),
    message.via_bot && h("p", { class: "via" }, `via @${message.via_bot.username}`),
    message.reply_to_message && quotation(message.reply_to_message, deeds),
    ...contents(message, store.cities, deeds),
    foot(message),
  );
  leaveRoom(box);
  const more = menuButton("About this message", "menu", () => choices(message, store, deeds));
  const body = h("div", { class: "body" }, box, inlineKeyboard(message, deeds));
  const look = { class: `message ${message.edit_date ? "edited" : ""}`, "data-id": message.message_id };
  const item = h("li", look, inGroup && face(message.from, store), body, more);
  item.addEventListener("contextmenu", (event) => hold(event, more));
  return item;
}

/**
 * @param {import("./types.js").Json} sender
 * @param {Store} store
 */
function face(sender, store) {
  return sender.id === store.bot.id ? botAvatar() : avatar(sender.id, fullName(sender));
}

/**
 * Long pressing opens the menu, but not that of a link.
 * @param {Event} event
 * @param {HTMLElement} more
 */
function hold(event, more) {
  if (/** @type {Element} */ (event.target).closest("a")) return;
  event.preventDefault();
  more.click();
}

/** @param {Message} message */
function shape(message) {
  if (message.sticker) return "bare";
  return message.location || message.photo ? "wide" : "";
}

/**
 * Time and ticks stand at the end of the last line of a text; a block leaves them a line of their own.
 * @param {HTMLElement} box
 */
function leaveRoom(box) {
  const text = box.querySelector(".text");
  const last = text?.lastElementChild;
  if (last?.matches("p:not(.blank)")) last.append(h("span", { class: "foot-room" }));
  else text?.classList.add("foot-line");
  box.classList.toggle("foot-left", last?.getAttribute("dir") === "rtl");
}

/**
 * @param {import("./types.js").Json} sender
 * @param {Store} store
 */
function author(sender, store) {
  const colour = sender.id === store.bot.id ? "" : hue(sender.id);
  return h("p", { class: `author ${colour}` }, fullName(sender));
}

/**
 * @param {Message} quoted
 * @param {BubbleDeeds} deeds
 */
function quotation(quoted, deeds) {
  const text = summary(quoted);
  return h(
    "button",
    { type: "button", class: "quotation", on: { click: () => deeds.show(quoted) } },
    h("strong", {}, fullName(quoted.from)),
    h("span", { dir: direction(text) ?? "ltr", class: isUrdu(text) && "urdu" }, text),
  );
}

/** @param {Message} message */
function foot(message) {
  const iso = new Date(message.date * 1000).toISOString();
  return h(
    "span",
    { class: "foot" },
    message.edit_date && h("span", {}, "edited "),
    h("time", { datetime: iso }, clock(message.date)),
    h(
      "span",
      { class: "ticks" },
      icon("check"),
      icon("checks"),
      h("span", { class: "unseen heard" }, "heard by the bot"),
    ),
  );
}

/**
 * @param {Message} message
 * @param {Store} store
 * @param {BubbleDeeds} deeds
 */
function choices(message, store, deeds) {
  const mine = message.from.id === store.current?.writer;
  const text = message.text ?? message.caption;
  /** @type {(import("./popup.js").Choice | null | undefined | false | "")[]} */
  const all = [
    { label: "Reply", icon: "reply", press: () => deeds.reply(message) },
    text && { label: "Copy text", icon: "copy", press: () => deeds.copy(text) },
    message.from.id === store.bot.id && {
      label: "Show the calls",
      icon: "code",
      press: () => deeds.explain(message),
    },
    mine && message.text && { label: "Edit", icon: "edit", press: () => deeds.edit(message) },
    mine && { label: "Delete", icon: "trash", press: () => deeds.withdraw(message) },
  ];
  return /** @type {import("./popup.js").Choice[]} */ (all.filter(Boolean));
}
