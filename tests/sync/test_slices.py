"""Slices: a first load comes in small answers, whole seqs each; what is shown already comes in one."""

from __future__ import annotations

import pytest

from deskapp.models.record import table_of
from deskapp.models.wire import Pull
from deskapp.store import tables
from deskapp.sync import courier
from deskapp.sync.apply import apply
from deskapp.sync.stage import read_page
from tests.people import adding, household, visit
from tests.sync.test_moves import move
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


def test_a_desk_far_behind_is_brought_up_in_one_answer(town: Town, behind: tuple[Seat, Seat]) -> None:
    """What is shown is never seen half changed, however much is new."""
    heard: list[tuple[int, bool, int]] = []
    _, two = behind
    listen(two, heard)
    assert two.sync().received == 24
    assert [(rows, more) for rows, more, _ in heard] == [(24, False)]
    assert town.agrees()


@pytest.fixture
def newcomer(town: Town, behind: tuple[Seat, Seat]) -> Seat:
    """A desk that has nothing yet, and gets it in small slices."""
    seat = town.join("houbao")
    seat.road.limit = LIMIT
    return seat


def test_a_first_load_comes_in_slices_and_settles_a_set_with_its_records(town: Town, newcomer: Seat) -> None:
    heard: list[tuple[int, bool, int]] = []
    listen(newcomer, heard)
    newcomer.do(adding(household("mine")))
    assert newcomer.sync().settled == 1
    assert max(rows for rows, _, _ in heard) <= LIMIT
    assert [more for _, more, _ in heard] == [True] * (len(heard) - 1) + [False]
    assert heard[0][2] == 0, "its record comes later"
    assert sum(outcomes for _, _, outcomes in heard) == 1
    assert all(row.verified and not row.loading for row in table_at(newcomer, tables.cursor))
    town.sync()
    assert town.agrees()


@pytest.mark.parametrize("answers", range(1, 6))
def test_a_first_load_cut_between_slices_has_no_visit_without_its_household(
    town: Town, newcomer: Seat, answers: int
) -> None:
    stop_after(newcomer, answers)
    homes = {row.id for row in table_at(newcomer, table_of("household"))}
    assert {row.household for row in table_at(newcomer, table_of("visit"))} <= homes
    newcomer.sync()
    town.sync()
    assert town.agrees()


def test_a_visit_that_moves_in_waits_for_its_household_that_is_still_loading(town: Town) -> None:
    """The visits' scope was whole, being empty, when a household with one moved in."""
    there, here = town.join("donglu"), town.join("houbao")
    home = there.do(adding(household("moving", "donglu")))
    there.do(adding(visit(home, there.desk.actor.id)))
    for n in range(12):
        here.do(adding(household(str(n))))
    town.sync()
    seat = town.join("houbao")
    seat.road.limit = LIMIT
    stop_after(seat, 2)
    assert {row.scope for row in table_at(seat, tables.cursor) if row.loading} == {"houbao/roster"}
    move(town, home, "houbao")
    stop_after(seat, 2)
    assert table_at(seat, table_of("visit")) == []
    seat.sync()
    assert seat.row("household", home) is not None
    assert len(table_at(seat, table_of("visit"))) == 1
    town.sync()
    assert town.agrees()


def test_what_came_is_not_asked_for_again_after_a_cut(town: Town, newcomer: Seat) -> None:
    stop_after(newcomer, 3)
    here = len(table_at(newcomer, table_of("household")))
    assert here > 0
    assert newcomer.sync().received < 40 - here
    town.sync()
    assert town.agrees()


def test_a_slice_that_was_overtaken_changes_nothing_a_later_one_brought(town: Town, newcomer: Seat) -> None:
    store, answers = newcomer.desk.store, list[bytes]()
    ask = newcomer.road.pull

    def pull(request: Pull) -> bytes:
        answers.append(ask(request))
        return answers[-1]

    newcomer.road.pull = pull
    newcomer.sync()
    assert read_page(answers[0]).footer.more
    before = table_at(newcomer, table_of("visit")), store.text("last_sync")
    late = apply(store, read_page(answers[0]), store.text("epoch"), stale=True)
    assert (late.received, late.verified) == (0, True)
    assert (table_at(newcomer, table_of("visit")), store.text("last_sync")) == before
    assert town.difference(newcomer) == {}
