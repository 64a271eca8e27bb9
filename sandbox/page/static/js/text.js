/** Words and numbers as people read them. */

const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}/u;
const STRONG = /\p{L}/u;
const ISOLATED = /[\u2066-\u2068][^\u2069]*\u2069?/g;
const MESSAGE_KINDS = {
  pinned_message: "Pinned a message",
  new_chat_members: "Somebody joined",
  left_chat_member: "Somebody left",
  poll: "Poll",
  venue: "Place",
  location: "Location",
  photo: "Photo",
  animation: "Animation",
  video: "Video",
  audio: "Audio",
  document: "Document",
  voice: "Voice message",
  sticker: "Sticker",
  contact: "Contact",
};

/**
 * The direction of a text by its first letter outside directional isolates, as Unicode has it (rule P2);
 * null if there is none.
 * @param {string} text
 * @returns {"ltr" | "rtl" | null}
 */
export function direction(text) {
  for (const character of text.replace(ISOLATED, "")) {
    if (RIGHT_TO_LEFT.test(character)) return "rtl";
    if (STRONG.test(character)) return "ltr";
  }
  return null;
}

/**
 * Whether a text needs the height of Nastaliq.
 * @param {string} text
 */
export function isUrdu(text) {
  return /\p{Script=Arabic}/u.test(text);
}

/**
 * The time of day of a message, in Unix seconds.
 * @param {number} seconds
 */
export function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
}

/**
 * The day of a message, in Unix seconds.
 * @param {number} seconds
 */
export function day(seconds) {
  return new Date(seconds * 1000).toLocaleDateString([], { day: "numeric", month: "long", year: "numeric" });
}

/**
 * A message in a line.
 * @param {import("./types.js").Message} message
 * @returns {string}
 */
export function summary(message) {
  const kind = Object.entries(MESSAGE_KINDS).find(([name]) => name in message);
  const text = message.text ?? message.caption ?? message.venue?.title ?? "";
  return [kind?.[1], text.replace(/\s+/g, " ")].filter(Boolean).join(": ") || "Message";
}

/**
 * Whether the chat says it and nobody in it.
 * @param {import("./types.js").Message} message
 */
export function isService(message) {
  return ["pinned_message", "new_chat_members", "left_chat_member"].some((kind) => kind in message);
}

/**
 * A person's name, as the messages say it.
 * @param {import("./types.js").Json} user
 */
export function fullName(user) {
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}
