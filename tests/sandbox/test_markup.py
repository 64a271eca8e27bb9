"""How each language of markup is read, by the sandbox and by Telegram's own library."""

import json

import pytest

from sandbox.markup import PARSERS
from sandbox.specification import Object
from tests.sandbox import tdlib
from tests.sandbox.agree import our_outcome, telegrams_outcome

HALVES = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)
READ = [
    ("HTML", "<b>سلام</b> <i>😀<u>!</u></i>", "سلام 😀!", "bold 0 4, italic 5 3, underline 7 1"),
    ("HTML", "<span class='tg-spoiler'>a</span><tg-spoiler>b</tg-spoiler>", "ab", "spoiler 0 1, spoiler 1 1"),
    ("HTML", "&lt;b&gt; &amp;amp; &quot;&#128512;&#x41;&nbsp;", '<b> &amp; "😀A&nbsp;', ""),
    ("HTML", "<blockquote expandable>a</blockquote>", "a", "expandable_blockquote 0 1"),
    ("HTML", "<B>a</><b></b>", "a", "bold 0 1"),
    ("HTML", "<a>x</a><a href='nowhere'>y</a>", "xy", ""),
    ("HTML", "<a href='Stza.gov.pk'>x</a>", "x", "text_link 0 1 http://stza.gov.pk/"),
    ("HTML", "<a>x.pk</a>", "x.pk", "text_link 0 4 http://x.pk/"),
    ("HTML", "<a href='tg://user?id=5'>x</a>", "x", "text_mention 0 1 {'id': 5}"),
    ("HTML", "<tg-emoji emoji-id='5'>👍</tg-emoji>", "👍", "custom_emoji 0 2 5"),
    ("HTML", "<pre><code class='language-c'>x</code></pre>", "x", "pre 0 1 c"),
    ("HTML", "<code class='language-c'><pre>x</pre></code>", "x", "pre 0 1 c"),
    ("HTML", "<code class='language-c'>x</code>", "x", "code 0 1"),
    ("HTML", "<tg-time unix=7 format='TDW'>x</tg-time>", "x", "date_time 0 1 7 wDT"),
    ("HTML", "<tg-time unix=12884901890 format=r>x</tg-time>", "x", "date_time 0 1 2 r"),
    ("MarkdownV2", r"*سلام\!* _😀__\!___", "سلام! 😀!", "bold 0 5, italic 6 3, underline 8 1"),
    ("MarkdownV2", "~a~||b||`c*`", "abc*", "strikethrough 0 1, spoiler 1 1, code 2 2"),
    ("MarkdownV2", ">a\n>b\nc\n**>d\n>e||", "a\nb\nc\nd\ne", "blockquote 0 4, expandable_blockquote 6 3"),
    ("MarkdownV2", "[x]()[y](x)", "xy", ""),
    ("MarkdownV2", r"[x](x.pk/\))", "x", "text_link 0 1 http://x.pk/)"),
    ("MarkdownV2", "![👍](tg://emoji?id=5&id=6)", "👍", "custom_emoji 0 2 5"),
    ("MarkdownV2", "![x](tg://time?unix=7&unix=8&format=r)", "x", "date_time 0 1 8 r"),
    ("MarkdownV2", "```c\r\na\\`b```", "a`b", "pre 0 3 c"),
    ("Markdown", "*a* _b_ `c` \\*d _*e_", "a b c *d *e", "bold 0 1, italic 2 1, code 4 1, italic 9 2"),
    ("Markdown", "```c\nx```[](x.pk)", "x(x.pk)", "pre 0 1 c"),
    ("Markdown", "[x](tg://user?id=5)", "x", "text_mention 0 1 {'id': 5}"),
    ("Markdown", "[abc.pk]", "abc.pk", "text_link 0 6 http://bc.pkk/"),
]
REFUSED = [
    ("HTML", "سلام <b", "Unclosed start tag at byte offset 9"),
    ("HTML", "سلام <p>", 'Unsupported start tag "p" at byte offset 9'),
    ("HTML", "<b>😀</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
    ("HTML", "<b>", 'Can\'t find end tag corresponding to start tag "b"'),
    ("HTML", "</b>", "Unexpected end tag at byte offset 0"),
    ("HTML", "<b></b", "Unclosed end tag at byte offset 3"),
    ("HTML", "<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("HTML", "<a =>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("HTML", "<a href=x/y>x</a>", "Unexpected end of name token at byte offset 8"),
    ("HTML", "<tg-emoji emoji-id='05'>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ("HTML", "<tg-time format=x>x</tg-time>", "Invalid date format used"),
    ("HTML", "&#xd83d;&#xde00;", HALVES),
    ("MarkdownV2", "سلام!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
    ("MarkdownV2", "سلام *x", "Can't find end of Bold entity at byte offset 9"),
    ("MarkdownV2", ">a *b\nc*", "Can't find end of Bold entity at byte offset 3"),
    ("MarkdownV2", "```c\nx", "Can't find end of PreCode entity at byte offset 0"),
    ("MarkdownV2", "[سلام](x", "Can't find end of a URL at byte offset 11"),
    ("MarkdownV2", "![x]", "The entity must contain a tg://emoji or tg://time URL"),
    ("MarkdownV2", "![x](x.pk)", "Invalid tg://emoji or tg://time URL specified"),
    ("Markdown", "سلام _x", "Can't find end of the entity starting at byte offset 9"),
]


def judged_by_telegram(html: str) -> tuple[str, list[str]]:
    """The plain text and its entities as JSON; "refused" and Telegram's words for bad markup."""
    judged = telegrams_outcome(tdlib.parsed, html, "HTML")
    if isinstance(judged, str):
        return "refused", [judged.removeprefix("can't parse entities: ")]
    return judged[0], sorted(json.dumps(entity, sort_keys=True) for entity in judged[1])


def shown(entities: list[Object]) -> str:
    """Type, offset, length and details of each."""
    first = ("type", "offset", "length")
    rows = [[*(e[name] for name in first), *(e[name] for name in e if name not in first)] for e in entities]
    return ", ".join(" ".join(str(value) for value in row) for row in rows)


@pytest.mark.parametrize(("mode", "source", "text", "entities"), READ)
def test_markup_is_read_into_a_text_and_its_entities(
    mode: str, source: str, text: str, entities: str
) -> None:
    read = PARSERS[mode.lower()](source)
    assert (read[0], shown(read[1])) == (text, entities)
    assert read == telegrams_outcome(tdlib.parsed, source, mode)


@pytest.mark.parametrize(("mode", "source", "words"), REFUSED)
def test_bad_markup_is_refused_in_telegrams_words_with_the_place_in_bytes(
    mode: str, source: str, words: str
) -> None:
    assert our_outcome(PARSERS[mode.lower()], source) == f"can't parse entities: {words}"
    assert telegrams_outcome(tdlib.parsed, source, mode) == f"can't parse entities: {words}"
