/** Sending something that is not text. */

import { menuButton } from "./popup.js";

/** @typedef {import("./popup.js").Choice} Choice */

const KINDS = /** @type {const} */ ([
  ["photo", "Photo"],
  ["voice", "Voice message"],
  ["sticker", "Sticker"],
  ["contact", "Contact"],
]);

/**
 * A button with a menu: a location anywhere, the rest in private chats.
 * @param {import("./store.js").Store} store
 * @param {import("./client.js").Client} client
 * @param {() => void} pickPlace
 */
export function attachButton(store, client, pickPlace) {
  /** @type {Choice} */
  const place = { label: "Location", icon: "location", press: pickPlace };
  const others = KINDS.map(([what, label]) => ({ label, icon: what, press: () => void client.attach(what) }));
  return menuButton("Attach", "attach", () => (store.current?.private ? [place, ...others] : [place]));
}
