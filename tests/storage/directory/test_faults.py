"""Each fault an editor can make is told with its file and line."""

from collections.abc import Callable

import pytest

from domain.languages import Language
from tests.conftest import DATA
from tests.storage.directory.conftest import Editor


def test_the_data_as_they_are_have_no_fault(editor: Editor) -> None:
    assert Editor(DATA).faults() == editor.faults() == []


CELLS = [
    # cities.csv
    ("cities.csv", "lahore", {"id": "Lahore"}, "id: String should match"),
    ("cities.csv", "lahore", {"id": "l" * 47}, "id: String should have at most 46"),
    ("cities.csv", "lahore", {"name": ""}, "name: Field required"),
    ("cities.csv", "lahore", {"name": "Lahore "}, "outer spaces"),
    ("cities.csv", "lahore", {"name": "Lahore\u200f"}, "direction marks"),
    ("cities.csv", "lahore", {"name": "\u2067Lahore"}, "direction marks"),
    ("cities.csv", "lahore", {"name_ur": "Lahore"}, "no Urdu letter"),
    ("cities.csv", "karachi", {"name_ur": "كراچی"}, "Arabic ye or kaf"),
    ("cities.csv", "karachi", {"name_ur": "کراچي"}, "Arabic ye or kaf"),
    ("cities.csv", "lahore", {"name_ur_source": ""}, "go together"),
    ("cities.csv", "lahore", {"name_ur_source": "a friend"}, "name_ur_source"),
    ("cities.csv", "lahore", {"province": "East Punjab"}, "province: Input should be"),
    ("cities.csv", "lahore", {"lat": "north"}, "lat: Input should be a valid number"),
    ("cities.csv", "lahore", {"lat": "51.5"}, "lat: Input should be less than"),
    ("cities.csv", "lahore", {"lat": "nan"}, "lat: Input should be"),
    ("cities.csv", "lahore", {"lon": ""}, "only one of lat and lon"),
    ("cities.csv", "lahore", {"geonames_id": ""}, "without a gazetteer id"),
    ("cities.csv", "lahore", {"population": "many"}, "population: Input should be a valid integer"),
    ("cities.csv", "lahore", {"aliases": "lhr|lhr"}, "repeated alias"),
    ("cities.csv", "lahore", {"aliases": "lhr||lahor"}, "empty or repeated alias"),
    ("cities.csv", "lahore", {"aliases": "lhr|khi"}, "'khi' stands for karachi already"),
    ("cities.csv", "lahore", {"aliases": "lhr|KHI"}, "'KHI' stands for karachi already"),
    ("cities.csv", "lahore", {"district": ""}, "no district"),
    ("cities.csv", "lahore", {"hq_of": "Lahore|Atlantis"}, "hq_of 'Atlantis' is not in districts.csv"),
    ("cities.csv", "lahore", {"geonames_id": "1174872"}, "is there 2 times"),
    ("cities.csv", "lahore", {"id": "karachi"}, "id 'karachi' is there 2 times"),
    # places.csv
    ("places.csv", "it-park-karachi", {"status": "operational"}, "must not be called open"),
    ("places.csv", "it-park-islamabad", {"status": "operational"}, "must not be called open"),
    ("places.csv", "it-park-karachi", {"status": "open"}, "status: Input should be"),
    ("places.csv", "it-park-karachi", {"status_note": ""}, "status_note: Field required"),
    ("places.csv", "it-park-karachi", {"kind": "park"}, "kind: Input should be"),
    ("places.csv", "it-park-karachi", {"city_id": "atlantis"}, "city_id 'atlantis' is not in cities.csv"),
    ("places.csv", "it-park-karachi", {"province": "Punjab"}, "its province differs from that of karachi"),
    ("places.csv", "it-park-karachi", {"programme": "nobody"}, "programme 'nobody' is not in programmes"),
    ("places.csv", "it-park-karachi", {"coordinate_precision": "none"}, "none does not fit the point"),
    ("places.csv", "it-park-karachi", {"lat": "", "lon": ""}, "area does not fit the point"),
    ("places.csv", "it-park-karachi", {"lat": ""}, "only one of lat and lon"),
    ("places.csv", "it-park-karachi", {"coordinate_source": ""}, "coordinate_source does not fit"),
    ("places.csv", "it-park-karachi", {"coordinate_precision": "city"}, "not the point of karachi"),
    ("places.csv", "it-park-karachi", {"coordinate_precision": "door"}, "coordinate_precision: Input"),
    ("places.csv", "it-park-karachi", {"lat": "31.55", "lon": "74.34"}, "its point is far from karachi"),
    ("places.csv", "it-park-karachi", {"lat": "51.5", "lon": "-0.1"}, "lat: Input should be less than"),
    ("places.csv", "it-park-karachi", {"seats": "about 20"}, "seats: Input should be a valid integer"),
    ("places.csv", "it-park-karachi", {"women_only": "perhaps"}, "women_only: Input should be a valid bool"),
    ("places.csv", "it-park-karachi", {"as_of": "13.02.2026"}, "'13.02.2026' is not a date"),
    ("places.csv", "it-park-karachi", {"as_of": "2026-02-30"}, "as_of: Value error, day is out of range"),
    ("places.csv", "it-park-karachi", {"source_url": "phoneworld.com.pk"}, "source_url: String should match"),
    ("places.csv", "it-park-karachi", {"extra_sources": "https://a.pk|no"}, "extra_sources.1: String"),
    ("places.csv", "it-park-karachi", {"email": "nobody"}, "email: String should match"),
    ("places.csv", "it-park-karachi", {"name": ""}, "name: Field required"),
    ("places.csv", "it-park-karachi", {"confidence": "certain"}, "confidence: Input should be"),
    ("places.csv", "it-park-karachi", {"id": "it-park-islamabad"}, "is there 2 times"),
    ("places.csv", "wtp-bagh-women-university", {"women_only": "false"}, "that is not for women"),
    # programmes.csv
    ("programmes.csv", "pseb_stp", {"summary": ""}, "summary: Field required"),
    ("programmes.csv", "pseb_stp", {"website": "www.pseb.org.pk"}, "website: String should match"),
    ("programmes.csv", "pseb_stp", {"status_as_of": "lately"}, "'lately' is not a date"),
    ("programmes.csv", "pseb_stp", {"id": "ministry_it_park"}, "is there 2 times"),
    # figures.csv
    ("figures.csv", "stp_count_2025", {"value": ""}, "value: Field required"),
    ("figures.csv", "stp_count_2025", {"as_of": ""}, "as_of: Field required"),
    ("figures.csv", "stp_count_2025", {"as_of": "1925"}, "'1925' is not a date"),
    ("figures.csv", "stp_count_2025", {"subject": "parks: all"}, "has a colon"),
    ("figures.csv", "stp_count_2025", {"subject": "سافٹ ویئر ٹیکنالوجی پارکس " * 2}, "outer spaces"),
    ("figures.csv", "stp_count_2025", {"subject": "پارکس " * 9 + "کل"}, "longer than 46 bytes"),
    ("figures.csv", "stp_count_2025", {"superseded_by": "stp_count_2099"}, "'stp_count_2099' does not exist"),
    ("figures.csv", "stp_count_2025", {"superseded_by": "stp_count_2025"}, "runs in a ring"),
    ("figures.csv", "stp_count_2025", {"superseded_by": "stp_count_karachi_2021"}, "by an older figure"),
    ("figures.csv", "stp_count_2025", {"id": "stp_companies_2025"}, "is there 2 times"),
]


