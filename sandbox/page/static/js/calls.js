/** What stands behind the replies: updates that the bot fetched, and the calls that it made then. */

import { arrange, h } from "./dom.js";
import { jsonView } from "./json-view.js";
import { summary } from "./text.js";

/** @typedef {import("./types.js").BotRecord} BotRecord */
/** @typedef {import("./types.js").Message} Message */

/**
 * @param {import("./store.js").Store} store
 */
export function callsPanel(store) {
  /** @type {WeakMap<BotRecord, HTMLElement>} */
  const elements = new WeakMap();
  const list = h("ol", { class: "records" });
  const empty = h(
    "p",
    { class: "hint" },
    "Write something: the update that reaches the bot and every call it makes are shown here.",
  );
  const root = h("section", { class: "calls", "aria-label": "Bot API" }, empty, list);

  /** @param {BotRecord} record */
  function element(record) {
    const known = elements.get(record) ?? item(record);
    elements.set(record, known);
    return known;
  }

  function refresh() {
    const shown = store.records.filter((record) => record.chat === store.current?.id);
    const atEnd = root.scrollHeight - root.scrollTop - root.clientHeight < 80;
    arrange(list, shown.map(element));
    empty.hidden = shown.length > 0;
    if (atEnd) root.scrollTop = root.scrollHeight;
  }

  /**
   * Opens the call that made or last changed a message.
   * @param {Message} message
   */
  function explain(message) {
    const record = store.records.findLast((one) => concerns(one, message));
    if (!record) return;
    for (const details of list.querySelectorAll("details")) details.open = false;
    const found = element(record);
    for (const details of found.querySelectorAll("details")) details.open = true;
    found.scrollIntoView({ block: "start", behavior: "smooth" });
    found.querySelector("summary")?.focus({ preventScroll: true });
  }

  store.on(["snapshot", "opened"], () => {
    refresh();
    root.scrollTop = root.scrollHeight;
  });
  store.on(["record"], refresh);
  return { root, explain };
}

/** @param {BotRecord} record @param {Message} message */
function concerns({ chat, result }, message) {
  return chat === message.chat.id && result?.message_id === message.message_id;
}

/** @param {BotRecord} record */
function item(record) {
  return record.update ? updateItem(record) : callItem(record);
}

/** @param {BotRecord} record */
function updateItem({ at, update = {} }) {
  const [kind, content] = Object.entries(update).find(([name]) => name !== "update_id") ?? ["update", {}];
  const gist =
    content.data ?? content.query ?? ("date" in content && "from" in content ? summary(content) : "");
  return h("li", { class: "record update" }, details(kind, gist, at, "update", jsonView(update)));
}

/** @param {BotRecord} record */
function callItem({ at, method = "", parameters, ok, result, error_code: code, description }) {
  const outcome = ok ? jsonView(result) : h("p", { class: "refusal" }, `${code} ${description}`);
  const name = `record call ${ok ? "accepted" : "refused"}`;
  const gist = ok ? (parameters?.text ?? parameters?.action ?? "") : `${code}`;
  const body = [
    h("h4", {}, "Parameters"),
    jsonView(parameters),
    h("h4", {}, ok ? "Result" : "Refused"),
    outcome,
  ];
  return h("li", { class: name }, details(method, gist, at, "call", ...body));
}

/**
 * @param {string} title
 * @param {string} gist
 * @param {string} at ISO time
 * @param {string} kind
 * @param {...HTMLElement} body
 */
function details(title, gist, at, kind, ...body) {
  const time = new Date(at).toLocaleTimeString([], { hour12: false });
  const line = h("span", { class: "gist", dir: "auto" }, gist.replace(/<[^>]*>/g, "").slice(0, 120));
  const head = h(
    "summary",
    {},
    h("span", { class: "badge" }, kind === "call" ? "→" : "←"),
    h("code", {}, title),
    h("time", {}, time),
    line,
  );
  return h("details", {}, head, h("div", { class: "body" }, ...body));
}
