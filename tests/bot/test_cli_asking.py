"""`ask` and `evaluate`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bot.conftest import Command
from tests.bot.test_asking import CONTRACT

QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "q1",
        "text": "STP in Faisalabad",
        "lang": "en",
        "intent": "find_city",
        "cities": ["faisalabad"],
        "accept": [{"intent": "find_city", "kind": "stp"}],
    },
    {
        "id": "q2",
        "text": "freelancer kaise register karun",
        "lang": "ru",
        "intent": "faq",
        "cities": [],
        "accept": [{"intent": "faq", "topic": "registration"}, {"intent": "oos"}],
        "author": "D1",
    },
    {
        "id": "q3",
        "text": "pizza recipe",
        "lang": "mix",
        "intent": "oos",
        "cities": [],
        "accept": [{"intent": "oos"}],
    },
]
SCORES = {
    "questions",
    "faq_top1",
    "faq_top3",
    "intent",
    "out_of_scope_rejected",
    "in_scope_declined",
    "confidently_wrong",
    "language",
    "no_city_invented",
    "city_f1",
    "p50_ms",
    "p95_ms",
    "p99_ms",
}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.jsonl"
    # with an empty line, as editors leave them
    file.write_text("\n\n".join(map(json.dumps, QUESTIONS)) + "\n", encoding="utf-8")
    return file


def test_ask_prints_what_a_person_would_read(command: Command) -> None:
    printed = command("ask", "STP in Faisalabad")
    assert printed.code == 0
    assert printed.out.startswith("🏙 Faisalabad, Punjab\n")
    assert "according to a source of 13 February 2025 (source: 1 <https://" in printed.out
    assert printed.err == ""


def test_ask_with_json_prints_one_object_of_the_agreed_keys(command: Command) -> None:
    printed = command("ask", "STP in Faisalabad", "--json")
    record = json.loads(printed.out)
    assert list(record) == list(CONTRACT)
    assert (record["intent"], record["cities"], record["kind"]) == ("find_city", ["faisalabad"], "stp")
    assert record["text"] + "\n" == command("ask", "STP in Faisalabad").out


def test_ask_prints_other_scripts_as_they_are(command: Command) -> None:
    printed = command("ask", "--json", "لاہور")
    assert json.loads(printed.out)["cities"] == ["lahore"]
    assert "\\u" not in printed.out


def test_ask_takes_only_languages_that_the_bot_knows(command: Command) -> None:
    for language in ("en", "ur", "ur-Latn"):
        assert command("ask", "paypal", "--language", language).code == 0
    refused = command("ask", "paypal", "--language", "fr")
    assert refused.code == 2
    assert "'fr' is not one of 'en', 'ur', 'ur-Latn'" in refused.err


def test_ask_without_words_still_says_something(command: Command) -> None:
    assert command("ask", "").out.strip()


def test_evaluate_prints_a_table_of_all_and_of_each_language(command: Command, questions: Path) -> None:
    scores, _, wrong = command("evaluate", str(questions)).out.partition("\n\n")
    head, *rows = scores.splitlines()
    assert wrong.strip() == ""
    assert head.split() == ["all", "en", "ru", "mix"]
    cells = {row.split()[0]: row.split()[1:] for row in rows}
    assert set(cells) == SCORES
    assert cells["questions"] == ["3", "1", "1", "1"]
    assert cells["city_f1"][1] == "100.0"
    assert cells["language"][3] == "-"


def test_evaluate_lists_below_the_table_what_was_read_otherwise(command: Command, tmp_path: Path) -> None:
    mistaken = QUESTIONS[0] | {"id": "q4", "cities": ["multan"], "accept": [{"intent": "smalltalk"}]}
    file = tmp_path / "mistaken.jsonl"
    file.write_text("\n".join(map(json.dumps, [*QUESTIONS, mistaken])), encoding="utf-8")
    _, _, wrong = command("evaluate", str(file)).out.partition("\n\n")
    first, second = wrong.strip().splitlines()
    assert " ".join(first.split()) == "q4 en intent, confidently_wrong, cities STP in Faisalabad"
    assert second.strip() == "right: smalltalk; read: find_city (answer, 0.9)"


def test_evaluate_with_json_prints_the_summary_and_a_record_for_each_question(
    command: Command, questions: Path
) -> None:
    told = json.loads(command("evaluate", str(questions), "--json").out)
    assert list(told) == ["summary", "records"]
    assert set(told["summary"]) == {"all", "en", "ru", "mix"}
    assert all(set(scores) == SCORES for scores in told["summary"].values())
    assert [record["id"] for record in told["records"]] == ["q1", "q2", "q3"]
    asked = json.loads(command("ask", "STP in Faisalabad", "--json").out)
    assert told["records"][0] == {"id": "q1"} | asked


def test_evaluate_reads_the_labelled_questions_of_the_project(command: Command, tmp_path: Path) -> None:
    lines = (Path(__file__).parents[2] / "data/eval/questions-dev.jsonl").read_text(encoding="utf-8")
    some = tmp_path / "some.jsonl"
    some.write_text("\n".join(lines.splitlines()[::20]), encoding="utf-8")
    assert set(json.loads(command("evaluate", str(some), "--json").out)["summary"]) >= {
        "all",
        "en",
        "ru",
        "ur",
    }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("not json", "Expecting value"),
        ("[1, 2]", "no attribute 'keys'"),
        ('{"id": "q2"}', "it lacks accept, cities, intent, lang, text"),
        (json.dumps(QUESTIONS[1] | {"lang": "fr"}), "lang is none of en, ur, ru, mix"),
    ],
)
def test_a_line_that_is_no_labelled_question_is_named(
    command: Command, tmp_path: Path, line: str, why: str
) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_text(f"{json.dumps(QUESTIONS[0])}\n{line}\n", encoding="utf-8")
    printed = command("evaluate", str(file))
    assert printed.code == 1
    assert printed.err.startswith(f"Error: {file}: line 2 is not a labelled question: ")
    assert why in printed.err
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_a_file_without_questions_is_an_error(command: Command, tmp_path: Path, flags: list[str]) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    printed = command("evaluate", "empty.jsonl", *flags)
    assert (printed.code, printed.out) == (1, "")
    assert printed.err == "Error: empty.jsonl: there are no questions in it\n"


def test_a_file_that_is_not_there_is_an_error(command: Command) -> None:
    assert command("evaluate", "nowhere.jsonl").code == 2
