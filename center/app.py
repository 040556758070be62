"""The center over HTTP: routes to functions; the only file that knows the web framework."""

import logging
import traceback
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from litestar import Litestar, Request, Response, get, post
from litestar.exceptions import HTTPException
from litestar.params import RawBody

from center import devices, ledger, status
from center import pull as pulling
from center.database import Database
from center.pace import Pace
from center.refusal import Refused
from deskapp.models.address import is_loopback
from deskapp.models.clock import Clock
from deskapp.models.wire import PROTOCOL, Enrol, Pull, Push

try:
    from compression import zstd
except ImportError:
    from backports import zstd

log = logging.getLogger("hutong.center")
BODY_LIMIT = 8 * 1024 * 1024
ENROLMENTS_A_MINUTE = 60
OURS = tuple(str(Path(__file__).parents[1] / name) for name in ("center", "deskapp"))
T = TypeVar("T")


def make_app(database: Database, clock: Clock) -> Litestar:
    """The routes over one database. Every one of them is signed; enrolment with the key it brings."""

    enrolments = Pace(clock, ENROLMENTS_A_MINUTE)

    def signed(request: Request[Any, Any, Any], body: bytes, public: bytes | None = None) -> str:
        device = devices.authenticate(
            database, request.method, request.url.path, request.headers, body, public
        )
        return device["id"] if device else ""

    @post(PROTOCOL + "enrol", sync_to_thread=True)
    def enrol(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        enrolments.take()
        asked = _decode(_plain(request, body), Enrol)
        signed(request, body, _hex(asked.key))
        return _answer(devices.enrol(database, asked, clock))

    @post(PROTOCOL + "push", sync_to_thread=True)
    def push(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        device = signed(request, body)
        return _answer(ledger.push(database, device, _decode(_plain(request, body), Push), clock))

    @post(PROTOCOL + "pull", sync_to_thread=True)
    def pull(request: Request[Any, Any, Any], body: RawBody) -> Response[bytes]:
        device = signed(request, body)
        answer = pulling.pull(database, device, _decode(_plain(request, body), Pull), clock)
        packed = zstd.compress(answer, level=3)
        headers = {"content-encoding": "zstd"}
        return Response(packed, media_type="application/x-ndjson", headers=headers, status_code=200)

    @get(PROTOCOL + "status", sync_to_thread=True)
    def state(request: Request[Any, Any, Any]) -> Response[bytes]:
        device = signed(request, b"")
        return _answer(status.for_device(database, device, clock))

    return Litestar(
        [enrol, push, pull, state],
        request_max_body_size=BODY_LIMIT,
        exception_handlers={Refused: _refused, HTTPException: _failed, Exception: _broken},
        openapi_config=None,
        logging_config=None,
        before_request=_check_way,
    )


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


def _refused(_request: Any, error: Refused) -> Response[bytes]:
    return _answer(error.refusal, error.status)


def _failed(_request: Any, error: HTTPException) -> Response[bytes]:
    return _answer({"code": f"http-{error.status_code}"}, error.status_code)


def _broken(_request: Any, error: Exception) -> Response[bytes]:
    log.error("request failed: %s at %s", type(error).__name__, _place(error))
    return _answer({"code": "center-failed"}, 500)
