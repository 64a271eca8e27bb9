/** What the typing box suggests: commands, the bot's name, results of inline mode. */

import { h } from "./dom.js";
import { isUrdu } from "./text.js";

/** @typedef {import("./suggestions.js").Suggestion} Suggestion */
/** @typedef {import("./types.js").InlineAnswer} InlineAnswer */

const PAUSE = 250; // milliseconds without a key before an inline query is sent

/**
 * Watches what is typed. `offer` shows suggestions, `write` puts a text into the box.
 * @param {import("./store.js").Store} store
 * @param {import("./client.js").Client} client
 * @param {{offer: (suggestions: Suggestion[]) => void, write: (text: string) => void}} box
 */
export function offers(store, client, box) {
  /** @type {{id: string, text: string} | null} */
  let waitingFor = null;
  /** @type {Suggestion[]} */
  let earlier = [];
  let pause = 0;

  /** @param {string} text */
  function typed(text) {
    clearTimeout(pause);
    waitingFor = null;
    earlier = [];
    const query = inlineQuery(text);
    if (query !== null) pause = setTimeout(() => ask(query, ""), PAUSE);
    else box.offer([...commands(text), ...mention(text)]);
  }

  /** @param {string} text */
  function inlineQuery(text) {
    const [name, ...rest] = text.split(" ");
    const called = name.toLowerCase() === `@${store.bot.username}`.toLowerCase();
    return called && rest.length ? rest.join(" ").trim() : null;
  }

  /** @param {string} query @param {string} offset */
  async function ask(query, offset) {
    const asked = await client.ask(query, offset);
    waitingFor = asked && { id: asked.query, text: query };
    answered();
  }

  /** The answer may arrive before the server's word that it was asked for. */
  function answered() {
    if (waitingFor && store.results?.query === waitingFor.id) show(waitingFor.text, store.results);
  }

  /** @param {string} query @param {InlineAnswer} answer */
  function show(query, answer) {
    waitingFor = null;
    const results = answer.results.map((result) =>
      suggestion("result", resultLines(result), () => {
        box.write("");
        void client.choose(answer.query, result.id);
      }),
    );
    earlier.push(...results);
    const { button, next_offset: next } = answer;
    const above =
      button &&
      suggestion("above", [button.text], () => {
        box.write("");
        void client.start(button.start_parameter);
      });
    const more = next && suggestion("more", ["More results"], () => void ask(query, next));
    box.offer([above, ...earlier, more].filter((one) => one !== undefined && one !== ""));
  }

  /** @param {string} text */
  function commands(text) {
    const written = /^\/(\w*)$/.exec(text)?.[1];
    const chat = store.current;
    if (written === undefined || !chat) return [];
    const address = chat.private ? "" : `@${store.bot.username}`;
    return chat.commands
      .filter(({ command }) => command.startsWith(written.toLowerCase()))
      .map(({ command, description }) =>
        suggestion("command", [`/${command}`, description], () => {
          box.write("");
          void client.say(`/${command}${address}`);
        }),
      );
  }

  /** @param {string} text */
  function mention(text) {
    const name = `@${store.bot.username}`;
    if (!/^@\w*$/.test(text) || !name.startsWith(text.toLowerCase())) return [];
    return [
      suggestion("mention", [name, "Ask in this chat: results to choose from"], () => box.write(`${name} `)),
    ];
  }

  store.on(["results"], answered);
  return typed;
}

/** @param {import("./types.js").Json} result */
function resultLines(result) {
  return [result.title ?? result.type, ...(result.description ?? "").split("\n")].filter(Boolean);
}

/**
 * @param {string} name
 * @param {string[]} lines
 * @param {() => void} choose
 * @returns {Suggestion}
 */
function suggestion(name, lines, choose) {
  const content = lines.map((line) => h("span", { dir: "auto", class: isUrdu(line) && "urdu" }, line));
  return { name, content, choose };
}
