"""The page: the sandbox as a Telegram client in the browser, for a newcomer and for the tests.

`server.routes` is the way in. The page plays the `personas`, each a role and no real person; what happens in
their chats reaches every open page through `events`, and what is done there comes back as `actions`.
"""
