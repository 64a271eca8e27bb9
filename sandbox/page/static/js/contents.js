/** What a message holds: text, a place, a picture, a file ... */

import { h } from "./dom.js";
import { formatted } from "./entities.js";
import { icon } from "./icons.js";
import { nearest, vicinity } from "./map.js";
import { fullName } from "./text.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./entities.js").Deeds} Deeds */

const RECORDINGS = /** @type {const} */ ([
  ["voice", "Voice message"],
  ["audio", "Audio"],
  ["video", "Video"],
  ["animation", "Animation"],
  ["video_note", "Video message"],
]);

/**
 * The content of a message, top to bottom.
 * @param {Message} message
 * @param {import("./types.js").City[]} cities
 * @param {Deeds} deeds
 * @returns {(HTMLElement | SVGElement)[]}
 */
export function contents(message, cities, deeds) {
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const written = text ? [h("div", { class: "text" }, ...formatted(text, entities, deeds))] : [];
  return [...attached(message, cities), ...written];
}

/**
 * @param {Message} message
 * @param {import("./types.js").City[]} cities
 * @returns {HTMLElement[]}
 */
function attached(message, cities) {
  if (message.location) return [place(message, cities)];
  if (message.photo) return [photo(message.photo.at(-1))];
  if (message.document && !message.animation) return [file(message.document)];
  if (message.sticker) return [h("p", { class: "sticker" }, message.sticker.emoji ?? "★")];
  if (message.contact) return [tile("contact", fullName(message.contact), message.contact.phone_number)];
  if (message.poll)
    return [tile("poll", message.poll.question, `Poll, ${message.poll.options.length} options`)];
  const recording = RECORDINGS.find(([kind]) => kind in message);
  return recording ? [tile("voice", recording[1], `${message[recording[0]].duration} s`)] : [];
}

/**
 * @param {Message} message
 * @param {import("./types.js").City[]} cities
 */
function place({ location, venue }, cities) {
  const coordinates = `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`;
  const town = nearest(cities, location);
  const title = venue?.title ?? (location.live_period ? "Live location" : "Location");
  const beneath = venue?.address ?? (town ? `near ${town.name}` : "");
  return h(
    "figure",
    { class: "place" },
    vicinity(cities, location),
    h(
      "figcaption",
      {},
      h("strong", { dir: "auto" }, title),
      h("span", { dir: "auto" }, beneath),
      h("small", {}, coordinates),
    ),
  );
}

/**
 * The largest size of a photo; a tile for one that has no content, as the sandbox makes them up.
 * @param {import("./types.js").Json} size
 */
function photo({ file_id, file_size, width, height }) {
  if (!file_size) return tile("photo", "Photo", `${width} × ${height}`);
  return h("img", { class: "photo", src: `/page/files/${file_id}`, alt: "Photo", width, height });
}

/** @param {import("./types.js").Json} document */
function file({ file_id, file_name, file_size }) {
  const size = file_size ? `${Math.ceil(file_size / 1024)} KB` : "";
  return h(
    "a",
    { href: `/page/files/${file_id}`, class: "file", download: file_name },
    tile("document", file_name ?? "File", size),
  );
}

/**
 * @param {import("./icons.js").IconName} iconName
 * @param {string} title
 * @param {string} detail
 */
function tile(iconName, title, detail) {
  return h(
    "div",
    { class: "tile" },
    h("span", { class: "tile-icon" }, icon(iconName)),
    h("span", {}, h("strong", { dir: "auto" }, title), h("small", {}, detail)),
  );
}
