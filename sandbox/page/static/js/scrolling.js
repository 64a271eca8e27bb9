/** Where the conversation stands in its window. */

import { iconButton } from "./popup.js";

const ROUNDING = 4; // pixels from the end that still count as being there
const MARGIN = 64; // pixels over an answer that is read from its beginning

/**
 * @param {HTMLElement} scroller
 * @param {HTMLElement} list the messages in it
 */
export function scrolling(scroller, list) {
  let atEnd = true;
  /** Whether the latest message is in sight, be it only in part: then the next one is gone to. */
  let follows = true;
  const down = iconButton("To the latest message", "down", toEnd);
  down.hidden = true;

  /** @param {number} top */
  function goTo(top) {
    scroller.scrollTop = top;
    look();
  }

  function toEnd() {
    goTo(scroller.scrollHeight);
  }

  function look() {
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < ROUNDING;
    const latest = /** @type {HTMLElement | null} */ (list.lastElementChild);
    follows = !latest || latest.offsetTop < scroller.scrollTop + scroller.clientHeight;
    down.hidden = atEnd;
  }

  /** Something changed in the messages or beneath them: who was at the end stays there. */
  function changed() {
    if (atEnd) toEnd();
  }

  /**
   * Somebody said something: who was following sees it, a long answer from its beginning.
   * @param {HTMLElement} message
   * @param {boolean} own
   */
  function said(message, own) {
    if (!own && !follows) return;
    if (own || message.offsetHeight < scroller.clientHeight - MARGIN) toEnd();
    else goTo(message.offsetTop - MARGIN);
  }

  scroller.addEventListener("scroll", look);
  new ResizeObserver(changed).observe(scroller);
  return { down, toEnd, changed, said };
}
