"""Checks calls and objects against the machine-readable Bot API (`bot_api.json`).

Stricter than Telegram in two ways, because both are always mistakes: a parameter or field that the specification
does not know is refused (Telegram ignores it), and a number is not taken for a string. Parameters of the API that
the sandbox does not play count as unknown.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from sandbox.refusal import Refusal, bad_request

#: A Bot API object: JSON as it travels. Its real shape is the specification's, checked at the door.
Object: TypeAlias = dict[str, Any]
#: Raises `Refusal` unless the value (first argument) is what is expected; the second says where it stands.
Check: TypeAlias = Callable[[Any, str], None]

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


def item_type(name: str) -> str:
    """The innermost item of a type's name: "Array of Array of PhotoSize" -> "PhotoSize"."""
    return name.rpartition("Array of ")[2]


class Specification:
    """The compiled tables: one check per method parameter and per type."""

    def __init__(self, source: Object) -> None:
        self.version: str = source["version"]
        self._types: Object = source["types"]
        self._checks: dict[str, Check] = {}
        self._methods = {
            name: {field: self._one_of(told["types"]) for field, told in fields.items()}
            for name, fields in source["methods"].items()
        }
        self._textual = {
            name: {field for field, told in fields.items() if "String" in told["types"]}
            for name, fields in source["methods"].items()
        }
        self._required = {
            name: [field for field, told in fields.items() if told["required"]]
            for name, fields in source["methods"].items()
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
            checks[name](value, _WORDS_FOR_PARAMETER.get(name, name))
        return given

    def check_object(self, type_name: str, value: object) -> None:
        """Raises `Refusal` unless `value` is an object of that type, to the last nested field."""
        self._check(type_name)(value, type_name)

    def _decoded(self, method: str, name: str, value: Any) -> Any:
        """Form fields and query strings carry everything as text; what is not meant as text is JSON."""
        if not isinstance(value, str) or name in self._textual.get(method, ()):
            return value
        try:
            return json.loads(value)
        except ValueError:
            return value  # the check of this parameter says what is wrong with it

    def _check(self, name: str) -> Check:
        """The check for a type, compiled at its first use (types refer to each other in circles)."""
        if name not in self._checks:
            self._checks[name] = self._compiled(name)
        return self._checks[name]

    def _compiled(self, name: str) -> Check:
        if name.startswith("Array of "):
            return self._array(name.removeprefix("Array of "))
        if name in _SCALARS:
            return _scalar(name)
        described = self._types[name]
        if "any_of" in described:
            return self._one_of(described["any_of"])
        return self._object(described["fields"])

    def _array(self, item: str) -> Check:
        def check(value: Any, where: str) -> None:
            if not isinstance(value, list):
                raise bad_request(f"can't parse {where}: expected an Array of {item}")
            check_item = self._check(item)
            for element in value:
                check_item(element, where)

        return check

    def _object(self, fields: Object) -> Check:
        required = [name for name, told in fields.items() if told["required"]]
        checks = {name: self._one_of(told["types"]) for name, told in fields.items()}
        constants = {name: told["constant"] for name, told in fields.items() if "constant" in told}

        def check(value: Any, where: str) -> None:
            if not isinstance(value, dict):
                raise bad_request(f"can't parse {where}: expected an Object")
            for name in required:
                if name not in value:
                    raise bad_request(f"can't parse {where}: can't find field \"{name}\"")
            for name, field in value.items():
                if name not in checks:
                    raise bad_request(f'can\'t parse {where}: field "{name}" is not known to the sandbox')
                checks[name](field, f'{where}: field "{name}"')
            for name, constant in constants.items():
                if value[name] != constant:
                    raise bad_request(f'can\'t parse {where}: field "{name}" must be "{constant}"')

        return check

    def _one_of(self, names: list[str]) -> Check:
        if len(names) == 1:
            return lambda value, where: self._check(names[0])(value, where)
        scalars = [name for name in names if name in _SCALARS]
        if scalars == names:
            return _scalar(*names)

        def check(value: Any, where: str) -> None:
            self._check(self._likeliest(names, value, where))(value, where)

        return check

    def _likeliest(self, names: list[str], value: Any, where: str) -> str:
        """Which of several object types this value means: the one with most of its required fields present."""
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {where}")
        fitting = [name for name in names if self._fits(name, value)]
        if not fitting:
            raise bad_request(f"can't parse {where}: unsupported type specified")
        return max(fitting, key=lambda name: sum(f["required"] for f in self._types[name]["fields"].values()))

    def _fits(self, name: str, value: Object) -> bool:
        fields = self._types[name]["fields"].items()
        return all(
            field in value and value[field] == told.get("constant", value[field])
            for field, told in fields
            if told["required"] and (field in value or "constant" in told or not _tagged(fields))
        )


def _tagged(fields: Any) -> bool:
    """Whether a constant ("type": "article") tells this type from its siblings."""
    return any("constant" in told for _, told in fields)


_SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (float, int),
    "String": (str,),
    "Boolean": (bool,),
}


def _scalar(*names: str) -> Check:
    allowed = tuple(python for name in names for python in _SCALARS[name])
    truth = bool in allowed

    def check(value: Any, where: str) -> None:
        if not isinstance(value, allowed) or (isinstance(value, bool) and not truth):
            raise bad_request(f"{where} must be of type {' or '.join(names)}")

    return check


SPECIFICATION = Specification(json.loads(FILE.read_text(encoding="utf-8")))
