"""What the runs showed: medians, ratios to aiogram within each round, and whether targets are met."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.peers.contenders import AIOGRAM, BARE, IN_BODY, OURS, REMEMBERING, TELEBOT
from benchmarks.peers.measuring import MODES, Run

Figure = Callable[[Run], float]

FIGURES: dict[str, Figure] = {
    "updates/s": lambda run: run.saturated.per_second,
    "updates/s, 30 ms": lambda run: run.delayed.per_second,
    "CPU ms": lambda run: run.saturated.cpu,
    "p50 ms": lambda run: run.steady.p50,
    "p99 ms": lambda run: run.steady.p99,
    "memory MB": lambda run: run.memory,
    "start ms": lambda run: run.start,
}
_OWN_SHARE = "30 ms to 0 ms"


@dataclass(frozen=True, slots=True)
class Target:
    """A ratio that ours is to reach. Compared with its own figure at 0 ms where `reference` is None."""

    bot: str
    mode: str
    figure: str
    reference: str | None
    ratio: float
    at_most: bool = False

    def met(self, ratio: float) -> bool:
        """Whether that is good enough."""
        return ratio <= self.ratio if self.at_most else ratio >= self.ratio


TARGETS = (
    Target(OURS, "polling", "updates/s", AIOGRAM, 2.2),
    Target(REMEMBERING, "polling", "updates/s", AIOGRAM, 2.8),
    Target(OURS, "polling", "updates/s", TELEBOT, 1.0),
    Target(OURS, "polling", _OWN_SHARE, None, 0.85),
    Target(OURS, "webhook", "updates/s", AIOGRAM, 2.0),
    Target(IN_BODY, "webhook", "updates/s", AIOGRAM, 4.0),
    Target(OURS, "polling", "p99 ms", AIOGRAM, 0.9, at_most=True),
    Target(OURS, "polling", "memory MB", AIOGRAM, 0.45, at_most=True),
    Target(OURS, "polling", "start ms", AIOGRAM, 0.25, at_most=True),
)


class Results:
    """All runs."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs
        self.bots = tuple(dict.fromkeys(run.bot for run in runs))
        self._by_round: dict[tuple[str, str], dict[int, Run]] = {}
        for run in runs:
            self._by_round.setdefault((run.bot, run.mode), {})[run.round] = run

    def of(self, bot: str, mode: str) -> list[Run]:
        """The runs of a bot in a mode."""
        return list(self._by_round.get((bot, mode), {}).values())

    def median(self, bot: str, mode: str, figure: str) -> float:
        """The median of the rounds."""
        return median(map(FIGURES[figure], self.of(bot, mode)))

    def ratio(self, bot: str, mode: str, figure: str, reference: str | None = AIOGRAM) -> float | None:
        """The median of the ratios of each round; None where the reference did not run."""
        ours = self._by_round.get((bot, mode), {})
        if figure == _OWN_SHARE:
            ratios = [run.delayed.per_second / run.saturated.per_second for run in ours.values()]
        else:
            value, theirs = FIGURES[figure], self._by_round.get((reference or bot, mode), {})
            ratios = [value(ours[number]) / value(theirs[number]) for number in ours.keys() & theirs.keys()]
        return median(ratios) if ratios else None

    def wrong(self, bot: str, mode: str) -> tuple[int, int]:
        """How many updates stayed without a reply, and how many replies were too many."""
        stages = [stage for run in self.of(bot, mode) for stage in (run.saturated, run.delayed, run.steady)]
        return sum(stage.unanswered for stage in stages), sum(stage.surplus for stage in stages)

    def ceiling(self, mode: str) -> float | None:
        """How many times the fastest bot's updates/s go through without a library; None if not measured."""
        bots = {bot: self.median(bot, mode, "updates/s") for bot in self.bots if self.of(bot, mode)}
        bare = bots.pop(BARE, None)
        return bare / max(bots.values()) if bare and bots else None


def lines(results: Results) -> Iterator[str]:
    """The report as Markdown."""
    for mode in MODES:
        yield f"\n### {mode.capitalize()}\n"
        yield f"| bot | {' | '.join(FIGURES)} | unanswered, surplus |"
        yield f"|---|{'---:|' * (len(FIGURES) + 1)}"
        yield from (_row(results, bot, mode) for bot in results.bots if results.of(bot, mode))
        if ceiling := results.ceiling(mode):
            yield f"\nWithout a library {ceiling:.1f} times the fastest bot's updates/s went through."
    yield "\n### Targets\n\n| bot | mode | figure | compared with | target | seen | met |"
    yield "|---|---|---|---|---:|---:|---|"
    for target in TARGETS:
        ratio = results.ratio(target.bot, target.mode, target.figure, target.reference)
        if ratio is not None:
            yield _verdict(target, ratio)


def _row(results: Results, bot: str, mode: str) -> str:
    cells = [_cell(results, bot, mode, figure) for figure in FIGURES]
    unanswered, surplus = results.wrong(bot, mode)
    return f"| {bot} | {' | '.join(cells)} | {unanswered}, {surplus} |"


def _cell(results: Results, bot: str, mode: str, figure: str) -> str:
    value, ratio = results.median(bot, mode, figure), results.ratio(bot, mode, figure)
    digits = 2 if value < 1 else 1 if value < 100 else 0
    return f"{value:.{digits}f}" + (f" ({ratio:.2f}x)" if ratio else "")


def _verdict(target: Target, ratio: float) -> str:
    reference = target.reference or "its own"
    bound = f"{'<=' if target.at_most else '>='} {target.ratio}"
    met = "yes" if target.met(ratio) else "no"
    return f"| {target.bot} | {target.mode} | {target.figure} | {reference} | {bound} | {ratio:.2f} | {met} |"
