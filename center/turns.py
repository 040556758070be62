"""Turns: so many rounds at work at once, a short line behind them, and others told when to come again."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import math
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from center.refusal import Refused
from deskapp.models.clock import Clock

T = TypeVar("T")
AT_WORK, IN_LINE = 8, 64
SOON, LATE = 2, 120
"""Seconds between which somebody who is sent away comes again."""
REMEMBERED, MANY = 600.0, 10_000
PATIENCE_FROM = 5.0
"""Seconds of work in the line from which those who are served are asked for patience too."""
PATIENCE_TIMES = 10

Place = tuple[float, int, asyncio.Future[None], str]


class Turns:
    """Lives in the server's event loop. Who has been waiting longest is served first.

    Somebody sent away keeps the moment at which they first came: the next time they stand before all who came
    later, and take the place of the last one in a full line. So everybody's turn comes.
    """

    def __init__(
        self, clock: Clock, dice: random.Random, at_work: int = AT_WORK, in_line: int = IN_LINE
    ) -> None:
        self._clock, self._dice, self._most, self._longest = clock, dice, at_work, in_line
        self._threads = ThreadPoolExecutor(at_work, "round")
        self._working = 0
        self._line: list[Place] = []
        self._count = itertools.count()
        self._sent_away: dict[str, float] = {}
        self._a_turn = 0.1
        """Seconds a turn takes, as it was lately."""

    async def take(self, who: str, work: Callable[[], T]) -> T:
        """Does the work in a thread when it is its turn. Raises Refused("busy", retry_after)."""
        await self._enter(who)
        begun = self._clock.monotonic()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._a_turn += (self._clock.monotonic() - begun - self._a_turn) / 8
            self._leave()

    def retry_after(self) -> int:
        """Seconds for which those who are served are asked to stay away; 0 unless much is in the line."""
        work = self._work_of(len(self._line))
        return self._spread(work * PATIENCE_TIMES) if work >= PATIENCE_FROM else 0

    def close(self) -> None:
        self._threads.shutdown(wait=False)

    async def _enter(self, who: str) -> None:
        now = self._clock.monotonic()
        since = self._sent_away.get(who, now)
        if self._working < self._most and not self._line:
            self._working += 1
        else:
            mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._line, (since, next(self._count), mine, who))
            if len(self._line) > self._longest:
                self._send_last_away(now)
            try:
                await mine
            except asyncio.CancelledError:
                self._give_up(mine)
                raise
        self._sent_away.pop(who, None)

    def _send_last_away(self, now: float) -> None:
        last = max(self._line)
        self._take_out(last)
        self._sent_away = {w: t for w, t in self._sent_away.items() if now - t < REMEMBERED}
        if len(self._sent_away) < MANY:
            self._sent_away[last[3]] = last[0]
        seconds = self._spread(self._work_of(len(self._line) + len(self._sent_away)))
        last[2].set_exception(Refused("busy", 503, retry_after=seconds))

    def _leave(self) -> None:
        """The next one takes the place over, so that nobody slips in between."""
        while self._line:
            mine = heapq.heappop(self._line)[2]
            if not mine.done():
                mine.set_result(None)
                return
        self._working -= 1

    def _give_up(self, mine: asyncio.Future[None]) -> None:
        """Whoever waited is gone: out of the line, or their turn goes on to the next."""
        place = next((p for p in self._line if p[2] is mine), None)
        if place is not None:
            self._take_out(place)
        elif mine.done() and not mine.cancelled() and mine.exception() is None:
            self._leave()

    def _take_out(self, place: Place) -> None:
        self._line.remove(place)
        heapq.heapify(self._line)

    def _work_of(self, many: int) -> float:
        return many * self._a_turn / self._most

    def _spread(self, seconds: float) -> int:
        """Between once and twice as long, so that not all come again at the same moment."""
        low = max(SOON, min(LATE, seconds))
        return math.ceil(low * (1 + self._dice.random()))
