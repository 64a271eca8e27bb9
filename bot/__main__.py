"""`python -m bot`."""

import gc

# importing makes very many objects and no garbage; looking for some would take a fifth of the start
gc.disable()

from bot.cli import cli  # noqa: E402

gc.freeze()
gc.enable()

cli(prog_name="python -m bot")