@pytest.mark.parametrize(("file", "row_id", "changes", "says"), CELLS)
def test_a_wrong_cell_is_told_with_its_line(
    editor: Editor, file: str, row_id: str, changes: dict[str, str], says: str
) -> None:
    line = editor.cells(file, row_id, **changes)
    told = [fault for fault in editor.faults() if (fault.file, fault.line) == (file, line)]
    assert any(says in fault.what for fault in told), editor.faults()


TABLES = ["cities.csv", "places.csv", "programmes.csv", "figures.csv", "districts.csv"]


@pytest.mark.parametrize("file", TABLES)
def test_a_missing_column_is_told_in_the_first_line(editor: Editor, file: str) -> None:
    shorter = [line.partition(",")[2] for line in editor.lines(file)]
    editor.write(file, shorter)
    assert [(fault.file, fault.line) for fault in editor.faults()] == [(file, 1)]


@pytest.mark.parametrize("file", TABLES)
@pytest.mark.parametrize("change", [lambda row: row + ",", lambda row: row.partition(",")[2]])
def test_a_row_with_a_cell_too_many_or_too_few_is_told(
    editor: Editor, file: str, change: Callable[[str], str]
) -> None:
    lines = editor.lines(file)
    lines[4] = change(lines[4])
    editor.write(file, lines)
    faults = editor.faults()
    assert [(fault.file, fault.line) for fault in faults] == [(file, 5)]
    assert "cells" in faults[0].what


