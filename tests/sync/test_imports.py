"""Imports far from each other: one workbook taken over at two desks before either has met the center."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskapp.demo.town import make_community
from deskapp.demo.workbook import write_roster
from deskapp.store.capture import EVERYTHING
from deskapp.work.imports import apply_import, plan_import
from deskapp.work.roster import Roster
from deskapp.work.workbook import read_roster
from tests.town import Seat, Town


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    community = make_community("houbao", "后堡", households=30, vacant=2)
    write_roster(tmp_path / "roster.xlsx", community)
    return read_roster(tmp_path / "roster.xlsx", community.today)


def take_over(seat: Seat, roster: Roster) -> None:
    seat.do(lambda session: apply_import(session, roster, "houbao"), confirmed=EVERYTHING)


def test_the_same_workbook_at_two_desks_offline_makes_each_household_and_person_once(
    town: Town, pair: tuple[Seat, Seat], roster: Roster
) -> None:
    for seat in pair:
        take_over(seat, roster)
    town.sync(3)
    assert town.agrees()
    assert len(town.center_rows("household")) == roster.counts.households
    assert len(town.center_rows("person")) == roster.counts.persons
    assert [seat.waiting for seat in pair] == [0, 0]
    assert town.center_rows("review") == []
    assert all(seat.desk.ask(lambda s: plan_import(s, roster, "houbao")).empty for seat in pair)


def test_an_import_from_an_old_preview_makes_nothing_twice(pair: tuple[Seat, Seat], roster: Roster) -> None:
    one, _ = pair
    one.desk.ask(lambda session: plan_import(session, roster, "houbao"))
    take_over(one, roster)
    before = one.waiting
    take_over(one, roster)
    assert one.waiting == before
