/** Puts the page together. */

import { callsPanel } from "./calls.js";
import { chatList } from "./chat-list.js";
import { Client } from "./client.js";
import { composer } from "./composer.js";
import { crowdPanel } from "./crowd.js";
import { messageDeeds } from "./deeds.js";
import { h } from "./dom.js";
import { header } from "./header.js";
import { messageList } from "./messages.js";
import { sidePanel } from "./panel.js";
import { placeDialog } from "./places.js";
import { followAddress } from "./route.js";
import { Store } from "./store.js";
import { follow } from "./stream.js";
import { themeButton } from "./theme.js";
import { toasts } from "./toasts.js";
import { welcome } from "./welcome.js";

const store = new Store();
const { place: notices, toast, alert } = toasts();
const client = new Client(store, toast);
const places = placeDialog(store, (point) => void client.locate(point));
const calls = callsPanel(store);
const panel = sidePanel([
  { name: "Bot API", icon: "code", content: calls.root },
  { name: "Crowd", icon: "crowd", content: crowdPanel(store, client) },
]);
const box = composer(store, client, places.open);
const { scroller, down } = messageList(
  store,
  messageDeeds(store, client, box, (message) => {
    panel.show(true);
    panel.choose(0);
    calls.explain(message);
  }),
);
scroller.prepend(welcome(store));

store.on(["answered"], ({ chat, text, show_alert: asks }) => {
  if (text && chat === store.current?.writer) (asks ? alert : toast)(text);
});

document.body.append(
  h("div", { class: "side" }, brand(), chatList(store), lineState(store)),
  h(
    "main",
    { class: "conversation" },
    header(store, client, panel.button),
    scroller,
    h("div", { class: "over" }, notices, down),
    box.root,
  ),
  panel.root,
  places.dialog,
);
places.dialog.addEventListener("close", () => box.focus());
store.on(["opened"], () => panel.choose(store.people.get(store.current?.writer ?? 0)?.staff ? 1 : 0));
followAddress(store);
follow(store);

/** The head of the page. */
function brand() {
  const mark = h("img", { src: "/page/static/icon.svg", alt: "", width: 40, height: 40 });
  const name = h("p", {}, h("strong", {}, "Rahnuma"), h("span", { lang: "ur", dir: "rtl" }, "راہنما"));
  return h("header", { class: "brand" }, mark, name, themeButton());
}

/**
 * Whether the server can be reached.
 * @param {Store} store
 */
function lineState(store) {
  const state = h("p", { class: "state", role: "status" }, "Connecting …");
  store.on(["line"], (/** @type {boolean} */ up) => {
    state.textContent = up ? "A sandbox: nothing leaves this computer" : "The line is down, trying again …";
    state.classList.toggle("down", !up);
  });
  return state;
}
