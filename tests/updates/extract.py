"""Cuts `update_types.json`, everything that updates are made of, out of the whole specification.

Usage: `python -m tests.updates.extract api.json`, where `api.json` is what sandbox/bot_api.md describes.
Unlike the sandbox's own part of it, this one also has what the sandbox does not play.
"""

import json
import sys
from pathlib import Path
from typing import Any

from sandbox.extract import _field

FILE = Path(__file__).with_name("update_types.json")

Types = dict[str, Any]


def cut(whole: Types) -> Types:
    """`Update` and every type that it reaches, in the shape of sandbox/bot_api.json."""
    types: Types = {}
    _reach("Update", whole, types)
    return dict(sorted(types.items()))


def _reach(name: str, whole: Types, types: Types) -> None:
    name = name.rpartition("Array of ")[2]
    if name in types or name not in whole:
        return
    if subtypes := whole[name].get("subtypes"):
        types[name] = {"any_of": subtypes}
        reached = subtypes
    else:
        fields = whole[name].get("fields", ())
        types[name] = {"fields": {field["name"]: _field(field, name) for field in fields}}
        reached = [expected for field in fields for expected in field["types"]]
    for expected in reached:
        _reach(expected, whole, types)


if __name__ == "__main__":
    specification = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = [f"{json.dumps(name)}: {json.dumps(told)}" for name, told in cut(specification["types"]).items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
