/** Round pictures of people, groups and the bot. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

const HUES = 6;

/**
 * The initials of a name on a colour that goes with the id.
 * @param {number} id
 * @param {string} name
 */
export function avatar(id, name) {
  const initials = (name.match(/\p{L}+/gu) ?? []).slice(0, 2).map((word) => word[0]);
  return h("span", { class: `avatar ${hue(id)}`, "aria-hidden": "true" }, initials.join(""));
}

/**
 * The class of the colour that goes with an id.
 * @param {number} id
 */
export function hue(id) {
  return `hue-${id % HUES}`;
}

/** The picture of the group. */
export function groupAvatar() {
  return h("span", { class: "avatar hue-3", "aria-hidden": "true" }, icon("crowd"));
}

/** The bot's own picture. */
export function botAvatar() {
  return h("img", { class: "avatar", src: "/page/static/icon.svg", alt: "", width: 40, height: 40 });
}
