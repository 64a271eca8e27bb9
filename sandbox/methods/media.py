"""Methods that send files, and the one that tells where a file lies."""

from collections.abc import Callable, Iterator

from sandbox.media import media
from sandbox.methods.sending import addressed, say, send
from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.world import World

#: https://core.telegram.org/bots/api#getfile, in bytes
LARGEST_DOWNLOAD = 20 * 2**20
#: https://core.telegram.org/bots/api#sendmediagroup
_MOST_IN_ALBUM = 10
_ALONE = ("audio", "document")  # kinds that are not mixed with others in an album


def sender(kind: str) -> Callable[[World, Object], Object]:
    """The method that sends a file of a kind, as https://core.telegram.org/bots/api#sendphoto does."""

    def send_file(world: World, given: Object) -> Object:
        return send(world, given, media(world, kind, given, given[kind]))

    return send_file


def send_media_group(world: World, given: Object) -> list[Object]:
    """https://core.telegram.org/bots/api#sendmediagroup

    One item alone is refused as the documentation has it; the words for that are the sandbox's.
    """
    items = given["media"]
    _check_album(items)
    contents = list(_album(world, items))
    chat, place = addressed(world, given, contents[0])
    place["media_group_id"] = world.new_query_id()
    return [say(world, given, chat, place, content) for content in contents]


def get_file(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#getfile"""
    if given["file_id"] not in world.files:
        raise bad_request("invalid file_id")
    file = world.files[given["file_id"]]
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    names = ("file_id", "file_unique_id", "file_size")
    return {**{name: file.object[name] for name in names}, "file_path": file.path}


def _check_album(items: list[Object]) -> None:
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) == 1:
        raise bad_request("an album has 2 to 10 items")
    if len(items) > _MOST_IN_ALBUM:
        raise bad_request("too many messages to send as an album")
    kinds = {item["type"] for item in items}
    for kind in _ALONE:
        if kind in kinds and len(kinds) > 1:
            raise bad_request(f"{kind} can't be mixed with other media types")


def _album(world: World, items: list[Object]) -> Iterator[Object]:
    contents = (media(world, item["type"], item, item["media"]) for item in items)
    above = bool(items[0].get("show_caption_above_media"))
    for content in contents:
        if ("show_caption_above_media" in content) != above:
            raise bad_request("parameter show_caption_above_media must be the same for all messages")
        yield content
