"""A household that moves: all that is under it goes along, and what its old desks still write is kept."""

from __future__ import annotations

import pytest

from tests.center.commanding import Sender, digests_hold, markers, operate, reviews, row
from tests.center.test_concurrency import scopes_hold
from tests.town import Town


@pytest.fixture
def worker(town: Town) -> Sender:
    """A worker of houbao with a household, a person, a tag, a visit, a request and an assignment."""
    sender = Sender(town, town.join("houbao"))
    sender.home("h")
    sender.person("p", "h", phone="13800138000")
    sender.add("tag", "t", person="p", code="EL01")
    sender.visit("v", "h")
    sender.add("request", "r", household="h", text="路灯不亮")
    sender.add("assignment", "a", household="h", worker="w", since="2026-01-01")
    return sender


def move(town: Town, to: str = "donglu", home: str = "h") -> dict[str, int]:
    outcome = operate(town, "move_household", household=home, to=to)
    assert outcome.status == "applied"
    return outcome.receipts


ALL = [
    ("household", "h"),
    ("person", "p"),
    ("tag", "t"),
    ("visit", "v"),
    ("request", "r"),
    ("assignment", "a"),
]


def test_all_that_is_under_it_goes_along_under_one_number_of_each_scope(town: Town, worker: Sender) -> None:
    before = {key: row(town, *key) for key in ALL}
    receipts = move(town)
    assert receipts.keys() == {"houbao/roster", "houbao/field", "donglu/roster", "donglu/field"}
    for key in ALL:
        now, then = row(town, *key), before[key]
        part = then["scope"].partition("/")[2]
        assert (now["scope"], now["rev"]) == (f"donglu/{part}", then["rev"] + 1)
        assert now["seq"] == receipts[f"donglu/{part}"]
        assert now["author"] == then["author"]
    assert row(town, "household", "h")["community"] == "donglu"
    digests_hold(town)
    scopes_hold(town)


def test_a_marker_without_data_stands_where_each_row_was(town: Town, worker: Sender) -> None:
    receipts = move(town)
    found = markers(town)
    assert {(m["kind"], m["row"]) for m in found} == set(ALL)
    assert {(m["scope"], m["seq"]) for m in found} == {
        (s, receipts[s]) for s in ("houbao/roster", "houbao/field")
    }
    assert {(m["to"], m["erased"], m["rev"]) for m in found} == {("donglu", False, 1)}


def test_the_worker_stays_behind(town: Town, worker: Sender) -> None:
    worker.add("assignment", "old", household="h", worker="w", since="2025-01-01", until="2025-12-31")
    move(town)
    assert row(town, "assignment", "a")["until"] == "2026-11-24"
    assert row(town, "assignment", "old")["until"] == "2025-12-31"


def test_reviews_of_its_rows_and_withdrawn_rows_go_along(town: Town, worker: Sender) -> None:
    worker.person("gone", "h", gone=True)
    worker.person("doubtful", "h", phone="1")
    (review,) = reviews(town)
    move(town)
    assert row(town, "person", "gone")["scope"] == "donglu/roster"
    assert row(town, "review", review["id"])["scope"] == "donglu/roster"
    digests_hold(town)


def test_another_household_stays(town: Town, worker: Sender) -> None:
    worker.home("other", "502")
    worker.person("q", "other")
    move(town)
    assert [row(town, *key)["scope"] for key in (("household", "other"), ("person", "q"))] == [
        "houbao/roster"
    ] * 2


def test_a_late_edit_is_applied_where_the_row_is_and_put_before_its_people(
    town: Town, worker: Sender
) -> None:
    move(town)
    outcome = worker.edit("person", "p", phone="13900139000")
    assert (outcome.status, outcome.params) == ("forwarded", {"to": "donglu"})
    assert row(town, "person", "p")["phone"] == "13900139000"
    (review,) = reviews(town)
    assert (review["scope"], review["reason"], review["owner"]) == ("donglu/roster", "forwarded", None)
    assert review["details"]["from"] == "houbao/roster"
    digests_hold(town)


def test_a_late_visit_is_kept_and_so_is_its_authors_next_edit_of_it(town: Town, worker: Sender) -> None:
    move(town)
    assert worker.visit("late", "h").status == "forwarded"
    assert worker.edit("visit", "late", 0, note="又想起来").status == "forwarded"
    found = row(town, "visit", "late")
    assert (found["scope"], found["note"], found["gone"]) == ("donglu/field", "又想起来", False)
    assert {r["details"]["from"] for r in reviews(town)} == {"houbao/field"}
    assert worker.add("tag", "late-tag", person="p", code="EL02").status == "forwarded"
    assert row(town, "tag", "late-tag")["scope"] == "donglu/roster"


def test_a_late_new_person_with_a_tag_in_one_set_is_kept_whole(town: Town, worker: Sender) -> None:
    from deskapp.models.change import Change

    move(town)
    base = (worker.epoch, 0)
    person = Change("person", "new", base, {"household": "h", "name": "岑若水"}, new=True)
    tag = Change("tag", "new-tag", base, {"person": "new", "code": "EL01"}, new=True)
    assert worker.send(person, tag).status == "forwarded"
    assert row(town, "tag", "new-tag")["scope"] == "donglu/roster"


def test_a_late_edit_that_lost_is_one_review_of_both(town: Town, worker: Sender) -> None:
    move(town)
    there = Sender(town, town.join("donglu"))
    there.edit("person", "p", 2, phone="13700137000")
    assert worker.edit("person", "p", phone="13900139000").status == "forwarded"
    (review,) = reviews(town)
    assert review["reason"] == "conflict"
    assert review["details"]["from"] == "houbao/roster"
    assert review["details"]["losers"]["phone"]["lost"] == "13700137000"


def test_what_the_new_community_made_is_not_for_the_old_one(town: Town, worker: Sender) -> None:
    move(town)
    there = Sender(town, town.join("donglu"))
    there.person("theirs", "h")
    assert worker.edit("person", "theirs", phone="13900139000").code == "not-yours"
    assert there.edit("person", "p", 2, note="x").status == "applied"


def test_who_could_never_write_there_is_refused_as_before(town: Town, worker: Sender) -> None:
    clerk = Sender(town, town.join("street", "window_clerk"))
    third = town.community("nanshan") or Sender(town, town.join("nanshan"))
    move(town)
    assert clerk.visit("x", "h").code == "not-yours"
    assert third.visit("y", "h").code == "not-yours"


def test_moved_on_and_back_again(town: Town, worker: Sender) -> None:
    town.community("nanshan")
    move(town)
    move(town, "nanshan")
    outcome = worker.edit("person", "p", phone="13900139000")
    assert outcome.params == {"to": "nanshan"}
    move(town, "houbao")
    assert markers(town, scope="houbao/roster") == []
    assert {m["scope"] for m in markers(town, row="p")} == {"donglu/roster", "nanshan/roster"}
    assert worker.edit("person", "p", 9, note="又回来了").status == "applied"
    digests_hold(town)
    scopes_hold(town)


def test_an_edit_in_the_same_push_as_the_move_is_forwarded(town: Town) -> None:
    secretary = Sender(town, town.join("houbao", "community_secretary"))
    secretary.home("h")
    assert secretary.command("move_household", household="h", to="donglu").status == "applied"
    assert secretary.visit("v", "h").status == "forwarded"
