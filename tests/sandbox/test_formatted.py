import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.formatted import formatted
from sandbox.markup import utf16_length
from sandbox.refusal import Refusal
from sandbox.specification import Object


def marks(told: Object) -> list[tuple[str, int, int]]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in told.get("entities", [])]


def given_entity(kind: str, offset: int = 0, length: int = 1, **details: object) -> Object:
    return {"type": kind, "offset": offset, "length": length, **details}


@pytest.mark.parametrize(
    ("html", "text", "bold"),
    [
        ("  <b>Lahore</b>  ", "Lahore", (0, 6)),
        ("\n x <b> Lahore </b> ", "x  Lahore", (2, 7)),
        ("<b> Lahore</b>", " Lahore", (0, 7)),
        ("a\r\n<b>b\r\nc</b>", "a\nb\nc", (2, 3)),
        ("a\u2028<b>b</b>", "ab", (1, 1)),
        ("a\t<b>b</b>", "a b", (2, 1)),
        ("\u200e\u200f\u200e<b>😀\u030a</b>", "\u200c\u200c\u200e😀", (3, 2)),
        ("<b>a</b><b>b</b>", "ab", (0, 2)),
    ],
)
def test_texts_are_cleaned_and_trimmed_with_their_entities(
    html: str, text: str, bold: tuple[int, int]
) -> None:
    told = formatted({"text": html, "parse_mode": "HTML"})
    assert told["text"] == text
    assert told["entities"] == [{"type": "bold", "offset": bold[0], "length": bold[1]}]


@pytest.mark.parametrize("mode", ["HTML", "html", "Html"])
def test_the_names_of_the_languages_count_in_any_case(mode: str) -> None:
    assert marks(formatted({"text": "<b>a</b>", "parse_mode": mode})) == [("bold", 0, 1)]


@pytest.mark.parametrize(
    ("mode", "text", "length"),
    [("Markdown", "a.", 1), ("MARKDOWN", "a.", 1), ("MarkdownV2", r"a\.", 1), ("markdownv2", r"a\.", 1)],
)
def test_there_are_two_markdowns(mode: str, text: str, length: int) -> None:
    told = formatted({"text": f"*a*{text[1:]}", "parse_mode": mode})
    assert (told["text"], marks(told)) == ("a.", [("bold", 0, length)])


@pytest.mark.parametrize("mode", ["", "none", "None"])
def test_without_markup_a_text_is_as_it_is_written(mode: str) -> None:
    assert formatted({"text": "*a* <b>", "parse_mode": mode}) == {"text": "*a* <b>"}


def test_code_carries_no_style_and_links_cover_no_found_addresses() -> None:
    html = '<pre>a<b>b</b></pre> <a href="x.pk">https://y.pk</a> <b>/start</b>'
    told = formatted({"text": html, "parse_mode": "HTML"})
    assert [entity["type"] for entity in told["entities"]] == ["pre", "text_link", "bot_command", "bold"]


def test_styles_are_cut_where_something_else_begins_or_ends() -> None:
    markdown = "*a[b](x.pk)c*d\n>_e\n>f_"
    assert marks(formatted({"text": markdown, "parse_mode": "MarkdownV2"})) == [
        ("bold", 0, 1),
        ("text_link", 1, 1),
        ("bold", 1, 1),
        ("bold", 2, 1),
        ("blockquote", 5, 3),
        ("italic", 5, 3),
    ]


