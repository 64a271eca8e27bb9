"""Where updates are pushed: https://core.telegram.org/bots/api#setwebhook

The rules and words follow Telegram's published server (github.com/tdlib/telegram-bot-api), except that plain
http and any port are taken for an address of this machine, so that a bot can be tried without a certificate.
"""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from sandbox.files import Upload
from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.updates import Webhook
from sandbox.world import World

_PORTS = (None, 80, 88, 443, 8443)
_MOST_CONNECTIONS = 100
_USUAL_CONNECTIONS = 40
_LONGEST_SECRET = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LARGEST_CERTIFICATE = 3 * 2**20  # bytes


def set_webhook(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#setwebhook: an empty address takes the webhook away."""
    if not given.get("url"):
        return delete_webhook(world, given)
    url = _checked(given)
    world.updates.interrupt("setWebhook request")
    if given.get("drop_pending_updates"):
        world.updates.clear()
    world.updates.allow(given.get("allowed_updates"))
    world.webhook = Webhook(
        url,
        given.get("secret_token", ""),
        min(max(given.get("max_connections", _USUAL_CONNECTIONS), 1), _MOST_CONNECTIONS),
        given.get("ip_address", ""),
        isinstance(given.get("certificate"), Upload),
    )
    world.webhook_set.set()
    return True


def delete_webhook(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#deletewebhook"""
    if given.get("drop_pending_updates"):
        world.updates.clear()
    if world.webhook:
        world.webhook = None
        world.webhook_set.set()
    return True


def get_webhook_info(world: World, _: Object) -> Object:
    """https://core.telegram.org/bots/api#getwebhookinfo"""
    webhook = world.webhook or Webhook("")
    told: Object = {
        "url": webhook.url,
        "has_custom_certificate": webhook.has_custom_certificate,
        "pending_update_count": len(world.updates),
    }
    if webhook.last_error_date:
        told |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error_message}
    if webhook.url:
        told |= {"max_connections": webhook.max_connections, "ip_address": webhook.ip_address or "<unknown>"}
    return {**told, "allowed_updates": world.updates.allowed} if world.updates.allowed else told


def _checked(given: Object) -> str:
    """The whole address, or a `Refusal`."""
    url = _split(given["url"])
    if len(given.get("secret_token", "")) > _LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(given.get("secret_token", "")):
        raise bad_request("secret token contains unallowed characters")
    certificate = given.get("certificate")
    if isinstance(certificate, Upload) and len(certificate.content) > _LARGEST_CERTIFICATE:
        raise bad_request(f"certificate size is too big ({len(certificate.content)} bytes)")
    if not _here(url.hostname or ""):
        _check_public(url)
    return url.geturl()


def _check_public(url: SplitResult) -> None:
    if url.port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if url.scheme == "http":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


def _split(url: str) -> SplitResult:
    """The parts of the address, which is https if it does not say."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return parts
    except ValueError:
        pass
    raise bad_request("invalid webhook URL specified")


def _here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
