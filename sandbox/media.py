"""Photos, documents, voice messages ...: from what a bot names or uploads to the parts of a message.

The sandbox does not look into files: sizes and durations are what the bot says, or made up.
"""

from urllib.parse import urlsplit

from sandbox.entities import utf16_length
from sandbox.files import StoredFile, Upload
from sandbox.formatted import formatted
from sandbox.links import written
from sandbox.refusal import Refusal, bad_request
from sandbox.specification import Object
from sandbox.world import World

#: After parsing, in UTF-16 units: https://core.telegram.org/bots/api#sendphoto
LONGEST_CAPTION = 1024
#: The kinds of files that have one.
CAPTIONED = {"animation", "audio", "document", "photo", "video", "voice"}
#: In bytes: https://core.telegram.org/bots/api#sending-files
LARGEST_PHOTO = 10 * 2**20
LARGEST_FILE = 50 * 2**20

#: What an object says of its file: parameters, and the value if the bot gives none.
_DETAILS: dict[str, Object] = {
    "animation": {"width": 480, "height": 360, "duration": 1},
    "audio": {"duration": 1, "performer": None, "title": None},
    "document": {},
    "photo": {"width": 800, "height": 600},
    "sticker": {"width": 512, "height": 512, "emoji": None},
    "video": {"width": 640, "height": 480, "duration": 1},
    "video_note": {"length": 240, "duration": 1},
    "voice": {"duration": 1},
}
_NAMED = ("animation", "audio", "document", "video")
_STICKER = {"type": "regular", "is_animated": False, "is_video": False}
#: TDLib's names for the types of files.
_TYPES = {"video_note": "VideoNote", "voice": "VoiceNote"}
_EXTENSIONS = {
    "animation": "gif",
    "audio": "mp3",
    "photo": "jpg",
    "sticker": "webp",
    "video": "mp4",
    "voice": "ogg",
}


def media(world: World, kind: str, given: Object, reference: object) -> Object:
    """The parts of a message with a file of a kind: the file, its caption, and how it is shown.

    `reference` is an upload, a file_id or an address; `given` the parameters or the InputMedia around it.
    """
    return {**file_part(_found(world, kind, given, reference)), **caption(given), **_shown(given)}


def file_part(file: StoredFile) -> Object:
    """The field of a message that holds a file; animations are documents too, for old bots."""
    if file.kind == "photo":
        return {"photo": [file.object]}
    if file.kind != "animation":
        return {file.kind: file.object}
    names = ("file_id", "file_unique_id", "file_name", "mime_type", "file_size")
    return {"animation": file.object, "document": {name: file.object[name] for name in names}}


def stored(world: World, kind: str, upload: Upload, given: Object) -> StoredFile:
    """Keeps a file; `given` says of it what its object can tell."""
    details = {name: given.get(name) or usual for name, usual in _DETAILS[kind].items()}
    if kind in _NAMED:
        details |= {"file_name": upload.name, "mime_type": upload.content_type}
    if kind == "sticker":
        details |= _STICKER
    told = {name: value for name, value in details.items() if value is not None}
    return world.files.add(kind, upload, told)


def of_person(world: World, kind: str, upload: Upload | None, given: Object) -> Object:
    """The part of a message in which a person sends a file: this one, or an empty one."""
    name = f"{kind}.{_EXTENSIONS.get(kind, 'bin')}"
    upload = upload or Upload(name, b"", "application/octet-stream")
    return file_part(stored(world, kind, upload, given))


def caption(given: Object) -> Object:
    """`{"caption": ..., "caption_entities": ...}`, as far as there are any; a `Refusal` for a bad one."""
    if not given.get("caption"):
        return {}
    text = {"text": given["caption"], "entities": given.get("caption_entities", [])}
    try:
        told = formatted({**text, "parse_mode": given.get("parse_mode", "")})
    except Refusal as refusal:
        return _refused_caption(refusal)
    if utf16_length(told["text"]) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption" if name == "text" else f"caption_{name}": value for name, value in told.items()}


def _refused_caption(refusal: Refusal) -> Object:
    """What is wrong with a text, said of a caption, which may also be empty."""
    if refusal.description.endswith("text must be non-empty"):
        return {}
    if refusal.description.endswith("message is too long"):
        raise bad_request("message caption is too long")
    raise refusal


def _shown(given: Object) -> Object:
    shown = {
        "show_caption_above_media": given.get("show_caption_above_media"),
        "has_media_spoiler": given.get("has_spoiler"),
    }
    return {name: True for name, value in shown.items() if value}


def _found(world: World, kind: str, given: Object, reference: object) -> StoredFile:
    if isinstance(reference, Upload):
        _check_size(kind, reference)
        return stored(world, kind, reference, given)
    address = str(reference)
    if address.startswith("attach://"):
        raise bad_request("can't parse InputMedia: media not found")
    if "." in address:
        return stored(world, kind, _named_by(address), given)
    return _known(world, kind, address)


def _check_size(kind: str, upload: Upload) -> None:
    if not upload.content:
        raise bad_request("file must be non-empty")
    size = len(upload.content)
    if size > LARGEST_FILE:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo" and size > LARGEST_PHOTO:
        limit = f"the maximum size is {LARGEST_PHOTO} bytes"
        raise bad_request(f"file of size {size} bytes is too big for a photo; {limit}")


def _named_by(address: str) -> Upload:
    if written(address) is None:
        raise bad_request("wrong HTTP URL specified")
    name = urlsplit(address).path.rpartition("/")[2] or "file"
    return Upload(name, b"", "application/octet-stream")


def _known(world: World, kind: str, file_id: str) -> StoredFile:
    if file_id not in world.files:
        raise bad_request("wrong remote file identifier specified: can't unserialize it")
    file = world.files[file_id]
    if file.kind != kind:
        raise bad_request(f"can't use file of type {_type(file.kind)} as {_type(kind)}")
    return file


def _type(kind: str) -> str:
    return _TYPES.get(kind, kind.capitalize())
