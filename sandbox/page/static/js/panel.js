/** The side panel: on a wide window beside the conversation, on a phone a sheet over it. */

import { attribute, h } from "./dom.js";
import { icon } from "./icons.js";
import { iconButton } from "./popup.js";

/**
 * @param {{name: string, icon: import("./icons.js").IconName, content: HTMLElement}[]} pages
 */
export function sidePanel(pages) {
  const wide = matchMedia("(min-width: 1100px)");
  const tabs = pages.map(({ name, icon: shape, content }, place) => {
    content.id = `panel-${place}`;
    content.setAttribute("role", "tabpanel");
    const tab = {
      type: "button",
      role: "tab",
      "aria-controls": content.id,
      on: { click: () => choose(place), keydown: move },
    };
    return h("button", tab, icon(shape), name);
  });
  const close = iconButton("Close the panel", "close", () => show(false));
  const head = h(
    "div",
    { class: "tabs" },
    h("div", { role: "tablist", "aria-label": "Behind the scenes" }, ...tabs),
    close,
  );
  const root = h(
    "aside",
    { class: "panel", "aria-label": "Behind the scenes" },
    head,
    ...pages.map((page) => page.content),
  );
  const button = iconButton("Behind the scenes", "code", () => show(root.hidden === true));

  /** @param {number} place */
  function choose(place) {
    pages.forEach(({ content }, at) => {
      content.hidden = at !== place;
    });
    tabs.forEach((tab, at) => {
      attribute(tab, "aria-selected", String(at === place));
      tab.tabIndex = at === place ? 0 : -1;
    });
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next =
      (tabs.indexOf(/** @type {HTMLButtonElement} */ (event.target)) + step + tabs.length) % tabs.length;
    choose(next);
    tabs[next].focus();
  }

  /** @param {boolean} open */
  function show(open) {
    root.hidden = !open;
    attribute(button, "aria-expanded", String(open));
    if (!open && root.contains(document.activeElement)) button.focus();
  }

  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !wide.matches) show(false);
  });
  choose(0);
  show(wide.matches);
  return { root, button, show, choose };
}