def test_a_bot_can_give_entities_instead_of_markup() -> None:
    entities = [
        given_entity("text_link", 0, 1, url="X.pk"),
        given_entity("text_link", 1, 1, url="tg://user?id=5"),
        given_entity("pre", 2, 1, language="c\tx"),
        given_entity("pre", 3, 1),
        given_entity("custom_emoji", 4, 1, custom_emoji_id="7"),
        given_entity("date_time", 5, 1, unix_time=9, date_time_format="Tw"),
        given_entity("text_mention", 6, 1, user={"id": 5, "is_bot": False, "first_name": "A"}),
        given_entity("bold", 7, 1, url="x.pk"),
        given_entity("hashtag", 8, 1),
        given_entity("italic", 8, 0),
    ]
    assert formatted({"text": "abcdefghi", "entities": entities})["entities"] == [
        given_entity("text_link", 0, 1, url="http://x.pk/"),
        given_entity("text_mention", 1, 1, user={"id": 5}),
        given_entity("pre", 2, 1, language="c x"),
        given_entity("pre", 3, 1),
        given_entity("custom_emoji", 4, 1, custom_emoji_id="7"),
        given_entity("date_time", 5, 1, unix_time=9, date_time_format="wT"),
        given_entity("text_mention", 6, 1, user={"id": 5, "is_bot": False, "first_name": "A"}),
        given_entity("bold", 7, 1),
    ]


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        (given_entity("bold", -1), "receive an entity with incorrect offset -1"),
        (given_entity("bold", 0, 1_000_001), "receive an entity with incorrect length 1000001"),
        (given_entity("bold", 5), "entity begins after the end of the text at UTF-16 offset 5"),
        (
            given_entity("bold", 0, 5),
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 5",
        ),
        (given_entity("bold", 2), "entity begins in a middle of a UTF-16 symbol at byte offset 5"),
        (
            given_entity("bold", 0, 2),
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 5",
        ),
        (given_entity("loud"), "can't parse MessageEntity: Unsupported type specified"),
        (given_entity("text_link", url="x"), "entity URL 'x' is invalid: Wrong HTTP URL"),
        (given_entity("text_link", url="\ud83d"), "messageEntityTextUrl.url must be encoded in UTF-8"),
        (given_entity("pre", language="\ud83d"), "messageEntityPreCode.language must be encoded in UTF-8"),
        (given_entity("custom_emoji", custom_emoji_id="0"), "invalid custom emoji identifier specified"),
        (given_entity("date_time", unix_time=0), "invalid date specified"),
        (
            given_entity("date_time", unix_time=1, date_time_format="x"),
            "can't parse MessageEntity: Invalid date-time format specified",
        ),
    ],
)
def test_entities_that_telegram_does_not_take_are_refused(entity: Object, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        formatted({"text": "a😀b", "entities": [entity]})
    assert refused.value.description == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"text": "x" * 2**15 + "x"}, "text is too long"),
        ({"text": "<b>x</b>" * 4096, "parse_mode": "HTML"}, None),
        ({"text": "<b>x</b>" * 4097, "parse_mode": "HTML"}, "text is too long"),
        ({"text": "😀" * 2048}, None),
        ({"text": "😀" * 2048 + "x"}, "message is too long"),
        ({"text": "\u200c\u00a0\u200f"}, "text must be non-empty"),
        ({"text": "", "parse_mode": "BBCode"}, "text must be non-empty"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "\ud83d"}, "text must be encoded in UTF-8"),
        (
            {"text": "<a href='x.pk/&#xd83d;'>x</a>", "parse_mode": "HTML"},
            "messageEntityTextUrl.url must be encoded in UTF-8",
        ),
    ],
)
def test_texts_that_telegram_does_not_take_are_refused(parameters: Object, words: str | None) -> None:
    try:
        formatted(parameters)
        said = None
    except Refusal as refusal:
        said = refusal.description.removeprefix("Bad Request: ")
    assert said == words


spans = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)
entities = st.builds(
    lambda span, kind: given_entity(kind, span[0], span[1] - span[0]),
    spans,
    st.sampled_from(["bold", "italic", "code", "blockquote"]),
)


words = st.text(alphabet="ab \n\r\t\u2028/@_", min_size=12, max_size=20).filter(str.strip)


@given(words, st.lists(entities, max_size=5))
def test_entities_lie_inside_the_text_nested_and_in_order(text: str, entities: list[Object]) -> None:
    told = formatted({"text": text, "entities": entities})
    found = marks(told)
    assert all(0 <= offset < offset + length <= utf16_length(told["text"]) for _, offset, length in found)
    assert found == sorted(found, key=lambda mark: (mark[1], -mark[2]))
    assert not any(a[1] < b[1] < a[1] + a[2] < b[1] + b[2] for a in found for b in found)
