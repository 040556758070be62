"""Pace: at most so many of something a minute, counted in this process only."""

import threading

from center.refusal import Refused
from deskapp.models.clock import Clock

MINUTE = 60.0


class Pace:
    """Counts from the first of a minute on; a restart of the center begins anew."""

    def __init__(self, clock: Clock, most: int) -> None:
        self._clock, self._most = clock, most
        self._lock = threading.Lock()
        self._begun, self._count = clock.monotonic(), 0

    def take(self) -> None:
        """Counts one more. Raises Refused("busy") beyond the limit."""
        with self._lock:
            now = self._clock.monotonic()
            if now - self._begun >= MINUTE:
                self._begun, self._count = now, 0
            self._count += 1
            if self._count > self._most:
                raise Refused("busy", 429)


class Bandwidth:
    """At most so many bytes a minute for each device, so that files leave room for rows."""

    def __init__(self, clock: Clock, most: int) -> None:
        self._clock, self._most = clock, most
        self._lock = threading.Lock()
        self._used: dict[str, tuple[float, int]] = {}

    def take(self, device: str, size: int) -> None:
        """Counts what is about to go. Raises Refused("busy") with `retry_after` in seconds."""
        with self._lock:
            now = self._clock.monotonic()
            begun, used = self._used.get(device, (now, 0))
            if now - begun >= MINUTE:
                begun, used = now, 0
            if used and used + size > self._most:
                raise Refused("busy", 429, None, retry_after=int(begun + MINUTE - now) + 1)
            self._used[device] = (begun, used + size)
