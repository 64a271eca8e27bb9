import json
from pathlib import Path

import pytest

from sandbox.extract import cut
from sandbox.methods import METHODS
from sandbox.refusal import Refusal
from sandbox.specification import FILE, SPECIFICATION, Mismatch, Object


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_in_the_specification(method: str) -> None:
    with pytest.raises(Refusal) as refused:
        SPECIFICATION.check_call(method, {"colour": "red"})
    assert refused.value.status == 400


def test_the_origin_names_the_version() -> None:
    origin = Path(FILE).with_suffix(".md").read_text(encoding="utf-8")
    assert f"({SPECIFICATION.version} of" in origin


@pytest.mark.parametrize(
    ("type_name", "value"),
    [
        ("User", {"id": 1, "is_bot": False}),
        ("User", {"id": True, "is_bot": False, "first_name": "A"}),
        ("User", {"id": 1, "is_bot": 0, "first_name": "A"}),
        ("User", {"id": 1, "is_bot": False, "first_name": "A", "shoe_size": 42}),
        ("Location", {"latitude": "31", "longitude": 74.0}),
        ("ChatMember", {"status": "stranger", "user": {"id": 1, "is_bot": False, "first_name": "A"}}),
        ("BotCommandScopeDefault", {"type": "chat"}),
        ("InlineKeyboardMarkup", {"inline_keyboard": {}}),
    ],
)
def test_an_object_that_is_not_of_its_type_is_noticed(type_name: str, value: object) -> None:
    with pytest.raises(Mismatch):
        SPECIFICATION.check_object(type_name, value)


def test_the_file_is_what_the_extraction_makes() -> None:
    def described(fields: Object) -> list[Object]:
        return [
            {**field, "name": name, "description": f"must be {field.get('constant', '')}"}
            for name, field in fields.items()
        ]

    ours = json.loads(FILE.read_text(encoding="utf-8"))
    reached = list(ours["types"])
    methods = {name: {"fields": described(f), "returns": reached} for name, f in ours["methods"].items()}
    types = {
        name: {"subtypes": told["any_of"]} if "any_of" in told else {"fields": described(told["fields"])}
        for name, told in ours["types"].items()
    }
    assert cut({**ours, "methods": methods, "types": types}) == ours
