"""The command line."""

import json
import sys
from pathlib import Path
from typing import Any

import click
import uvloop
from pydantic import ValidationError

from answers.evaluation import failures, read_questions, summarise, table
from bot import asking, playing, running
from bot.assembly import built_directory, learnt_from, opened_guide
from bot.logs import set_up_logs
from bot.settings import Settings
from domain.languages import Language
from sandbox.limits import Limits
from sandbox.population import populate
from sandbox.world import World
from storage.directory.faults import FaultyData
from storage.directory.load import load
from storage.directory.reader import open_directory
from storage.ledger.engine import migrate_ledger
from storage.ledger.errors import LedgerError

_LANGUAGES = click.Choice([str(language) for language in Language])


@click.group(invoke_without_command=True)
@click.pass_context
def cli(context: click.Context) -> None:
    """Rahnuma: the guide to Pakistan's technology parks, e-Rozgaar centres and freelancer support."""
    context.obj = _settings()
    if context.invoked_subcommand is None:
        context.invoke(run)


def _settings() -> Settings:
    try:
        settings = Settings()
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, one['loc'])).upper()}: {one['msg'].removeprefix('Value error, ')}"
            for one in error.errors()
        )
        raise click.ClickException(f"The environment is not right: {faults}") from None
    set_up_logs(settings.log_level, settings.log_format, settings.token)
    return settings


@cli.command()
@click.pass_obj
def run(settings: Settings) -> None:
    """Serve Telegram; without a token, open the sandbox.

    That is its page; where the input is no terminal but a pipe or file, the conversation in the terminal.
    """
    if settings.token:
        _run(running.serve(settings))
    elif sys.stdin.isatty():
        click.echo("No TELEGRAM_BOT_TOKEN is set, so here is the bot in a Telegram look-alike.")
        _run(playing.play(settings, World(), _announce))
    else:
        click.echo("No TELEGRAM_BOT_TOKEN is set, so here is the bot in your terminal.\n")
        _converse(settings)


@cli.command()
@click.option("--without-bot", is_flag=True, help="Only the look-alike, for bots that run elsewhere.")
@click.option("--population", type=click.IntRange(min=0), default=0, help="So many people who know the bot.")
@click.option("--limits/--no-limits", help="Enforce Telegram's limits on sending (by default not).")
@click.pass_obj
def sandbox(settings: Settings, without_bot: bool, population: int, limits: bool) -> None:
    """Play with the bot in a Telegram look-alike.

    It is a page in the browser, and the Bot API over HTTP on the same address.
    """
    world = World()
    world.limits = Limits() if limits else None
    if without_bot:
        populate(world, population)
        _run(playing.play_without_bot(settings, world, lambda url: _announce_api(url, world.bot.token)))
    else:
        _run(playing.play(settings, world, _announce, population))


def _announce(url: str) -> None:
    click.echo(f"Open {url} in a browser. Control-C ends it.")


def _announce_api(url: str, token: str) -> None:
    click.echo(f"A Telegram without a bot: {url} (Control-C ends it). Point any Bot API client at it, as in")
    click.echo(f"  curl {url}/bot{token}/getMe")


@cli.command()
@click.pass_obj
def chat(settings: Settings) -> None:
    """Converse with the bot in the terminal."""
    _converse(settings)


def _converse(settings: Settings) -> None:
    try:
        _run(playing.converse(settings))
    except KeyboardInterrupt:
        click.echo()


@cli.command()
@click.argument("text")
@click.option("--language", type=_LANGUAGES, help="Answer in this language.")
@click.option("--json", "as_json", is_flag=True, help="Print what was understood as one JSON object.")
@click.pass_obj
def ask(settings: Settings, text: str, language: str | None, as_json: bool) -> None:
    """Ask one question and print the answer."""

    async def asked() -> dict[str, Any]:
        async with opened_guide(settings) as (guide, _):
            return await asking.asked(guide, text, Language(language) if language else None)

    record = _run(asked())
    click.echo(_json(record) if as_json else record["text"])


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print summary and records as one JSON object.")
@click.pass_obj
def evaluate(settings: Settings, file: Path, as_json: bool) -> None:
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
    results = _run(judged())
    summary = summarise(results)
    records = [{"id": one.question["id"], **one.read} for one in results]
    if as_json:
        click.echo(_json({"summary": summary, "records": records}))
    else:
        click.echo(f"{table(summary)}\n\n{failures(results)}")


@cli.command()
@click.pass_obj
def reports(settings: Settings) -> None:
    """List what people say is wrong with places and answers."""
    counts = _run(asking.reported(settings))
    for count in counts:
        click.echo(f"{count.latest:%Y-%m-%d}  {count.reports:>4}  {count.reason:<10}  {count.about}")
    if not counts:
        click.echo("Nothing has been reported.")


@cli.command()
@click.pass_obj
def questions(settings: Settings) -> None:
    """List what found no sure answer in the last 30 days, under the answer that came nearest."""
    groups = _run(asking.missed(settings))
    for group in groups:
        click.echo(f"{group.latest}  {group.times:>4}  {group.title} ({group.nearest or '-'})")
        for one in group.asked:
            click.echo(f"{one.latest}  {one.times:>4}      {one.text} ({', '.join(one.languages)})")
    if not groups:
        click.echo("Every question was answered.")


@cli.command()
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


@cli.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Make the ledger, or bring it up to this version of the bot."""
    done = _run(migrate_ledger(settings.ledger_url, settings.state_dir / "backups"))
    if done.before == done.after:
        click.echo(f"The ledger is up to date (revision {done.after}).")
    elif done.before:
        click.echo(f"Moved the ledger from revision {done.before} to {done.after}.")
    else:
        click.echo(f"Made the ledger (revision {done.after}).")
    if done.backup:
        click.echo(f"What was there before is in {done.backup}.")


@cli.group()
def directory() -> None:
    """The directory: check, build and show it."""


@directory.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """List every fault of the data files."""
    try:
        data = load(settings.data_dir)
    except FaultyData as faulty:
        click.echo(faulty)
        raise click.ClickException(f"{len(faulty.faults)} faults") from None
    answers = sum(len(topic.row.answers) for topic in data.topics)
    click.echo(
        f"No fault: {len(data.cities)} cities, {len(data.places)} places, {len(data.programmes)} programmes,"
        f" {len(data.figures)} figures, {answers} answers in {len(data.topics)} topics"
    )


@directory.command("build")
@click.pass_obj
def build_directory(settings: Settings) -> None:
    """Build the directory of today's data."""
    try:
        click.echo(built_directory(settings))
    except FaultyData as faulty:
        click.echo(faulty)
        raise click.ClickException(f"{len(faulty.faults)} faults; nothing was changed") from None


@directory.command()
@click.argument("place_id")
@click.pass_obj
def show(settings: Settings, place_id: str) -> None:
    """Print what is known of a place."""

    async def found() -> Any:
        async with open_directory(built_directory(settings)) as opened:
            return await opened.places.get(place_id)

    place = _run(found())
    if place is None:
        raise click.ClickException(f"There is no place {place_id!r}")
    click.echo(_json(place.model_dump(mode="json")))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _run(coroutine: Any) -> Any:
    try:
        return uvloop.run(coroutine)
    except FaultyData as faulty:
        raise click.ClickException(
            f"The data files are faulty and there is no earlier directory:\n{faulty}"
        ) from None
    except LedgerError as error:
        raise click.ClickException(str(error)) from None
    except (FileNotFoundError, FileExistsError, NotADirectoryError, PermissionError) as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from None
