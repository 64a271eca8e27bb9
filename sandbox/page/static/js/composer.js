/** Where one writes. */

import { aboutBar } from "./about-bar.js";
import { attachButton } from "./attach.js";
import { botKeyboard } from "./bot-keyboard.js";
import { h } from "./dom.js";
import { ideaRow } from "./ideas.js";
import { offers } from "./offers.js";
import { iconButton } from "./popup.js";
import { startButton } from "./start.js";
import { suggestionList } from "./suggestions.js";
import { isUrdu } from "./text.js";
import { writerButton } from "./writer.js";

/** @typedef {import("./about-bar.js").About} About */

const BOX = {
  rows: 1,
  dir: "auto",
  maxlength: 4096,
  placeholder: "Message",
  "aria-label": "Message",
  role: "combobox",
  "aria-expanded": "false",
  "aria-autocomplete": "list",
  enterkeyhint: "send",
};

/**
 * @param {import("./store.js").Store} store
 * @param {import("./client.js").Client} client
 * @param {() => void} pickPlace opens the dialog that shares a location
 */
export function composer(store, client, pickPlace) {
  const box = h("textarea", BOX);
  const suggestions = suggestionList(box);
  const typed = offers(store, client, { offer: suggestions.offer, write });
  const about = aboutBar(reset);
  const keyboard = botKeyboard(store, client, pickPlace);
  const commands = iconButton("Commands", "slash", () => write("/"));
  const send = iconButton("Send", "send", sends);
  const ideas = ideaRow(store, (idea) => (idea.startsWith("@") ? write(idea) : void client.say(idea)));
  const attach = attachButton(store, client, pickPlace);
  const line = h("div", { class: "line" }, writerButton(store), attach, box, keyboard.toggle, commands, send);
  const root = h(
    "footer",
    { class: "composer" },
    ...[suggestions.list, ideas, about.bar, line, keyboard.place, startButton(store, client)],
  );

  /** @param {string} text */
  function write(text) {
    box.value = text;
    box.focus();
    changed();
  }

  function changed() {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
    box.classList.toggle("urdu", isUrdu(box.value));
    send.classList.toggle("ready", box.value.trim() !== "");
    typed(box.value);
  }

  function sends() {
    const text = box.value.trim();
    const subject = about.subject();
    if (!text) return;
    reset();
    if (subject?.edits) void client.correct(subject.message, text);
    else void client.say(text, subject?.message);
  }

  function reset() {
    about.take(null);
    write("");
  }

  /** @param {About} subject */
  function take(subject) {
    about.take(subject);
    write(subject.edits ? (subject.message.text ?? "") : box.value);
  }

  function editLatest() {
    const messages = [...(store.current?.messages.values() ?? [])];
    const latest = messages.findLast((message) => message.from.id === store.current?.writer);
    if (latest?.text) take({ edits: true, message: latest });
  }

  /** On a phone the focus would open its keyboard over the conversation. */
  function focus() {
    if (matchMedia("(hover: hover)").matches) box.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (event.isComposing) return;
    if (suggestions.takes(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      sends();
    } else if (event.key === "Escape" && about.subject()) reset();
    else if (event.key === "ArrowUp" && !box.value) editLatest();
  }

  box.addEventListener("input", changed);
  box.addEventListener("keydown", key);
  store.on(["opened"], () => {
    about.take(null);
    box.value = "";
    changed();
    focus();
  });
  return { root, write, take, focus };
}
