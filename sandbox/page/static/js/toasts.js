/** Short notices over the conversation, and alerts that wait for an OK. */

import { h } from "./dom.js";

const SHOWN_FOR = 4000;

/** The place of the notices; `toast` shows one, `alert` asks for an OK. */
export function toasts() {
  const place = h("div", { class: "toasts", role: "status" });

  /** @param {string} text */
  function toast(text) {
    const notice = h("p", { class: "toast", dir: "auto" }, text);
    place.append(notice);
    setTimeout(() => notice.remove(), SHOWN_FOR);
  }

  /** @param {string} text */
  function alert(text) {
    const ok = h("button", { type: "button", class: "primary" }, "OK");
    const box = h("dialog", { class: "alert", "aria-label": "Notice" }, h("p", { dir: "auto" }, text), ok);
    ok.addEventListener("click", () => box.close());
    box.addEventListener("close", () => box.remove());
    document.body.append(box);
    box.showModal();
  }

  return { place, toast, alert };
}
