"""The command that says what is wrong, where, and how to mend it."""

from dataclasses import asdict

import click
from pydantic import ValidationError

from bot.care import doctor as care
from bot.care.diagnosis import Diagnosis, State
from bot.cli.carrying_out import as_json, carry_out
from bot.settings import Settings


@click.command()
@click.option("--json", "as_list", is_flag=True, help="Print a JSON list of what was found.")
@click.pass_obj
def doctor(settings: Settings | ValidationError, as_list: bool) -> None:
    """Say what is wrong, where, and how to mend it; change nothing."""
    found: list[Diagnosis] = carry_out(care.examined(settings))
    if as_list:
        click.echo(as_json([asdict(one) for one in found]))
    else:
        for one in found:
            click.echo(f"{one.state:<8} {one.check:<10} {one.found}")
            if one.cure:
                click.echo(f"{'':<20}{one.cure}")
    if any(one.state is State.FAULT for one in found):
        raise SystemExit(1)
