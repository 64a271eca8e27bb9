"""A check refuses what one language says and another does not, and topics that are asked in too few ways."""

from collections import Counter

import pytest

from domain.languages import Language
from storage.directory.language_rules import broken_language_rules
from storage.directory.literals import literals
from storage.directory.load import load
from tests.conftest import DATA
from tests.storage.directory.conftest import Editor

LOAN = "answers/loan.toml"
FIGURES = "wordings/figures.toml"
PROGRAMMES = "wordings/programmes.toml"


def remove_table(editor: Editor, file: str, header: str) -> None:
    """Takes out the first table with this header."""
    text = editor.read(file)
    begin = text.index(f"{header}\n")
    editor.write(file, [text[:begin] + text[text.index("\n[", begin) :]])


def test_the_data_that_ship_break_no_rule() -> None:
    assert list(broken_language_rules(load(DATA))) == []


# what stands in a text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at most Rs 1,500,000, or 1.5 million", ["1,500,000", "1.5"]),
        ("زیادہ سے زیادہ ۱٬۵۰۰٬۰۰۰ روپے، یعنی ١٫٥ ملین", ["1,500,000", "1.5"]),
        ("0% or 5 per cent, not 5 percents", ["0%", "5%", "5"]),
        ("۰ فیصد یا 5٪", ["0%", "5%"]),
        ("0% ya 5 feesad", ["0%", "5%"]),
        ("On 7 December 2024, until March 31", ["7", "December", "2024", "March", "31"]),
        ("7 دسمبر 2024 کو، مارچ 31 تک", ["7", "December", "2024", "March", "31"]),
        ("You may march on. May I?", []),
        ("Sections 154A, G-10 and FY2026-27, the 13-digit CNIC", ["154A", "G-10", "FY2026-27", "13"]),
        ("Open https://iris.fbr.gov.pk/a?b=1.", ["https://iris.fbr.gov.pk/a?b=1"]),
        ("ویب سائٹ iris.fbr.gov.pk۔", ["iris.fbr.gov.pk"]),
        ("DigiSkills.pk, info@pseb.org.pk", ["DigiSkills.pk", "info@pseb.org.pk"]),
    ],
)
def test_numbers_dates_codes_and_links_are_found_in_every_script(text: str, found: list[str]) -> None:
    assert literals(text) == Counter(found)


# answers


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("0 فیصد مارک اپ پر", "0 مارک اپ پر", "lacks 0% and adds 0"),
        ("5 فیصد پر", "6 فیصد پر", "lacks 5% and adds 6%"),
        ("500,000 روپے", "50,000 روپے", "lacks 500,000 and adds 50,000"),
        ("فروری 2025 میں", "مارچ 2025 میں", "lacks February and adds March"),
        ("چار درجے (ٹیئر)", "4 درجے (ٹیئر)", "adds 4, unlike"),
        ("5 فیصد پر", "5 فیصد پر، دیکھیں sbp.org.pk", "adds sbp.org.pk"),
        ("18 سے 30 سال کے طلبہ", "طلبہ", "lacks 18, 30, unlike"),
    ],
)
def test_an_answer_whose_figures_differ_is_told_at_its_wording(
    editor: Editor, old: str, new: str, says: str
) -> None:
    editor.replace(LOAN, old, new)
    line = editor.line_of(LOAN, "[answers.ur]")
    assert [(fault.file, fault.line) for fault in editor.faults()] == [(LOAN, line)]
    assert says in editor.faults()[0].what
    assert editor.faults()[0].what.startswith("loan-pmyb-tiers: ")


def test_figures_may_be_written_in_urdu_digits(editor: Editor) -> None:
    editor.replace(LOAN, "500,000 روپے تک، 0 فیصد", "۵۰۰٬۰۰۰ روپے تک، ۰ فیصد")
    editor.replace(LOAN, "Rs 500,000 tak, 0% markup", "Rs 500,000 tak, 0 feesad markup")
    assert editor.faults() == []


@pytest.mark.parametrize("language", [Language.URDU, Language.ROMAN_URDU])
def test_an_answer_without_one_of_the_languages_is_told(editor: Editor, language: Language) -> None:
    remove_table(editor, LOAN, f"[answers.{language}]")
    assert [(fault.line, fault.what) for fault in editor.faults()] == [
        (editor.line_of(LOAN, "[[answers]]"), f"answers.0.{language}: Field required")
    ]


def test_steps_that_only_english_has_are_told_in_both_other_languages(editor: Editor) -> None:
    editor.replace(LOAN, "\n[answers.ur]\n", 'steps = ["Ask the bank."]\n\n[answers.ur]\n', 2)
    assert [(fault.line, fault.what) for fault in editor.faults()] == [
        (editor.line_of(LOAN, f"[answers.{language}]", 2), "loan-pmyb-eligibility: 0 steps, in English 1")
        for language in (Language.URDU, Language.ROMAN_URDU)
    ]


@pytest.mark.parametrize(("key", "kept", "fewest"), [("ur", 3, 4), ("ur-Latn", 5, 6)])
def test_a_topic_that_is_asked_in_too_few_ways_is_told(
    editor: Editor, key: str, kept: int, fewest: int
) -> None:
    shorten(editor, "answers/paypal.toml", key, kept)
    assert f"answers/paypal.toml:1: asked in {kept} ways in {key}, {fewest} are needed" in told(editor)


