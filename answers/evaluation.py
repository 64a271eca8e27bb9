"""Scores the understanding on labelled questions, in the format of data/eval."""

import json
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
LANGUAGES = {"en": "en", "ur": "ur", "ru": "ur-Latn", "mix": None}
"""How the question files name languages, and how the rest of the program does; `mix` is not scored."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled question, what was made of it, and the milliseconds that took."""

    question: Record
    read: Record
    milliseconds: float

    @property
    def accepted(self) -> list[tuple[str, str | None]]:
        """The readings that count as right: intent, and topic where the intent is a question."""
        return [_label(reading) for reading in self.question["accept"]]

    @property
    def top(self) -> tuple[str, str | None]:
        """What it was taken for."""
        return _label(self.read)

    @property
    def is_right(self) -> bool:
        """Whether the first reading is one of those accepted."""
        return self.top in self.accepted

    def topic_within(self, ranks: int) -> bool:
        """Whether an accepted topic is among the first ones."""
        topics = {topic for intent, topic in self.accepted if intent == "faq"}
        return bool(topics & set(self.read["topics"][:ranks]))


def _label(reading: Record) -> tuple[str, str | None]:
    return reading["intent"], reading.get("topic") if reading["intent"] == "faq" else None


@dataclass(slots=True)
class Share:
    """So many of so many."""

    of: int = 0
    hits: int = 0

    def count(self, hit: bool) -> None:
        """Counts one more."""
        self.of += 1
        self.hits += hit

    @property
    def percent(self) -> float | None:
        """The share in per cent, None of nothing."""
        return round(100 * self.hits / self.of, 1) if self.of else None


_SCORES: dict[str, tuple[Callable[[Judged], bool], Callable[[Judged], bool]]] = {
    "faq_top1": (lambda j: j.question["intent"] == "faq", lambda j: j.topic_within(1)),
    "faq_top3": (lambda j: j.question["intent"] == "faq", lambda j: j.topic_within(3)),
    "intent": (lambda _: True, lambda j: j.top[0] in {intent for intent, _ in j.accepted}),
    "out_of_scope_rejected": (
        lambda j: j.question["intent"] == "oos",
        lambda j: j.read["decision"] != "answer",
    ),
    "in_scope_declined": (
        lambda j: j.question["intent"] != "oos",
        lambda j: j.read["decision"] == "dont_know",
    ),
    "confidently_wrong": (lambda _: True, lambda j: j.read["decision"] == "answer" and not j.is_right),
    "language": (
        lambda j: LANGUAGES[j.question["lang"]] is not None,
        lambda j: j.read["language"] == LANGUAGES[j.question["lang"]],
    ),
    "no_city_invented": (lambda j: not j.question["cities"], lambda j: not j.read["cities"]),
}

_BAD = ("in_scope_declined", "confidently_wrong")
"""The scores that are the better the lower."""


def summarise(judged: Iterable[Judged]) -> dict[str, Any]:
    """The table: each score over all questions and per language, in per cent; times in milliseconds."""
    everything = list(judged)
    slices = {"all": everything}
    for language in LANGUAGES:
        slices[language] = [one for one in everything if one.question["lang"] == language]
    return {name: _scores(part) for name, part in slices.items() if part}


def _scores(judged: list[Judged]) -> dict[str, Any]:
    scores: dict[str, Any] = {"questions": len(judged)}
    for name, (applies, holds) in _SCORES.items():
        share = Share()
        for one in judged:
            if applies(one):
                share.count(holds(one))
        scores[name] = share.percent
    return scores | _city_scores(judged) | _times([one.milliseconds for one in judged])


def _city_scores(judged: list[Judged]) -> dict[str, float | None]:
    wanted = [set(one.question["cities"]) for one in judged]
    found = [set(one.read["cities"]) for one in judged]
    both = sum(len(a & b) for a, b in zip(wanted, found, strict=True))
    total = sum(map(len, wanted)) + sum(map(len, found))
    return {"city_f1": round(200 * both / total, 1) if total else None}


def _times(milliseconds: list[float]) -> dict[str, float]:
    ordered = sorted(milliseconds)
    return {
        "p50_ms": round(statistics.median(ordered), 2),
        **{
            f"p{percent}_ms": round(ordered[min(len(ordered) - 1, percent * len(ordered) // 100)], 2)
            for percent in (95, 99)
        },
    }


def table(summary: Mapping[str, Mapping[str, Any]]) -> str:
    """The summary as text: a row a score, a column a slice."""
    names = list(next(iter(summary.values())))
    head = f"{'':<22}" + "".join(f"{name:>9}" for name in summary)
    rows = [
        f"{name:<22}"
        + "".join(f"{'-' if part[name] is None else part[name]:>9}" for part in summary.values())
        for name in names
    ]
    return "\n".join([head, *rows])


def failures(judged: Iterable[Judged]) -> str:
    """What went wrong: the id and language of a question, what failed, its text, what was right and read."""
    return "\n".join(
        f"{one.question['id']}  {one.question['lang']:<3}  {', '.join(wrong):<40}  {one.question['text']}\n"
        f"      right: {_said(one.accepted)}; read: {_said([one.top])} ({one.read['decision']},"
        f" {one.read['confidence']})"
        for one in judged
        if (wrong := list(_failed(one)))
    )


def _failed(one: Judged) -> Iterator[str]:
    for name, (applies, holds) in _SCORES.items():
        if applies(one) and holds(one) is (name in _BAD):
            yield name
    if one.question["cities"] and set(one.question["cities"]) != set(one.read["cities"]):
        yield "cities"


def _said(readings: Iterable[tuple[str, str | None]]) -> str:
    return " or ".join(":".join(filter(None, reading)) for reading in readings)


def read_questions(text: str) -> list[Record]:
    """Reads labelled questions, one JSON object a line. Raises ValueError naming the line that is none."""
    questions = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            questions.append(_question(line, number))
    return questions


def _question(line: str, number: int) -> Record:
    try:
        question: Record = json.loads(line)
        missing = {"id", "text", "lang", "intent", "cities", "accept"} - question.keys()
    except (ValueError, AttributeError) as error:
        raise ValueError(f"line {number} is not a labelled question: {error}") from error
    if missing:
        raise ValueError(f"line {number} is not a labelled question: it lacks {', '.join(sorted(missing))}")
    if question["lang"] not in LANGUAGES:
        raise ValueError(f"line {number} is not a labelled question: lang is none of {', '.join(LANGUAGES)}")
    if not question["accept"] or not all(_is_reading(reading) for reading in question["accept"]):
        raise ValueError(f"line {number} is not a labelled question: accept holds no readings with an intent")
    return question


def _is_reading(value: object) -> bool:
    return isinstance(value, dict) and "intent" in value
