/** The keyboard that the bot has opened, and the button that hides it. */

import { h } from "./dom.js";
import { replyKeyboard } from "./keyboards.js";
import { iconButton } from "./popup.js";

/** @typedef {import("./types.js").Json} Json */

/**
 * @param {import("./store.js").Store} store
 * @param {import("./client.js").Client} client
 * @param {() => void} pickPlace
 */
export function botKeyboard(store, client, pickPlace) {
  const place = h("div");
  const toggle = iconButton("Show or hide the bot’s keyboard", "keyboard", () => {
    place.hidden = !place.hidden;
  });
  let shown = "";

  /** @param {Json} button */
  function tap(button) {
    if (store.current?.keyboard?.one_time_keyboard) place.hidden = true;
    if (button.request_location) pickPlace();
    else if (button.request_contact) void client.attach("contact");
    else void client.say(button.text);
  }

  store.on(["snapshot", "opened", "said", "standing"], () => {
    const markup = store.current?.keyboard ?? null;
    const wanted = `${store.current?.id} ${JSON.stringify(markup)}`;
    if (wanted === shown) return;
    shown = wanted;
    toggle.hidden = !markup;
    place.hidden = false;
    place.replaceChildren(...(markup ? [replyKeyboard(markup, tap)] : []));
  });
  return { place, toggle };
}
