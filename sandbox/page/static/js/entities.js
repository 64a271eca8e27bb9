/** Formatted text as elements: paragraphs with a direction of their own, and Telegram's entities inside them. */

import { h } from "./dom.js";
import { direction, isUrdu } from "./text.js";

/** @typedef {import("./types.js").Entity} Entity */
/** @typedef {{text: string, deeds: Deeds}} Written */
/** @typedef {{command: (text: string) => void, copy: (text: string) => void, link: (url: string) => HTMLElement}} Deeds */

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/**
 * A text with its entities. Offsets count UTF-16 units, as JavaScript's strings do.
 * @param {string} text
 * @param {Entity[]} entities
 * @param {Deeds} deeds what happens when commands, code and links are pressed
 * @returns {HTMLElement[]}
 */
export function formatted(text, entities, deeds) {
  const written = { text, deeds };
  const blocks = entities.filter((one) => BLOCKS.has(one.type));
  const marks = entities.filter((one) => !BLOCKS.has(one.type));
  const base = direction(text) ?? "ltr";
  /** @type {HTMLElement[]} */
  const shown = [];
  let at = 0;
  for (const block of blocks) {
    if (block.offset < at) continue;
    shown.push(...paragraphs(written, at, lineEnd(text, block.offset), marks, base));
    shown.push(blockElement(written, block, marks, base));
    at = block.offset + block.length;
    if (text[at] === "\n") at += 1;
  }
  shown.push(...paragraphs(written, at, text.length, marks, base));
  return shown;
}

/**
 * The end of what stands before a block: its line break belongs to the block.
 * @param {string} text
 * @param {number} start
 */
function lineEnd(text, start) {
  return text[start - 1] === "\n" ? start - 1 : start;
}

/**
 * @param {Written} written
 * @param {number} from
 * @param {number} to
 * @param {Entity[]} marks
 * @param {string} base the direction of a paragraph that has no letters
 */
function paragraphs(written, from, to, marks, base) {
  if (to <= from) return [];
  const shown = [];
  let at = from;
  for (const line of written.text.slice(from, to).split("\n")) {
    const properties = { dir: direction(line) ?? base, class: classes(line) };
    shown.push(h("p", properties, ...inline(written, at, at + line.length, marks)));
    at += line.length + 1;
  }
  return shown;
}

/** @param {string} line */
function classes(line) {
  return line.trim() ? isUrdu(line) && "urdu" : "blank";
}

/**
 * @param {Written} written
 * @param {Entity} block
 * @param {Entity[]} marks
 * @param {string} base
 */
function blockElement(written, block, marks, base) {
  const end = block.offset + block.length;
  if (block.type === "pre") {
    const code = written.text.slice(block.offset, end);
    const copy = h("button", { type: "button", on: { click: () => written.deeds.copy(code) } }, "Copy");
    return h(
      "pre",
      { dir: "ltr" },
      h("div", {}, h("span", {}, block.language ?? ""), copy),
      h("code", {}, code),
    );
  }
  const quote = h("blockquote", { dir: base }, ...paragraphs(written, block.offset, end, marks, base));
  return block.type === "blockquote" ? quote : expandable(quote);
}

/** @param {HTMLElement} quote */
function expandable(quote) {
  quote.classList.add("expandable");
  const toggle = h("button", { type: "button", class: "more", "aria-expanded": "false" }, "Show more");
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? "Show less" : "Show more";
  });
  quote.append(toggle);
  return quote;
}

/**
 * The pieces of a stretch of text, entities nested in the order in which Telegram sorts them.
 * @param {Written} written
 * @param {number} from
 * @param {number} to
 * @param {Entity[]} marks
 * @returns {(Node | string)[]}
 */
function inline(written, from, to, marks) {
  const pieces = [];
  let at = from;
  for (const [place, mark] of marks.entries()) {
    const start = Math.max(mark.offset, at);
    const end = Math.min(mark.offset + mark.length, to);
    if (start >= end) continue;
    pieces.push(written.text.slice(at, start));
    const inner = marks.slice(place + 1).filter((other) => other.offset < end);
    pieces.push(element(written, mark, inline(written, start, end, inner)));
    at = end;
  }
  pieces.push(written.text.slice(at, to));
  return pieces.filter((piece) => piece !== "");
}

/**
 * @param {Written} written
 * @param {Entity} mark
 * @param {(Node | string)[]} content
 */
function element({ text, deeds }, mark, content) {
  const whole = text.slice(mark.offset, mark.offset + mark.length);
  switch (mark.type) {
    case "bold":
      return h("strong", {}, ...content);
    case "italic":
      return h("em", {}, ...content);
    case "underline":
      return h("u", {}, ...content);
    case "strikethrough":
      return h("s", {}, ...content);
    case "spoiler":
      return spoiler(content);
    case "code":
      return pressable("code", "Copy", () => deeds.copy(whole), content);
    case "bot_command":
      return pressable("command", "Send", () => deeds.command(whole), content);
    case "text_link":
    case "url": {
      const link = deeds.link(mark.url ?? whole);
      link.append(...content);
      return link;
    }
    default:
      return h("span", { class: mark.type }, ...content);
  }
}

/** @param {(Node | string)[]} content */
function spoiler(content) {
  const cover = pressable("spoiler", "Show hidden text", () => cover.classList.add("shown"), content);
  return cover;
}

/**
 * @param {string} name
 * @param {string} title
 * @param {() => void} press
 * @param {(Node | string)[]} content
 */
function pressable(name, title, press, content) {
  return h("button", { type: "button", class: `inline ${name}`, title, on: { click: press } }, ...content);
}
