"""Random texts in each language of markup: right, nearly right and broken ones.

A text grows from a grammar in which a mark now and then loses its partner, meets a wrong one or says
something odd. Three in ten texts are then damaged as a whole, two in ten are marks and words in any order.
"""

import re
from random import Random

from tests.sandbox.random_texts import damaged, link, pick, soup, special_link, text

#: What a "\\" has to stand before: in text, in code and in addresses of MarkdownV2.
RESERVED, IN_CODE, IN_ADDRESS = r"[_*\[\]()~`>#+\-=|{}.!\\]", r"[`\\]", r"[)\\]"


def html(random: Random) -> str:
    """A text in HTML."""
    return _perhaps_damaged(random, _html(random, 4), "html")


def markdown_v2(random: Random) -> str:
    """A text in MarkdownV2."""
    return _perhaps_damaged(random, _markdown_v2(random, 4), "markdown_v2")


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


def _how_many(random: Random) -> range:
    return range(random.choice([0, 1, 1, 1, 2, 3]))


# HTML


def _html(random: Random, depth: int) -> str:
    return "".join(_html_piece(random, depth) for _ in _how_many(random))


def _html_piece(random: Random, depth: int) -> str:
    if depth and random.random() < 0.6:
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
        code = [f'<code class="language-{pick(random, "detail", "languages")}">{inside}</code>', f"<pre>{inside}</pre>"]
        inside = random.choice(code)
    return f"<{name}{attributes}>{inside}{_end_tag(random, name)}"


def _telling_tags(random: Random) -> list[tuple[str, str]]:
    quote = random.choice("'\"")
    return [
        ("a", f" href={quote}{link(random)}{quote}"),
        ("a", ""),
        ("code", f" class={quote}language-{pick(random, "detail", "languages")}{quote}"),
        ("span", random.choice([" class='tg-spoiler'", " class=tg-spoiler"])),
        ("tg-emoji", f" emoji-id={quote}{pick(random, "detail", "emoji_ids")}{quote}"),
        ("tg-time", f" unix={quote}{pick(random, "detail", "times")}{quote} format={pick(random, "detail", "formats")}"),
        ("tg-time", f" format={quote}{pick(random, "detail", "formats")}{quote} unix={pick(random, "detail", "times")}"),
        ("blockquote", random.choice([" expandable", ' expandable=""', " expandable=1", " Expandable"])),
    ]


def _end_tag(random: Random, name: str) -> str:
    if not _slips(random):
        return f"</{name}>"
    odd = ["", "</>", "</ >", f"</{name} \n>", f"</{name.upper()}>", f"</{name}", f"</{pick(random, "html", "tags")}>"]
    return random.choice(odd)


# MarkdownV2


def _markdown_v2(random: Random, depth: int) -> str:
    return "".join(_markdown_v2_piece(random, depth) for _ in _how_many(random))


def _markdown_v2_piece(random: Random, depth: int) -> str:
    if not depth or random.random() < 0.4:
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
    return begin + "\n".join(lines) + random.choice(["||", "", ""]) + pick(random, "detail", "line_ends")


def _block_of_code(random: Random, _: int) -> str:
    begin = f"```{pick(random, "detail", "languages")}{pick(random, "detail", "line_ends")}"
    return begin + _escaped(random, text(random), IN_CODE) + pick(random, "detail", "line_ends") + "```"


def _link(random: Random, depth: int) -> str:
    if random.random() < 0.2:
        return f"[{_escaped(random, link(random), RESERVED)}]{random.choice(['', '', '()'])}"
    return f"[{_markdown_v2(random, depth)}]({_escaped(random, link(random), IN_ADDRESS)})"


def _emoji(random: Random, depth: int) -> str:
    emoji = f"tg://emoji?id={pick(random, "detail", "emoji_ids")}"
    moment = f"tg://time?unix={pick(random, "detail", "times")}&format={pick(random, "detail", "formats")}"
    address = _escaped(random, random.choice([emoji, moment, special_link(random)]), IN_ADDRESS)
    return f"![{_markdown_v2(random, depth)}]({address})"


# the first Markdown


def _markdown(random: Random) -> str:
    return "".join(
        random.choice([_markdown_text, _markdown_entity])(random) for _ in range(random.randint(0, 6))
    )


def _markdown_text(random: Random) -> str:
    return _escaped(random, text(random), r"[_*`\[]")


def _markdown_entity(random: Random) -> str:
    kind = random.random()
    if kind < 0.2:
        return f"```{pick(random, "detail", "languages")}{pick(random, "detail", "line_ends")}{text(random)}```"
    if kind < 0.3:
        return f"[{link(random)}]"
    if kind < 0.6:
        return f"[{text(random)}]({link(random)})"
    mark = random.choice("_*`")
    return mark + text(random) + mark