@pytest.mark.parametrize("file", TABLES)
def test_a_table_without_rows_is_a_fault_and_no_empty_directory(editor: Editor, file: str) -> None:
    editor.write(file, editor.lines(file)[:1])
    assert (file, 1) in [(fault.file, fault.line) for fault in editor.faults()]


def test_a_quote_that_is_never_closed_is_told_where_it_opens(editor: Editor) -> None:
    lines = editor.lines("figures.csv")
    lines[9] = lines[9].replace(",", ',"', 1)
    editor.write("figures.csv", lines)
    assert [(fault.file, fault.line) for fault in editor.faults()] == [("figures.csv", 10)]


FILES = sorted(str(path.relative_to(DATA)) for path in (*DATA.glob("*.csv"), *DATA.glob("*.toml")))


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_told(editor: Editor, file: str) -> None:
    (editor.folder / file).unlink()
    assert [(fault.file, fault.line) for fault in editor.faults()] == [(file, 1)]


@pytest.mark.parametrize("file", [*FILES, "answers/loan.toml"])
def test_a_file_that_is_not_utf8_is_told(editor: Editor, file: str) -> None:
    path = editor.folder / file
    path.write_bytes(path.read_bytes() + "# \xe9".encode("latin-1"))
    assert [(fault.file, fault.line) for fault in editor.faults()] == [(file, 1)]


def test_a_file_that_cannot_be_read_is_told(editor: Editor) -> None:
    (editor.folder / "answers" / ".#loan.toml").symlink_to("editor@machine.1234")  # an editor's lock
    assert [(fault.file, fault.line) for fault in editor.faults()] == [("answers/.#loan.toml", 1)]


def test_no_answers_at_all_is_a_fault(editor: Editor) -> None:
    for path in (editor.folder / "answers").iterdir():
        path.unlink()
    assert [(fault.file, fault.what) for fault in editor.faults()] == [("answers", "there is no topic")]


def test_a_ring_of_superseded_figures_is_told_at_each_of_them(editor: Editor) -> None:
    ids = ["stp_count_lahore_2021", "stp_count_islamabad_2021", "stp_count_rawalpindi_2021"]
    lines = {
        editor.cells("figures.csv", old, superseded_by=new)
        for old, new in zip(ids, [*ids[1:], ids[0]], strict=True)
    }
    told = {(fault.line, fault.what) for fault in editor.faults()}
    assert told == {(line, "superseded_by runs in a ring") for line in lines}


