"""Commands for whoever looks after the data files: check, build and show the directory."""

from typing import Any

import click

from bot.assembly import built_directory
from bot.cli.carrying_out import as_json, carry_out
from bot.settings import Settings
from storage.directory.faults import FaultyData
from storage.directory.load import load
from storage.directory.reader import open_directory


@click.group()
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

    place = carry_out(found())
    if place is None:
        raise click.ClickException(f"There is no place {place_id!r}")
    click.echo(as_json(place.model_dump(mode="json")))
