"""A household moves while its old desk is away: what was written for it arrives, and both desks agree."""

from __future__ import annotations

from center import ledger
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.work.needs import needs
from deskapp.work.standing import standing
from tests.people import adding, household, person, setting, visit
from tests.town import Seat, Town


def move(town: Town, home: str, to: str = "donglu") -> None:
    args = {"household": home, "to": to}
    assert ledger.edit(town.center, "move_household", [], town.clock, args).status == "applied"


def settled(town: Town) -> None:
    town.sync(3)
    assert all(seat.desk.store.text("verified") == "yes" for seat in town.seats)
    assert town.agrees()


def both(town: Town) -> tuple[Seat, Seat]:
    old, new = town.join("houbao"), town.join("donglu")
    town.sync()
    return old, new


def test_it_goes_from_one_desk_and_comes_to_the_other(town: Town) -> None:
    old, new = both(town)
    home = old.do(adding(household()))
    who = old.do(adding(person(home)))
    town.sync()
    move(town, home)
    settled(town)
    assert (old.row("household", home), old.row("person", who)) == (None, None)
    assert (new.row("household", home), new.row("person", who)) != (None, None)


def test_a_day_offline_for_a_household_that_moved_is_all_there_in_the_end(town: Town) -> None:
    old, new = both(town)
    home = old.do(adding(household()))
    who = old.do(adding(person(home)))
    town.sync()
    old.do(setting(Person, who, phone="13900139000"))
    made = old.do(adding(visit(home, old.desk.actor.id, note="门口见过")))
    late = old.do(adding(person(home, "岑若水")))
    old.do(setting(Person, late, phone="13700137000"))
    old.do(setting(Household, home, note="有狗"))
    move(town, home)
    report = old.sync()
    assert {o.status for o in report.outcomes.values()} == {"forwarded"}
    assert {o.params["to"] for o in report.outcomes.values()} == {"donglu"}
    settled(town)
    row = new.row("person", who)
    assert row is not None
    assert row["phone"] == "13900139000"
    assert [new.row("visit", made)["note"], new.row("person", late)["phone"]] == ["门口见过", "13700137000"]  # type: ignore[index]
    assert {r["reason"] for r in town.center_rows("review")} == {"forwarded"}
    assert (old.row("visit", made), old.row("person", late), old.waiting) == (None, None, 0)


def test_it_moves_back_and_the_first_desk_has_it_again(town: Town) -> None:
    old, new = both(town)
    home = old.do(adding(household()))
    town.sync()
    move(town, home)
    new.sync()
    move(town, home, "houbao")
    settled(town)
    assert old.row("household", home) is not None
    assert new.row("household", home) is None


def test_a_desk_of_the_street_follows(town: Town) -> None:
    old, _ = both(town)
    clerk = town.join("street", "window_clerk")
    home = old.do(adding(household()))
    town.sync()
    move(town, home)
    settled(town)
    found = clerk.row("household", home)
    assert found is not None
    assert found["scope"] == "donglu/roster"


def test_an_open_conflict_goes_along_and_waits_for_whoever_is_there_now(town: Town) -> None:
    one, two, there = town.join("houbao"), town.join("houbao"), town.join("donglu")
    home = one.do(adding(household()))
    who = one.do(adding(person(home)))
    town.sync()
    one.do(setting(Person, who, phone="13800138000"))
    two.do(setting(Person, who, phone="13900139000"))
    one.sync()
    two.sync()
    assert needing(two) == 1
    move(town, home)
    town.sync()
    assert (needing(one), needing(two)) == (0, 0), "nobody there can see it any more"
    (review,) = [r for r in town.center_rows("review") if r["state"] == "open"]
    assert (review["scope"], review["owner"]) == ("donglu/roster", None)
    assert there.desk.ask(lambda s: needs(s, there.desk.actor)).total == 1
    assert town.agrees()


def needing(seat: Seat) -> int:
    return seat.desk.ask(standing).attention
