"""Power cuts at every moment of seven workloads: nothing acknowledged is lost, and the store opens."""

from __future__ import annotations

import os

import pytest

from tests.crash.checks import check_of
from tests.crash.explorer import Explorer, Found, moments
from tests.crash.running import Run, Ward
from tests.crash.workloads import WORKLOADS

FEW = {
    "save": 900,
    "checkpoint": 950,
    "import": 450,
    "slots": 115,
    "migration": 850,
    "sync": 850,
    "attachments": 900,
}
"""Different states by workload in a usual run; `slots` has no more."""
MANY = 17_000


def explored(ward: Ward, wanted: int, seed: int, *runs: Run, until_broken: bool = False) -> Found:
    explorer = Explorer(ward.folder / "state", check_of(runs[0].ready), seed)
    return explorer.explore(moments(*runs), wanted, until_broken=until_broken)


def test_the_workloads_of_a_usual_run_are_all_there_are_and_come_to_5000_states() -> None:
    assert FEW.keys() == WORKLOADS.keys()
    assert sum(FEW.values()) >= 5_000


@pytest.mark.parametrize("workload", FEW)
def test_a_power_cut_loses_nothing_that_was_acknowledged(ward: Ward, workload: str, seed: int) -> None:
    run = ward.run(workload)
    assert run.failed == []
    found = explored(ward, FEW[workload], seed, run)
    assert found.first == {}
    assert found.distinct >= FEW[workload]
    assert found.deep > 0
    run.forget()


@pytest.mark.soak
def test_100000_power_cuts_lose_nothing_that_was_acknowledged(
    ward: Ward, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    total = 0
    for workload in os.environ.get("HUTONG_WORKLOADS", ",".join(WORKLOADS)).split(","):
        found = explored(ward, MANY, seed, ward.run(workload))
        with capsys.disabled():
            print(f"\n{found}", end="")  # noqa: T201
        assert found.first == {}
        total += found.distinct
    assert total >= 100_000 or "HUTONG_WORKLOADS" in os.environ


def test_a_migration_that_died_after_its_rename_loses_nothing_saved_later(ward: Ward, seed: int) -> None:
    """The next process finds the new file in place and has no reason to doubt its name."""
    died = ward.run("migration", "dies after the rename")
    assert died.killed
    found = explored(ward, 400, seed, died, ward.run("migration", after=died))
    assert found.first == {}


@pytest.mark.parametrize(
    ("workload", "weakness", "words"),
    [
        ("save", "synchronous=NORMAL", "acknowledged visits are lost"),
        ("checkpoint", "synchronous=NORMAL", "lost"),
        ("import", "synchronous=NORMAL", "lost"),
        ("slots", "no fsync of files", "no-profile"),
        ("attachments", "no fsync", "file"),
        ("save", "says so before", "lost"),
    ],
)
def test_a_precaution_that_is_left_out_is_noticed(
    ward: Ward, workload: str, weakness: str, words: str, seed: int
) -> None:
    found = explored(ward, 700, seed, ward.run(workload, weakness), until_broken=True)
    assert any(words in each for each in found.first.values()), found.first
