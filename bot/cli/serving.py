"""Commands that serve people: on Telegram, on the sandbox's page, in the terminal."""

import sys

import click

from bot import playing, running
from bot.cli.carrying_out import carry_out
from bot.settings import Settings, WrongSettings
from sandbox.limits import Limits
from sandbox.population import populate
from sandbox.world import World


@click.command()
@click.option("--on-telegram", is_flag=True, help="Without a token end with an error, as a service should.")
@click.pass_obj
def run(settings: Settings, on_telegram: bool) -> None:
    """Serve Telegram; without a token, open the sandbox.

    That is its page; where the input is no terminal but a pipe or file, the conversation in the terminal.
    """
    if settings.token:
        carry_out(running.serve(settings))
    elif on_telegram:
        raise WrongSettings(
            "TELEGRAM_BOT_TOKEN is empty: put the token from @BotFather into .env (of the systemd service:"
            " /etc/rahnuma.env), and start again"
        )
    elif sys.stdin.isatty():
        click.echo("No TELEGRAM_BOT_TOKEN is set, so here is the bot in a Telegram look-alike.")
        carry_out(playing.play(settings, World(), _announce))
    else:
        click.echo("No TELEGRAM_BOT_TOKEN is set, so here is the bot in your terminal.\n")
        _converse(settings)


@click.command()
@click.option("--without-bot", is_flag=True, help="Only the look-alike, for bots that run elsewhere.")
@click.option("--population", type=click.IntRange(min=0), default=0, help="So many subscribers.")
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
        carry_out(playing.play_without_bot(settings, world, lambda url: _announce_api(url, world.bot.token)))
    else:
        carry_out(playing.play(settings, world, _announce, population))


def _announce(url: str) -> None:
    click.echo(f"Open {url} in a browser. Control-C ends it.")


def _announce_api(url: str, token: str) -> None:
    click.echo(f"A Telegram without a bot: {url} (Control-C ends it). Point any Bot API client at it, as in")
    click.echo(f"  curl {url}/bot{token}/getMe")


@click.command()
@click.pass_obj
def chat(settings: Settings) -> None:
    """Converse with the bot in the terminal."""
    _converse(settings)


def _converse(settings: Settings) -> None:
    try:
        carry_out(playing.converse(settings))
    except KeyboardInterrupt:
        click.echo()
