/** What the person in the open chat does. Whatever the server refuses is shown as a toast. */

import { act } from "./stream.js";

/** @typedef {import("./types.js").Json} Json */
/** @typedef {import("./types.js").Message} Message */

const PATIENCE = 15_000;

export class Client {
  /**
   * @param {import("./store.js").Store} store
   * @param {(text: string) => void} toast
   */
  constructor(store, toast) {
    this.store = store;
    this.toast = toast;
  }

  /** @param {string} text @param {Message | null} [quoted] */
  say(text, quoted) {
    return this._act("say", { text, reply_to: quoted?.message_id });
  }

  /** @param {Message} message @param {string} text */
  correct(message, text) {
    return this._act("correct", { message: message.message_id, text });
  }

  /** @param {Message} message */
  withdraw(message) {
    return this._act("withdraw", { message: message.message_id });
  }

  /**
   * Presses a callback button and waits for the bot's answer.
   * @param {Message} message
   * @param {number} row
   * @param {number} column
   */
  async press(message, row, column) {
    const answered = new Promise((resolve) => {
      this.store.addEventListener("answered", resolve, { once: true });
      setTimeout(resolve, PATIENCE);
    });
    if (await this._act("press", { message: message.message_id, row, column })) await answered;
  }

  /** @param {import("./types.js").Point} point */
  locate({ latitude, longitude }) {
    return this._act("locate", { latitude, longitude });
  }

  /** @param {string} what */
  attach(what) {
    return this._act("attach", { what });
  }

  /** @param {string} text @param {string} offset */
  ask(text, offset) {
    return this._act("ask", { text, offset });
  }

  /** @param {string} query @param {string} result */
  choose(query, result) {
    return this._act("choose", { query, result });
  }

  /** @param {string} [payload] what a link to the bot carries */
  start(payload = "") {
    return this._do("start", { person: this.store.current?.writer, payload });
  }

  /** @param {boolean} blocked */
  block(blocked) {
    return this._act("block", { blocked });
  }

  /** @param {number} count */
  populate(count) {
    return this._do("populate", { count });
  }

  /** @param {string[]} on */
  disturb(on) {
    return this._do("disturb", { on });
  }

  /** @param {string} text */
  async copy(text) {
    await navigator.clipboard.writeText(text);
    this.toast("Copied");
  }

  /**
   * What a link to this bot starts it with; null for every other link.
   * @param {string} url
   */
  startPayload(url) {
    const { hostname, pathname, searchParams } = new URL(url, location.href);
    const own = hostname === "t.me" && pathname.toLowerCase() === `/${this.store.bot.username}`.toLowerCase();
    return own ? (searchParams.get("start") ?? "") : null;
  }

  /** @param {string} name @param {Json} details */
  _act(name, details) {
    const { id: chat, writer: person } = this.store.current ?? {};
    return this._do(name, { person, chat, ...details });
  }

  /**
   * @param {string} name
   * @param {Json} details
   * @returns {Promise<Json | null>}
   */
  async _do(name, details) {
    try {
      return await act(name, details);
    } catch (error) {
      this.toast(error instanceof Error ? error.message : String(error));
      return null;
    }
  }
}
