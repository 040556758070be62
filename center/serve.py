"""Serving: the center's routes on one address, in one process with threads, until it is told to end."""

from __future__ import annotations

import asyncio
import gc
import http.client
import os
import signal
import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import granian.net
from granian.constants import Interfaces
from granian.server.embed import Server
from litestar import Litestar

from center.hub import LET_GO
from center.refusal import Refused
from deskapp.models.address import is_loopback
from deskapp.models.wire import PROTOCOL

SocketHolder: Any = granian.net.SocketHolder  # type: ignore[attr-defined]
BACKLOG = 512
STARTS_WITHIN = 30


def serve(
    app: Litestar,
    host: str,
    port: int,
    tls: tuple[Path, Path] | None,
    listening: Callable[[str], None],
    ends: Callable[[], object] | None = None,
) -> None:
    """Answers until SIGTERM, SIGINT or the return of `ends`; `listening` hears the address once it answers.

    `tls` is a certificate with its key (PEM). Raises Refused for an address that may not or cannot be used.
    """
    if tls is None and not is_loopback(host):
        raise Refused("tls-needed", host=host)
    _check_tls(tls)
    with _bind(host, port) as bound:
        asyncio.run(_serve(app, bound, tls, lambda: listening(_address(host, bound, tls)), ends))


class _OneProcess(Server):
    """Granian in this process, on a socket of ours: an address in use is noticed, port 0 is known."""

    def __init__(self, app: Litestar, bound: socket.socket, tls: tuple[Path, Path] | None) -> None:
        host, port = bound.getsockname()[:2]
        cert, key = tls or (None, None)
        super().__init__(
            app,
            address=host,
            port=port,
            interface=Interfaces.ASGI,
            websockets=False,
            backlog=BACKLOG,
            log_enabled=False,
            ssl_cert=cert,
            ssl_key=key,
        )
        self._bound = bound

    def _init_shared_socket(self) -> None:
        own = self._bound.dup().detach()
        self._shd = SocketHolder(own) if os.name == "nt" else SocketHolder(own, False, BACKLOG)


async def _serve(
    app: Litestar,
    bound: socket.socket,
    tls: tuple[Path, Path] | None,
    listening: Callable[[], None],
    ends: Callable[[], object] | None,
) -> None:
    loop = asyncio.get_running_loop()
    server: Any = _OneProcess(app, bound, tls)

    def end() -> None:
        if let_go := app.state.get(LET_GO):
            let_go()
        server.stop()

    def stop(*_: Any) -> None:
        loop.call_soon_threadsafe(end)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    if ends is not None:
        threading.Thread(target=_then, args=(ends, stop), daemon=True, name="ends").start()
    serving = asyncio.create_task(server.serve())
    answering = asyncio.create_task(asyncio.to_thread(_wait_until_it_answers, bound, tls is not None))
    await asyncio.wait({serving, answering}, return_when=asyncio.FIRST_COMPLETED)
    if answering.done() and answering.result() and not serving.done():
        gc.collect()
        gc.freeze()  # what is here now stays: no later collection need walk through it
        listening()
    await serving


def _then(first: Callable[[], object], second: Callable[[], None]) -> None:
    first()
    second()


def _bind(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(BACKLOG)
        bound.setblocking(False)
    except (OSError, OverflowError) as error:
        raise Refused("address-taken", host=host, port=port) from error
    return bound


def _check_tls(tls: tuple[Path, Path] | None) -> None:
    if tls is not None:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(*tls)
        except (OSError, ssl.SSLError) as error:
            raise Refused("bad-certificate", cert=str(tls[0]), key=str(tls[1])) from error


def _address(host: str, bound: socket.socket, tls: object) -> str:
    name = host.strip("[]")
    shown = f"[{name}]" if ":" in name else name
    return f"{'https' if tls else 'http'}://{shown}:{bound.getsockname()[1]}"


def _wait_until_it_answers(bound: socket.socket, tls: bool) -> bool:
    """Asks the address itself; any answer of HTTP will do."""
    name, port = bound.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(name, name)
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            connection = _connection(name, port, tls)
            connection.request("GET", PROTOCOL + "status")
            connection.getresponse().read()
            connection.close()
            return True
        except (OSError, http.client.HTTPException):
            time.sleep(0.02)
    return False


def _connection(name: str, port: int, tls: bool) -> http.client.HTTPConnection:
    if not tls:
        return http.client.HTTPConnection(name, port, timeout=5)
    unchecked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unchecked.check_hostname = False
    unchecked.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(name, port, timeout=5, context=unchecked)
