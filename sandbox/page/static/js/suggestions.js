/** A list over the typing box to choose from, by hand or with the arrow keys. */

import { arrange, attribute, h } from "./dom.js";

/** @typedef {{content: (Node | string)[], name: string, choose: () => void}} Suggestion */

/**
 * @param {HTMLElement} box the element that has the focus meanwhile
 */
export function suggestionList(box) {
  const list = h("ul", {
    class: "suggestions",
    role: "listbox",
    id: "suggestions",
    "aria-label": "Suggestions",
    hidden: true,
  });
  attribute(box, "aria-controls", list.id);
  /** @type {{element: HTMLElement, choose: () => void}[]} */
  let options = [];
  let active = 0;

  /** @param {Suggestion[]} suggestions */
  function offer(suggestions) {
    options = suggestions.map(({ content, name, choose }, place) => {
      const element = h(
        "li",
        { role: "option", id: `suggestion-${place}`, class: name, on: { click: choose } },
        ...content,
      );
      // the box keeps the focus
      element.addEventListener("pointerdown", (event) => event.preventDefault());
      return { element, choose };
    });
    arrange(
      list,
      options.map(({ element }) => element),
    );
    list.hidden = options.length === 0;
    list.scrollTop = 0;
    attribute(box, "aria-expanded", String(!list.hidden));
    activate(
      Math.max(
        0,
        suggestions.findIndex(({ name }) => name !== "above"),
      ),
    );
  }

  /** @param {number} place */
  function activate(place) {
    active = place;
    options.forEach(({ element }, at) => attribute(element, "aria-selected", String(at === place)));
    options[place]?.element.scrollIntoView({ block: "nearest" });
    attribute(box, "aria-activedescendant", options[place]?.element.id);
  }

  /**
   * Takes a key that is meant for the list; false where it is not.
   * @param {KeyboardEvent} event
   */
  function takes(event) {
    if (list.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) activate((active + step + options.length) % options.length);
    else if (event.key === "Enter" || event.key === "Tab") options[active].choose();
    else if (event.key === "Escape") offer([]);
    else return false;
    return true;
  }

  return { list, offer, takes };
}
