/** The dialog in which a location is chosen: a town of the list, a point on the map, or coordinates. */

import { h } from "./dom.js";
import { countryMap, nearest } from "./map.js";
import { iconButton } from "./popup.js";

/** @typedef {import("./types.js").Point} Point */

const MOST_TOWNS = 40;

/**
 * @param {import("./store.js").Store} store
 * @param {(point: Point) => void} share
 */
export function placeDialog(store, share) {
  const search = h("input", {
    type: "search",
    placeholder: "Search a town",
    "aria-label": "Search a town",
    autocomplete: "off",
  });
  const towns = h("div", { class: "towns", role: "group", "aria-label": "Towns" });
  const latitude = coordinate("Latitude", 90);
  const longitude = coordinate("Longitude", 180);
  const map = h("div", { class: "map-place" });
  const told = h("p", { class: "chosen", "aria-live": "polite" });
  const send = h("button", { type: "submit", class: "primary" }, "Share this location");
  const close = iconButton("Close", "close", () => dialog.close());
  const head = h("header", {}, h("h2", {}, "Share a location"), close);
  const choice = h("div", { class: "choice" }, search, towns);
  const point = h("div", { class: "point" }, latitude.label, longitude.label);
  const form = h(
    "form",
    { method: "dialog" },
    head,
    h("div", { class: "both" }, choice, map),
    told,
    point,
    send,
  );
  const dialog = h("dialog", { class: "places", "aria-label": "Share a location" }, form);
  /** @type {(point: Point | null) => void} */
  let mark = () => {};

  /** @param {Point} point */
  function pick(point) {
    latitude.input.value = point.latitude.toFixed(4);
    longitude.input.value = point.longitude.toFixed(4);
    written();
  }

  /** @returns {Point | null} */
  function chosen() {
    const valid = [latitude.input, longitude.input].every(
      (input) => input.value !== "" && input.validity.valid,
    );
    return valid
      ? { latitude: Number(latitude.input.value), longitude: Number(longitude.input.value) }
      : null;
  }

  function written() {
    const point = chosen();
    mark(point);
    send.disabled = !point;
    const town = point && nearest(store.cities, point);
    told.textContent = town ? `near ${town.name}` : "Choose a town, press on the map, or write coordinates.";
  }

  function list() {
    const wanted = search.value.trim().toLowerCase();
    const found = store.cities.filter(({ name }) => name.toLowerCase().includes(wanted));
    const largest = found.sort((one, other) => other.people - one.people).slice(0, MOST_TOWNS);
    towns.replaceChildren(
      ...largest.map((town) => h("button", { type: "button", on: { click: () => pick(town) } }, town.name)),
    );
  }

  function open() {
    form.reset();
    const drawn = countryMap(store.cities, pick);
    map.replaceChildren(drawn.element);
    mark = drawn.mark;
    list();
    written();
    dialog.showModal();
    search.focus();
  }

  search.addEventListener("input", list);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    /** @type {HTMLElement | null} */ (towns.querySelector("button"))?.click();
  });
  point.addEventListener("input", written);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const point = chosen();
    if (!point) return;
    dialog.close();
    share(point);
  });
  return { dialog, open };
}

/**
 * @param {string} name
 * @param {number} most
 */
function coordinate(name, most) {
  const input = h("input", { type: "number", step: "any", min: -most, max: most, inputmode: "decimal" });
  return { input, label: h("label", {}, name, input) };
}
