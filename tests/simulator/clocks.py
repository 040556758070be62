"""Clocks of a simulation: one true time, and PCs that believe something else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from deskapp.models.clock import Clock, parse_iso

BEGIN = parse_iso("2026-11-24T01:00:00Z")
EARLIEST, LATEST = datetime(2001, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)


class Time:
    """The true time, in seconds since the simulation began."""

    def __init__(self) -> None:
        self.now = 0.0


class TrueClock(Clock):
    """A clock that is right: the center's."""

    def __init__(self, time: Time) -> None:
        super().__init__()
        self.time = time

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=self.time.now)

    def monotonic(self) -> float:
        return self.time.now


class DeskClock(TrueClock):
    """A PC's clock: `skew` seconds off; set wrong, jumping and standing still change that."""

    def __init__(self, time: Time, exact: bool = False) -> None:
        super().__init__(time)
        self.exact = exact
        self.skew = 0.0
        self._stands_at: float | None = None

    def now(self) -> datetime:
        run = self.time.now if self._stands_at is None else self._stands_at
        skew = 0.0 if self.exact else self.skew
        return max(EARLIEST, min(LATEST, BEGIN + timedelta(seconds=run + skew)))

    def stand_still(self) -> None:
        if not self.exact:
            self._stands_at = self.time.now

    def go_on(self) -> None:
        self._stands_at = None
