"""The simulator: desks and center under faults. Nothing acknowledged is lost, and all end alike."""

from __future__ import annotations

import faulthandler
import os
import sys
import time
from itertools import count
from pathlib import Path

import pytest

from tests.simulator import end
from tests.simulator.many import Total, many, one
from tests.simulator.marks import PENDING, SOMETIMES
from tests.simulator.mutants import MUTANTS
from tests.simulator.shrink import run, shrink, told
from tests.simulator.world import Choice, world_of

SEEDS, EDITS = 200, 5_000
"""All faults are met only by many seeds."""
KNOWN = Path(__file__).with_name("seeds.txt")
SOAK_EDITS = 100_000


def known_seeds() -> list[int]:
    """Seeds that once failed; each line is a seed and what it found."""
    lines = KNOWN.read_text("utf-8").splitlines()
    return [int(line.split()[0]) for line in lines if line.strip() and not line.startswith("#")]


def stories(total: Total) -> str:
    """What failed, the first of it made small."""
    if not total.failures:
        return ""
    seed, _ = total.failures[0]
    listed = "\n".join(f"seed {n}: {text}" for n, text in total.failures)
    return f"{listed}\n\n{told(*shrink(seed))}"


def test_many_seeds_lose_nothing_and_meet_every_fault() -> None:
    faulthandler.cancel_dump_traceback_later()  # on a busy PC this takes longer than a test may
    total = many(range(SEEDS))
    assert total.failures == [], stories(total)
    assert total.edits >= EDITS
    assert total.places >= 8
    assert [name for name in SOMETIMES if not total.marks[name] and name not in PENDING] == []


def test_seeds_that_once_failed_pass() -> None:
    failures = [failure for seed in known_seeds() for failure in one(seed).failures]
    assert failures == []


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_one_seed_is_one_story(seed: int) -> None:
    first, second = run(Choice(seed)), run(Choice(seed))
    assert first.story == second.story
    assert first.fingerprint == second.fingerprint


@pytest.mark.parametrize("seed", [3, 7, 11])
def test_no_decision_depends_on_a_desks_clock(seed: int) -> None:
    decided = []
    for exact in (False, True):
        with world_of(Choice(seed, exact=exact)) as world:
            world.go()
            decided.append(end.decisions(world))
    assert decided[0] == decided[1]


def test_a_failing_seed_is_made_small() -> None:
    with MUTANTS["a slice splits a set"]():
        seed = next(n for n in count() if one(n).failures)
        whole = run(Choice(seed))
        choice, last = shrink(seed, patience=15)
    assert last.sort == whole.sort
    assert choice.events is not None
    assert len(choice.events) < len(whole.events)


@pytest.mark.soak
def test_a_hundred_thousand_edits() -> None:
    """Or as many minutes as HUTONG_SOAK_MINUTES says, from seed HUTONG_SOAK_FROM; the counts go to stderr."""
    until = time.monotonic() + 60 * float(os.environ.get("HUTONG_SOAK_MINUTES", "0"))
    total, first = Total(), int(os.environ.get("HUTONG_SOAK_FROM", "1000"))
    while total.edits < SOAK_EDITS or time.monotonic() < until:
        total.add(many(range(first, first + 200)))
        first += 200
        sys.stderr.write(f"{total}\n")
        assert total.failures == [], stories(total)
    assert [name for name in SOMETIMES if not total.marks[name] and name not in PENDING] == []
