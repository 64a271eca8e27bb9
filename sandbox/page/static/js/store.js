/** What the page knows. Listeners learn what changed. */

import { EFFECTS } from "./effects.js";

/** @typedef {import("./types.js").Chat} Chat */
/** @typedef {import("./types.js").Json} Json */

export class Store extends EventTarget {
  /** @type {Json} */
  bot = {};
  /** @type {Map<number, import("./types.js").Persona>} */
  people = new Map();
  /** @type {Map<number, Chat>} */
  chats = new Map();
  /** @type {import("./types.js").City[]} */
  cities = [];
  /** @type {import("./types.js").BotRecord[]} */
  records = [];
  /** @type {import("./types.js").Switch[]} */
  switches = [];
  /** @type {import("./types.js").Crowd | null} */
  crowd = null;
  /** The bot's latest answer to an inline query. @type {import("./types.js").InlineAnswer | null} */
  results = null;
  /** Messages that the bot has fetched, as "chat/message". @type {Set<string>} */
  fetched = new Set();
  /** @type {Chat | null} */
  current = null;

  /**
   * Calls the listener for every change of these kinds; after `snapshot` everything is new.
   * @param {string[]} kinds
   * @param {(told: any) => void} listener
   */
  on(kinds, listener) {
    for (const kind of kinds) {
      this.addEventListener(kind, (event) => listener(/** @type {CustomEvent} */ (event).detail));
    }
  }

  /**
   * Takes in an event of the server and tells the listeners.
   * @param {string} kind
   * @param {Json} told
   */
  apply(kind, told) {
    EFFECTS[kind]?.(this, told);
    this.tell(kind, told);
  }

  /**
   * Tells the listeners of a change that the page made itself: `opened`, `writer`, `line`, `drafted`.
   * @param {string} kind
   * @param {any} [told]
   */
  tell(kind, told) {
    this.dispatchEvent(new CustomEvent(kind, { detail: told }));
  }

  /**
   * A chat that is known to be there.
   * @param {number} id
   * @returns {Chat}
   */
  chat(id) {
    return /** @type {Chat} */ (this.chats.get(id));
  }

  /**
   * Opens a chat; null, or one that is not there, closes it.
   * @param {number | null} id
   */
  open(id) {
    this.current = this.chats.get(id ?? NaN) ?? null;
    if (this.current) this.current.unread = 0;
    this.tell("opened", this.current);
  }

  /**
   * Chooses who writes in a chat.
   * @param {Chat} chat
   * @param {number} person
   */
  writeAs(chat, person) {
    chat.writer = person;
    this.tell("writer", chat);
  }

  /**
   * Whether the bot has fetched this message.
   * @param {import("./types.js").Message} message
   */
  isFetched(message) {
    return this.fetched.has(`${message.chat.id}/${message.message_id}`);
  }
}
