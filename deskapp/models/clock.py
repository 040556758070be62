"""Clock: what time it is, handed in so that a test owns it."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "CST")


class Clock:
    """The PC's clock, and how many seconds the center's is ahead of it (`offset`, learnt at each round)."""

    def __init__(self, offset: int = 0) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The PC's time in UTC, uncorrected: it is what a change set states beside its offset."""
        return datetime.now(UTC)

    def corrected(self) -> datetime:
        """The center's time as far as this desk knows, in UTC."""
        try:
            return self.now() + timedelta(seconds=self.offset)
        except OverflowError:
            return self.now()

    def today(self) -> date:
        """The day in China by the corrected time; rules and forms take it from here."""
        return self.corrected().astimezone(CHINA).date()

    def agree_with(self, told: str) -> int:
        """Takes the center's time (ISO) for right from now on; returns the offset."""
        self.offset = round((parse_iso(told) - self.now()).total_seconds())
        return self.offset

    def monotonic(self) -> float:
        """Seconds that never run backwards, for durations only."""
        return time.monotonic()


class ClockAt(Clock):
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime | str, offset: int = 0) -> None:
        super().__init__(offset)
        self._at = parse_iso(at) if isinstance(at, str) else at.astimezone(UTC)
        self._run = 0.0

    def now(self) -> datetime:
        return self._at

    def monotonic(self) -> float:
        return self._run

    def advance(self, seconds: float = 0, **more: float) -> None:
        """Moves on, as time does: `advance(5)`, `advance(days=1)`."""
        step = timedelta(seconds=seconds, **more)
        self._at += step
        self._run += step.total_seconds()

    def jump(self, at: datetime | str) -> None:
        """Sets the wall clock, as a person does: durations do not notice."""
        self._at = parse_iso(at) if isinstance(at, str) else at.astimezone(UTC)


def iso(moment: datetime) -> str:
    """2026-11-24T09:12:33Z; the moment must know its zone."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def day_of(moment: str) -> date:
    """The day in China of a moment (ISO); ValueError for anything else."""
    return parse_iso(moment).astimezone(CHINA).date()


def parse_iso(text: str) -> datetime:
    """The reverse of `iso`; any other offset is converted, none at all is a ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {text!r}")
    return moment.astimezone(UTC)
