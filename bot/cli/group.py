"""The group of all commands: reads the environment, and serves where no command is named."""

import click
from pydantic import ValidationError

from bot.cli.serving import run
from bot.logs import set_up_logs
from bot.settings import Settings


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
