"""Road: how a request gets to the center and back, signed, counted, over https unless it stays on this PC."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests

from deskapp.models import signature
from deskapp.models.address import is_loopback
from deskapp.models.wire import PROTOCOL, Enrol, Enrolled, Pull, Push, Pushed, Refusal
from deskapp.store.lock import DeviceKey
from deskapp.sync.nonces import Nonces

try:
    from compression import zstd
except ImportError:
    from backports import zstd

T = TypeVar("T")
TIMEOUT = (10, 120)
PACK_FROM = 1024


class RoadError(Exception):
    """The round cannot go on; `code` says why, `refusal` is the center's word if it gave one."""

    def __init__(self, code: str, refusal: Refusal | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.refusal = refusal
        self.params = params


class Road(Protocol):
    """What a courier needs of the way to the center, by wire or in a test."""

    def push(self, request: Push) -> Pushed: ...
    def pull(self, request: Pull) -> bytes: ...


class HttpRoad:
    """A road over requests. `next_nonce` gives the number of each request, never the same twice."""

    bears_two = True
    """A question may be under way while the last answer is being applied."""

    def __init__(
        self, address: str, key: DeviceKey, next_nonce: Callable[[], int], authority: Path | None = None
    ) -> None:
        self.address = check_address(address)
        self._key = key
        self._next_nonce = next_nonce
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = str(authority) if authority else True
        self._session.headers["accept-encoding"] = "zstd, gzip"

    def enrol(self, request: Enrol) -> Enrolled:
        return _decode(self._send("POST", "enrol", msgspec.json.encode(request)), Enrolled)

    def push(self, request: Push) -> Pushed:
        return _decode(self._send("POST", "push", msgspec.json.encode(request)), Pushed)

    def pull(self, request: Pull) -> bytes:
        return self._send("POST", "pull", msgspec.json.encode(request))

    def status(self) -> dict[str, Any]:
        return _decode(self._send("GET", "status", b""), dict[str, Any])

    def close(self) -> None:
        self._session.close()

    def _send(self, method: str, route: str, body: bytes) -> bytes:
        """Asks again, once, above the number the center names if it has seen ours: a profile from a copy."""
        try:
            return self._ask(method, route, body)
        except RoadError as error:
            seen = error.refusal.nonce if error.refusal else None
            if error.code != "replayed" or seen is None or not isinstance(self._next_nonce, Nonces):
                raise
            self._next_nonce.skip_past(signature.nonce_number(seen))
        return self._ask(method, route, body)

    def _ask(self, method: str, route: str, body: bytes) -> bytes:
        path = PROTOCOL + route
        headers = {"content-type": "application/json"}
        if len(body) > PACK_FROM:
            body = zstd.compress(body, level=3)
            headers["content-encoding"] = "zstd"
        headers |= self._sign(method, path, body)
        try:
            answer = self._session.request(
                method,
                self.address + path,
                data=body,
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            raise RoadError("tls", address=self.address) from error
        except requests.exceptions.RequestException as error:
            raise RoadError("unreachable", address=self.address) from error
        if not 200 <= answer.status_code < 300:
            raise _refusal_of(answer)
        return answer.content

    def _sign(self, method: str, path: str, body: bytes) -> dict[str, str]:
        digest = signature.content_digest(body)
        nonce = f"{self._next_nonce()}-{secrets.token_hex(8)}"
        given = signature.signature_input(self._key.id, nonce)
        sig = self._key.sign(signature.signature_base(method, path, digest, given))
        return {"content-digest": digest, "signature-input": given, "signature": signature.to_header(sig)}


def check_address(address: str) -> str:
    """The center's address without its last slash. Raises RoadError for plain http to another machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise RoadError("bad-address", address=address) from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RoadError("bad-address", address=address)
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise RoadError("https-only", address=address)
    return address.rstrip("/")


def _refusal_of(answer: requests.Response) -> RoadError:
    try:
        refusal = msgspec.json.decode(answer.content, type=Refusal)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return RoadError("not-a-center", status=answer.status_code)
    return RoadError(refusal.code, refusal, **refusal.params)


def _decode(body: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RoadError("not-a-center") from error
