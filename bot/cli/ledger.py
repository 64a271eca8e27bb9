"""Commands for whoever looks after the ledger."""

import click

from bot.cli.carrying_out import carry_out
from bot.settings import Settings
from storage.ledger.engine import migrate_ledger


@click.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Make the ledger, or bring it up to this version of the bot."""
    done = carry_out(migrate_ledger(settings.ledger_url, settings.state_dir / "backups"))
    if done.before == done.after:
        click.echo(f"The ledger is up to date (revision {done.after}).")
    elif done.before:
        click.echo(f"Moved the ledger from revision {done.before} to {done.after}.")
    else:
        click.echo(f"Made the ledger (revision {done.after}).")
    if done.backup:
        click.echo(f"What was there before is in {done.backup}.")
