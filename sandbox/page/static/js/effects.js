/** What each event of the server changes in the store. */

/** @typedef {import("./types.js").Chat} Chat */
/** @typedef {import("./types.js").Json} Json */
/** @typedef {import("./store.js").Store} Store */

const MOST_RECORDS = 400;

/** @type {Record<string, (store: Store, told: any) => void>} */
export const EFFECTS = {
  snapshot,
  said,
  edited,
  deleted,
  standing,
  acting,
  menus,
  record,
  results,
  switches,
  crowd,
};

/** @param {Store} store @param {Json} told */
function snapshot(store, { bot, people, chats, cities, records, switches }) {
  const before = store.chats;
  store.bot = bot;
  store.people = new Map(people.map((/** @type {Json} */ person) => [person.id, person]));
  store.chats = new Map(
    chats.map((/** @type {Json} */ chat) => [chat.id, entered(chat, before.get(chat.id))]),
  );
  store.cities = cities;
  store.switches = switches;
  store.records = [];
  for (const one of records) record(store, one);
  store.current = store.chats.get(store.current?.id ?? NaN) ?? null;
}

/**
 * A chat of the snapshot with what only this page knows of it.
 * @param {Json} told
 * @param {Chat | undefined} before
 * @returns {Chat}
 */
function entered(told, before) {
  const messages = new Map(told.messages.map((/** @type {Json} */ one) => [one.message_id, one]));
  const known = { unread: before?.unread ?? 0, writer: before?.writer ?? told.writers[0], acting: false };
  return /** @type {Chat} */ ({ ...told, ...known, messages });
}

/** @param {Store} store @param {Json} told */
function said(store, told) {
  edited(store, told);
  if (told.message.from.id !== store.bot.id) return;
  const chat = store.chat(told.chat);
  chat.acting = false;
  if (chat !== store.current) chat.unread += 1;
}

/** @param {Store} store @param {Json} told */
function edited(store, { chat, message, ...changed }) {
  standing(store, { chat, ...changed });
  store.chat(chat).messages.set(message.message_id, message);
}

/** @param {Store} store @param {Json} told */
function deleted(store, { chat, message_id: id }) {
  store.chat(chat).messages.delete(id);
}

/** @param {Store} store @param {Json} told */
function standing(store, { chat, ...changed }) {
  Object.assign(store.chat(chat), changed);
}

/** @param {Store} store @param {Json} told */
function acting(store, { chat }) {
  store.chat(chat).acting = true;
}

/** @param {Store} store @param {Json} told */
function menus(store, told) {
  for (const [chat, menu] of Object.entries(told)) Object.assign(store.chat(Number(chat)), menu);
}

/** @param {Store} store @param {import("./types.js").BotRecord} told */
function record(store, told) {
  store.records.push(told);
  if (store.records.length > MOST_RECORDS) store.records.shift();
  const message = told.update?.message;
  if (message) store.fetched.add(`${message.chat.id}/${message.message_id}`);
}

/** @param {Store} store @param {import("./types.js").InlineAnswer} told */
function results(store, told) {
  store.results = told;
}

/** @param {Store} store @param {Json} told */
function switches(store, told) {
  store.switches = told.switches;
}

/** @param {Store} store @param {import("./types.js").Crowd} told */
function crowd(store, told) {
  store.crowd = told;
}
