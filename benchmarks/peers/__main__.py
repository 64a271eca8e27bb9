"""`python -m benchmarks.peers`: the same small bot on our runtime and on others, measured side by side.

A process on the last core stands in for the Bot API; the bot has the first core to itself. In each round
every bot has its turn in both modes, in reverse order every other round. Compared are ratios within a round.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from benchmarks.peers import contenders, places
from benchmarks.peers.contenders import CONTENDERS, Contender
from benchmarks.peers.machine import Machine, machine
from benchmarks.peers.measuring import Failed, Run, run
from benchmarks.peers.plot import svg
from benchmarks.peers.report import Results, lines

_QUICK_SECONDS = 1.0


def able(names: Sequence[str]) -> list[Contender]:
    """Those that are wanted and can be run; says why another can't."""
    wanted = [one for one in CONTENDERS if not names or one.name in names]
    for one in wanted:
        if why := contenders.missing(one):
            click.echo(why)
    return [one for one in wanted if not contenders.missing(one)]


def measured(bots: Sequence[Contender], rounds: int, seconds: float, file: Path) -> Iterator[Run]:
    """All runs of all rounds. A run that fails is told, and left out."""
    for number in range(rounds):
        for bot in bots if number % 2 == 0 else reversed(bots):
            for mode in bot.modes:
                click.echo(f"round {number + 1}: {bot.name}, {mode}", err=True)
                try:
                    yield run(bot, mode, number, file, seconds)
                except Failed as failure:
                    click.echo(f"{bot.name}, {mode}, failed in round {number + 1}: {failure}")


def write(folder: Path, results: Results, rounds: int, seconds: float, where: Machine) -> None:
    """Writes the figures and the plot."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {
        "machine": asdict(where),
        "versions": contenders.versions(),
        "rounds": rounds,
        "seconds": seconds,
        "runs": [asdict(one) for one in results.runs],
    }
    (folder / "peers.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    caption = f"Medians of {rounds} rounds, {where.measured}: {where.processor}, {where.cores} cores"
    (folder / "peers.svg").write_text(svg(results, caption), encoding="utf-8")


@click.command(help=__doc__)
@click.option("--rounds", default=5, show_default=True)
@click.option("--seconds", default=5.0, show_default=True, help="For each load, of three a run.")
@click.option("--only", multiple=True, help="The name of a bot; may be repeated.")
@click.option("--quick", is_flag=True, help="One short round, to see whether it works.")
@click.option("--out", type=Path, help="Where peers.json and peers.svg go; docs/performance, quick ones var.")
def main(rounds: int, seconds: float, only: tuple[str, ...], quick: bool, out: Path | None) -> None:
    """Measures and prints tables."""
    if quick:
        rounds, seconds = 1, _QUICK_SECONDS
    where = machine()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "places.sqlite"
        places.build(file)
        results = Results(list(measured(able(only), rounds, seconds, file)))
    click.echo("\n".join(lines(results)))
    write(out or Path("var" if quick else "docs/performance"), results, rounds, seconds, where)


if __name__ == "__main__":
    main()