def test_a_figure_may_be_superseded_by_one_of_the_same_year_that_names_no_day(editor: Editor) -> None:
    editor.cells(
        "figures.csv", "stp_count_lahore_2021", as_of="2021-07", superseded_by="stp_count_karachi_2021"
    )
    editor.cells("figures.csv", "stp_count_karachi_2021", as_of="2021")
    assert editor.faults() == []


def test_a_figure_of_the_same_year_that_is_older_does_not_supersede(editor: Editor) -> None:
    line = editor.cells(
        "figures.csv", "stp_count_lahore_2021", as_of="2021-09", superseded_by="stp_count_karachi_2021"
    )
    editor.cells("figures.csv", "stp_count_karachi_2021", as_of="2021-07")
    assert [(fault.line, fault.what) for fault in editor.faults()] == [
        (line, "is superseded by an older figure")
    ]


# the frame of districts


def test_a_district_without_a_headquarters_is_told(editor: Editor) -> None:
    editor.cells("cities.csv", "lahore", hq_of="")
    line = editor.line_of("districts.csv", "Punjab,Lahore")
    assert [(fault.file, fault.line) for fault in editor.faults()] == [("districts.csv", line)]


def test_a_district_with_two_headquarters_is_told(editor: Editor) -> None:
    editor.cells("cities.csv", "karachi", hq_of="Lahore")
    line = editor.line_of("districts.csv", "Punjab,Lahore")
    assert ("districts.csv", line) in [(fault.file, fault.line) for fault in editor.faults()]


def test_a_headquarters_in_another_province_is_told_at_the_town(editor: Editor) -> None:
    editor.replace("districts.csv", "Punjab,Lahore", "Sindh,Lahore")
    line = editor.line_of("cities.csv", "lahore,")
    assert [(fault.file, fault.line) for fault in editor.faults()] == [("cities.csv", line)]


def test_a_district_of_no_province_is_told(editor: Editor) -> None:
    line = editor.replace("districts.csv", "Punjab,Lahore", "Penjab,Lahore")
    assert [(fault.file, fault.line) for fault in editor.faults()] == [("districts.csv", line)]


# answers

TOML = [
    ("answers/loan.toml", "[[answers]]", "[[answers]", 3, "Expected ']]'"),
    ("answers/loan.toml", 'confidence = "', 'confidence = ""', 2, "Expected newline"),
    ("answers/loan.toml", 'confidence = "', 'confidence = "un', 2, "answers.1.confidence"),
    ("answers/loan.toml", 'as_of = "', 'as_of = "x', 4, "answers.3.as_of"),
    ("answers/loan.toml", "volatile = ", "volatile = 3#", 2, "answers.1.volatile"),
    ("answers/loan.toml", 'section = "', 'section = "The ', 3, "answers.2.section"),
    ("answers/loan.toml", "source = {", 'source = { name = "x",', 2, "answers.1.source.name"),
    ("answers/loan.toml", "links = [", 'links = ["pseb",', 2, "answers.1.links.0"),
    ("answers/loan.toml", "en = [", 'en = [" padded ",', 3, "answers.2.asked.en.0"),
    ("answers/loan.toml", "ur-Latn = [", "ru = [", 2, "answers.1.asked.ru"),
    ("answers/loan.toml", "text = ", "texts = ", 1, "answers.0.en.texts"),
    ("answers/loan.toml", "text = ", "texts = ", 5, "answers.1.ur.texts"),
    ("answers/loan.toml", "text = ", "texts = ", 6, "answers.1.ur-Latn.texts"),
    (
        "answers/loan.toml",
        'topic = "loan"',
        'topic = "loans"',
        1,
        "topic 'loans' is not the name of the file",
    ),
    ("figure_questions.toml", "figures = [", 'figures = ["nobody", ', 1, "there is no figure 'nobody'"),
]


