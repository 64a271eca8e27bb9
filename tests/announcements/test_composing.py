import pytest
from hypothesis import given
from hypothesis import strategies as st

from announcements.composing import Fault, Unfit, link_of, without_link_lines
from domain.replies import Link


@pytest.mark.parametrize(
    ("written", "text", "links"),
    [
        ("News", "News", []),
        ("News\n[A](https://a.pk)", "News", [("A", "https://a.pk")]),
        (
            "News\n\n[A](https://a.pk)\n[B b](https://b.pk/?x=1)\n",
            "News",
            [("A", "https://a.pk"), ("B b", "https://b.pk/?x=1")],
        ),
        ("[A](https://a.pk)\nNews", "[A](https://a.pk)\nNews", []),
        ("News [A](https://a.pk)", "News [A](https://a.pk)", []),
        ("[A](https://a.pk)", "", [("A", "https://a.pk")]),
    ],
)
def test_only_lines_of_their_own_at_the_end_are_buttons(
    written: str, text: str, links: list[tuple[str, str]]
) -> None:
    assert without_link_lines(written) == (text, tuple(Link(*link) for link in links))


@given(st.text(max_size=60).filter(lambda written: "](" not in written))
def test_a_text_without_links_stays_to_the_letter(written: str) -> None:
    assert without_link_lines(written) == (written, ())


@pytest.mark.parametrize(
    "said",
    [
        "[Apply here](https://a.pk/x)",
        "Apply here https://a.pk/x",
        "Apply here: https://a.pk/x",
        "Apply here – https://a.pk/x",
    ],
)
def test_a_button_may_be_written_as_it_comes(said: str) -> None:
    assert link_of(said) == Link("Apply here", "https://a.pk/x")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("Apply", Fault.NO_LINK),
        ("https://a.pk", Fault.NO_LINK),
        ("Apply\nhttps://a.pk", Fault.NO_LINK),
        ("Apply http://a.pk", Fault.ADDRESS),
        ("Apply javascript:alert(1)", Fault.ADDRESS),
        ("Apply https://a", Fault.ADDRESS),
        (f"Apply https://a.pk/{'x' * 2048}", Fault.ADDRESS),
        (f"{'x' * 65} https://a.pk", Fault.LABEL),
    ],
)
def test_what_is_no_button_is_refused(said: str, fault: Fault) -> None:
    with pytest.raises(Unfit) as refused:
        link_of(said)
    assert refused.value.fault is fault
