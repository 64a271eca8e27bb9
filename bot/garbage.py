"""When Python looks for garbage."""

import gc

_COLLECTED_AFTER = 5_000, 10, 10


def keep_out_of_collections() -> None:
    """What is there now stays. To search all of it for garbage would stop replies for a tenth of a second; to
    search what is new after every 700 objects takes a quarter of a small bot's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)
