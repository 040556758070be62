"""The center over HTTP: routes to functions; the only file that knows the web framework."""

import logging
import random
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from litestar import Litestar, Request, Response, get, post
from litestar.datastructures import Cookie, State
from litestar.exceptions import HTTPException
from litestar.params import FromPath, RawBody
from litestar.response import Stream

from center import devices, ledger, manifest, pages, passes, renewals, status
from center import pull as pulling
from center.database import Database
from center.files import Blobs, beside
from center.hub import LET_GO, Hub, heads, told_by
from center.pace import Pace
from center.refusal import Refused
from center.turns import Turns
from deskapp.models import signature
from deskapp.models.address import is_loopback
from deskapp.models.blob import Fetch, Named, Offer, Part
from deskapp.models.clock import Clock
from deskapp.models.wire import PACK_FROM, PROTOCOL, Enrol, Manifest, Pull, Push, Renew, Wait, Waited, Wanted

try:
    from compression import zstd
except ImportError:
    from backports import zstd

log = logging.getLogger("hutong.center")
BODY_LIMIT = 8 * 1024 * 1024
ENROLMENTS_A_MINUTE = 60
WAIT_SECONDS = 50.0
PASS = "hutong-page"
OURS = tuple(str(Path(__file__).parents[1] / name) for name in ("center", "deskapp"))
T = TypeVar("T")


