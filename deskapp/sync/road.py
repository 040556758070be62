"""Road: how a request gets to the center and back, signed, counted, over https unless it stays on this PC."""

from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests

from deskapp.models import signature
from deskapp.models.address import is_loopback
from deskapp.models.blob import Fetch, Named, Offer, Part, Parts, Standing
from deskapp.models.wire import (
    PACK_FROM,
    PROTOCOL,
    Enrol,
    Enrolled,
    Manifest,
    Pull,
    Push,
    Pushed,
    Refusal,
    Renew,
    Renewed,
    Wait,
    Waited,
    Wanted,
)
from deskapp.store.lock import DeviceKey
from deskapp.sync.nonces import Nonces
from deskapp.sync.trouble import RoadError

try:
    from compression import zstd
except ImportError:
    from backports import zstd

__all__ = ["HttpRoad", "Road", "RoadError", "check_address"]

T = TypeVar("T")
TIMEOUT = (10, 120)


class Road(Protocol):
    """What a courier needs of the way to the center, by wire or in a test."""

    def push(self, request: Push) -> Pushed: ...
    def pull(self, request: Pull) -> bytes: ...
    def renew(self, request: Renew, key: DeviceKey) -> Renewed: ...
    def manifest(self, request: Manifest) -> bytes: ...
    def rows(self, request: Wanted) -> bytes: ...


class HttpRoad:
    """A road over requests; `nonces` numbers them, never the same twice."""

    bears_two = True
    """A question may be under way while the last answer is being applied."""

    def __init__(self, address: str, key: DeviceKey, nonces: Nonces, authority: Path | None = None) -> None:
        self.address = check_address(address)
        self._key = key
        self.nonces = nonces
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = str(authority) if authority else True
        self._session.headers["accept-encoding"] = "zstd, gzip"
        self._under_way: requests.Response | None = None
        self._cut = False

    def enrol(self, request: Enrol) -> Enrolled:
        return _decode(self._send("POST", "enrol", msgspec.json.encode(request)), Enrolled)

    def push(self, request: Push) -> Pushed:
        return _decode(self._send("POST", "push", msgspec.json.encode(request)), Pushed)

    def pull(self, request: Pull) -> bytes:
        return self._send("POST", "pull", msgspec.json.encode(request))

    def renew(self, request: Renew, key: DeviceKey) -> Renewed:
        """Tells of this device's new key, which signs from now on."""
        self._key = key
        return _decode(self._send("POST", "renew", msgspec.json.encode(request)), Renewed)

    def manifest(self, request: Manifest) -> bytes:
        return self._send("POST", "manifest", msgspec.json.encode(request))

    def rows(self, request: Wanted) -> bytes:
        return self._send("POST", "rows", msgspec.json.encode(request))

    def wait(self, request: Wait) -> Waited:
        return _decode(self._send("POST", "wait", msgspec.json.encode(request)), Waited)

    def cut(self) -> None:
        """Ends the question that is under way, from another thread: it raises there."""
        self._cut = True
        if self._under_way is not None:
            with suppress(OSError, ValueError):
                self._under_way.raw.shutdown()

    @property
    def waits(self) -> bool:
        """Whether the head of an answer is here whose rest is still to come."""
        return self._under_way is not None

    def offer(self, request: Offer) -> Standing:
        return _decode(self._send("POST", "files/offer", msgspec.json.encode(request)), Standing)

    def put(self, part: Part) -> None:
        self._send("POST", "files/put", msgspec.msgpack.encode(part))

    def complete(self, request: Named) -> Standing:
        return _decode(self._send("POST", "files/complete", msgspec.json.encode(request)), Standing)

    def standing(self, request: Named) -> Standing:
        return _decode(self._send("POST", "files/status", msgspec.json.encode(request)), Standing)

    def fetch(self, request: Fetch) -> Parts:
        answer = self._send("POST", "files/fetch", msgspec.json.encode(request))
        try:
            return msgspec.msgpack.decode(answer, type=Parts)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise RoadError("not-a-center") from error

    def status(self) -> dict[str, Any]:
        return _decode(self._send("GET", "status", b""), dict[str, Any])

    def close(self) -> None:
        self._session.close()

    def _send(self, method: str, route: str, body: bytes) -> bytes:
        return self.nonces.say(lambda nonce: self._ask(method, route, body, nonce))

    def _ask(self, method: str, route: str, body: bytes, nonce: str) -> bytes:
        path = PROTOCOL + route
        headers = {"content-type": "application/json"}
        if len(body) > PACK_FROM:
            body = zstd.compress(body, level=3)
            headers["content-encoding"] = "zstd"
        headers |= self._sign(method, path, body, nonce)
        try:
            answer = self._session.request(
                method,
                self.address + path,
                data=body,
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,
            )
            self._under_way = answer
            if self._cut:
                raise RoadError("unreachable", address=self.address)
            content = answer.content
            self._under_way = None
        except requests.exceptions.SSLError as error:
            raise RoadError("tls", address=self.address) from error
        except requests.exceptions.RequestException as error:
            raise RoadError("unreachable", address=self.address) from error
        if not 200 <= answer.status_code < 300:
            raise _refusal_of(answer)
        return content

    def _sign(self, method: str, path: str, body: bytes, nonce: str) -> dict[str, str]:
        digest = signature.content_digest(body)
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
