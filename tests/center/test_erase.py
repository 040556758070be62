"""Erasing: the values of a person go from everywhere at the center, what is left agrees at every desk."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import select

from center import pull as pulling
from center import tables
from deskapp.models.wire import Cursor, Pull
from tests.center.commanding import Sender, digests_hold, markers, operate, reviews, row
from tests.center.test_concurrency import scopes_hold
from tests.people import adding, household, person, setting
from tests.town import Town

SECRET = "涂不留痕"


@pytest.fixture
def worker(town: Town) -> Sender:
    """A worker of houbao; the person's name is in rows, in a refused set and in a review."""
    sender = Sender(town, town.join("houbao"))
    sender.home("h")
    sender.person("p", "h", name=SECRET, note=SECRET, phone="1")
    sender.edit("person", "p", note=f"{SECRET}的备注")
    sender.add("tag", "t", person="p", code="EL01", evidence=SECRET)
    assert sender.edit("person", "p", name=" ", workplace=SECRET).status == "rejected"
    sender.edit("person", "p", note=f"{SECRET}的备注")
    sender.person("q", "h", name="别人")
    return sender


def everything(town: Town) -> bytes:
    """All the center has, in one piece."""
    found: list[object] = []
    with town.center.reading() as connection:
        from deskapp.models.record import Base

        for table in (*Base.metadata.sorted_tables, *tables.center.sorted_tables):
            found += [[str(v) for v in r] for r in connection.execute(select(table))]
        found += [bytes(b).decode() for b in connection.scalars(select(tables.change_set.c.body))]
    return msgspec.json.encode(found)


def test_nothing_of_a_person_is_left_and_all_of_another(town: Town, worker: Sender) -> None:
    assert SECRET.encode() in everything(town)
    outcome = operate(town, "erase", kind="person", id="p")
    assert outcome.status == "applied"
    assert SECRET.encode() not in everything(town)
    assert "别人".encode() in everything(town)
    assert row(town, "person", "q")["rev"] == 1


def test_what_is_left_says_that_it_was_there_and_where(town: Town, worker: Sender) -> None:
    before = row(town, "person", "p")
    operate(town, "erase", kind="person", id="p")
    left = row(town, "person", "p")
    assert (left["id"], left["scope"], left["rev"]) == ("p", "houbao/roster", before["rev"] + 1)
    assert (left["gone"], left["household"], left["name"], left["note"]) == (True, "h", "", None)
    assert row(town, "tag", "t")["gone"]
    assert reviews(town) == []
    digests_hold(town)
    scopes_hold(town)


def test_a_household_is_erased_with_all_that_is_under_it(town: Town, worker: Sender) -> None:
    worker.visit("v", "h", note=SECRET)
    operate(town, "erase", kind="household", id="h")
    assert SECRET.encode() not in everything(town)
    assert "别人".encode() not in everything(town)
    assert row(town, "visit", "v")["visitors"] == []
    digests_hold(town)


def test_work_that_comes_too_late_is_refused_and_not_kept(town: Town, worker: Sender) -> None:
    operate(town, "erase", kind="person", id="p")
    late = worker.edit("person", "p", note=SECRET)
    child = worker.add("tag", "new", person="p", code="EL02", evidence=SECRET)
    for outcome in (late, child):
        assert (outcome.status, outcome.code, outcome.params) == (
            "rejected",
            "erased",
            {"kind": "person", "id": "p"},
        )
    assert SECRET.encode() not in everything(town)
    assert operate(town, "erase", kind="person", id="p").code == "erased"
    assert worker.edit("person", "q", note="还在").status == "applied"


def test_every_scope_the_row_ever_was_in_hears_of_it(town: Town, worker: Sender) -> None:
    operate(town, "move_household", household="h", to="donglu")
    receipts = operate(town, "erase", kind="person", id="p").receipts
    found = markers(town, row="p", erased=True)
    assert {(m["scope"], m["seq"]) for m in found} == {
        (scope, receipts[scope]) for scope in ("houbao/roster", "donglu/roster")
    }
    digests_hold(town)
    scopes_hold(town)


def test_a_pull_says_where_a_row_went_and_that_it_was_erased(town: Town, worker: Sender) -> None:
    cursors = {"houbao/roster": Cursor(1)}
    operate(town, "move_household", household="h", to="donglu")
    operate(town, "erase", kind="person", id="p")
    key = worker.seat.desk.store.device.id
    asked = Pull(worker.epoch, key, cursors, 1, 1, "0", 0, 0, "2026-11-24T01:00:00Z")
    lines = [
        msgspec.json.decode(line) for line in pulling.pull(town.center, key, asked, town.clock).splitlines()
    ]
    assert next(line for line in lines if line[:2] == ["left", "household"])[:5] == [
        "left",
        "household",
        "h",
        "houbao/roster",
        1,
    ]
    assert {line[6] for line in lines if isinstance(line, list) and line[0] == "left"} == {"donglu"}
    assert {tuple(line[1:4]) for line in lines if isinstance(line, list) and line[0] == "erase"} >= {
        ("person", "p", "houbao/roster")
    }


@pytest.mark.parametrize(
    ("kind", "id", "code"),
    [("person", "nobody", "unknown-row"), ("thing", "p", "unknown-kind"), ("user", "x", "not-to-erase")],
)
def test_what_cannot_be_erased_is_refused(town: Town, worker: Sender, kind: str, id: str, code: str) -> None:
    assert operate(town, "erase", kind=kind, id=id).code == code


def test_desks_that_had_the_person_and_one_that_comes_later_agree(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    home = one.do(adding(household()))
    who = one.do(adding(person(home, SECRET)))
    town.sync()
    two.do(setting(person("x").__class__, who, phone="13800138000"))
    assert operate(town, "erase", kind="person", id=who).status == "applied"
    one.sync()
    assert [o.code for o in two.sync().outcomes.values()] == ["erased"]
    town.join("houbao")
    town.sync()
    for seat in town.seats:
        found = seat.row("person", who)
        assert found is not None
        assert (found["gone"], found["name"]) == (True, "")
        assert seat.desk.store.text("verified") == "yes"
    assert town.agrees()