def make_app(database: Database, clock: Clock, blobs: Path | None = None) -> Litestar:
    """The routes over one database. Every one of them is signed; enrolment with the key it brings.

    `blobs` is the folder of files, by default beside the database.
    """

    enrolments = Pace(clock, ENROLMENTS_A_MINUTE)
    turns = Turns(clock, random.Random())
    hub = Hub(lambda: heads(database))

    signed = _signatures(database, clock)

    @post(PROTOCOL + "enrol", sync_to_thread=True)
    def enrol(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        enrolments.take()
        asked = _decode(_plain(request, body), Enrol)
        signed(request, body, _hex(asked.key))
        return _answer(devices.enrol(database, asked, clock))

    @post(PROTOCOL + "renew", sync_to_thread=True)
    def renew(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        enrolments.take()
        asked = _decode(_plain(request, body), Renew)
        signed(request, body, _hex(asked.renewals[-1].key))
        return _answer(renewals.renew(database, asked, clock))

    @post(PROTOCOL + "manifest", sync_to_thread=True)
    def list_rows(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        device = signed(request, body, once=False)
        return _lines(manifest.manifest(database, device, _decode(_plain(request, body), Manifest)))

    @post(PROTOCOL + "rows", sync_to_thread=True)
    def give_rows(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        device = signed(request, body, once=False)
        return _lines(manifest.rows(database, device, _decode(_plain(request, body), Wanted)))

    @get(PROTOCOL + "status", sync_to_thread=True)
    def state(request: Request[Any, Any, Any]) -> Response[bytes]:
        device = signed(request, b"")
        return _answer(status.for_device(database, device, clock))

    folder = blobs or beside(database)
    rounds = _round_routes(database, clock, signed, turns, hub)
    file_routes = _file_routes(Blobs(database, folder, clock), signed)
    page_routes = _page_routes(database, clock, folder)
    return Litestar(
        [enrol, renew, list_rows, give_rows, state, *rounds, *file_routes, *page_routes],
        request_max_body_size=BODY_LIMIT,
        exception_handlers={Refused: _refused, HTTPException: _failed, Exception: _broken},
        openapi_config=None,
        logging_config=None,
        before_request=_check_way,
        on_shutdown=[turns.close, hub.close],
        state=State({LET_GO: hub.close}),
    )


def _signatures(database: Database, clock: Clock) -> Callable[..., str]:
    """signed(request, body, public, once=True) gives the id of the device that signed, or raises Refused."""

    def signed(
        request: Request[Any, Any, Any], body: bytes, public: bytes | None = None, *, once: bool = True
    ) -> str:
        try:
            device = devices.authenticate(
                database, request.method, request.url.path, request.headers, body, public, once=once
            )
        except Refused as refused:
            if refused.refusal.code in devices.OUT:
                status.note_refused(database, _who(request), clock)
            raise
        return device["id"] if device else ""

    return signed


def _round_routes(
    database: Database, clock: Clock, signed: Callable[..., str], turns: Turns, hub: Hub
) -> list[Any]:
    """Pushes and pulls, each in its turn; and waiting, which takes neither a turn nor a thread."""

    @post(PROTOCOL + "push")
    async def push(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        def take() -> Response[bytes]:
            device = signed(request, body)
            return _answer(ledger.push(database, device, _decode(_plain(request, body), Push), clock))

        answer = await turns.take(_who(request), take)
        hub.bump()
        return answer

    @post(PROTOCOL + "pull")
    async def pull(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        def give() -> Response[bytes]:
            device, nonce = signed(request, body, once=False), devices.nonce_of(request.headers)
            asked = _decode(_plain(request, body), Pull)
            return _lines(pulling.pull(database, device, asked, clock, turns.retry_after, nonce))

        return await turns.take(_who(request), give)

    @post(PROTOCOL + "wait")
    async def wait(request: Request[Any, Any, Any], body: RawBody) -> Stream:
        def told() -> dict[str, int]:
            device = signed(request, body, once=False)
            return told_by(database, device, _decode(_plain(request, body), Wait))

        asked = await hub.think(told)
        return _slowly(lambda: hub.wait(asked, WAIT_SECONDS))

    return [push, pull, wait]


def _page_routes(database: Database, clock: Clock, folder: Path) -> list[Any]:
    """The operator's page: a link opens it once, and gives the pass with which it can be looked at again."""

    def shown(html: str, status_code: int = 200) -> Response[str]:
        return Response(html, media_type="text/html", headers=pages.HEADERS, status_code=status_code)

    @get("/page", sync_to_thread=True)
    def page(request: Request[Any, Any, Any]) -> Response[str]:
        language = pages.language_for(request.headers.get("accept-language", ""))
        try:
            passes.check(database, request.cookies.get(PASS, ""), clock)
        except Refused as refused:
            return shown(pages.closed_page(language), refused.status)
        return shown(pages.operators_page(status.whole(database, clock, folder), language))

    @get("/page/{link:str}", sync_to_thread=True)
    def enter(request: Request[Any, Any, Any], link: FromPath[str]) -> Response[Any]:
        try:
            secret = passes.enter(database, link, clock)
        except Refused as refused:
            language = pages.language_for(request.headers.get("accept-language", ""))
            return shown(pages.closed_page(language), refused.status)
        secure = request.url.scheme == "https"
        cookie = Cookie(PASS, value=secret, path="/page", httponly=True, samesite="strict", secure=secure)
        return Response(b"", status_code=303, headers=pages.HEADERS | {"location": "/page"}, cookies=[cookie])

    return [page, enter]


def _who(request: Request[Any, Any, Any]) -> str:
    """Who says to be here: a place in the line, and no more than that, before the signature was looked at."""
    read = signature.read_input(request.headers.get("signature-input", ""))
    return read[0] if read else ""


def _file_routes(blobs: Blobs, signed: Callable[..., str]) -> list[Any]:
    """Blobs, part by part. What is said here may be said again, so no nonce is counted: rows go beside it."""

    @post(PROTOCOL + "files/offer", sync_to_thread=True)
    def offer(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        device = signed(request, body, once=False)
        return _answer(blobs.offer(device, _decode(_plain(request, body), Offer)))

    @post(PROTOCOL + "files/put", sync_to_thread=True)
    def put(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        device = signed(request, body, once=False)
        try:
            part = msgspec.msgpack.decode(_plain(request, body), type=Part)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Refused("malformed", 400) from error
        blobs.put(device, part)
        return _answer({})

    @post(PROTOCOL + "files/complete", sync_to_thread=True)
    def complete(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        device = signed(request, body, once=False)
        return _answer(blobs.complete(device, _decode(_plain(request, body), Named).sha256))

    @post(PROTOCOL + "files/status", sync_to_thread=True)
    def standing(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        device = signed(request, body, once=False)
        return _answer(blobs.status(device, _decode(_plain(request, body), Named).sha256))

    @post(PROTOCOL + "files/fetch", sync_to_thread=True)
    def fetch(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        device = signed(request, body, once=False)
        parts = blobs.fetch(device, _decode(_plain(request, body), Fetch))
        packed, headers = zstd.compress(msgspec.msgpack.encode(parts), level=1), {"content-encoding": "zstd"}
        return Response(packed, media_type="application/msgpack", headers=headers, status_code=200)

    return [offer, put, complete, standing, fetch]


def _check_way(request: Request[Any, Any, Any]) -> Response[bytes] | None:
    """Plain HTTP is answered to loopback only; what follows a path with ? is not signed, so there is none."""
    host = request.client.host if request.client else ""
    if request.url.scheme != "https" and not is_loopback(host):
        return _answer({"code": "https-only"}, 403)
    if request.scope["query_string"]:
        return _answer({"code": "unsigned"}, 401)
    return None


def _plain(request: Request[Any, Any, Any], body: bytes) -> bytes:
    """The body as it was before it was packed; never more than the limit."""
    if request.headers.get("content-encoding") != "zstd":
        return body
    try:
        plain: bytes = zstd.ZstdDecompressor().decompress(body, max_length=BODY_LIMIT + 1)
    except zstd.ZstdError as error:
        raise Refused("malformed", 400) from error
    if len(plain) > BODY_LIMIT:
        raise Refused("too-large", 413, limit=BODY_LIMIT)
    return plain


def _decode(body: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused("malformed", 400) from error


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise Refused("bad-key", 400) from None


def _place(error: Exception) -> str:
    """Where it happened, innermost first; without the error's own text, into which databases put values."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if f.filename.startswith(OURS)]
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(ours))


def _answer(content: Any, status_code: int = 200) -> Response[bytes]:
    return Response(msgspec.json.encode(content), media_type="application/json", status_code=status_code)


def _lines(answer: bytes) -> Response[bytes]:
    headers = {}
    if len(answer) > PACK_FROM:
        answer, headers = zstd.compress(answer, level=3), {"content-encoding": "zstd"}
    return Response(answer, media_type="application/x-ndjson", headers=headers, status_code=200)


def _slowly(moved: Callable[[], Awaitable[dict[str, int]]]) -> Stream:
    """The head of the answer at once, so that a desk can stop waiting for the rest; then what moved."""

    async def parts() -> AsyncIterator[bytes]:
        yield b" "
        yield msgspec.json.encode(Waited(await moved()))

    return Stream(parts(), media_type="application/json", status_code=200)


def _refused(_request: Any, error: Refused) -> Response[bytes]:
    return _answer(error.refusal, error.status)


def _failed(_request: Any, error: HTTPException) -> Response[bytes]:
    return _answer({"code": f"http-{error.status_code}"}, error.status_code)


def _broken(_request: Any, error: Exception) -> Response[bytes]:
    log.error("request failed: %s at %s", type(error).__name__, _place(error))
    return _answer({"code": "center-failed"}, 500)
