"""The parameters of a call as they travel in a body: JSON, a form, or a form with files."""

import json
from collections.abc import AsyncGenerator
from typing import Any

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from sandbox.files import Upload
from sandbox.refusal import bad_request
from sandbox.specification import Object

_FORMS: dict[str, type[FormParser | MultiPartParser]] = {
    "application/x-www-form-urlencoded": FormParser,
    "multipart/form-data": MultiPartParser,
}


async def read(content_type: str, body: AsyncGenerator[bytes, None]) -> tuple[Object, dict[str, Upload]]:
    """Parameters and files by name; none in a body of another content type, as Telegram has it.

    Values of forms stay text: the specification knows which of them are JSON. A `Refusal` for a broken body
    (stricter than Telegram, which takes broken JSON for no parameters at all).
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        return _parsed(b"".join([chunk async for chunk in body])), {}
    if kind in _FORMS:
        return await _form(_FORMS[kind], Headers({"content-type": content_type}), body)
    return {}, {}


def _parsed(body: bytes) -> Object:
    try:
        told: Any = json.loads(body or b"{}")
    except ValueError as error:
        raise bad_request(f"can't parse JSON: {error}") from error
    if not isinstance(told, dict):
        raise bad_request("JSON object expected")
    return told


async def _form(
    parser: type[FormParser | MultiPartParser], headers: Headers, body: AsyncGenerator[bytes, None]
) -> tuple[Object, dict[str, Upload]]:
    try:
        form = await parser(headers, body).parse()
    except MultiPartException as error:
        raise bad_request(error.message) from error
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    files = {name: await _upload(value) for name, value in form.items() if isinstance(value, UploadFile)}
    await form.close()
    return fields, files


async def _upload(part: UploadFile) -> Upload:
    return Upload(part.filename or "", await part.read(), part.content_type or "application/octet-stream")
