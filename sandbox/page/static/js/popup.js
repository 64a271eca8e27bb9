/** Buttons that are icons, and small menus that open beside them. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {{label: string, icon: import("./icons.js").IconName, press: () => void}} Choice */

/**
 * @param {string} label
 * @param {import("./icons.js").IconName} name
 * @param {() => void} press
 */
export function iconButton(label, name, press) {
  const look = { class: `icon-button ${name}`, title: label, "aria-label": label };
  return h("button", { type: "button", ...look, on: { click: press } }, icon(name));
}

/**
 * A button with a menu. The choices are asked for each time that it opens.
 * @param {string} label
 * @param {import("./icons.js").IconName} iconName
 * @param {() => Choice[]} choices
 */
export function menuButton(label, iconName, choices) {
  const button = iconButton(label, iconName, () => openMenu(button, choices()));
  button.setAttribute("aria-haspopup", "menu");
  return button;
}

/**
 * Opens a menu beside an element; it closes when something is chosen, or with Escape or a click elsewhere.
 * @param {HTMLElement} beside
 * @param {Choice[]} choices
 */
export function openMenu(beside, choices) {
  const items = choices.map((choice) =>
    h(
      "button",
      { type: "button", role: "menuitem", on: { click: choice.press } },
      icon(choice.icon),
      choice.label,
    ),
  );
  const menu = h("div", { class: "popup", role: "menu", popover: "auto" }, ...items);
  menu.addEventListener("click", () => menu.hidePopover());
  menu.addEventListener("keydown", (event) => move(event, items));
  menu.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "closed") return;
    if (menu.contains(document.activeElement)) beside.focus();
    menu.remove();
  });
  document.body.append(menu);
  menu.showPopover();
  place(menu, beside.getBoundingClientRect());
  items[0]?.focus();
}

/**
 * Puts the menu under or over what it belongs to, wholly inside the window.
 * @param {HTMLElement} menu
 * @param {DOMRect} anchor
 */
function place(menu, anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const below = anchor.bottom + height + 8 < innerHeight;
  menu.style.left = `${Math.max(8, Math.min(anchor.left, innerWidth - width - 8))}px`;
  menu.style.top = `${below ? anchor.bottom + 4 : Math.max(8, anchor.top - height - 4)}px`;
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} items
 */
function move(event, items) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const at = items.findIndex((item) => item === document.activeElement);
  items[(at + step + items.length) % items.length].focus();
}
