/** The messages of the open chat, kept up to date and scrolled to what is new. */

import { bubble } from "./bubble.js";
import { arrange, h } from "./dom.js";
import { scrolling } from "./scrolling.js";
import { day, summary } from "./text.js";

/** @typedef {import("./types.js").Chat} Chat */
/** @typedef {import("./types.js").Message} Message */

const TOGETHER = 300; // seconds between messages of one sender that stand together

/**
 * @param {import("./store.js").Store} store
 * @param {import("./bubble.js").MessageDeeds} deeds
 */
export function messageList(store, deeds) {
  /** Messages are replaced, never changed: a message's element lives as long as it. @type {WeakMap<Message, HTMLElement>} */
  const elements = new WeakMap();
  /** @type {Map<string, HTMLElement>} */
  const marks = new Map();
  const list = h("ol", { class: "messages", role: "log", "aria-live": "off", "aria-label": "Messages" });
  const typing = h("p", { class: "typing", hidden: true, "aria-label": "typing" }, h("i"), h("i"), h("i"));
  const spoken = h("p", { class: "unseen", "aria-live": "polite" });
  const scroller = h(
    "div",
    { class: "scroller", tabindex: "0", role: "region", "aria-label": "Conversation" },
    list,
    typing,
    spoken,
  );
  const place = scrolling(scroller, list);

  /** @param {Message} message */
  function element(message) {
    let known = elements.get(message);
    if (!known) {
      known = bubble(message, store, { ...deeds, show });
      elements.set(message, known);
    }
    const own = message.from.id === store.current?.writer;
    known.classList.toggle("own", own);
    known.classList.toggle("theirs", !own);
    known.classList.toggle("fetched", store.isFetched(message));
    return known;
  }

  /** @param {number} date */
  function dayMark(date) {
    const text = day(date);
    const mark = marks.get(text) ?? h("li", { class: "day" }, h("span", {}, text));
    marks.set(text, mark);
    return mark;
  }

  /**
   * The elements of messages with the days between them, those of one sender joined.
   * @param {Message[]} messages
   */
  function interleaved(messages) {
    return messages.flatMap((message, place) => {
      const before = messages[place - 1];
      const shown = element(message);
      shown.classList.toggle("first", !together(before, message));
      shown.classList.toggle("last", !together(message, messages[place + 1]));
      const newDay = !before || day(before.date) !== day(message.date);
      return newDay ? [dayMark(message.date), shown] : [shown];
    });
  }

  function refresh() {
    arrange(list, interleaved([...(store.current?.messages.values() ?? [])]));
    typing.hidden = !store.current?.acting;
  }

  /** @param {Message} message */
  function show({ message_id: id }) {
    const found = list.querySelector(`[data-id="${id}"]`);
    found?.scrollIntoView({ block: "center", behavior: "smooth" });
    found?.animate([{ filter: "brightness(0.85)" }, { filter: "none" }], 900);
  }

  /** @param {Message} message */
  function speak(message) {
    spoken.textContent = `${store.bot.first_name}: ${message.text ?? summary(message)}`;
  }

  store.on(["snapshot", "opened"], () => {
    refresh();
    place.toEnd();
  });
  store.on(["edited", "deleted", "acting", "record"], ({ chat }) => {
    if (chat !== store.current?.id) return;
    refresh();
    place.changed();
  });
  store.on(["writer"], refresh);
  store.on(["said"], ({ chat, message }) => {
    if (chat !== store.current?.id) return;
    refresh();
    place.said(element(message), message.from.id === store.current?.writer);
    if (message.from.id === store.bot.id) speak(message);
  });
  return { scroller, down: place.down };
}

/**
 * @param {Message | undefined} one
 * @param {Message | undefined} next
 */
function together(one, next) {
  return one && next && one.from.id === next.from.id && next.date - one.date < TOGETHER && !one.reply_markup;
}
