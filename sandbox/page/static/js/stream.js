/** The line to the server: its events come in, actions go out. */

const KINDS = [
  "snapshot",
  "said",
  "edited",
  "deleted",
  "answered",
  "acting",
  "standing",
  "menus",
  "record",
  "results",
  "switches",
  "crowd",
];

/**
 * Feeds the store with the server's events. The browser reconnects by itself and names the last event it got.
 * @param {import("./store.js").Store} store
 */
export function follow(store) {
  const source = new EventSource("/page/events");
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => store.apply(kind, JSON.parse(event.data)));
  }
  source.addEventListener("open", () => store.tell("line", true));
  source.addEventListener("error", () => store.tell("line", false));
}

/**
 * Has the server do something.
 * @param {string} name
 * @param {import("./types.js").Json} details
 * @returns {Promise<import("./types.js").Json>}
 * @throws {Error} with the server's reason
 */
export async function act(name, details) {
  const response = await fetch(`/page/actions/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(details),
  });
  const told = await response.json();
  if (!response.ok) throw new Error(told.error);
  return told;
}
