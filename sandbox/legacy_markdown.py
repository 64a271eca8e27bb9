"""Telegram's first Markdown, kept for old bots: bold, italic, code and links, nothing inside another.

https://core.telegram.org/bots/api#markdown-style
"""

import re

from sandbox.draft import Draft, Place, at_byte, wrong
from sandbox.markdown import language_of_code
from sandbox.specification import Object

_ESCAPED = re.compile(r"\\([_*`\[])")
_PLAIN = re.compile(r"\\|[^_*`\[\\]+")
_KINDS = {"_": "italic", "*": "bold", "`": "code", "```": "pre"}


def parse_markdown(source: str) -> tuple[str, list[Object]]:
    """The plain text and its entities in order; a `Refusal` for bad markup."""
    draft, at = Draft(), 0
    while at < len(source):
        if escaped := _ESCAPED.match(source, at):
            draft.write(escaped[1])
            at = escaped.end()
        elif plain := _PLAIN.match(source, at):
            draft.write(plain[0])
            at = plain.end()
        else:
            at = _entity(draft, source, at)
    return draft.read()


def _entity(draft: Draft, source: str, begin: int) -> int:
    """Reads an entity and gives the place behind it."""
    mark = "```" if source.startswith("```", begin) else source[begin]
    language, at = language_of_code(source, begin + 3) if mark == "```" else ("", begin + 1)
    end = source.find("]" if mark == "[" else mark, at)
    if end < 0:
        raise wrong(f"Can't find end of the entity starting {at_byte(source, begin)}")
    place = draft.here()
    draft.write(source[at:end])
    if mark == "[":
        return _link(draft, place, source, begin, end)
    draft.mark(place, _KINDS[mark], **({"language": language} if language else {}))
    return end + len(mark)


def _link(draft: Draft, place: Place, source: str, begin: int, end: int) -> int:
    if draft.here() == place or not source.startswith("](", end):
        draft.link(place, _overwritten(draft, source, begin, end))
        return end + 1
    close = source.find(")", end)
    close = len(source) if close < 0 else close
    draft.link(place, source[end + 2 : close])
    return close + 1


def _overwritten(draft: Draft, source: str, begin: int, end: int) -> str:
    """The address of a link that has none but its text.

    Telegram writes the plain text over the source from its beginning on and only then looks into the source
    for the address: of "[abc.pk]" it makes a link to "bc.pkk". Half characters become surrogates.
    """
    plain = draft.read()[0].encode()
    overwritten = plain + source.encode()[len(plain) :]
    address = overwritten[len(source[: begin + 1].encode()) : len(source[:end].encode())]
    return address.decode(errors="surrogateescape")