@pytest.mark.parametrize(("file", "old", "new", "occurrence", "says"), TOML)
def test_a_wrong_value_in_a_topic_is_told_with_its_line(
    editor: Editor, file: str, old: str, new: str, occurrence: int, says: str
) -> None:
    line = editor.replace(file, old, new, occurrence)
    # a rule on a statistic's figures stands at its table, the line above
    lines = {line, line - 1} if file == "figure_questions.toml" else {line}
    told = [fault for fault in editor.faults() if fault.file == file and fault.line in lines]
    assert any(says in fault.what for fault in told), editor.faults()


@pytest.mark.parametrize("key", ["id", "as_of", "volatile", "source"])
@pytest.mark.parametrize("number", [1, 3])
def test_a_key_missing_in_the_nth_answer_is_told_at_that_answer(
    editor: Editor, key: str, number: int
) -> None:
    editor.replace("answers/loan.toml", f"\n{key} = ", "\n# ", number)
    header = editor.line_of("answers/loan.toml", "[[answers]]", number)
    assert [(fault.line, fault.what) for fault in editor.faults()] == [
        (header, f"answers.{number - 1}.{key}: Field required")
    ]


@pytest.mark.parametrize("language", Language)
def test_a_question_missing_in_a_wording_is_told_at_that_wording(editor: Editor, language: Language) -> None:
    table = f"[answers.{language}]"
    header = editor.replace("answers/loan.toml", f"{table}\nquestion = ", f"{table}\n# ", 2)
    assert [(fault.line, fault.what) for fault in editor.faults()] == [
        (header, f"answers.1.{language}.question: Field required")
    ]


def test_a_phrasing_of_two_answers_is_told_at_the_second(editor: Editor) -> None:
    editor.replace("answers/paypal.toml", "en = [", 'en = [\n    "PSEB Fees?",', 2)
    faults = editor.faults()
    assert [fault.file for fault in faults] == ["answers/registration_fee.toml"]
    assert "'pseb fees?' is asked of" in faults[0].what
    assert faults[0].line == editor.line_of("answers/registration_fee.toml", "[answers.asked]")


@pytest.mark.parametrize("file", ["answers/loan.toml", "answers/paypal.toml"])
def test_an_answer_id_given_twice_is_told_at_the_second(editor: Editor, file: str) -> None:
    taken = editor.lines("answers/loan.toml")[editor.line_of("answers/loan.toml", "id = ") - 1]
    second = editor.line_of(file, "id = ", 2)
    lines = editor.lines(file)
    lines[second - 1] = taken
    editor.write(file, lines)
    told = [(fault.file, fault.line) for fault in editor.faults() if "already" in fault.what]
    assert told == [(file, second)]


def test_all_faults_are_listed_in_the_order_of_files_and_lines(editor: Editor) -> None:
    expected = [
        ("answers/loan.toml", editor.replace("answers/loan.toml", "volatile = ", "volatile = 3#")),
        ("cities.csv", editor.cells("cities.csv", "karachi", lat="south")),
        ("cities.csv", editor.cells("cities.csv", "lahore", lat="north")),
        ("figures.csv", editor.cells("figures.csv", "stp_count_2025", as_of="lately")),
        ("places.csv", editor.cells("places.csv", "it-park-karachi", status="open", seats="all")),
        ("programmes.csv", editor.cells("programmes.csv", "pseb_stp", summary="")),
    ]
    expected.insert(5, expected[4])  # two faults in one row
    assert [(fault.file, fault.line) for fault in editor.faults()] == expected
    assert str(editor.faults()[0]).startswith(f"answers/loan.toml:{expected[0][1]}: answers.0.volatile: ")


def test_every_broken_rule_is_listed_too(editor: Editor) -> None:
    lines = [
        editor.cells("places.csv", "it-park-karachi", status="operational"),
        editor.cells("places.csv", "stp-bagh-sco", programme="nobody"),
        editor.cells("places.csv", "wtp-bagh-women-university", city_id="atlantis"),
    ]
    assert [fault.line for fault in editor.faults()] == sorted(lines)
