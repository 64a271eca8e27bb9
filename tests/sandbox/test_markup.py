"""Telegram's own parser (TDLib) and ours have to agree on every text."""

import json
from typing import Any

import tdjson
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.formatted import recognised
from sandbox.markup import parse_html
from sandbox.refusal import Refusal
from sandbox.specification import Object

NAMES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "CustomEmoji": "custom_emoji",
    "BotCommand": "bot_command",
    "Mention": "mention",
}
LINKS = ["", "x.com", "https://Ab.Cd:80/é ?q#f", "tg://user?id=5", "tg:resolve?domain=x", "ftp://a.b", "."]
LINKS += [
    "http://[::1]/p",
    "[::g]",
    "u:p@h.co:0",
    "a.b:007",
    "a..b",
    "%41.x",
    "%zz.x",
    "localhost",
    "ton://a_b",
]
LINKS += [
    "http://",
    "tg://user?id=05",
    "tg://user/?x=1&id=7#",
    "tg://user?x",
    "tg://u@b",
    "tg://a.b",
    "a.b?x=&amp;",
]
TEXTS = ["Lahore", "لاہور", "😀", " ", "\n", "\t", "\0", "&lt;", "&gt", "&amp;amp;", "&quot;", "&nbsp;", "&"]
TEXTS += [
    "&#65;",
    "&#x1F600;",
    "&#xd83d;",
    "&#0;",
    "&#x",
    "&#99999999;",
    "<",
    "</",
    "</>",
    ">",
    "'",
    '"',
    "=",
]
ATTRIBUTES = [
    "",
    " ",
    " href='",
    " href=x.pk",
    " href=x/",
    " =",
    " a b='c' ",
    " x",
    " x=",
    " class=tg-other",
    "/",
]

plain_tags = [
    "b",
    "strong",
    "I",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "pre",
    "code",
    "tg-spoiler",
    "blockquote",
]
links = st.sampled_from(LINKS)
texts = st.sampled_from(TEXTS) | links | st.text(max_size=4)
tags = st.one_of(  # a tag's name and its attributes
    st.tuples(st.sampled_from(plain_tags), st.just("")),
    st.tuples(st.just("a"), links.map(" href='{}'".format)),
    st.tuples(st.just("code"), st.just(' class="language-python"')),
    st.tuples(st.just("span"), st.just(" class='tg-spoiler'")),
    st.tuples(st.just("tg-emoji"), st.sampled_from([5, -5, "05", 0, 2**63]).map(' emoji-id="{}"'.format)),
    st.tuples(st.just("blockquote"), st.sampled_from([" expandable", " expandable=1", ' expandable=""'])),
    st.tuples(st.sampled_from([*plain_tags, "a", "span", "tg-emoji", "p"]), st.sampled_from(ATTRIBUTES)),
)
starts = tags.map(lambda tag: f"<{tag[0]}{tag[1]}>")
ends = tags.map(lambda tag: f"</{tag[0]}>")
loose = st.lists(texts | starts | ends, max_size=8).map("".join)


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    code = st.sampled_from(
        ['<pre><code class="language-py">{}</code></pre>', "<code class=language-py><pre>{}</pre></code>"]
    )
    blocks = st.builds(str.format, code, inside)
    return blocks | st.builds(lambda tag, text: f"<{tag[0]}{tag[1]}>{text}</{tag[0]}>", tags, inside)


nested = st.recursive(texts, lambda inside: st.lists(element(inside) | inside, max_size=3).map("".join))


def tdlib(request: Object) -> Any:
    answer = tdjson.td_execute(json.dumps(request).encode())
    assert answer is not None
    return json.loads(answer)


tdlib({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def in_our_words(entity: Object) -> Object:
    kind = entity["type"]
    ours = {"offset": entity["offset"], "length": entity["length"]}
    ours["type"] = NAMES[kind["@type"].removeprefix("textEntityType")]
    if "user_id" in kind:
        ours["user"] = {"id": kind["user_id"]}
    return ours | {key: kind[key] for key in ("url", "language", "custom_emoji_id") if key in kind}


def by_place(entities: list[Object]) -> list[str]:
    return sorted(json.dumps(entity, sort_keys=True) for entity in entities)


def judged_by_telegram(html: str) -> tuple[str, list[str]]:
    mode = {"@type": "textParseModeHTML"}
    answer = tdlib({"@type": "parseTextEntities", "text": html, "parse_mode": mode})
    if answer["@type"] == "error":
        return "refused", [answer["message"].removeprefix("Can't parse entities: ")]
    return answer["text"], by_place([in_our_words(entity) for entity in answer["entities"]])


def judged_by_us(html: str) -> tuple[str, list[str]]:
    try:
        text, entities = parse_html(html)
    except Refusal as refusal:
        return "refused", [refusal.description.removeprefix("Bad Request: can't parse entities: ")]
    return text, by_place(entities)


@settings(max_examples=1500, deadline=None)
@given(nested | loose)
def test_telegram_and_we_read_the_same_in_every_text(html: str) -> None:
    assert judged_by_us(html) == judged_by_telegram(html)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["/", "@", "start", "abc", "_", "1", " ", ".", "é", "<", "😀"]), max_size=10))
def test_telegram_and_we_find_the_same_commands_and_mentions(pieces: list[str]) -> None:
    text = "".join(pieces)
    answer = tdlib({"@type": "getTextEntities", "text": text})
    found = [e for e in answer["entities"] if e["type"]["@type"].endswith(("BotCommand", "TypeMention"))]
    assert by_place(recognised(text)) == by_place([in_our_words(entity) for entity in found])
