"""Bugs planted in the protocol are caught: a survivor would be a hole in the simulator."""

from __future__ import annotations

import pytest

from tests.simulator.many import one
from tests.simulator.mutants import MUTANTS
from tests.simulator.test_simulator import known_seeds

QUICK = (
    "a number is given before its commit",
    "a pull overwrites what waits",
    "no leave marker",
    "one's own earlier sets are somebody else's",
    "settled by the answer to a push",
)
"""Caught within a few seeds; `make test` plants these, the soak all."""


def caught(name: str, seeds: int) -> str:
    """What the first seed that notices says; "" if none of them does."""
    with MUTANTS[name]():
        found = (failure for seed in (*range(seeds), *known_seeds()) for _, failure in one(seed).failures)
        return next(found, "")


def test_there_are_twenty_and_their_words_are_still_there() -> None:
    assert len(MUTANTS) >= 20
    for plant in MUTANTS.values():
        with plant():
            pass


@pytest.mark.parametrize("name", QUICK)
def test_a_planted_bug_is_caught(name: str) -> None:
    assert caught(name, 15) != ""


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(MUTANTS))
def test_every_planted_bug_is_caught(name: str) -> None:
    assert caught(name, 400) != ""
