/** Which chat is open: the address says it, so that going back and loading anew lead where one was. */

const PHONE = matchMedia("(max-width: 760px)");

/**
 * Opens what the address names; on a wide window, where it names none, the first chat.
 * @param {import("./store.js").Store} store
 */
export function followAddress(store) {
  const open = () => {
    const named = Number(location.hash.slice(1)) || null;
    store.open(named ?? (PHONE.matches ? null : [...store.chats.keys()][0]));
  };
  addEventListener("hashchange", open);
  store.on(["snapshot"], () => {
    if (!store.current) open();
  });
  store.on(["opened"], (chat) => {
    document.body.dataset.view = chat ? "chat" : "list";
  });
}

/**
 * Goes to a chat.
 * @param {import("./store.js").Store} store
 * @param {number} id
 */
export function go(store, id) {
  if (store.current?.id === id) return;
  history.pushState(null, "", `#${id}`);
  store.open(id);
}
