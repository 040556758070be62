"""Scopes, rights and people: rows that move, rights that come and go, several people at one PC."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, select, update

from center import seats
from center import tables as center_tables
from deskapp.desk import Desk
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.record import kinds, table_of
from deskapp.models.wire import Manifest
from deskapp.store import drafts, outbox, tables
from deskapp.sync import stick
from deskapp.work.standing import standing
from tests.center.commanding import digests_hold, markers, row
from tests.people import adding, household, person, setting, visit
from tests.sync.failures import codes, head_of, second_user
from tests.sync.test_conflicts import fire, hire_again
from tests.sync.test_moves import move
from tests.sync.test_round import table_at
from tests.sync.test_scopes import scopes_at
from tests.sync.test_stick import answered, out
from tests.town import Seat, Town

Pair = tuple[Seat, Seat]


@pytest.fixture
def url() -> None:
    """SQLite is enough: that both databases do the same is shown elsewhere."""


@pytest.fixture
def both(town: Town) -> tuple[Seat, Seat]:
    """A desk of houbao and one of donglu."""
    old, there = town.join("houbao"), town.join("donglu")
    town.sync()
    return old, there


def settled(town: Town) -> None:
    town.sync(3)
    assert all(seat.desk.store.text("verified") == "yes" for seat in town.seats)
    assert town.agrees()
    digests_hold(town)


def test_24_a_household_that_moved_stays_at_its_old_desk_and_late_edits_of_it_vanish(
    town: Town, both: Pair
) -> None:
    old, there = both
    home = old.do(adding(household()))
    who = old.do(adding(person(home)))
    town.sync()
    old.do(setting(Person, who, phone="13900139000"))
    move(town, home)
    assert [o.status for o in old.sync().outcomes.values()] == ["forwarded"]
    settled(town)
    assert (old.row("household", home), old.row("person", who)) == (None, None)
    assert there.row("person", who)["phone"] == "13900139000"  # type: ignore[index]
    (review,) = town.center_rows("review")
    assert (review["scope"], review["reason"]) == ("donglu/roster", "forwarded")
    told = {value for marker in markers(town) for value in marker.values()}
    assert not told & {"冉小禾", "13900139000", "501"}, "what is left behind says nothing of anybody"


def test_25_what_was_made_under_a_household_that_moved_ends_up_where_nobody_reads_it(
    town: Town, both: Pair
) -> None:
    """Where a record belongs is derived from what it is under, whatever its desk believed."""
    old, there = both
    home = old.do(adding(household()))
    town.sync()
    move(town, home)
    who = old.do(adding(person(home, "岑若水")))
    made = old.do(adding(visit(home, old.desk.actor.id)))
    assert old.row("visit", made)["scope"] == "houbao/field"  # type: ignore[index]
    settled(town)
    places = [row(town, "person", who)["scope"], row(town, "visit", made)["scope"]]
    assert places == ["donglu/roster", "donglu/field"]
    assert [there.row("person", who) is None, there.row("visit", made) is None] == [False, False]


def test_26_a_late_answer_of_one_scope_overwrites_or_deletes_what_came_by_another(
    town: Town, both: Pair
) -> None:
    """A desk that reads both scopes gets, on a stick, answers the network has overtaken."""
    old, _ = both
    clerks = [town.join("street", "window_clerk") for _ in range(2)]
    home = old.do(adding(household()))
    town.sync()
    old.do(setting(Household, home, note="一"))
    old.sync()
    stale_row = answered(town, out(clerks[0]))
    move(town, home)
    clerks[0].sync()
    stick.take_back(clerks[0].desk.store, stale_row)
    found = clerks[0].row("household", home)
    assert found is not None
    assert (found["scope"], found["rev"]) == ("donglu/roster", 3)
    stale_marker = answered(town, out(clerks[1]))
    move(town, home, "houbao")
    clerks[1].sync()
    stick.take_back(clerks[1].desk.store, stale_marker)
    found = clerks[1].row("household", home)
    assert found is not None
    assert (found["scope"], found["rev"]) == ("houbao/roster", 4)
    settled(town)


def test_27_a_row_looks_older_because_the_scope_it_moved_to_counts_lower(town: Town, both: Pair) -> None:
    """Its revision is its own: the scope's number may fall with a move."""
    old, there = both
    clerk = town.join("street", "window_clerk")
    for n in range(6):
        old.do(adding(household(f"{n}")))
    home = old.do(adding(household("moving")))
    old.do(setting(Household, home, note="一"))
    town.sync()
    before = clerk.row("household", home)
    move(town, home)
    town.sync()
    after = clerk.row("household", home)
    assert before is not None
    assert after is not None
    assert after["seq"] < before["seq"]
    assert (before["rev"], after["rev"], after["scope"]) == (2, 3, "donglu/roster")
    there.do(setting(Household, home, note="二"))
    town.sync()
    assert clerk.row("household", home)["note"] == "二"  # type: ignore[index]
    settled(town)


def test_28_a_scope_that_is_granted_late_stays_empty_because_its_rows_are_old(town: Town) -> None:
    worker, seat = town.join("houbao"), town.join("houbao", "operator")
    home = worker.do(adding(household()))
    made = worker.do(adding(visit(home, worker.desk.actor.id)))
    town.sync()
    for n in range(5):
        town.user("houbao", name=f"后来的{n}")
    seat.sync()
    assert (seat.row("household", home), head_of(town, "houbao/roster")) == (None, 1)
    second_user(town, seat)
    assert seat.sync().verified
    assert [seat.row("household", home) is None, seat.row("visit", made) is None] == [False, False]
    settled(town)


