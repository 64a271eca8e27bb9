/** A map that needs no map: the towns of the country are its shape. */

import { svg } from "./dom.js";

/** @typedef {import("./types.js").City} City */
/** @typedef {import("./types.js").Point} Point */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

const UNIT = 10; // of the picture, a degree of latitude
const NARROWING = Math.cos((30 * Math.PI) / 180); // of a degree of longitude, at the country's latitude
const LETTER = 0.56; // mean width of a letter, of the size of the type
const MOST_NAMES = 7; // on the small map
const NAMED = new Set([
  "Karachi",
  "Lahore",
  "Islamabad",
  "Quetta",
  "Peshawar",
  "Multan",
  "Gilgit",
  "Gwadar",
  "Sukkur",
]);

/** @param {Point} point */
function project({ latitude, longitude }) {
  return { x: longitude * UNIT * NARROWING, y: -latitude * UNIT };
}

/** @param {number} x @param {number} y @returns {Point} */
function unproject(x, y) {
  return { latitude: -y / UNIT, longitude: x / (UNIT * NARROWING) };
}

/**
 * The whole country; a click anywhere picks that point.
 * @param {City[]} cities
 * @param {(point: Point) => void} pick
 * @returns {{element: SVGElement, mark: (point: Point | null) => void}}
 */
export function countryMap(cities, pick) {
  const spots = cities.map(project);
  const [left, right] = range(spots.map((spot) => spot.x));
  const [top, bottom] = range(spots.map((spot) => spot.y));
  const frame = `${left - 13} ${top - 5} ${right - left + 26} ${bottom - top + 10}`;
  const marker = pin(1);
  const names = labels(
    cities.filter(({ name }) => NAMED.has(name)),
    cities,
    4,
    [],
  );
  const element = svg(
    "svg",
    { class: "map", viewBox: frame, "aria-hidden": "true" },
    ...dots(cities, 1),
    ...names,
    marker,
  );
  element.addEventListener("click", (event) => {
    const { clientX, clientY } = /** @type {MouseEvent} */ (event);
    const matrix = /** @type {SVGSVGElement} */ (element).getScreenCTM()?.inverse();
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix);
    pick(unproject(x, y));
  });
  return { element, mark: (point) => move(marker, point) };
}

/**
 * What lies around a point, for a message that shares it.
 * @param {City[]} cities
 * @param {Point} point
 */
export function vicinity(cities, point) {
  const { x, y } = project(point);
  const near = cities.filter((city) => {
    const spot = project(city);
    return Math.abs(spot.x - x) < 12 && Math.abs(spot.y - y) < 6.5;
  });
  const marker = pin(0.42);
  move(marker, point);
  const rings = [3, 6, 9].map((radius) => svg("circle", { class: "ring", cx: x, cy: y, r: radius }));
  const taken = [
    { left: x - 1, right: x + 1, top: y - 2.6, bottom: y - 0.6 },
    { left: x - 99, right: x - 12, top: y - 99, bottom: y + 99 },
    { left: x + 12, right: x + 99, top: y - 99, bottom: y + 99 },
  ];
  const largest = [...near].sort((one, other) => other.people - one.people).slice(0, MOST_NAMES);
  const frame = `${x - 12} ${y - 6.5} 24 13`;
  const inside = [...rings, ...dots(near, 0.34), ...labels(largest, near, 0.95, taken), marker];
  return svg("svg", { class: "map near", viewBox: frame, "aria-hidden": "true" }, ...inside);
}

/**
 * The town nearest to a point, of the larger ones that are close by.
 * @param {City[]} cities
 * @param {Point} point
 * @returns {City | undefined}
 */
export function nearest(cities, point) {
  const { x, y } = project(point);
  const distance = (/** @type {City} */ city) => {
    const spot = project(city);
    return Math.hypot(spot.x - x, spot.y - y);
  };
  return [...cities].sort((one, other) => distance(one) - distance(other))[0];
}

/**
 * @param {City[]} cities
 * @param {number} scale
 */
function dots(cities, scale) {
  return cities.map((city) => {
    const { x, y } = project(city);
    return svg("circle", { class: "town", cx: x, cy: y, r: radius(city) * scale });
  });
}

/** @param {City} city */
function radius({ people }) {
  return 0.45 + Math.cbrt(people / 1e6) * 0.5;
}

/**
 * Names beside the dots, those of larger towns first, where they hide the fewest dots; none over another.
 * @param {City[]} named
 * @param {City[]} cities
 * @param {number} size of the type
 * @param {Box[]} taken
 */
function labels(named, cities, size, taken) {
  const spots = cities.map(project).map(({ x, y }) => ({ left: x, right: x, top: y, bottom: y }));
  const hides = (/** @type {Box} */ box) => spots.filter((spot) => overlap(box, spot)).length;
  const placed = [...taken];
  return [...named]
    .sort((one, other) => other.people - one.people)
    .flatMap((city) => {
      const sides = beside(city, size).sort((one, other) => hides(one.box) - hides(other.box));
      const free = sides.find(({ box }) => !placed.some((other) => overlap(box, other)));
      if (!free) return [];
      placed.push(free.box);
      return [svg("text", { ...free.where, "font-size": size }, city.name)];
    });
}

/**
 * The two places for a name, to the right of its dot and to the left.
 * @param {City} city
 * @param {number} size
 */
function beside(city, size) {
  const { x, y } = project(city);
  const width = city.name.length * size * LETTER;
  const gap = size * (0.3 + 0.25 * radius(city));
  const height = { top: y - size / 2, bottom: y + size / 2 };
  const line = y + size * 0.33;
  return [
    { box: { left: x + gap, right: x + gap + width, ...height }, where: { x: x + gap, y: line } },
    {
      box: { left: x - gap - width, right: x - gap, ...height },
      where: { x: x - gap, y: line, "text-anchor": "end" },
    },
  ];
}

/** @param {Box} one @param {Box} other */
function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** @param {number} scale */
function pin(scale) {
  const head = svg("path", { d: "M0 0C-1.2-1.6-2-2.7-2-4a2 2 0 1 1 4 0C2-2.7 1.2-1.6 0 0z" });
  const shape = svg("g", { transform: `scale(${scale * 1.5})` }, head, svg("circle", { cy: -4, r: 0.75 }));
  return svg("g", { class: "pin", visibility: "hidden" }, shape);
}

/** @param {SVGElement} marker @param {Point | null} point */
function move(marker, point) {
  marker.setAttribute("visibility", point ? "visible" : "hidden");
  if (!point) return;
  const { x, y } = project(point);
  marker.setAttribute("transform", `translate(${x} ${y})`);
}

/** @param {number[]} values */
function range(values) {
  return values.length ? [Math.min(...values), Math.max(...values)] : [530, 670];
}
