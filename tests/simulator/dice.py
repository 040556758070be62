"""Dice: every decision of a simulation, a hash of seed, site and count: none disturbs another."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
Fired = tuple[str, int]
"""One fault that came to pass: where, and the how-manieth time that place was passed."""


def chance(seed: int, site: str, k: int) -> float:
    """A number in [0, 1) that depends on these three only."""
    digest = hashlib.blake2b(f"{seed}|{site}|{k}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


class Dice:
    """Draws for one run. `only` limits the faults that come to pass to those listed."""

    def __init__(self, seed: int, only: frozenset[Fired] | None = None) -> None:
        self.seed, self.only = seed, only
        self.faults = True
        self.fired: list[Fired] = []
        self._counts: Counter[str] = Counter()

    def draw(self, site: str, k: int | None = None) -> float:
        """A number in [0, 1); without `k` the next one of this site."""
        if k is None:
            self._counts[site] += 1
            k = self._counts[site]
        return chance(self.seed, site, k)

    def below(self, site: str, limit: int, k: int | None = None) -> int:
        """A whole number from 0 up to, but not, `limit`."""
        return min(limit - 1, int(self.draw(site, k) * limit))

    def pick(self, site: str, options: Sequence[T], k: int | None = None) -> T:
        return options[self.below(site, len(options), k)]

    def weighed(self, site: str, options: Sequence[tuple[T, float]], k: int | None = None) -> T:
        """One of the options, each as often as its weight says."""
        at = self.draw(site, k) * sum(weight for _, weight in options)
        for option, weight in options:
            at -= weight
            if at < 0:
                return option
        return options[-1][0]

    def favourite(self, site: str, options: Sequence[T]) -> T:
        """One of the options, the first ones far more often: people meet over few records."""
        return options[min(len(options) - 1, int(self.draw(site) ** 3 * len(options)))]

    def fires(self, site: str, rate: float) -> bool:
        """Whether a fault comes to pass here, now."""
        self._counts[site] += 1
        k = self._counts[site]
        if not self.faults or rate <= 0 or chance(self.seed, site, k) >= rate:
            return False
        if self.only is not None and (site, k) not in self.only:
            return False
        self.fired.append((site, k))
        return True
