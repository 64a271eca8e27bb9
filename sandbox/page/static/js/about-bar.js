/** What the next message is about: one that it answers, or one of one's own that it corrects. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { iconButton } from "./popup.js";
import { direction, fullName, isUrdu, summary } from "./text.js";

/** @typedef {{edits: boolean, message: import("./types.js").Message}} About */

/** @param {() => void} cancelled */
export function aboutBar(cancelled) {
  const bar = h("div", { class: "about-bar", hidden: true });
  /** @type {About | null} */
  let about = null;

  /** @param {About | null} subject */
  function take(subject) {
    about = subject;
    bar.hidden = !subject;
    if (subject) bar.replaceChildren(...shown(subject));
  }

  /** @param {About} subject */
  function shown({ edits, message }) {
    const text = summary(message);
    const words = h("span", { dir: direction(text) ?? "ltr", class: isUrdu(text) && "urdu" }, text);
    const title = h("strong", {}, edits ? "Edit" : `Reply to ${fullName(message.from)}`);
    return [
      icon(edits ? "edit" : "reply"),
      h("div", {}, title, words),
      iconButton("Cancel", "close", cancelled),
    ];
  }

  return { bar, take, subject: () => about };
}
