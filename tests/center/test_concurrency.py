"""Many desks push at once: one order in each scope, without gaps, and everything exactly once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from center import ledger, registry, tables
from deskapp.models.digest import share
from deskapp.models.household import Household
from deskapp.models.record import kinds, table_of
from tests.people import adding, household, person, setting, visit
from tests.town import Seat, Town

DESKS, SAVES = 6, 12


def all_at_once(jobs: list[Callable[[], Any]]) -> None:
    """Runs jobs in threads that begin together; raises what any of them raised."""
    barrier, raised = threading.Barrier(len(jobs)), []

    def run(job: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            job()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def scopes_hold(town: Town) -> None:
    """Every scope's seqs are 1..head, its digest is that of its rows, and revs count the writes."""
    with town.center.reading() as connection:
        counters = {r.id: (r.seq, r.digest) for r in connection.execute(select(tables.scope))}
        rows = [
            (kind, row)
            for kind in kinds()
            for row in connection.execute(select(table_of(kind))).mappings().fetchall()
        ]
        sets = connection.execute(select(tables.change_set)).mappings().fetchall()
        written = Counter(r.row for r in connection.execute(select(tables.change.c.row)))
    for scope, (head, digest) in counters.items():
        given = [s["outcome"]["receipts"][scope] for s in sets if scope in s["outcome"].get("receipts", {})]
        assert sorted(given) == list(range(1, head + 1)), scope
        expected = 0
        for kind, row in rows:
            if row["scope"] == scope:
                expected ^= share(kind, row["id"], row["rev"])
        assert expected == digest, scope
    assert {row["id"]: row["rev"] for _, row in rows} == written


def test_many_desks_make_one_order_without_gaps(town: Town) -> None:
    seats = [town.join("houbao" if n % 2 else "donglu") for n in range(DESKS)]
    town.sync(1)
    for n, seat in enumerate(seats):
        _a_day(seat, n)
    all_at_once([seat.sync for seat in seats])
    town.sync(1)
    scopes_hold(town)
    assert len(town.center_rows("household")) == DESKS * SAVES
    assert town.agrees()


def _a_day(seat: Seat, n: int) -> None:
    for room in range(SAVES):
        home = seat.do(adding(household(f"{n}-{room}", seat.desk.actor.unit)))
        seat.do(adding(person(home)))
        seat.do(adding(visit(home, seat.desk.actor.id)))


def test_many_desks_on_the_same_row_lose_no_write(town: Town) -> None:
    seats = [town.join("houbao") for _ in range(4)]
    home = seats[0].do(adding(household("501")))
    town.sync()
    for n, seat in enumerate(seats):
        for turn in range(5):
            seat.do(setting(Household, home, note=f"{n}-{turn}"))
    all_at_once([seat.sync for seat in seats])
    town.sync()
    scopes_hold(town)
    (row,) = town.center_rows("household")
    assert row["rev"] == 21
    assert town.agrees()
    reviews = town.center_rows("review")
    assert len(reviews) == 3
    kept = {r["details"]["losers"]["note"]["kept"] for r in reviews}
    lost = {r["details"]["losers"]["note"]["lost"] for r in reviews}
    assert all(note.endswith("-0") for note in kept), "only the first of each desk's own is in conflict"
    assert all(note.endswith("-4") for note in lost)


def test_a_desk_that_pushes_the_same_twice_at_once_is_heard_once(town: Town) -> None:
    seat = town.join("houbao")
    seat.sync()
    for room in range(10):
        seat.do(adding(household(str(room))))
    seat.cut_off("before")
    (request,) = [r for r in seat.road.carried if hasattr(r, "sets")]
    device = seat.desk.store.device.id
    answers: list[Any] = []
    all_at_once([lambda: answers.append(ledger.push(town.center, device, request, town.clock))] * 4)
    assert all(answer == answers[0] for answer in answers)
    assert len(answers[0].outcomes) == 10
    assert len(town.center_rows("household")) == 10
    scopes_hold(town)
    seat.sync()
    assert town.agrees()


def test_the_centers_own_edits_and_the_desks_wait_for_each_other(town: Town) -> None:
    seats = [town.join("houbao") for _ in range(2)]
    town.sync(1)
    for n, seat in enumerate(seats):
        for room in range(SAVES):
            seat.do(adding(household(f"{n}-{room}")))
    own = [
        lambda n=n: registry.add_user(town.center, f"人{n}", "community_worker", "houbao", town.clock)
        for n in range(4)
    ]
    all_at_once([*[seat.sync for seat in seats], *own])
    town.sync()
    scopes_hold(town)
    assert town.agrees()
