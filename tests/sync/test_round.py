"""A round to the center and back: cuts, repetitions, first loadings, digests, and what a desk may see."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from sqlalchemy import select

from center import tables as center_tables
from deskapp.models.change import NO_CHAIN, next_chain
from deskapp.models.household import Household
from deskapp.models.record import table_of
from deskapp.models.wire import Pull, Push
from deskapp.store import tables
from deskapp.sync import courier
from deskapp.sync.courier import Progress, Stopped
from deskapp.sync.road import RoadError
from deskapp.sync.stage import read_page
from tests.people import adding, household, setting, visit
from tests.town import Seat, Town


def table_at(seat: Seat, table: Any) -> list[Any]:
    with seat.desk.store.engine.connect() as connection:
        return list(connection.execute(select(table)))


def test_a_visit_reaches_the_center_and_the_other_desk(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, two = pair
    home = one.do(adding(household()))
    made = one.do(adding(visit(home, one.desk.actor.id)))
    assert one.waiting == 2
    report = one.sync()
    assert (report.sent, report.settled, report.refused, report.waiting) == (2, 2, 0, 0)
    assert two.sync().received == 2
    row = two.row("visit", made)
    assert row is not None
    assert (row["note"], row["author"], row["rev"]) == ("平安", one.desk.actor.id, 1)
    assert town.agrees()


def test_a_lost_request_is_made_again(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    one.do(adding(household()))
    one.cut_off("before")
    assert (one.waiting, town.center_rows("household")) == (1, [])
    one.sync()
    town.sync()
    assert town.agrees()


def test_a_lost_answer_doubles_nothing_and_is_given_again(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    home = one.do(adding(household()))
    one.cut_off("after")
    assert one.waiting == 1, "only a pull settles"
    assert one.row("household", home)["rev"] == 0  # type: ignore[index]
    report = one.sync()
    assert next(iter(report.outcomes.values())).receipts == {"houbao/roster": 1}
    town.sync()
    assert len(town.center_rows("household")) == 1
    assert town.agrees()


def test_a_pull_that_is_lost_settles_nothing(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    one.do(adding(household()))
    push, pull = one.road.push, one.road.pull
    one.road.pull = lambda request: _cut(one, pull, request)
    with pytest.raises(RoadError):
        one.sync()
    assert one.waiting == 1
    one.road.push, one.road.pull = push, pull
    report = one.sync()
    assert (report.settled, report.waiting) == (1, 0)
    town.sync()
    assert town.agrees()


def _cut(seat: Seat, pull: Any, request: Pull) -> bytes:
    seat.road.cut = "after"
    return pull(request)  # type: ignore[no-any-return]


@pytest.mark.parametrize("spoil", [lambda b: b[:-40], lambda b: b"<html>", lambda b: b"", lambda b: b[200:]])
def test_a_torn_answer_counts_for_nothing(town: Town, pair: tuple[Seat, Seat], spoil: Any) -> None:
    one, _ = pair
    one.do(adding(household()))
    pull = one.road.pull
    one.road.pull = lambda request: spoil(pull(request))
    with pytest.raises(RoadError, match="torn"):
        one.sync()
    assert one.waiting == 1
    one.road.pull = pull
    one.sync()
    assert one.waiting == 0


def test_the_push_goes_on_from_what_the_center_has_after_every_kind_of_loss(town: Town) -> None:
    seat = town.join("houbao")
    for n, cut in enumerate(itertools.islice(itertools.cycle(["before", "after", None]), 12)):
        seat.do(adding(household(str(n))))
        if cut:
            seat.cut_off(cut)
        else:
            seat.sync()
    seat.sync()
    assert len(town.center_rows("household")) == 12
    assert town.agrees()


def test_a_push_that_is_too_large_goes_in_halves(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    for n in range(9):
        one.do(adding(household(str(n))))
    push, sizes = one.road.push, []

    def narrow(request: Push) -> Any:
        sizes.append(len(request.sets))
        if len(request.sets) > 2:
            raise RoadError("too-large")
        return push(request)

    one.road.push = narrow
    assert one.sync().settled == 9
    assert sizes[:3] == [9, 4, 2]
    town.sync()
    assert town.agrees()


def test_numbers_are_contiguous_and_the_chain_is_one(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    for n in range(3):
        one.do(adding(household(str(n))))
    one.sync()
    with town.center.reading() as connection:
        table = center_tables.envelope
        found = connection.execute(
            select(table).where(table.c.device == one.desk.store.device.id).order_by(table.c.seq)
        ).fetchall()
    assert [r.seq for r in found] == [1, 2, 3]
    chain = NO_CHAIN
    for mine, theirs in zip(table_at(one, tables.outbox), found, strict=True):
        chain = next_chain(chain, mine.body)
        assert (mine.id, chain) == (theirs.change_set, theirs.chain)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda p: Push(p.epoch, p.device, p.from_seq + 5, p.prev_chain, p.sets), "gap"),
        (lambda p: Push(p.epoch, p.device, 0, p.prev_chain, p.sets), "gap"),
        (lambda p: Push(p.epoch, p.device, p.from_seq, "00" * 31 + "01", p.sets), "fork"),
        (lambda p: Push("another", p.device, p.from_seq, p.prev_chain, p.sets), "epoch"),
        (lambda p: Push(p.epoch, p.device, p.from_seq, p.prev_chain, p.sets[1:]), "gap"),
        (lambda p: Push(p.epoch, p.device, p.from_seq, p.prev_chain, p.sets[::-1]), "gap"),
    ],
)
def test_a_push_out_of_order_is_refused_whole_and_says_where_to_go_on(
    town: Town, pair: tuple[Seat, Seat], spoil: Any, code: str
) -> None:
    one, _ = pair
    one.do(adding(household("1")))
    one.do(adding(household("2")))
    one.cut_off("before")
    request = one.road.carried[-1]
    with pytest.raises(RoadError, match=code) as caught:
        one.road.push(spoil(request))
    refusal = caught.value.refusal
    assert refusal is not None
    assert (refusal.epoch, refusal.last_seq, refusal.last_chain) == (request.epoch, 0, "00" * 32)
    assert town.center_rows("household") == []


def test_a_signature_of_another_set_is_refused(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    one.do(adding(household("1")))
    one.do(adding(household("2")))
    one.cut_off("before")
    request = one.road.carried[-1]
    request.sets[1].sig = request.sets[0].sig
    with pytest.raises(RoadError, match="bad-signature"):
        one.road.push(request)
    assert town.center_rows("household") == []


def test_a_desk_that_forgot_how_far_it_was_is_told(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    for n in range(4):
        one.do(adding(household(str(n))))
    one.sync()
    for claimed in ("0", "2"):
        one.desk.store.put("center_seq", claimed)
        one.do(adding(household(f"9{claimed}")))
        assert one.sync().waiting == 0
    assert len(town.center_rows("household")) == 6
    town.sync()
    assert town.agrees()


def test_a_desk_that_pushes_from_the_middle_is_understood(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    one.do(adding(household("1")))
    one.do(adding(household("2")))
    one.desk.store.put("center_seq", "1")
    assert one.sync().waiting == 0
    town.sync()
    assert town.agrees()


def test_a_first_loading_comes_in_slices_and_ends_whole(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    for n in range(25):
        one.do(adding(household(str(n))))
    one.sync()
    late = town.join("houbao")
    late.road.limit = 4
    seen: list[bool] = []
    apply_one = late.road.pull

    def pull(request: Pull) -> bytes:
        answer = apply_one(request)
        footer = read_page(answer).footer
        seen.append(footer.more)
        if len(seen) == 3:  # somebody writes while the loading goes on
            one.do(adding(household("new")))
            one.do(setting(Household, first, note="新"))
            one.sync()
        return answer

    first = town.center_rows("household")[0]["id"]
    late.road.pull = pull
    late.sync()
    assert seen[:-1] == [True] * (len(seen) - 1)
    assert len(seen) > 5
    assert [r.verified and not r.loading for r in table_at(late, tables.cursor)] == [True] * 4
    town.sync()
    assert town.agrees()


def test_a_first_loading_that_is_cut_goes_on_where_it_was(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    for n in range(20):
        one.do(adding(household(str(n))))
    one.sync()
    late = town.join("houbao")
    late.road.limit = 4
    pulls = 0

    def stopping() -> bool:
        nonlocal pulls
        pulls += 1
        return pulls > 3

    with pytest.raises(Stopped):
        courier.go_round(late.desk.store, late.road, stopping=stopping)
    half = len(table_at(late, table_of("household")))
    assert 0 < half < 20
    assert any(r.loading for r in table_at(late, tables.cursor))
    assert late.sync().received < 25
    town.sync()
    assert town.agrees()


def test_a_round_tells_each_of_its_phases(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    one.do(adding(household()))
    told: list[Progress] = []
    courier.go_round(one.desk.store, one.road, told.append)
    assert [p.phase for p in told] == ["push", "pull", "stage", "apply", "settle", "commit"]


def test_what_was_pushed_is_not_sent_again_because_the_pull_was_lost(
    town: Town, pair: tuple[Seat, Seat]
) -> None:
    one, _ = pair
    one.do(adding(household("501")))
    ask = one.road.pull

    def lost(_request: Pull) -> bytes:
        raise RoadError("unreachable")

    one.road.pull = lost
    with pytest.raises(RoadError, match="unreachable"):
        one.sync()
    one.road.pull = ask
    one.do(adding(household("502")))
    one.road.carried.clear()
    assert (one.sync().settled, one.waiting) == (2, 0)
    assert [len(request.sets) for request in one.road.carried if isinstance(request, Push)] == [1]
    town.sync()
    assert town.agrees()
