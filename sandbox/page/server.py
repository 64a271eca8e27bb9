"""The page over HTTP: its files, the stream of events, and the actions."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pydantic import ValidationError
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.page.actions import Action
from sandbox.page.cities import City
from sandbox.page.guard import Guard
from sandbox.page.scene import Scene
from sandbox.world import World

_STATIC = Path(__file__).with_name("static")
# the second answers what is not there, so that the guard sees these answers too
_GUARDED = [Middleware(Guard), Middleware(ExceptionMiddleware)]
_LARGEST_ACTION = 2**16  # bytes
#: Everything else that a bot or a person sends is saved, not opened: it must not run on this address.
_PICTURES = frozenset({"image/gif", "image/jpeg", "image/png", "image/webp"})


def routes(world: World, cities: Sequence[City] = ()) -> list[BaseRoute]:
    """`/` and `/page/...`. Brings the personas into the world, so once for each world.

    `cities` are offered where a location is shared. Only requests from this machine are answered (`guard`).
    """
    scene = Scene(world, cities)
    return [
        Route("/", _index, middleware=_GUARDED),
        Mount(
            "/page",
            routes=[
                Mount("/static", StaticFiles(directory=_STATIC)),
                Route("/events", partial(_events, scene)),
                Route("/files/{file_id}", partial(_file, world)),
                Route("/actions/{name}", partial(_act, scene), methods=["POST"]),
            ],
            middleware=_GUARDED,
        ),
    ]


async def _index(_: Request) -> Response:
    return FileResponse(_STATIC / "index.html")


async def _events(scene: Scene, request: Request) -> Response:
    following = scene.stream.follow(request.headers.get("last-event-id", ""))
    return StreamingResponse(following, media_type="text/event-stream")


async def _file(world: World, request: Request) -> Response:
    file = world.files.get(request.path_params["file_id"])
    if file is None or not file.content:
        return _said("There is no such file.", 404)
    shown = "inline" if file.content_type in _PICTURES else "attachment"
    return Response(file.content, headers={"Content-Disposition": shown}, media_type=file.content_type)


async def _act(scene: Scene, request: Request) -> Response:
    kind = Action.kinds.get(request.path_params["name"])
    if kind is None:
        return _said("There is no such action.", 404)
    if int(request.headers.get("content-length", _LARGEST_ACTION + 1)) > _LARGEST_ACTION:
        return _said("That is too much at once.", 413)
    try:
        return JSONResponse(kind.model_validate_json(await request.body()).perform(scene))
    except ValidationError as error:
        return _said("; ".join(f"{one['loc']}: {one['msg']}" for one in error.errors()), 422)
    except (LookupError, RuntimeError) as error:
        # what was meant is gone by now, or Telegram's clients would not let one do it
        return _said(str(error), 409)


def _said(error: str, status: int) -> Response:
    return JSONResponse({"error": error}, status)