def test_29_a_scope_that_was_taken_away_stays_on_the_disk_or_takes_unsent_work_along(town: Town) -> None:
    worker, seat = town.join("houbao"), town.join("houbao", "operator")
    homes = [worker.do(adding(household(room))) for room in "12"]
    actor = second_user(town, seat)
    town.sync()
    Desk(seat.desk.store, actor, seat.desk.clock).do(setting(Household, homes[0], note="未发"))
    with town.center.writing() as connection:
        places = center_tables.device_user
        connection.execute(delete(places).where(places.c.user == actor.id))
    seat.pull_only()
    assert scopes_at(seat) == {"street/public"}
    assert seat.row("household", homes[1]) is None
    assert seat.row("household", homes[0])["note"] == "未发"  # type: ignore[index]
    seat.sync()
    assert seat.waiting == 0, "it has its answer"
    assert table_at(seat, table_of("household")) == table_at(seat, tables.shadow) == []
    assert [t for t in table_at(seat, tables.search_term) if t.kind == "household"] == []
    settled(town)


def test_30_one_who_was_let_go_takes_everybody_at_their_pc_along_or_loses_what_they_did(town: Town) -> None:
    seat, other = town.join("houbao"), town.join("houbao")
    colleague = Desk(seat.desk.store, second_user(town, seat), seat.desk.clock)
    home = other.do(adding(household("1")))
    town.sync()
    seats.set_user(town.center, seat.desk.actor.id, None, {"active": False}, town.clock)
    made = seat.do(adding(person(home, "岑若水", note="只有我知道")))
    kept = colleague.do(adding(household("2")))
    later = other.do(adding(household("3")))
    other.sync()
    report = seat.sync()
    assert codes(seat) == [("rejected", "author_inactive"), ("applied", None)]
    assert (report.waiting, report.attention, seat.row("person", made)) == (0, 1, None)
    assert [seat.row("household", id) is None for id in (kept, later)] == [False, False]
    with seat.desk.store.engine.connect() as connection:
        (draft,) = drafts.of_owner(connection, seat.desk.actor.id)
        body = outbox.body_of(connection, table_at(seat, tables.outbox)[0].id)
    assert draft.doc["values"]["note"] == "只有我知道"
    assert "只有我知道".encode() in (body or b"")
    settled(town)


def test_31_work_of_one_is_sent_under_the_name_of_the_other_who_has_the_pc_now(town: Town) -> None:
    seat = town.join("houbao")
    first = seat.desk.actor
    home = seat.do(adding(household("1")))
    seat.do(adding(visit(home, first.id)))
    seat.desk.actor = second_user(town, seat)
    seat.do(adding(household("2")))
    assert seat.sync().waiting == 0
    authors = {r["room"]: r["author"] for r in town.center_rows("household")}
    assert authors == {"1": first.id, "2": seat.desk.actor.id}
    assert row(town, "visit", table_at(seat, table_of("visit"))[0].id)["author"] == first.id
    settled(town)


def test_32_what_waits_and_what_was_refused_is_counted_as_if_it_had_arrived(town: Town, both: Pair) -> None:
    old, _ = both
    arrived = old.do(adding(household("arrived")))
    old.sync()
    fire(town, old)
    refused = old.do(adding(household("refused")))
    old.cut_off("after")
    hire_again(town, old)
    old.sync()
    waiting = old.do(adding(household("waiting")))
    with old.desk.store.engine.connect() as connection:
        states = outbox.states_of(connection, "household", [arrived, refused, waiting])
    said = {id: (state, (outcome or {}).get("status")) for id, (state, outcome) in states.items()}
    assert said[arrived] == ("settled", "applied")
    assert said[refused] == ("settled", "rejected")
    assert said[waiting] == ("waiting", None)
    now = old.desk.ask(standing)
    assert (now.waiting, now.attention) == (1, 1)
    homes = select(func.count()).select_from(Household)
    assert old.desk.ask(lambda session: session.scalar(homes)) == 2, "what was refused is not among them"


def test_33_a_row_is_refused_at_a_desk_that_does_not_have_what_it_speaks_of(town: Town, both: Pair) -> None:
    """People and places of the street are at every desk; no table refers to rows another desk has."""
    old, there = both
    home = old.do(adding(household()))
    guests = [there.desk.actor.id, "somebody-nobody-knows"]
    made = old.do(adding(visit(home, old.desk.actor.id, visitors=[old.desk.actor.id, *guests])))
    town.sync()
    clerk = town.join("street", "window_clerk")
    clerk.sync()
    assert codes(old) == [("applied", None)] * 2
    assert old.row("visit", made)["visitors"][1:] == guests  # type: ignore[index]
    assert old.row("user", there.desk.actor.id) is not None
    for seat in (old, there, clerk):
        with seat.desk.store.engine.connect() as connection:
            found = [connection.exec_driver_sql(f'PRAGMA foreign_key_list("{k}")').all() for k in kinds()]
        assert [each for each in found if each] == []
    user = table_of("user")
    with town.center.writing() as connection:
        connection.execute(update(user).where(user.c.id == there.desk.actor.id).values(active=False))
    old.do(adding(visit(home, old.desk.actor.id, visitors=guests)))
    old.sync()
    assert codes(old)[-1] == ("applied", None)
    assert not [asked for asked in old.road.carried if isinstance(asked, Manifest)]
