/** What happens when something in a message is pressed. */

import { h } from "./dom.js";
import { openMenu } from "./popup.js";
import { go } from "./route.js";

/** @typedef {import("./types.js").Message} Message */

/**
 * @param {import("./store.js").Store} store
 * @param {import("./client.js").Client} client
 * @param {{write: (text: string) => void, take: (about: {edits: boolean, message: Message}) => void}} box
 * @param {(message: Message) => void} explain
 * @returns {import("./bubble.js").MessageDeeds}
 */
export function messageDeeds(store, client, { write, take }, explain) {
  return {
    link: (url) => link(store, client, url),
    offer: (query, here) => offer(store, write, query, here),
    copy: (text) => void client.copy(text),
    command: (text) => void client.say(text),
    press: (message, row, column) => client.press(message, row, column),
    reply: (message) => take({ edits: false, message }),
    edit: (message) => take({ edits: true, message }),
    withdraw: (message) => void client.withdraw(message),
    explain,
  };
}

/**
 * A link that opens beside the page; one to this bot opens the private chat and starts it.
 * @param {import("./store.js").Store} store
 * @param {import("./client.js").Client} client
 * @param {string} url
 */
function link(store, client, url) {
  const payload = client.startPayload(url);
  const element = h("a", { href: url, target: "_blank", rel: "noopener noreferrer" });
  if (payload === null) return element;
  element.addEventListener("click", (event) => {
    event.preventDefault();
    if (store.current) go(store, store.current.writer);
    void client.start(payload);
  });
  return element;
}

/**
 * Writes an inline query into the box of this chat, or of one that is chosen then.
 * @param {import("./store.js").Store} store
 * @param {(text: string) => void} write
 * @param {string} query
 * @param {boolean} here
 */
function offer(store, write, query, here) {
  const text = `@${store.bot.username} ${query}`;
  if (here) {
    write(text);
    return;
  }
  const writer = store.current?.writer ?? 0;
  const chats = [...store.chats.values()].filter((chat) => chat.writers.includes(writer));
  const choices = chats.map((chat) => {
    const press = () => {
      go(store, chat.id);
      store.writeAs(chat, writer);
      write(text);
    };
    const label = chat.private ? store.bot.first_name : chat.title;
    /** @type {import("./icons.js").IconName} */
    const shape = chat.private ? "contact" : "crowd";
    return { label, icon: shape, press };
  });
  openMenu(/** @type {HTMLElement} */ (document.activeElement), choices);
}
