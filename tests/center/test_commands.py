"""Commands: what only the center can do, who may ask for it, and what stood there when it could not be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from center import tables
from center.__main__ import main
from center.registry import CONFIG
from tests.center.commanding import OPERATOR, Sender, digests_hold, markers, operate, row
from tests.center.test_concurrency import all_at_once, scopes_hold
from tests.people import adding, household, person
from tests.town import Town


@pytest.fixture
def secretary(town: Town) -> Sender:
    """The secretary of houbao with a household of two people who are one."""
    sender = Sender(town, town.join("houbao", "community_secretary"))
    sender.home("h")
    sender.person("p", "h")
    sender.person("q", "h", name="冉小和")
    return sender


@pytest.mark.parametrize(
    ("unit", "role", "code"),
    [
        ("houbao", "community_secretary", None),
        ("houbao", "community_worker", "not-yours"),
        ("donglu", "community_secretary", "not-yours"),
        ("street", "department_officer", "not-yours"),
        ("street", OPERATOR, "not-yours"),
    ],
)
def test_the_secretary_of_its_community_moves_a_household_and_nobody_else(
    town: Town, secretary: Sender, unit: str, role: str, code: str | None
) -> None:
    asking = Sender(town, town.join(unit, role))
    assert asking.command("move_household", household="h", to="donglu").code == code
    assert row(town, "household", "h")["community"] == ("houbao" if code else "donglu")


def test_a_command_that_comes_too_late_hears_what_stands_there(town: Town, secretary: Sender) -> None:
    town.community("nanshan")
    operate(town, "move_household", household="h", to="donglu")
    outcome = secretary.command("move_household", household="h", to="nanshan")
    assert (outcome.status, outcome.code) == ("rejected", "guard")
    assert outcome.params == {"kind": "household", "id": "h", "field": "scope", "value": "donglu/roster"}
    again = operate(town, "move_household", household="h", to="donglu")
    assert (again.code, again.params["field"], again.params["value"]) == ("guard", "community", "donglu")


def scopes(town: Town) -> set[str]:
    with town.center.reading() as connection:
        return set(connection.scalars(select(tables.scope.c.id)))


def test_what_is_withdrawn_does_not_move(town: Town, secretary: Sender) -> None:
    secretary.edit("household", "h", gone=True)
    outcome = secretary.command("move_household", household="h", to="donglu")
    assert (outcome.code, outcome.params["field"]) == ("guard", "gone")


@pytest.mark.parametrize(
    ("action", "args", "code"),
    [
        ("move_household", {"household": "nobody", "to": "donglu"}, "unknown-row"),
        ("move_household", {"household": "h", "to": "nowhere"}, "no-such-community"),
        ("move_household", {"household": "h", "to": "street"}, "no-such-community"),
        ("move_household", {"household": "h", "to": "houbao/field"}, "no-such-community"),
        ("move_household", {"household": "h"}, "malformed"),
        ("move_household", {"household": "h", "to": ["donglu"]}, "malformed"),
        ("move_household", {"household": "h", "to": "donglu", "more": "x"}, "malformed"),
        ("move_household", {"household": "h\0", "to": "donglu"}, "malformed"),
        ("merge_persons", {"keep": "p", "drop": "p"}, "malformed"),
        ("merge_persons", {"keep": "p", "drop": "nobody"}, "unknown-row"),
        ("erase", {"kind": "person", "id": "p"}, "not-yours"),
        ("number_case", {"case": "c"}, "unknown-command"),
        ("save", {}, "unknown-command"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    town: Town, secretary: Sender, action: str, args: dict[str, Any], code: str
) -> None:
    before = scopes(town)
    assert secretary.command(action, **args).code == code
    assert markers(town) == []
    assert scopes(town) == before
    digests_hold(town)


def test_a_command_with_changes_is_none(town: Town, secretary: Sender) -> None:
    from deskapp.models.change import Change

    change = Change("person", "p", (secretary.epoch, 1), {"note": "x"})
    args = {"household": "h", "to": "donglu"}
    assert secretary.send(change, action="move_household", args=args).code == "malformed"
    assert row(town, "person", "p")["note"] is None


def test_a_command_on_what_was_refused_is_blocked_by_it(town: Town, secretary: Sender) -> None:
    assert secretary.add("person", "bad", household="h", name=" ").status == "rejected"
    assert secretary.command("merge_persons", keep="p", drop="bad").status == "blocked"


def test_two_who_are_one_become_one(town: Town, secretary: Sender) -> None:
    secretary.add("tag", "t", person="q", code="EL01")
    secretary.add("tag", "mine", person="p", code="EL02")
    outcome = secretary.command("merge_persons", keep="p", drop="q")
    assert (outcome.status, outcome.receipts.keys()) == ("applied", {"houbao/roster"})
    assert (row(town, "tag", "t")["person"], row(town, "tag", "t")["rev"]) == ("p", 2)
    assert row(town, "tag", "mine")["rev"] == 1
    assert (row(town, "person", "q")["gone"], row(town, "person", "p")["rev"]) == (True, 1)
    assert secretary.command("merge_persons", keep="p", drop="q").params["field"] == "gone"
    digests_hold(town)
    scopes_hold(town)


def test_reviews_of_the_dropped_one_stay_with_their_values(town: Town, secretary: Sender) -> None:
    secretary.edit("person", "q", phone="1")
    (review,) = town.center_rows("review")
    secretary.command("merge_persons", keep="p", drop="q")
    assert row(town, "review", review["id"])["row"] == "q"


def test_people_of_two_communities_are_not_merged(town: Town, secretary: Sender) -> None:
    there = Sender(town, town.join("donglu"))
    there.home("elsewhere")
    there.person("other", "elsewhere")
    assert operate(town, "merge_persons", keep="p", drop="other").params == {
        "kind": "person", "id": "other", "field": "scope", "value": "donglu/roster"
    }  # fmt: skip
    assert secretary.command("merge_persons", keep="p", drop="other").code == "not-yours"


def test_a_move_and_the_work_of_both_communities_wait_for_each_other(town: Town) -> None:
    seats = [town.join("houbao"), town.join("donglu")]
    homes = [seats[0].do(adding(household(str(n)))) for n in range(6)]
    town.sync(1)
    for home in homes:
        seats[0].do(adding(person(home)))
        seats[1].do(adding(household(f"9{home[:4]}", "donglu")))
    moves = [lambda h=h: operate(town, "move_household", household=h, to="donglu") for h in homes]
    all_at_once([*(seat.sync for seat in seats), *moves])
    town.sync()
    digests_hold(town)
    scopes_hold(town)
    assert {r["scope"] for r in town.center_rows("person")} == {"donglu/roster"}
    assert town.agrees()


def test_the_operator_moves_merges_and_erases(
    town: Town, secretary: Sender, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "center")
    assert (tmp_path / "center" / CONFIG).exists()
    assert main(["household", "move", folder, "h", "donglu"]) == 0
    assert "donglu/roster" in capsys.readouterr().out.splitlines(), "one scope a line"
    assert row(town, "household", "h")["community"] == "donglu"
    assert main(["household", "move", folder, "h", "donglu"]) == 1
    assert "donglu" in capsys.readouterr().err
    assert main(["person", "merge", folder, "p", "q"]) == 0
    assert row(town, "person", "q")["gone"]
    assert main(["erase", folder, "person", "p"]) == 1
    assert "--yes" in capsys.readouterr().err
    assert row(town, "person", "p")["name"] == "冉小禾"
    assert main(["erase", folder, "person", "p", "--yes"]) == 0
    assert row(town, "person", "p")["name"] == ""
    assert '"p"' in (tmp_path / "center" / "erasures.jsonl").read_text("utf-8")
    for words in (["erase", folder, "person", "p", "--yes"], ["erase", folder, "thing", "p", "--yes"]):
        assert main(words) == 1
    assert main(["person", "merge", folder, "p", "p"]) == 1
    assert capsys.readouterr().err.count("hutong-center: ") == 3
