"""Commands for whoever looks after the ledger."""

from pathlib import Path

import click

from bot.assembly import utc_now
from bot.care.backups import backed_up
from bot.cli.carrying_out import carry_out
from bot.settings import Settings
from storage.ledger.dump import how_to_restore
from storage.ledger.engine import ledger_file, migrate_ledger
from storage.ledger.errors import LedgerError
from storage.ledger.restore import restore as restored


@click.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Make the ledger, or bring it up to this version of the bot."""
    done = carry_out(migrate_ledger(settings.ledger_url, settings.backups))
    if done.before == done.after:
        click.echo(f"The ledger is up to date (revision {done.after}).")
    elif done.before:
        click.echo(f"Moved the ledger from revision {done.before} to {done.after}.")
    else:
        click.echo(f"Made the ledger (revision {done.after}).")
    if done.backup:
        click.echo(f"What was there before is in {done.backup}.")


@click.command()
@click.pass_obj
def backup(settings: Settings) -> None:
    """Back up the ledger while the bot runs, restore the copy for a trial, and thin out old ones."""
    try:
        done = backed_up(settings, utc_now())
    except LedgerError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Backed up the ledger: {done.file}")
    for gone in done.thinned_out:
        click.echo(f"No longer kept: {gone.name}")
    if done.drill is None:
        click.echo("What pg_dump writes, the bot doesn't restore for a trial: do that on a server of yours.")
    elif done.drill.fault:
        raise click.ClickException(f"It does not restore: {done.drill.fault}")
    else:
        click.echo(f"It restores: {sum(done.drill.rows.values())} rows in {len(done.drill.rows)} tables.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unverified", is_flag=True, help="Take a file without a manifest, too.")
@click.pass_obj
def restore(settings: Settings, file: Path, unverified: bool) -> None:
    """Put a backup in the place of the ledger, which is kept beside it; stop the bot first."""
    try:
        ledger = ledger_file(settings.ledger_url, settings.backups)
        if ledger is None:
            command = how_to_restore(settings.ledger_url, file)
            raise click.ClickException(f"The ledger is on a server. Stop every bot, then run: {command}")
        done = restored(file, ledger, utc_now(), unverified)
    except LedgerError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Restored {sum(done.rows.values())} rows in {len(done.rows)} tables from {file}.")
    if done.migration.before != done.migration.after:
        click.echo(f"Moved them from revision {done.migration.before} to {done.migration.after}.")
    if done.replaced:
        click.echo(f"What was there before is in {done.replaced}.")
