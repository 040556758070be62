"""Slices: no answer brings more than was asked for, however far behind a desk is, and none is torn."""

from __future__ import annotations

from typing import Any

import pytest

from deskapp.models.household import Household
from deskapp.models.record import table_of
from deskapp.models.wire import Pull
from deskapp.sync import courier
from deskapp.sync.stage import read_page
from tests.people import adding, household, setting, visit
from tests.sync.test_keeping import set_at_desk
from tests.sync.test_round import table_at
from tests.town import Seat, Town

LIMIT = 4


@pytest.fixture
def behind(town: Town, pair: tuple[Seat, Seat]) -> tuple[Seat, Seat]:
    """The second desk was away while the first wrote twelve doors and a visit at each."""
    one, two = pair
    for n in range(12):
        home = one.do(adding(household(str(n))))
        one.do(adding(visit(home, one.desk.actor.id)))
    one.sync()
    two.road.limit = LIMIT
    return pair


def listen(seat: Seat, heard: list[tuple[int, bool, int]]) -> None:
    """Notes of each answer: how many rows, whether more is to come, how many outcomes."""
    ask = seat.road.pull

    def pull(request: Pull) -> bytes:
        answer: bytes = ask(request)
        page = read_page(answer)
        heard.append((len(page.rows), page.footer.more, len(page.footer.outcomes)))
        return answer

    seat.road.pull = pull


def stop_after(seat: Seat, answers: int) -> None:
    left = answers

    def stopping() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    with pytest.raises(courier.Stopped):
        courier.go_round(seat.desk.store, seat.road, stopping=stopping)


def test_a_desk_far_behind_is_brought_up_in_slices(town: Town, behind: tuple[Seat, Seat]) -> None:
    heard: list[tuple[int, bool, int]] = []
    _, two = behind
    listen(two, heard)
    assert two.sync().received == 24
    assert max(rows for rows, _, _ in heard) <= LIMIT
    assert [more for _, more, _ in heard] == [True] * (len(heard) - 1) + [False]
    assert all(row.verified and not row.loading for row in table_at(two, table("cursor")))
    assert town.agrees()


def table(name: str) -> Any:
    from deskapp.store import tables

    return getattr(tables, name)


@pytest.mark.parametrize("answers", range(1, 6))
def test_a_round_cut_between_slices_shows_no_visit_without_its_household(
    town: Town, behind: tuple[Seat, Seat], answers: int
) -> None:
    _, two = behind
    stop_after(two, answers)
    homes = {row.id for row in table_at(two, table_of("household"))}
    assert {row.household for row in table_at(two, table_of("visit"))} <= homes
    two.sync()
    assert town.agrees()


@pytest.mark.parametrize("answers", [1, 2])
def test_ones_own_edit_is_shown_until_the_slice_with_it_is_here(
    town: Town, behind: tuple[Seat, Seat], answers: int
) -> None:
    _, two = behind
    two.sync()
    home = town.center_rows("household")[0]["id"]
    for n in range(8):
        behind[0].do(adding(household(f"8{n}")))
    behind[0].sync()
    two.do(setting(Household, home, note="我的"))
    mine = two.do(adding(household("mine")))
    stop_after(two, answers)
    assert two.row("household", home)["note"] == "我的"  # type: ignore[index]
    assert two.row("household", mine) is not None
    two.sync()
    assert two.waiting == 0
    town.sync()
    assert town.agrees()


@pytest.mark.parametrize("answers", [1, 2, 3, None])
def test_a_scope_that_is_mended_in_slices_loses_nothing_on_the_way(
    town: Town, behind: tuple[Seat, Seat], answers: int | None
) -> None:
    one, two = behind
    two.sync()
    set_at_desk(two, "DELETE FROM household WHERE room IN ('3', '9')")
    set_at_desk(
        two,
        "INSERT INTO household SELECT 'ghost', scope, 3, seq, gone, author, made_at, extra, community,"
        " estate, building, unit, floor, 'ghost', vacant, tenure, note FROM household WHERE room='5'",
    )
    two.do(adding(household("mine")))
    one.do(adding(household("new")))
    one.sync()
    two.sync()
    assert two.desk.store.text("verified") == "no"
    if answers is not None:
        stop_after(two, answers)
        assert len(table_at(two, table_of("household"))) >= 12
    two.sync()
    assert two.desk.store.text("verified") == "yes"
    assert two.row("household", "ghost") is None
    town.sync()
    assert town.agrees()
