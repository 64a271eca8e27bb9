"""Random texts in each language of markup: right, nearly right and broken ones.

A text grows from a grammar in which a mark now and then loses its partner, meets a wrong one or says
something odd. Three in ten texts are then damaged as a whole, two in ten are marks and words in any order.
"""

import re
from random import Random

from tests.sandbox.random_texts import damaged, link, pick, soup, special_link, text

#: What a backslash has to stand before: in text, in code and in addresses of MarkdownV2.
RESERVED, IN_CODE, IN_ADDRESS = r"[_*\[\]()~`>#+\-=|{}.!\\]", r"[`\\]", r"[)\\]"


def html(random: Random) -> str:
    """A text in HTML."""
    return _perhaps_damaged(random, _html(random, 3) + _html(random, 3), "html")


def markdown_v2(random: Random) -> str:
    """A text in MarkdownV2."""
    return _perhaps_damaged(random, _markdown_v2(random, 3) + _markdown_v2(random, 3), "markdown_v2")


def markdown(random: Random) -> str:
    """A text in the first Markdown."""
    return _perhaps_damaged(random, _markdown(random), "markdown")


def _perhaps_damaged(random: Random, whole: str, section: str) -> str:
    fate = random.random()
    if fate < 0.2:
        return soup(random, section)
    return damaged(random, whole, section) if fate < 0.5 else whole


def _slips(random: Random) -> bool:
    return random.random() < 0.03


def _filled(random: Random, template: str) -> str:
    """The template with details of vocabulary.toml in place of their names in braces."""
    section = "odd_detail" if random.random() < 0.1 else "detail"
    return re.sub(r"\{(\w+)\}", lambda matched: pick(random, section, matched[1]), template)


def _how_many(random: Random) -> range:
    return range(random.choice([0, 1, 1, 2, 2, 3]))


# HTML


def _html(random: Random, depth: int) -> str:
    return "".join(_html_piece(random, depth) for _ in _how_many(random))


def _html_piece(random: Random, depth: int) -> str:
    if depth and random.random() < 0.7:
        return _element(random, depth - 1)
    if random.random() < 0.1:
        return pick(random, "html", "references")
    whole = text(random)
    return whole if _slips(random) else whole.replace("&", "&amp;").replace("<", "&lt;")


def _element(random: Random, depth: int) -> str:
    name, attributes = pick(random, "html", "odd_tags" if _slips(random) else "tags"), ""
    if random.random() < 0.5:
        name, attributes = random.choice(_telling_tags(random))
    if _slips(random):
        attributes += pick(random, "html", "odd_attributes")
    inside = _html(random, depth)
    while name in ("pre", "code") and random.random() < 0.5:
        code = _filled(random, "<code class='language-{languages}'>") + inside + "</code>"
        inside = random.choice([code, f"<pre>{inside}</pre>"])
    return f"<{name}{attributes}>{inside}{_end_tag(random, name)}"


def _telling_tags(random: Random) -> list[tuple[str, str]]:
    templates = [
        ("a", ""),
        ("code", " class='language-{languages}'"),
        ("span", random.choice([" class='tg-spoiler'", " class=tg-spoiler"])),
        ("tg-emoji", " emoji-id='{emoji_ids}'"),
        ("tg-time", " unix='{times}' format={formats}"),
        ("tg-time", " format='{formats}' unix={times}"),
        ("blockquote", random.choice([" expandable", " expandable=''", " expandable=1", " Expandable"])),
    ]
    telling = [(name, _filled(random, template)) for name, template in templates]
    quote = random.choice("'\"")
    return [(name, says.replace("'", quote)) for name, says in [*telling, ("a", f" href='{link(random)}'")]]


def _end_tag(random: Random, name: str) -> str:
    if not _slips(random):
        return f"</{name}>"
    odd = ["", "</>", "</ >", f"</{name} \n>", f"</{name.upper()}>", f"</{name}"]
    return random.choice([*odd, f"</{pick(random, 'html', 'tags')}>"])


# MarkdownV2


def _markdown_v2(random: Random, depth: int) -> str:
    return "".join(_markdown_v2_piece(random, depth) for _ in _how_many(random))


def _markdown_v2_piece(random: Random, depth: int) -> str:
    if not depth or random.random() < 0.3:
        return _escaped(random, text(random), RESERVED)
    return random.choice([_styled, _styled, _quotation, _block_of_code, _link, _emoji])(random, depth - 1)


def _escaped(random: Random, whole: str, reserved: str) -> str:
    return whole if _slips(random) else re.sub(reserved, lambda matched: "\\" + matched[0], whole)


def _styled(random: Random, depth: int) -> str:
    mark = pick(random, "markdown_v2", "styles")
    inside = _escaped(random, text(random), IN_CODE) if mark == "`" else _markdown_v2(random, depth)
    return mark + inside + (pick(random, "markdown_v2", "marks") if _slips(random) else mark)


def _quotation(random: Random, depth: int) -> str:
    lines = [f">{_markdown_v2(random, depth)}" for _ in range(random.choice([1, 1, 2, 3]))]
    begin = random.choice(["\n", "\n", "\n**", "", "\r\n"])
    return begin + "\n".join(lines) + random.choice(["||", "", ""]) + _filled(random, "{line_ends}")


def _block_of_code(random: Random, _: int) -> str:
    code = _escaped(random, text(random), IN_CODE)
    return _filled(random, "```{languages}{line_ends}") + code + _filled(random, "{line_ends}```")


def _link(random: Random, depth: int) -> str:
    if random.random() < 0.2:
        return f"[{_escaped(random, link(random), RESERVED)}]{random.choice(['', '', '()'])}"
    return f"[{_markdown_v2(random, depth)}]({_escaped(random, link(random), IN_ADDRESS)})"


def _emoji(random: Random, depth: int) -> str:
    template = random.choice(["tg://emoji?id={emoji_ids}", "tg://time?unix={times}&format={formats}"])
    address = special_link(random) if _slips(random) else _filled(random, template)
    return f"![{_markdown_v2(random, depth)}]({_escaped(random, address, IN_ADDRESS)})"


# the first Markdown


def _markdown(random: Random) -> str:
    return "".join(
        random.choice([_markdown_text, _markdown_entity])(random) for _ in range(random.randint(1, 7))
    )


def _markdown_text(random: Random) -> str:
    return _escaped(random, text(random), r"[_*`\[]")


def _markdown_entity(random: Random) -> str:
    kind = random.random()
    if kind < 0.2:
        return _filled(random, "```{languages}{line_ends}") + text(random) + "```"
    if kind < 0.3:
        return f"[{link(random)}]"
    if kind < 0.6:
        return f"[{text(random)}]({link(random)})"
    mark = random.choice("_*`")
    return mark + text(random) + mark
