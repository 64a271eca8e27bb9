"""The group of all commands: reads the environment, and serves where no command is named."""

import click
from pydantic import ValidationError

from bot.cli.doctor import doctor
from bot.cli.serving import run
from bot.logs import set_up_logs
from bot.settings import Settings, WrongSettings, faults_of


@click.group(invoke_without_command=True)
@click.pass_context
def cli(context: click.Context) -> None:
    """Rahnuma: the guide to Pakistan's technology parks, e-Rozgaar centres and freelancer support."""
    settings = _settings()
    if isinstance(settings, ValidationError):
        if context.invoked_subcommand != doctor.name:
            raise WrongSettings(f"The environment is not right: {'; '.join(faults_of(settings))}")
    else:
        set_up_logs(settings.log_level, settings.log_format, settings.token)
    context.obj = settings
    if context.invoked_subcommand is None:
        context.invoke(run)


def _settings() -> Settings | ValidationError:
    try:
        return Settings()
    except ValidationError as error:
        return error
