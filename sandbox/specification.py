"""Checks calls and objects against the machine-readable Bot API (`bot_api.json`).

Stricter than Telegram in two ways, because both are always mistakes: a parameter or field that the
specification does not know is refused (Telegram ignores it), and a number is not taken for a string.
Parameters of the API that the sandbox does not play count as unknown.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from sandbox import wordings
from sandbox.files import Upload, attach
from sandbox.refusal import Refusal, bad_request

#: A Bot API object: JSON as it travels. Its real shape is the specification's, checked at the door.
Object: TypeAlias = dict[str, Any]
#: Raises `Mismatch` unless the value is what is expected.
Check: TypeAlias = Callable[[Any], None]

FILE = Path(__file__).with_name("bot_api.json")

_NO_FILES: Mapping[str, Upload] = {}
_MEDIA = "InputMedia"
_TRUE = ("true", "yes", "1")


class Mismatch(ValueError):
    """A value is not what the specification says; the message is the reason."""


@dataclass(frozen=True, slots=True)
class _Method:
    """What is known of a method's parameters."""

    checks: dict[str, Check]
    required: list[str]
    textual: set[str]  # may be text, which is then not JSON
    truths: set[str]
    files: set[str]  # are files, or hold some


class Specification:
    """The compiled tables: one check per method parameter and per type."""

    def __init__(self, source: Object) -> None:
        self.version: str = source["version"]
        self._types: Object = source["types"]
        self._compiled: dict[str, Check] = {}
        self._methods = {name: self._method(fields) for name, fields in source["methods"].items()}

    def check_call(self, method: str, parameters: Object, files: Mapping[str, Upload] = _NO_FILES) -> Object:
        """The parameters ready for use (what came as text is decoded, files are in their places).

        A `Refusal` for an unknown method and for missing, unknown or wrong parameters.
        """
        known = self._methods.get(method)
        if known is None:
            raise Refusal(404, "Not Found: method not found")
        said = parameters.items()
        given = {name: _decoded(known, name, value) for name, value in said if value is not None}
        if known.files:
            attach(given, known.files, files)
        for name in known.required:
            if given.get(name, "") == "":
                raise bad_request(wordings.missing(method, name, file=name in known.files))
        for name, value in given.items():
            if name not in known.checks:
                raise bad_request(f'parameter "{name}" is not known to the sandbox')
            try:
                known.checks[name](value)
            except Mismatch as reason:
                raise bad_request(wordings.unreadable(name, value, reason)) from reason
        return given

    def check_object(self, type_name: str, value: object) -> None:
        """Raises `Mismatch` unless `value` is an object of that type, to the last nested field."""
        self._check(type_name)(value)

    def _method(self, fields: Object) -> _Method:
        types = {name: told["types"] for name, told in fields.items()}
        return _Method(
            self._fields(fields, "parameter"),
            _required(fields),
            {name for name, expected in types.items() if "String" in expected},
            {name for name, expected in types.items() if expected == ["Boolean"]},
            {name for name, expected in types.items() if "InputFile" in expected or _MEDIA in expected[0]},
        )

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
        if names[0].startswith("Array of "):
            return _array(self._one_of([name.removeprefix("Array of ") for name in names], label), label)
        if "String" in names:
            return self._text_or([name for name in names if name != "String"], label)
        if len(names) > 1:
            return lambda value: self._check(self._likeliest(names, value))(value)
        return lambda value: self._check(names[0])(value)

    def _text_or(self, names: list[str], label: str) -> Check:
        """The check for an object that may also be a mere text."""
        expected = self._one_of(names, label)
        return lambda value: None if isinstance(value, str) else expected(value)

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


def _decoded(known: _Method, name: str, value: Any) -> Any:
    """Form fields and query strings carry everything as text; what is not meant as text is JSON."""
    if not isinstance(value, str) or name in known.textual:
        return value
    if name in known.truths:
        return value.strip().lower() in _TRUE
    try:
        return json.loads(value)
    except ValueError:
        return value  # the check of this parameter says what is wrong with it


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
    "InputFile": (Upload,),
}


def _scalar(names: list[str], label: str) -> Check:
    allowed = tuple(python for name in names for python in _SCALARS[name])
    truth = bool in allowed

    def check(value: Any) -> None:
        if not isinstance(value, allowed) or (isinstance(value, bool) and not truth):
            raise Mismatch(f"{label} must be of type {' or '.join(names)}")

    return check


SPECIFICATION = Specification(json.loads(FILE.read_text(encoding="utf-8")))
