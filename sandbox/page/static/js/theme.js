/** Light or dark: as the system has it, until one is chosen. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

const KEY = "theme";
/** @type {Record<string, {next: string, label: string, icon: import("./icons.js").IconName}>} */
const THEMES = {
  auto: { next: "light", label: "Colours as the system has them", icon: "theme" },
  light: { next: "dark", label: "Light colours", icon: "sun" },
  dark: { next: "auto", label: "Dark colours", icon: "moon" },
};

/** A button that goes round the three. */
export function themeButton() {
  const button = h("button", { type: "button", class: "icon-button" });
  const choose = (/** @type {string} */ name) => {
    const theme = THEMES[name];
    document.documentElement.dataset.theme = name;
    localStorage.setItem(KEY, name);
    button.dataset.next = theme.next;
    button.title = theme.label;
    button.replaceChildren(icon(theme.icon), h("span", { class: "unseen" }, theme.label));
  };
  button.addEventListener("click", () => choose(button.dataset.next ?? "auto"));
  choose(localStorage.getItem(KEY) ?? "auto");
  return button;
}
