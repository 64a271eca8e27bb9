"""Who may use the page, asked by a plain HTTP client."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.files import Upload
from sandbox.page.guard import HEADERS
from sandbox.page.server import routes
from sandbox.world import World
from tests.sandbox.page.stage import STUDENT

SAY = {"person": STUDENT, "text": "salaam"}


@pytest.fixture
async def http(world: World) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Starlette(routes=routes(world)))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
        yield client


def said(world: World) -> list[str]:
    return [message["text"] for message in world.chats[STUDENT].messages.values()]


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "localhost", "[::1]:8080"])
async def test_the_page_answers_on_this_machines_own_names(http: httpx.AsyncClient, host: str) -> None:
    answer = await http.get("/", headers={"host": host})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("host", ["rahnuma.example", "127.0.0.1.rahnuma.example", "10.0.0.7:8080", "[", ""])
async def test_it_does_not_answer_on_another_name_that_leads_here(http: httpx.AsyncClient, host: str) -> None:
    for path in ("/", "/page/static/icon.svg", "/page/events"):
        answer = await http.get(path, headers={"host": host})
        assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://127.0.0.1:8080"},
        {"origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-origin"},
    ],
)
async def test_the_page_itself_may_act(
    http: httpx.AsyncClient, world: World, headers: dict[str, str]
) -> None:
    answer = await http.post("/page/actions/say", json=SAY, headers=headers)
    assert answer.status_code == 200
    assert said(world) == ["salaam"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://another.example"},
        {"origin": "http://127.0.0.1:9090"},  # another program on this machine
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"content-type": "text/plain"},  # what a form of another site can send
        {"content-type": "application/x-www-form-urlencoded"},
    ],
)
async def test_no_other_site_may_act(http: httpx.AsyncClient, world: World, headers: dict[str, str]) -> None:
    answer = await http.post("/page/actions/say", json=SAY, headers=headers)
    assert answer.status_code == 403
    assert said(world) == []


async def test_another_site_may_link_to_the_page_but_not_read_from_it(http: httpx.AsyncClient) -> None:
    elsewhere = {"sec-fetch-site": "cross-site"}
    assert (await http.get("/", headers=elsewhere)).status_code == 200
    assert (await http.get("/page/static/js/main.js", headers=elsewhere)).status_code == 403
    assert (await http.get("/page/events", headers=elsewhere)).status_code == 403


@pytest.mark.parametrize(
    "path", ["/", "/page/static/js/main.js", "/page/static/nowhere", "/page/actions/nothing"]
)
async def test_every_answer_carries_the_policy(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert not re.search(r"unsafe|https?:|\*", policy)


@pytest.mark.parametrize(
    ("content_type", "shown"),
    [("image/png", "inline"), ("image/svg+xml", "attachment"), ("text/html", "attachment")],
)
async def test_only_pictures_open_on_this_address_other_files_are_saved(
    http: httpx.AsyncClient, world: World, content_type: str, shown: str
) -> None:
    file = world.files.add("document", Upload("file", b"<script>", content_type), {})
    answer = await http.get(f"/page/files/{file.file_id}")
    assert answer.content == b"<script>"
    assert answer.headers["content-disposition"] == shown
    assert (await http.get("/page/files/unknown")).status_code == 404


async def test_the_page_names_no_other_address_and_holds_no_script_or_style_of_its_own(
    http: httpx.AsyncClient,
) -> None:
    page = (await http.get("/")).text
    assert re.findall(r'(?:src|href)="(?!/page/static/)', page) == []
    assert not re.search(r"<style| style=| on\w+=|<script(?![^>]* src=)", page)
