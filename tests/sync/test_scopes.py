"""Who gets what: communities do not see each other, roles see their papers, scopes come and go."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from center import tables as center_tables
from deskapp.models.actor import Actor
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.record import kinds, table_of
from deskapp.store import tables
from deskapp.sync import courier
from tests.people import adding, household, person, setting, visit
from tests.sync.test_round import table_at
from tests.town import Seat, Town


def scopes_at(seat: Seat) -> set[str]:
    with seat.desk.store.engine.connect() as connection:
        return set(courier.cursors(connection))


def kinds_at(seat: Seat) -> set[str]:
    return {kind for kind in kinds() if table_at(seat, table_of(kind))}


@pytest.fixture
def worker(town: Town) -> Seat:
    """A worker of houbao whose household, person and visit are at the center."""
    seat = town.join("houbao")
    home = seat.do(adding(household()))
    seat.do(adding(person(home)))
    seat.do(adding(visit(home, seat.desk.actor.id)))
    seat.sync()
    return seat


def test_a_desk_of_another_community_sees_nothing_of_it(town: Town, worker: Seat) -> None:
    stranger = town.join("donglu")
    stranger.sync()
    assert scopes_at(stranger) == {"street/public", "donglu/roster", "donglu/field", "donglu/papers"}
    assert kinds_at(stranger) == {"community", "user"}


@pytest.mark.parametrize(
    ("role", "unit", "seen"),
    [
        ("community_secretary", "houbao", {"household", "person", "visit"}),
        ("proxy_agent", "houbao", {"household", "person", "visit"}),
        ("window_clerk", "street", {"household", "person"}),
        ("department_officer", "street", {"household", "person"}),
        ("dibao_officer", "street", {"household", "person"}),
        ("subdistrict_leader", "street", set()),
        ("inspector", "street", set()),
        ("operator", "street", set()),
    ],
)
def test_each_role_gets_its_papers_and_no_others(
    town: Town, worker: Seat, role: str, unit: str, seen: set[str]
) -> None:
    seat = town.join(unit, role)
    seat.sync()
    assert kinds_at(seat) == seen | {"community", "user"}
    town.sync()
    assert town.agrees()


def test_what_a_desk_writes_elsewhere_is_refused_at_the_center_too(town: Town, worker: Seat) -> None:
    stranger = town.join("donglu")
    stranger.sync()
    sly = Actor(stranger.desk.actor.id, "x", "community_worker", "houbao")
    stranger.desk.actor = sly
    home = stranger.do(adding(household("999", "houbao")))
    report = stranger.sync()
    assert [(o.status, o.code) for o in report.outcomes.values()] == [("rejected", "not-yours")]
    assert stranger.row("household", home) is None
    assert len(town.center_rows("household")) == 1


def test_nobody_gives_themselves_a_role(town: Town, worker: Seat) -> None:
    worker.desk.actor = Actor(worker.desk.actor.id, "x", "operator", "street")
    worker.do(setting(kinds()["user"], worker.desk.actor.id, role="operator"))
    assert [o.code for o in worker.sync().outcomes.values()] == ["not-yours"]
    assert {u["role"] for u in town.center_rows("user")} == {"community_worker"}
    assert town.agrees()


def test_a_person_does_not_move_to_another_community_by_an_edit(town: Town, worker: Seat) -> None:
    stranger = town.join("donglu")
    elsewhere = stranger.do(adding(household("1", "donglu")))
    stranger.sync()
    (who,) = [r.id for r in table_at(worker, table_of("person"))]
    with worker.desk.store.absorbing() as connection:  # a desk that knows the other's household nevertheless
        there = {**_plain(stranger, elsewhere), "rev": 0, "scope": "houbao/roster"}
        connection.execute(insert(table_of("household")).values(**there))
    worker.do(setting(Person, who, household=elsewhere))
    assert [o.code for o in worker.sync().outcomes.values()] == ["other-scope"]


def _plain(seat: Seat, id: str) -> dict[str, Any]:
    row = seat.row("household", id)
    assert row is not None
    return row


def test_a_second_person_brings_their_scopes_and_takes_them_along_again(town: Town, worker: Seat) -> None:
    seat = town.join("houbao", "operator")
    seat.sync()
    assert kinds_at(seat) == {"community", "user"}
    other = town.user("houbao")
    device, seats = seat.desk.store.device.id, center_tables.device_user
    with town.center.writing() as connection:
        connection.execute(insert(seats).values(device=device, user=other))
    seat.sync()
    assert kinds_at(seat) >= {"household", "person", "visit"}
    town.sync()
    assert town.agrees()
    with town.center.writing() as connection:
        connection.execute(delete(seats).where(seats.c.user == other))
    seat.sync()
    assert kinds_at(seat) == {"community", "user"}
    assert table_at(seat, tables.search_term) == []
    assert town.agrees()


def test_a_scope_that_went_and_came_back_is_whole_and_waiting_work_is_sent(town: Town, worker: Seat) -> None:
    (home,) = [r.id for r in table_at(worker, table_of("household"))]
    user = table_of("user")
    own = user.c.id == worker.desk.actor.id
    with town.center.writing() as connection:
        connection.execute(update(user).where(own).values(active=False))
    new = worker.do(adding(household("new")))
    worker.pull_only()
    assert scopes_at(worker) == set()
    assert worker.row("household", home) is None
    assert worker.row("household", new) is not None
    with town.center.writing() as connection:
        connection.execute(update(user).where(own).values(active=True))
    worker.sync()
    assert worker.row("household", home) is not None
    assert {r["id"] for r in town.center_rows("household")} == {home, new}
    assert town.agrees()


@pytest.mark.parametrize("waits", [False, True], ids=["clean", "with work that waits"])
def test_a_row_that_left_goes_and_work_that_waits_on_it_stays_until_it_is_settled(
    town: Town, worker: Seat, waits: bool
) -> None:
    (home,) = [r.id for r in table_at(worker, table_of("household"))]
    if waits:
        worker.do(setting(Household, home, note="未发"))
    _move_away(town, home)
    worker.pull_only()
    assert (worker.row("household", home) is not None) == waits
    assert worker.desk.store.text("verified") == "yes"
    worker.sync()
    assert worker.row("household", home) is None
    assert worker.desk.store.text("verified") == "yes"
    assert worker.waiting == 0


def _move_away(town: Town, home: str) -> None:
    """What a move will do: the row, in its new scope with a new rev; a marker where it was; both digests."""
    from deskapp.models.digest import share

    table, scope = table_of("household"), center_tables.scope
    with town.center.writing() as connection:
        row = connection.execute(table.select().where(table.c.id == home)).mappings().one()
        gone = share("household", home, row["rev"])
        counter = connection.execute(scope.select().where(scope.c.id == "houbao/roster")).mappings().one()
        connection.execute(
            update(scope)
            .where(scope.c.id == "houbao/roster")
            .values(seq=counter["seq"] + 1, digest=counter["digest"] ^ gone)
        )
        moved = {"scope": "donglu/roster", "community": "donglu", "rev": row["rev"] + 1, "seq": 1}
        connection.execute(update(table).where(table.c.id == home).values(**moved))
        new = share("household", home, row["rev"] + 1)
        connection.execute(insert(scope).values(id="donglu/roster", seq=1, min_seq=0, digest=new))
        marker = {"scope": "houbao/roster", "seq": counter["seq"] + 1, "kind": "household", "row": home}
        connection.execute(insert(center_tables.leave).values(**marker, rev=row["rev"]))
