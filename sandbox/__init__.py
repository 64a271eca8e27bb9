"""A Telegram look-alike inside the process: Bot API JSON in, Bot API JSON out.

`world.World` holds the chats, the messages and the queue of updates; `people.Person` acts in it;
`server.call` answers a Bot API call as Telegram would, refusals included; `transport` plugs
python-telegram-bot into it and `terminal` lets somebody at a keyboard be one of the people.
"""
