"""Checks calls and objects against the machine-readable Bot API (`bot_api.json`).

Stricter than Telegram in two ways, because both are always mistakes: a parameter or field that the
specification does not know is refused (Telegram ignores it), and a number is not taken for a string.
Parameters of the API that the sandbox does not play count as unknown.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from sandbox.refusal import Refusal, bad_request

#: A Bot API object: JSON as it travels. Its real shape is the specification's, checked at the door.
Object: TypeAlias = dict[str, Any]
#: Raises `Mismatch` unless the value is what is expected.
Check: TypeAlias = Callable[[Any], None]

FILE = Path(__file__).with_name("bot_api.json")

_WORDS_FOR_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "latitude": "latitude is empty",
    "longitude": "longitude is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "action": "wrong parameter action in request",
    "commands": "expected an Array of BotCommand",
}
_WORDS_FOR_PARAMETER = {
    "reply_markup": "reply keyboard markup",
    "results": "inline query result",
    "commands": "BotCommand",
    "scope": "BotCommandScope",
    "menu_button": "menu button",
    "reply_parameters": "reply parameters",
    "link_preview_options": "link preview options",
    "entities": "MessageEntity",
}


class Mismatch(ValueError):
    """A value is not what the specification says; the message is the reason."""


class Specification:
    """The compiled tables: one check per method parameter and per type."""

    def __init__(self, source: Object) -> None:
        self.version: str = source["version"]
        self._types: Object = source["types"]
        self._compiled: dict[str, Check] = {}
        methods = source["methods"].items()
        self._methods = {name: self._fields(fields, "parameter") for name, fields in methods}
        self._required = {name: _required(fields) for name, fields in methods}
        self._textual = {
            name: {field for field, told in fields.items() if "String" in told["types"]}
            for name, fields in methods
        }

    def check_call(self, method: str, parameters: Object) -> Object:
        """The parameters ready for use (values that came as text are decoded), or a `Refusal`."""
        checks = self._methods.get(method)
        if checks is None:
            raise Refusal(404, "Not Found: method not found")
        given = {name: self._decoded(method, name, value) for name, value in parameters.items()}
        for name in self._required[method]:
            if given.get(name) in (None, ""):
                raise bad_request(_WORDS_FOR_MISSING.get(name, f'parameter "{name}" is required'))
        for name, value in given.items():
            if name not in checks:
                raise bad_request(f'parameter "{name}" is not known to the sandbox')
            try:
                checks[name](value)
            except Mismatch as reason:
                raise bad_request(f"can't parse {_WORDS_FOR_PARAMETER.get(name, name)}: {reason}") from reason
        return given

    def check_object(self, type_name: str, value: object) -> None:
        """Raises `Mismatch` unless `value` is an object of that type, to the last nested field."""
        self._check(type_name)(value)

    def _decoded(self, method: str, name: str, value: Any) -> Any:
        """Form fields and query strings carry everything as text; what is not meant as text is JSON."""
        if not isinstance(value, str) or name in self._textual[method]:
            return value
        try:
            return json.loads(value)
        except ValueError:
            return value  # the check of this parameter says what is wrong with it

    def _fields(self, fields: Object, role: str) -> dict[str, Check]:
        return {name: self._one_of(told["types"], f'{role} "{name}"') for name, told in fields.items()}

    def _check(self, name: str) -> Check:
        """The check for an object type, compiled at its first use (types refer to each other in circles)."""
        if name not in self._compiled:
            described = self._types[name]
            objects = "any_of" not in described
            self._compiled[name] = (
                self._object(described["fields"]) if objects else self._one_of(described["any_of"], name)
            )
        return self._compiled[name]

    def _one_of(self, names: list[str], label: str) -> Check:
        """The check for alternatives; `label` names the place in the reasons."""
        if all(name in _SCALARS for name in names):
            return _scalar(names, label)
        if len(names) > 1:
            return lambda value: self._check(self._likeliest(names, value))(value)
        if names[0].startswith("Array of "):
            return _array(self._one_of([names[0].removeprefix("Array of ")], label), label)
        return lambda value: self._check(names[0])(value)

    def _object(self, fields: Object) -> Check:
        required = _required(fields)
        checks = self._fields(fields, "field")
        constants = _constants(fields)

        def check(value: Any) -> None:
            if not isinstance(value, dict):
                raise Mismatch("expected an Object")
            for name in required:
                if name not in value:
                    raise Mismatch(f'can\'t find field "{name}"')
            for name, field in value.items():
                if name not in checks:
                    raise Mismatch(f'field "{name}" is not known to the sandbox')
                checks[name](field)
            if any(value[name] != constant for name, constant in constants.items()):
                raise Mismatch(f"expected {constants}")

        return check

    def _likeliest(self, names: list[str], value: Any) -> str:
        """Which of several object types is meant: of those that fit, the one with most required fields."""
        if not isinstance(value, dict):
            raise Mismatch("expected an Object")
        fitting = [name for name in names if _fits(self._types[name]["fields"], value)]
        if not fitting:
            raise Mismatch("unsupported type specified")
        return max(fitting, key=lambda name: len(_required(self._types[name]["fields"])))


def _required(fields: Object) -> list[str]:
    return [name for name, told in fields.items() if told["required"]]


def _constants(fields: Object) -> dict[str, str]:
    """What tells a type from its siblings: {"type": "article"}."""
    return {name: told["constant"] for name, told in fields.items() if "constant" in told}


def _fits(fields: Object, value: Object) -> bool:
    constants = _constants(fields)
    if constants:
        return all(value.get(name) == constant for name, constant in constants.items())
    return all(name in value for name in _required(fields))


def _array(item: Check, label: str) -> Check:
    def check(value: Any) -> None:
        if not isinstance(value, list):
            raise Mismatch(f"{label} must be an Array")
        for element in value:
            item(element)

    return check


_SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (float, int),
    "String": (str,),
    "Boolean": (bool,),
}


def _scalar(names: list[str], label: str) -> Check:
    allowed = tuple(python for name in names for python in _SCALARS[name])
    truth = bool in allowed

    def check(value: Any) -> None:
        if not isinstance(value, allowed) or (isinstance(value, bool) and not truth):
            raise Mismatch(f"{label} must be of type {' or '.join(names)}")

    return check


SPECIFICATION = Specification(json.loads(FILE.read_text(encoding="utf-8")))
