/** The crowd: subscribers by the thousand, what reaches them, and what may go wrong on the way. */

import { h, svg } from "./dom.js";

/** @typedef {import("./types.js").Crowd} Crowd */

const SIZES = [1000, 20000];
const FIGURES = /** @type {const} */ ([
  ["people", "people"],
  ["now", "received in the last second"],
  ["total", "received in all"],
  ["largest", "in the busiest second"],
  ["blocked", "refused: blocked or gone"],
  ["throttled", "refused: too many at once"],
]);

/**
 * @param {import("./store.js").Store} store
 * @param {import("./client.js").Client} client
 */
export function crowdPanel(store, client) {
  const numbers = h("dl", { class: "figures" });
  const chart = h("div", { class: "chart" });
  const list = h("div", { class: "switches" });
  const buttons = SIZES.map((size) =>
    h("button", { type: "button", on: { click: () => create(size) } }, `+ ${size.toLocaleString("en")}`),
  );

  /** @param {number} size */
  async function create(size) {
    for (const button of buttons) button.disabled = true;
    await client.populate(size);
    for (const button of buttons) button.disabled = false;
  }

  store.on(["crowd"], (/** @type {Crowd} */ crowd) => {
    numbers.replaceChildren(...FIGURES.map(([name, words]) => figure(name, crowd[name], words)));
    chart.replaceChildren(bars(crowd.recent));
  });
  store.on(["snapshot", "switches"], () => {
    list.replaceChildren(...store.switches.map((one) => switchRow(store, client, one)));
  });
  return h(
    "section",
    { class: "crowd", "aria-label": "Crowd" },
    h(
      "p",
      { class: "hint" },
      "Made-up subscribers. An announcement goes to them as it would on Telegram; a few have blocked the bot or left.",
    ),
    h("div", { class: "sizes", role: "group", "aria-label": "Create people" }, ...buttons),
    numbers,
    chart,
    h("h3", {}, "What goes wrong"),
    list,
  );
}

/**
 * @param {string} name
 * @param {number} value
 * @param {string} words
 */
function figure(name, value, words) {
  return h("div", { class: `figure ${name}` }, h("dt", {}, words), h("dd", {}, value.toLocaleString("en")));
}

/** @param {number[]} recent */
function bars(recent) {
  const most = Math.max(30, ...recent);
  const drawn = recent.map((count, place) => {
    const height = (count / most) * 40;
    return svg("rect", { x: place * 4, y: 40 - height, width: 3, height, rx: 1 });
  });
  const limit = 40 - (30 / most) * 40;
  const line = svg("line", { x1: 0, x2: recent.length * 4, y1: limit, y2: limit });
  const label = `Messages a second, the last ${recent.length} seconds; the line is Telegram’s limit of 30`;
  return svg(
    "svg",
    { viewBox: `0 0 ${recent.length * 4} 40`, role: "img", "aria-label": label, preserveAspectRatio: "none" },
    line,
    ...drawn,
  );
}

/**
 * @param {import("./store.js").Store} store
 * @param {import("./client.js").Client} client
 * @param {import("./types.js").Switch} one
 */
function switchRow(store, client, { name, label, about, on }) {
  const box = h("input", { type: "checkbox", role: "switch", checked: on });
  box.addEventListener("change", () => {
    const others = store.switches
      .filter((other) => other.on && other.name !== name)
      .map((other) => other.name);
    void client.disturb(box.checked ? [...others, name] : others);
  });
  return h("label", { class: "switch" }, h("span", {}, h("strong", {}, label), h("small", {}, about)), box);
}
