"""Timetable: when the courier goes next, told what happened and what time it is."""

import random
from dataclasses import dataclass
from typing import Any

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
    not_before: float = 0.0
    """Until when the center asked to be left alone."""

    def saved(self, now: float) -> None:
        """Something waits: go soon, unless the center cannot be reached just now."""
        if not self.failures:
            self.next_at = min(self.next_at, max(self.not_before, now + self._about(AFTER_SAVE)))

    def arrived(self, now: float, waiting: int, retry_after: float = 0.0) -> None:
        """A round ended well."""
        self.failures = 0
        self.not_before = now + retry_after
        self.next_at = now + max(retry_after, self._about(AFTER_SAVE if waiting else BETWEEN))

    def failed(self, now: float, retry_after: float = 0.0) -> None:
        """A round did not get there: twice as long each time, an hour at most.

        A center that says when to come again is there: that is no failure, and its word is kept to.
        """
        if retry_after:
            self.not_before = self.next_at = now + retry_after
            return
        wait = min(LONGEST, FIRST_FAILURE * 2**self.failures)
        self.failures = min(self.failures + 1, 16)
        self.next_at = now + self._about(wait)

    def told(self, now: float) -> None:
        """The center has news: go at once, unless it asked for patience or the last round failed."""
        if self.failures:
            self.next_at = min(self.next_at, now + self._about(AFTER_SAVE))
        else:
            self.next_at = min(self.next_at, max(now, self.not_before))

    def asked(self, now: float) -> None:
        """Somebody wants it at once."""
        self.next_at = now

    def due(self, now: float) -> bool:
        return now >= self.next_at

    def _about(self, seconds: float) -> float:
        return seconds * (1 + JITTER * (2 * self.dice.random() - 1))


def retry_after_of(error: Any) -> float:
    """The seconds after which the center wants to be asked again; 0 if an error says nothing of it."""
    value = getattr(error, "params", {}).get("retry_after", 0)
    return float(value) if isinstance(value, int | float) and value > 0 else 0.0
