"""The process killed, the disk full or failing at each write: what was told holds, what failed is told."""

from __future__ import annotations

import pytest

from tests.crash.running import Ward
from tests.crash.sweep import (
    Calls,
    Swept,
    calls_of,
    fault_points,
    kill_points,
    sample,
    side_by_side,
    sweep_faults,
    sweep_kills,
)

FEW, MANY = 60, 2_000


@pytest.fixture(scope="module")
def calls(ward: Ward) -> Calls:
    return calls_of(ward)


def said(capsys: pytest.CaptureFixture[str], swept: Swept) -> None:
    with capsys.disabled():
        print(f"\n{swept}")  # noqa: T201


def killed(ward: Ward, calls: Calls, size: int, seed: int, lanes: int) -> Swept:
    swept = side_by_side(ward, sweep_kills, sample(kill_points(calls), size, seed), lanes)
    assert swept.broken == []
    assert swept.felt >= 0.95 * size
    assert swept.points.total() == size
    return swept


def failing(ward: Ward, calls: Calls, size: int, seed: int, lanes: int) -> Swept:
    swept = side_by_side(ward, sweep_faults, sample(fault_points(calls), size, seed), lanes)
    assert swept.broken == []
    assert swept.felt >= size / 2
    assert {"disk-full", "store-unusable"} <= set(swept.codes)
    return swept


def test_a_kill_at_a_write_loses_nothing_that_was_acknowledged(ward: Ward, calls: Calls, seed: int) -> None:
    killed(ward, calls, FEW, seed, 1)


def test_a_full_or_failing_disk_is_told_loses_nothing_and_saves_again(
    ward: Ward, calls: Calls, seed: int
) -> None:
    failing(ward, calls, FEW, seed, 1)


@pytest.mark.soak
def test_2000_kills_at_writes_lose_nothing(
    ward: Ward, calls: Calls, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, killed(ward, calls, MANY, seed, 4))


@pytest.mark.soak
def test_2000_faults_of_the_disk_lose_nothing(
    ward: Ward, calls: Calls, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, failing(ward, calls, MANY, seed, 4))
