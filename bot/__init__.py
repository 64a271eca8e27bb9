"""The runtime: the only place that wires things together."""

import os

# python-telegram-bot's next major version gives spans of time as timedelta; so it does here already
os.environ.setdefault("PTB_TIMEDELTA", "true")
