"""The sentences of the terminal itself."""

GREETING = """\
You are talking to {bot}, here in the terminal: nothing is sent anywhere.
  write             and the bot answers
  a number          presses that button
  /at 31.5 74.3     shares a location (latitude longitude)
  /inline lahore    asks in inline mode, as from any other chat
  /quit             leaves (so does Ctrl+D)"""
EDITED = "(edited)"
DELETED = "(the bot took a message away)"
TOAST = "({text})"
ALERT = "(! {text})"
OPENED = "(opens {url})"
COPIED = "(copied: {text})"
OFFERED_HERE = "(writes into the input field: {text})"
OFFERED_ELSEWHERE = "(would be shared in another chat: {text})"
KEYBOARD = "You may also write:"
SHARE_LOCATION = "{label} (share location: /at LAT LON)"
SHARE_CONTACT = "{label} (shares your telephone number; not possible here)"
HOW_TO_SHARE = "Like this: /at 31.5 74.3 (latitude from -90 to 90, longitude from -180 to 180)."
NO_SUCH_BUTTON = "There is no button {number} here."
NO_BUTTONS = "There are no buttons to press yet."
NO_RESULTS = "(no results)"
NO_ANSWER = "(the bot did not answer the inline query)"
MORE_RESULTS = "(and more, page by page)"
