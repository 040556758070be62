"""Timetable: when the courier goes next, told what happened and what time it is."""

import random
from dataclasses import dataclass

AFTER_SAVE = 90.0
BETWEEN = 15 * 60.0
FIRST_FAILURE = 60.0
LONGEST = 60 * 60.0
JITTER = 0.2


@dataclass
class Timetable:
    """Seconds on a monotonic clock; `dice` spreads the desks, so that not all of them go at once."""

    dice: random.Random
    next_at: float = 0.0
    failures: int = 0

    def saved(self, now: float) -> None:
        """Something waits: go soon, unless the center cannot be reached just now."""
        if not self.failures:
            self.next_at = min(self.next_at, now + self._about(AFTER_SAVE))

    def arrived(self, now: float, waiting: int, retry_after: float = 0.0) -> None:
        """A round ended well."""
        self.failures = 0
        self.next_at = now + max(retry_after, self._about(AFTER_SAVE if waiting else BETWEEN))

    def failed(self, now: float, retry_after: float = 0.0) -> None:
        """A round did not get there: twice as long each time, an hour at most."""
        wait = min(LONGEST, FIRST_FAILURE * 2**self.failures)
        self.failures = min(self.failures + 1, 16)
        self.next_at = now + max(retry_after, self._about(wait))

    def asked(self, now: float) -> None:
        """Somebody wants it at once."""
        self.next_at = now

    def due(self, now: float) -> bool:
        return now >= self.next_at

    def _about(self, seconds: float) -> float:
        return seconds * (1 + JITTER * (2 * self.dice.random() - 1))
