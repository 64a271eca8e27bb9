import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.formatted import formatted
from sandbox.markup import utf16_length
from sandbox.refusal import Refusal


@pytest.mark.parametrize(
    ("html", "text", "bold"),
    [
        ("  <b>Lahore</b>  ", "Lahore", (0, 6)),
        ("\n x <b> Lahore </b> ", "x  Lahore", (2, 7)),
        ("<b> Lahore</b>", " Lahore", (0, 7)),
        ("a\r\n<b>b\r\nc</b>", "a\nb\nc", (2, 3)),
        ("a\u2028<b>b</b>", "ab", (1, 1)),
        ("a\t<b>b</b>", "a b", (2, 1)),
    ],
)
def test_texts_are_cleaned_and_trimmed_with_their_entities(
    html: str, text: str, bold: tuple[int, int]
) -> None:
    told = formatted({"text": html, "parse_mode": "HTML"})
    assert told["text"] == text
    assert told["entities"] == [{"type": "bold", "offset": bold[0], "length": bold[1]}]


def test_code_carries_no_style_and_links_cover_no_found_addresses() -> None:
    html = '<pre>a<b>b</b></pre> <a href="x.pk">https://y.pk</a> <b>/start</b>'
    told = formatted({"text": html, "parse_mode": "HTML"})
    assert [entity["type"] for entity in told["entities"]] == ["pre", "text_link", "bold", "bot_command"]


@given(st.text(alphabet="ab \n\r\t😀\u2028/@_", max_size=20), st.integers(0, 25), st.integers(1, 25))
def test_entities_always_stay_inside_the_text(text: str, offset: int, length: int) -> None:
    given = {"text": text, "entities": [{"type": "bold", "offset": offset, "length": length}]}
    if not text.strip(" \n\r\t\u2028"):
        with pytest.raises(Refusal, match="text must be non-empty"):
            formatted(given)
        return
    told = formatted(given)
    for entity in told.get("entities", []):
        assert entity["length"] > 0
        assert 0 <= entity["offset"] <= utf16_length(told["text"]) - entity["length"]
