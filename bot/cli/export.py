"""The command that gives away what the guide knows."""

from pathlib import Path

import click

from bot.assembly import ready_directory
from bot.cli.carrying_out import carry_out
from bot.open_data.collecting import open_data
from bot.open_data.folder import CannotWrite, write_folder
from bot.open_data.package import File
from bot.settings import Settings
from storage.directory.reader import open_directory


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def export(settings: Settings, folder: Path) -> None:
    """Write what the guide knows, as open data, into a new folder."""

    async def collected() -> list[File]:
        async with open_directory(ready_directory(settings)) as directory:
            return await open_data(directory)

    files: list[File] = carry_out(collected())
    try:
        write_folder(folder, {file.name: file.content for file in files})
    except CannotWrite as error:
        raise click.ClickException(str(error)) from None
    for file in files:
        click.echo(f"{file.name:<18}{file.rows:>5} {file.counted}")
    click.echo(f"The open data are in {folder}")
