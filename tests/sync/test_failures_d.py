"""Merging: no edit is lost silently, no question is asked for nothing, no clock and no encoding decides."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from center import status
from deskapp.models.change import from_body
from deskapp.models.clock import ClockAt, parse_iso
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.record import kinds, table_of
from deskapp.store import tables
from tests.center.commanding import Sender, operate, row
from tests.people import adding, household, person, setting, visit
from tests.sync.failures import codes
from tests.sync.test_round import table_at
from tests.town import Seat, Town

Pair = tuple[Seat, Seat]
NOW = "2026-11-24T01:00:00Z"
TEN_YEARS = timedelta(days=3652)


@pytest.fixture
def url() -> None:
    """SQLite is enough: that both databases do the same is shown elsewhere."""


@pytest.fixture
def who(town: Town, pair: Pair) -> str:
    """A person both desks have."""
    home = pair[0].do(adding(household("501")))
    who = str(pair[0].do(adding(person(home, phone="13800138000"))))
    town.sync()
    return who


def test_34_ones_own_edits_of_one_offline_day_are_in_conflict_with_each_other(
    town: Town, pair: Pair, who: str
) -> None:
    one, two = pair
    for n in range(6):
        one.do(setting(Person, who, phone=f"1390013900{n}"))
        if n % 2:
            one.cut_off("after")
    one.do(setting(Person, who, phone="13700137000"))
    two.do(setting(Person, who, note="别处"))
    two.sync()
    one.do(setting(Person, who, phone="13700137001"))
    made = table_at(one, tables.outbox)[-1].id
    one.cut_off("after")
    one.desk.undo(made)
    town.sync()
    assert {status for status, _ in codes(one)} == {"applied"}
    assert (row(town, "person", who)["phone"], town.center_rows("review")) == ("13700137000", [])
    assert town.agrees()


def test_35_an_overlap_with_an_older_write_is_missed_because_the_last_one_touched_something_else(
    town: Town, pair: Pair, who: str
) -> None:
    one, two = pair
    two.do(setting(Person, who, phone="13900139000"))
    two.do(setting(Person, who, note="后来"))
    two.sync()
    one.do(setting(Person, who, phone="13700137000"))
    one.sync()
    (review,) = town.center_rows("review")
    loser = review["details"]["losers"]["phone"]
    assert (loser["lost"], loser["kept"]) == ("13900139000", "13700137000")
    assert (row(town, "person", who)["phone"], row(town, "person", who)["note"]) == ("13700137000", "后来")
    town.sync()
    assert town.agrees()


def test_36_two_halves_of_one_thing_are_merged_into_what_nobody_wrote(town: Town, pair: Pair) -> None:
    """A door goes over as a whole; a command meets what stands there, or nothing is done."""
    one, two = pair
    home = one.do(adding(household("501")))
    town.sync()
    one.do(setting(Household, home, building="9"))
    two.do(setting(Household, home, room="777"))
    town.sync()
    found = row(town, "household", home)
    assert (found["building"], found["room"]) == ("3", "777")
    (review,) = town.center_rows("review")
    assert review["details"]["losers"]["building"]["lost"] == "9"
    town.community("nanshan")
    secretary = Sender(town, town.join("houbao", "community_secretary"))
    operate(town, "move_household", household=home, to="donglu")
    outcome = secretary.command("move_household", household=home, to="nanshan")
    assert (outcome.code, outcome.params["value"]) == ("guard", "donglu/roster")
    assert row(town, "household", home)["community"] == "donglu"


def test_37_an_edit_of_what_was_withdrawn_meanwhile_is_dropped_without_a_word(
    town: Town, pair: Pair, who: str
) -> None:
    one, two = pair
    one.do(setting(Person, who, gone=True))
    one.sync()
    two.do(setting(Person, who, phone="13700137000"))
    report = two.sync()
    assert [o.status for o in report.outcomes.values()] == ["applied_with_review"]
    assert report.attention == 1
    found = row(town, "person", who)
    assert (found["gone"], found["phone"]) == (True, "13700137000")
    (review,) = town.center_rows("review")
    assert (review["row"], review["reason"], review["owner"]) == (who, "gone", two.desk.actor.id)
    town.sync()
    assert town.agrees()


def test_38_conflicts_pile_up_where_nobody_sees_them(town: Town, pair: Pair, who: str) -> None:
    """Each is a record of its scope with an owner and what was lost; the operator sees how many, how old."""
    one, two = pair
    one.do(setting(Person, who, phone="13900139000"))
    two.do(setting(Person, who, phone="13700137000"))
    town.sync()
    (review,) = town.center_rows("review")
    assert review["owner"] == two.desk.actor.id
    for seat in pair:
        here = seat.row("review", review["id"])
        assert here is not None
        assert (here["state"], here["details"]["losers"]["phone"]["lost"]) == ("open", "13900139000")
    town.clock.advance(days=9)
    told = status.whole(town.center, town.clock)["reviews"]
    assert told == {"houbao/roster": {"open": 1, "oldest": review["made_at"]}}
    one.do(setting(kinds()["review"], review["id"], state="settled"))
    town.sync()
    assert status.whole(town.center, town.clock)["reviews"] == {}
    assert two.sync().attention == 0


def test_39_a_second_person_with_the_same_number_kills_a_save_or_a_pull(town: Town, pair: Pair) -> None:
    one, two = pair
    number = "500108196908281618"
    home = one.do(adding(household("501")))
    town.sync()
    made = [seat.do(adding(person(home, id_number=number))) for seat in pair]
    town.sync()
    assert {r["id"] for r in town.center_rows("person")} == set(made)
    (review,) = town.center_rows("review")
    assert (review["reason"], review["details"]["duplicate_of"]) == ("duplicate", [made[0]])
    assert codes(two) == [("applied_with_review", None)]
    with one.desk.store.engine.connect() as connection:
        for kind in kinds():
            indexes = connection.exec_driver_sql(f'PRAGMA index_list("{kind}")').all()
            assert {index[3] for index in indexes if index[2]} == {"pk"}, "only a record's id is its own"
    assert town.agrees()


def test_40_two_desks_give_the_same_number_to_two_things(town: Town, pair: Pair) -> None:
    """Records have ids of chance; the numbers people read to each other are the center's, one a set."""
    ids = [seat.do(adding(household(f"{n}"))) for n in range(5) for seat in pair]
    assert len(set(ids)) == 10
    assert {seat.row("household", id)["seq"] for seat in pair for id in ids if seat.row("household", id)} == {  # type: ignore[index]
        0
    }, "a number is not known before the center gave it"
    town.sync()
    outcomes = [r.outcome for seat in pair for r in table_at(seat, tables.outbox)]
    receipts = [outcome["receipts"]["houbao/roster"] for outcome in outcomes]
    assert sorted(receipts) == list(range(1, 11))
    assert town.agrees()


