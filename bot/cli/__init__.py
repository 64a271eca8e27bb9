"""The command line: one module for each family of commands."""

from bot.cli import asking, directory, ledger, serving
from bot.cli.doctor import doctor
from bot.cli.export import export
from bot.cli.group import cli

__all__ = ["cli"]

for command in (
    *(serving.run, serving.sandbox, serving.chat),
    *(asking.ask, asking.evaluate, asking.reports, asking.questions, asking.train),
    *(ledger.migrate, ledger.backup, ledger.restore, doctor, directory.directory, export),
):
    cli.add_command(command)