def test_a_topic_needs_enough_ways_to_ask_over_all_languages(editor: Editor) -> None:
    for key, kept in (("en", 4), ("ur", 4), ("ur-Latn", 6)):
        shorten(editor, "answers/paypal.toml", key, kept)
    assert "answers/paypal.toml:1: asked in 14 ways, 15 are needed" in told(editor)


def test_a_topic_needs_a_way_to_ask_in_one_word(editor: Editor) -> None:
    editor.replace("answers/registration_fee.toml", '    "registration-fee",\n', "")
    assert told(editor) == ["answers/registration_fee.toml:1: never asked in one word"]


def told(editor: Editor) -> list[str]:
    """The faults as `directory check` prints them."""
    return [str(fault) for fault in editor.faults()]


def shorten(editor: Editor, file: str, key: str, kept: int) -> None:
    """Leaves so many ways to ask in the first answer, and none in the others."""
    lines: list[str] = []
    inside = False
    for line in editor.lines(file):
        inside = line == f"{key} = [" or (inside and line != "]")
        if not inside or not line.startswith("    ") or kept:
            lines.append(line)
            kept -= inside and line.startswith("    ")
    editor.write(file, lines)


# programmes and figures


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (FIGURES, "ملک بھر میں 43", "ملک بھر میں 34", "stp_count_2025: lacks 43 and adds 34"),
        (FIGURES, "February 2025 mein mulk", "mulk", "stp_count_2025: lacks 2025, February"),
        (FIGURES, 'id = "stp_count_2025"', 'id = "stp_2025"', "id 'stp_2025' is not in figures.csv"),
        (FIGURES, 'id = "stp_workforce_2025"', 'id = "stp_count_2025"', "is there 2 times"),
        (PROGRAMMES, "کرائے پر 25 فیصد", "کرائے پر 52 فیصد", "pseb_stp: cost lacks 25% and adds 52%"),
        (PROGRAMMES, "erozgaar.pitb.gov.pk", "rozgar.pitb.gov.pk", "how_to_apply lacks erozgaar.pitb.gov.pk"),
        (PROGRAMMES, 'id = "pseb_stp"', 'id = "pseb_shop"', "id 'pseb_shop' is not in programmes.csv"),
    ],
)
def test_a_wording_that_says_something_else_is_told_with_its_line(
    editor: Editor, file: str, old: str, new: str, says: str
) -> None:
    line = editor.replace(file, old, new)
    told = [fault for fault in editor.faults() if (fault.file, fault.line) == (file, line)]
    assert any(says in fault.what for fault in told), editor.faults()


def test_a_cell_that_only_english_has_is_told_at_the_table(editor: Editor) -> None:
    editor.replace(PROGRAMMES, 'cost = "شائع نہیں ہوا۔"\n', "")
    assert [(fault.file, fault.line, fault.what) for fault in editor.faults()] == [
        (
            PROGRAMMES,
            editor.line_of(PROGRAMMES, "[programmes.ur]", 2),
            "ministry_it_park: cost is only there in English",
        )
    ]


def test_a_figure_without_one_of_the_languages_is_told(editor: Editor) -> None:
    editor.replace(FIGURES, '\nur-Latn = "IT ministry', '\n# "IT ministry')
    header = editor.line_of(FIGURES, "[[figures]]")
    assert [str(fault) for fault in editor.faults()] == [
        f"{FIGURES}:{header}: figures.0.ur-Latn: Field required"
    ]


def test_a_programme_without_one_of_the_languages_is_told(editor: Editor) -> None:
    remove_table(editor, PROGRAMMES, "[programmes.ur-Latn]")
    header = editor.line_of(PROGRAMMES, "[[programmes]]")
    assert [str(fault) for fault in editor.faults()] == [
        f"{PROGRAMMES}:{header}: programmes.0.ur-Latn: Field required"
    ]


def test_a_cell_that_english_does_not_have_is_told(editor: Editor) -> None:
    editor.cells("programmes.csv", "ministry_it_park", cost="")
    assert [fault.what for fault in editor.faults()] == ["ministry_it_park: cost is not there in English"] * 2


@pytest.mark.parametrize(
    ("file", "row_id", "changes", "says"),
    [
        ("figures.csv", "stp_count_2025", {"subject": "parks"}, "'parks' is not worded in wordings/figures"),
        ("figures.csv", "stp_count_2025", {"unit": "gardens"}, "'gardens' is not worded in wordings/figures"),
        (
            "figures.csv",
            "sco_jobs_2025",
            {"id": "sco_other"},
            "sco_other is not worded in wordings/figures.toml",
        ),
        (
            "programmes.csv",
            "digiskills",
            {"id": "skills"},
            "skills is not worded in wordings/programmes.toml",
        ),
    ],
)
def test_a_row_without_a_wording_is_told_at_the_row(
    editor: Editor, file: str, row_id: str, changes: dict[str, str], says: str
) -> None:
    line = editor.cells(file, row_id, **changes)
    told = [fault for fault in editor.faults() if (fault.file, fault.line) == (file, line)]
    assert any(says in fault.what for fault in told), editor.faults()
