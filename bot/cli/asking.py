"""Commands that ask: a question, a file of them, what people reported and what found no answer."""

from pathlib import Path
from typing import Any

import click

from answers.evaluation import failures, read_questions, summarise, table
from bot import asking
from bot.assembly import learnt_from, opened_guide
from bot.cli.carrying_out import as_json, carry_out
from bot.settings import Settings
from domain.languages import Language

_LANGUAGES = click.Choice([str(language) for language in Language])


@click.command()
@click.argument("text")
@click.option("--language", type=_LANGUAGES, help="Answer in this language.")
@click.option("--json", "as_object", is_flag=True, help="Print what was understood as one JSON object.")
@click.pass_obj
def ask(settings: Settings, text: str, language: str | None, as_object: bool) -> None:
    """Ask one question and print the answer."""

    async def asked() -> dict[str, Any]:
        async with opened_guide(settings) as (guide, _):
            return await asking.asked(guide, text, Language(language) if language else None)

    record = carry_out(asked())
    click.echo(as_json(record) if as_object else record["text"])


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_object", is_flag=True, help="Print summary and records as one JSON object.")
@click.pass_obj
def evaluate(settings: Settings, file: Path, as_object: bool) -> None:
    """Score a file of labelled questions."""
    try:
        questions = read_questions(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.ClickException(f"{file}: {error}") from None

    async def judged() -> Any:
        async with opened_guide(settings) as (guide, _):
            return await asking.judged(guide, questions)

    if not questions:
        raise click.ClickException(f"{file}: there are no questions in it")
    results = carry_out(judged())
    summary = summarise(results)
    records = [{"id": one.question["id"], **one.read} for one in results]
    if as_object:
        click.echo(as_json({"summary": summary, "records": records}))
    else:
        click.echo(f"{table(summary)}\n\n{failures(results)}")


@click.command()
@click.pass_obj
def reports(settings: Settings) -> None:
    """List what people say is wrong with places and answers."""
    counts = carry_out(asking.reported(settings))
    for count in counts:
        click.echo(f"{count.latest:%Y-%m-%d}  {count.reports:>4}  {count.reason:<10}  {count.about}")
    if not counts:
        click.echo("Nothing has been reported.")


@click.command()
@click.pass_obj
def questions(settings: Settings) -> None:
    """List what found no sure answer in the last 30 days, under the answer that came nearest."""
    groups = carry_out(asking.missed(settings))
    for group in groups:
        click.echo(f"{group.latest}  {group.times:>4}  {group.title} ({group.nearest or '-'})")
        for one in group.asked:
            click.echo(f"{one.latest}  {one.times:>4}      {one.text} ({', '.join(one.languages)})")
    if not groups:
        click.echo("Every question was answered.")


@click.command()
@click.pass_obj
def train(settings: Settings) -> None:
    """Train the classifier anew from the data files (needs the development requirements)."""
    try:
        from bot import training
    except ImportError as error:
        raise click.ClickException(f"{error}: run `make train`, which installs what it needs") from None
    learnt = learnt_from(settings.data_dir)
    (settings.data_dir / "model.gz").write_bytes(training.train(learnt))
    click.echo(f"Learnt {len(learnt)} phrasings")
