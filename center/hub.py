"""Hub: desks that wait at the center hear at once that a scope moved on; no thread is held for them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import select

from center import tables
from center.database import Database
from center.pull import check_may_pull, own_scopes
from center.refusal import Refused
from deskapp.models.wire import Wait

log = logging.getLogger("hutong.center")
LOOK_EVERY = 1.0
"""Seconds after which somebody else's writes are noticed: a command's, a second server's."""
APART = 0.05
"""Seconds between two looks at least, however many pushes come."""
LET_GO = "let_go"
"""In an app's state: what ends all waiting, before the server that waits for its answers is told to end."""
Heads = Mapping[str, int]
T = TypeVar("T")


class Hub:
    """Lives in the server's event loop; while anybody waits, one look at the scopes serves them all."""

    def __init__(self, look: Callable[[], dict[str, int]]) -> None:
        self._look = look
        self._threads = ThreadPoolExecutor(2, "hub")
        self._seen: dict[str, int] = {}
        self._waiting: dict[asyncio.Future[None], Heads] = {}
        self._looking: asyncio.Task[None] | None = None
        self._moved = asyncio.Event()
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return len(self._waiting)

    async def wait(self, told: Heads, patience: float) -> dict[str, int]:
        """Those scopes of `told` that are further than told there, as soon as there are any.

        Empty after `patience` seconds, or when the center ends.
        """
        if not self._closed and not self._further(told):
            mine = asyncio.get_running_loop().create_future()
            self._waiting[mine] = told
            if self._looking is None:
                self._looking = asyncio.get_running_loop().create_task(self._keep_looking())
            try:
                with suppress(TimeoutError):
                    await asyncio.wait_for(mine, patience)
            finally:
                del self._waiting[mine]
        return self._further(told)

    async def think(self, work: Callable[[], T]) -> T:
        """What has to be looked up before somebody may wait, in the hub's own threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def bump(self) -> None:
        """Something was committed in this process: look now, not in a second."""
        self._moved.set()

    def close(self) -> None:
        """Answers all who wait, and whoever asks from now on, with nothing."""
        self._closed = True
        self._moved.set()
        self._wake(self._waiting)
        self._threads.shutdown(wait=False)

    async def _keep_looking(self) -> None:
        try:
            while self._waiting and not self._closed:
                self._moved.clear()
                await self._look_once()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._moved.wait(), LOOK_EVERY)
                await asyncio.sleep(APART)
        finally:
            self._looking = None

    async def _look_once(self) -> None:
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._threads, self._look)
        except Exception as error:
            log.error("looking for news failed: %s", type(error).__name__)
            return
        if found != self._seen:
            self._seen = found
            self._wake([mine for mine, told in self._waiting.items() if self._further(told)])

    def _further(self, told: Heads) -> dict[str, int]:
        seen = self._seen
        return {scope: seen[scope] for scope, seq in told.items() if seen.get(scope, 0) > seq}

    @staticmethod
    def _wake(those: object) -> None:
        for mine in list(those):  # type: ignore[call-overload]
            if not mine.done():
                mine.set_result(None)


def told_by(database: Database, device_id: str, request: Wait) -> dict[str, int]:
    """How far a desk says it is, for every scope it may read. Raises Refused as a pull does."""
    if request.device != device_id:
        raise Refused("unknown-device", 401)
    with database.reading() as connection:
        device = connection.execute(select(tables.device).where(tables.device.c.id == device_id))
        scopes = own_scopes(connection, check_may_pull(connection, device.mappings().one(), request.epoch))
    return {scope: request.heads.get(scope, 0) for scope in scopes}


def heads(database: Database) -> dict[str, int]:
    """How far every scope is."""
    with database.reading() as connection:
        return {row.id: row.seq for row in connection.execute(select(tables.scope.c.id, tables.scope.c.seq))}
