/** JSON as people read it. */

import { h } from "./dom.js";

/**
 * A value as indented text, coloured by kind. JSON that travelled as text is shown as what it says.
 * @param {any} value
 */
export function jsonView(value) {
  return h("pre", { class: "json", dir: "ltr", tabindex: "0" }, ...pieces(unpacked(value), "\n"));
}

/** @param {any} value */
function unpacked(value) {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/**
 * @param {any} value
 * @param {string} indent the line break and the blanks before what follows
 * @returns {(Node | string)[]}
 */
function pieces(value, indent) {
  if (Array.isArray(value))
    return nested(
      "[",
      "]",
      value.map((item) => ["", item]),
      indent,
    );
  if (value === null || typeof value !== "object") return [scalar(value)];
  const fields = Object.entries(value).map(([name, field]) => [name, unpacked(field)]);
  return nested("{", "}", fields, indent);
}

/**
 * @param {string} open
 * @param {string} close
 * @param {any[][]} fields
 * @param {string} indent
 */
function nested(open, close, fields, indent) {
  if (!fields.length) return [open + close];
  const deeper = `${indent}  `;
  const inner = fields.flatMap(([name, value], place) => [
    place ? `,${deeper}` : deeper,
    ...(name ? [h("span", { class: "name" }, name), ": "] : []),
    ...pieces(value, deeper),
  ]);
  return [open, ...inner, indent, close];
}

/** @param {string | number | boolean | null} value */
function scalar(value) {
  const kind = typeof value === "string" ? "string" : "number";
  return h("span", { class: kind, dir: kind === "string" && "auto" }, JSON.stringify(value));
}
