/** Buttons of the bot: under its messages, and in place of the keyboard. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { isUrdu } from "./text.js";

/** @typedef {import("./types.js").Json} Json */
/** @typedef {import("./types.js").Message} Message */

/**
 * @typedef {{
 *   press: (message: Message, row: number, column: number) => Promise<void>,
 *   link: (url: string) => HTMLElement,
 *   copy: (text: string) => void,
 *   offer: (query: string, here: boolean) => void,
 * }} ButtonDeeds
 */

/**
 * The inline keyboard of a message; null if it has none.
 * @param {Message} message
 * @param {ButtonDeeds} deeds
 */
export function inlineKeyboard(message, deeds) {
  /** @type {Json[][]} */
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  const shown = rows.map((buttons, row) =>
    h(
      "div",
      { class: "key-row" },
      ...buttons.map((button, column) => key(message, button, row, column, deeds)),
    ),
  );
  return h("div", { class: "keys" }, ...shown);
}

/**
 * @param {Message} message
 * @param {Json} button
 * @param {number} row
 * @param {number} column
 * @param {ButtonDeeds} deeds
 */
function key(message, button, row, column, deeds) {
  if (button.url) return label(deeds.link(button.url), button, "link");
  const element = h("button", { type: "button" });
  if (button.copy_text)
    return pressing(label(element, button, "copy"), () => deeds.copy(button.copy_text.text));
  const offered = button.switch_inline_query_current_chat;
  if (offered !== undefined)
    return pressing(label(element, button, "forward"), () => deeds.offer(offered, true));
  const elsewhere = button.switch_inline_query ?? button.switch_inline_query_chosen_chat?.query;
  if (elsewhere !== undefined)
    return pressing(label(element, button, "forward"), () => deeds.offer(elsewhere, false));
  return pressing(label(element, button), async () => {
    element.setAttribute("aria-busy", "true");
    await deeds.press(message, row, column);
    element.removeAttribute("aria-busy");
  });
}

/**
 * @param {HTMLElement} element
 * @param {() => void} press
 */
function pressing(element, press) {
  element.addEventListener("click", press);
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {Json} button
 * @param {import("./icons.js").IconName} [corner]
 */
function label(element, { text, style }, corner) {
  element.classList.add("key");
  if (style) element.classList.add(style);
  element.append(h("span", { dir: "auto", class: isUrdu(text) && "urdu" }, text));
  if (corner) element.append(icon(corner));
  return element;
}

/**
 * The reply keyboard that the bot has opened.
 * @param {Json} markup
 * @param {(button: Json) => void} tap
 */
export function replyKeyboard(markup, tap) {
  const rows = markup.keyboard.map((/** @type {Json[]} */ buttons) =>
    h(
      "div",
      { class: "key-row" },
      ...buttons.map((button) => {
        const asksPlace = button.request_location ? "location" : undefined;
        return pressing(label(h("button", { type: "button" }), button, asksPlace), () => tap(button));
      }),
    ),
  );
  return h("div", { class: "reply-keyboard", role: "group", "aria-label": "The bot’s keyboard" }, ...rows);
}