def test_41_a_wrong_clock_decides_a_conflict_or_shuts_a_desk_out(tmp_path: Path) -> None:
    """The same day with right clocks and with some ten years off, one of which is set in the middle."""
    right = told_with(tmp_path / "right", [timedelta()] * 3, timedelta())
    wrong = told_with(tmp_path / "wrong", [TEN_YEARS, -TEN_YEARS, timedelta()], -2 * TEN_YEARS)
    assert len(right["outcomes"]) == 10
    assert wrong["outcomes"] == right["outcomes"]
    assert wrong["rows"] == right["rows"]
    assert right["clocks off"] == 0
    assert wrong["clocks off"] == 2, "but the operator hears of it"


def told_with(folder: Path, offsets: list[timedelta], jump: timedelta) -> dict[str, Any]:
    """What became of one day at three desks whose clocks are off; the first one's jumps at noon."""
    town = Town(folder)
    town.community("houbao")
    try:
        clocks = [ClockAt(parse_iso(NOW) + offset) for offset in offsets]
        seats = [town.join("houbao", clock=clock) for clock in clocks]
        for n, seat in enumerate(seats):
            ids = itertools.count()
            seat.desk.store.new_id = lambda n=n, ids=ids: f"{n}-{next(ids)}"  # type: ignore[misc]
        outcomes = a_day(town, seats, clocks, jump)
        names = {seat.desk.actor.id: f"desk {n}" for n, seat in enumerate(seats)}
        with town.center.reading() as connection:
            found = {
                kind: [dict(r) for r in connection.execute(select(table_of(kind))).mappings()]
                for kind in kinds()
                if kind not in ("community", "user")
            }
        alarms = status.whole(town.center, town.clock)["alarms"]
        off = sum(alarm.code == "clock-off" for alarm in alarms)
        return {"outcomes": plain(outcomes, names), "rows": plain(found, names), "clocks off": off}
    finally:
        town.close()


def a_day(town: Town, seats: list[Seat], clocks: list[ClockAt], jump: timedelta) -> list[Any]:
    """Edits, conflicts, a withdrawal and visits; every outcome in the order in which it was heard."""
    one, two, three = seats
    heard: list[Any] = []

    def sync(*some: Seat) -> None:
        for seat in some:
            for clock in (town.clock, *clocks):
                clock.advance(minutes=5)
            heard.extend((o.status, o.code, o.params, o.receipts) for o in seat.sync().outcomes.values())

    sync(*seats)
    one.do(adding(household("501", id="home")))
    one.do(adding(person("home", id="who", phone="13800138000")))
    sync(one, two, three)
    two.do(setting(Person, "who", phone="13700137000"))
    one.do(setting(Person, "who", phone="13900139000"))
    three.do(setting(Household, "home", note="三"))
    sync(two, one, three)
    clocks[0].jump(clocks[0].now() + jump)
    one.do(setting(Household, "home", note="一"))
    two.do(setting(Household, "home", note="二"))
    sync(two, one)
    for seat in (one, two):
        seat.do(adding(visit("home", seat.desk.actor.id)))
    three.do(setting(Person, "who", gone=True))
    sync(three, one, two, *seats)
    assert town.agrees()
    return heard


def plain(found: Any, names: dict[str, str]) -> Any:
    """Without ids of chance and without the times that desks and center wrote down."""
    text = json.dumps(found, sort_keys=True)
    for id, name in names.items():
        text = text.replace(id, name)
    timeless = ("made_at", "lost_at", "kept_at", "settled_at")
    return json.loads(text, object_hook=lambda each: {k: v for k, v in each.items() if k not in timeless})


def test_42_one_text_in_two_encodings_is_a_conflict_or_two_values(town: Town, pair: Pair, who: str) -> None:
    one, two = pair
    apart, together = "Ame\u0301lie", "Am\u00e9lie"
    one.do(setting(Person, who, workplace=apart))
    two.do(setting(Person, who, workplace=together))
    town.sync()
    assert town.center_rows("review") == []
    assert row(town, "person", who)["workplace"] == together
    sent = from_body(table_at(one, tables.outbox)[-1].body).changes[0].values
    assert sent == {"workplace": apart}, "what was signed stays as it was written"
    assert one.row("person", who) == two.row("person", who)
    assert row(town, "person", who)["rev"] == 2, "the same once more is no write"
    assert town.agrees()
    for cls in kinds().values():
        assert not [c for c in cls.__table__.columns if c.type.python_type is float], "no value is rounded"
