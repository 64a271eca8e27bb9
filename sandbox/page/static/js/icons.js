/** The page's own icons: strokes on a square of 24 by 24. */

import { svg } from "./dom.js";

const PATHS = {
  attach:
    "M20 11.5l-7.8 7.8a5 5 0 0 1-7.1-7.1l8.1-8.1a3.3 3.3 0 0 1 4.7 4.7l-8 8a1.7 1.7 0 0 1-2.4-2.4l7.3-7.3",
  back: "M15 5l-7 7 7 7",
  check: "M5 12.5l4.5 4.5L19 7.5",
  checks: "M2.5 12.5L7 17l9-9.5M11.5 16l1 1 9-9.5",
  close: "M6 6l12 12M18 6L6 18",
  code: "M8.5 7L3.5 12l5 5M15.5 7l5 5-5 5",
  contact: "M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5",
  copy: "M9 9h10v11H9zM5 15V4h10",
  crowd:
    "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19c.5-3.2 2.8-5 6-5s5.5 1.8 6 5M15.5 5.3a3 3 0 0 1 0 5.4M17.5 14.3c2 .7 3.2 2.3 3.5 4.7",
  down: "M12 5v13M6 12.5l6 6 6-6",
  document: "M7 3h7l4 4v14H7zM14 3v4h4M10 13h5M10 16.5h5",
  edit: "M5 19l1-4L16.5 4.5l3 3L9 18l-4 1z",
  forward: "M13 6l6 6-6 6M19 12c-7 0-12 1.5-14 6",
  keyboard: "M4 6.5h16v11H4zM7.5 10h.01M11 10h.01M14.5 10h.01M7.5 13.5h9",
  link: "M9 15L18.5 5.5M11.5 5h7.5v7.5",
  location:
    "M12 21s6.5-6.2 6.5-11a6.5 6.5 0 1 0-13 0c0 4.8 6.5 11 6.5 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
  menu: "M5 12h.01M12 12h.01M19 12h.01",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  poll: "M5 19V11M10 19V5M15 19v-6M20 19V8",
  photo: "M4 5h16v14H4zM4 16l4.5-4.5 4 4L15 13l5 5M15.5 9.5h.01",
  reply: "M10 6l-6 6 6 6M4 12c8 0 13 1.5 16 6",
  send: "M4 12l16-7.5L14.5 20l-3-6.5L4 12zM11.5 13.5L20 4.5",
  slash: "M4.5 4.5h15v15h-15zM13.8 8l-3.6 8",
  sticker: "M4 4h16v10l-6 6H4zM14 20v-6h6M9 9.5h.01M14 9.5h.01M8.5 13c1.5 1.8 4 1.8 5.5 0",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M5.6 18.4L7 17M17 7l1.4-1.4",
  theme: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5",
  voice: "M12 14.5a3 3 0 0 0 3-3V6.5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5v3",
};

/** @typedef {keyof typeof PATHS} IconName */

/**
 * An icon, hidden from screen readers: what it stands for has to be said in words beside it.
 * @param {IconName} name
 */
export function icon(name) {
  return svg(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: PATHS[name] }),
  );
}
