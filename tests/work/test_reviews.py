"""Reviews at a desk: whose they are, what each side wrote, what settling writes and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from deskapp.models.person import Person
from deskapp.models.record import table_of
from deskapp.models.visit import Visit
from deskapp.store.capture import EVERYTHING, Refused
from deskapp.work.entry import NotThere
from deskapp.work.needs import needs
from deskapp.work.reviews import (
    DIFFERENT,
    ReviewLine,
    ReviewPage,
    open_reviews,
    review_page,
    settle,
    settled_reviews,
    unsettle,
)
from deskapp.work.states import sync_states
from tests.people import TODAY, adding, household, person, setting, visit
from tests.town import Seat, Town

DAY = date.fromisoformat(TODAY)
NOW = f"{TODAY}T03:00:00Z"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path)
    town.community("houbao", "后堡社区")
    yield town
    town.close()


@pytest.fixture
def pair(town: Town) -> tuple[Seat, Seat]:
    pair = town.join("houbao"), town.join("houbao")
    town.sync()
    return pair


@pytest.fixture
def who(town: Town, pair: tuple[Seat, Seat]) -> str:
    home = pair[0].do(adding(household("501")))
    who = str(pair[0].do(adding(person(home, "冉小禾", phone="13800138000"))))
    town.sync()
    return who


@pytest.fixture
def clash(town: Town, pair: tuple[Seat, Seat], who: str) -> str:
    """Both wrote another phone; the second one stands."""
    pair[0].do(setting(Person, who, phone="13900139000"))
    pair[1].do(setting(Person, who, phone="13700137000"))
    town.sync()
    (line,) = listed(pair[0])
    return line.id


def ask(seat: Seat, question: Callable[..., Any], *given: Any, **more: Any) -> Any:
    return seat.desk.ask(lambda session: question(session, *given, **more))


def listed(seat: Seat) -> list[ReviewLine]:
    found: list[ReviewLine] = ask(seat, open_reviews, seat.desk.actor, DAY)
    return found


def page_of(seat: Seat, id: str) -> ReviewPage:
    page: ReviewPage | None = ask(seat, review_page, id, seat.desk.actor, DAY)
    assert page is not None
    return page


def decide(seat: Seat, id: str, at: str = NOW, verdict: str = "", **values: Any) -> None:
    job = partial(settle, id=id, values=values, verdict=verdict, actor=seat.desk.actor, at=at)
    seat.do(job, confirmed=EVERYTHING)


def put(seat: Seat, id: str, **values: Any) -> None:
    """A review as the center would send it."""
    usual = {"rev": 1, "seq": 1, "gone": False, "author": "0", "made_at": NOW, "extra": {}, "change_set": id}
    usual |= {"scope": "houbao/roster", "row_kind": "person", "owner": None, "state": "open", "details": {}}
    with seat.desk.store.absorbing() as connection:
        connection.execute(insert(table_of("review")).values(id=id, **(usual | values)))


def test_each_side_sees_its_own_value_first(pair: tuple[Seat, Seat], clash: str) -> None:
    for seat, mine, theirs in (
        (pair[0], "13900139000", "13700137000"),
        (pair[1], "13700137000", "13900139000"),
    ):
        (found,) = page_of(seat, clash).clashes
        assert (found.left.values, found.right.values) == ({"phone": mine}, {"phone": theirs})
        assert found.left.name == seat.desk.actor.name
        assert found.now == {"phone": "13700137000"}


def test_a_choice_is_written_for_everybody_and_ends_the_question(
    town: Town, pair: tuple[Seat, Seat], who: str, clash: str
) -> None:
    decide(pair[0], clash, phone="13900139000")
    town.sync()
    for seat in pair:
        row = seat.row("person", who)
        assert row
        assert row["phone"] == "13900139000"
        assert listed(seat) == []
        assert ask(seat, needs, seat.desk.actor).total == 0
        (done,) = ask(seat, settled_reviews, seat.desk.actor, DAY)
        assert (done.settled_by, done.settled_at) == (pair[0].desk.actor.name, NOW)
    assert pair[1].sync().attention == 0
    assert town.agrees()


def test_a_third_value_may_be_typed(town: Town, pair: tuple[Seat, Seat], who: str, clash: str) -> None:
    decide(pair[1], clash, phone="13600136000")
    town.sync()
    row = pair[0].row("person", who)
    assert row
    assert row["phone"] == "13600136000"


def test_a_choice_can_be_taken_back_for_thirty_days(
    town: Town, pair: tuple[Seat, Seat], who: str, clash: str
) -> None:
    decide(pair[0], clash, phone="13900139000")
    town.sync()
    with pytest.raises(NotThere, match="too-late"):
        pair[1].do(partial(unsettle, id=clash, at="2026-12-25T03:00:01Z"), confirmed=EVERYTHING)
    pair[1].do(partial(unsettle, id=clash, at="2026-12-24T02:59:59Z"), confirmed=EVERYTHING)
    town.sync()
    row = pair[0].row("person", who)
    assert row
    assert row["phone"] == "13700137000"
    assert [line.id for line in listed(pair[0])] == [clash]
    assert page_of(pair[0], clash).choice is None


def test_taking_back_leaves_what_was_changed_since(
    town: Town, pair: tuple[Seat, Seat], who: str, clash: str
) -> None:
    decide(pair[0], clash, phone="13900139000")
    pair[0].do(setting(Person, who, phone="13500135000"))
    pair[0].do(partial(unsettle, id=clash, at=NOW), confirmed=EVERYTHING)
    row = pair[0].row("person", who)
    assert row
    assert row["phone"] == "13500135000"


def test_what_is_settled_cannot_be_settled_again(pair: tuple[Seat, Seat], clash: str) -> None:
    decide(pair[0], clash, phone="13900139000")
    with pytest.raises(NotThere):
        decide(pair[0], clash, phone="13700137000")


def test_a_conflict_is_said_until_it_is_settled(pair: tuple[Seat, Seat], who: str, clash: str) -> None:
    assert ask(pair[1], sync_states, "person", [who]) == {who: "conflict"}
    pair[0].do(partial(settle, id=clash, values={}, actor=pair[0].desk.actor, at=NOW))
    pair[0].sync()
    pair[1].sync()
    assert ask(pair[1], sync_states, "person", [who]) == {who: "received"}


def test_only_the_author_of_a_visit_chooses_another_value(
    town: Town, pair: tuple[Seat, Seat], who: str
) -> None:
    one, two = pair
    row = one.row("person", who)
    assert row
    seen = str(one.do(adding(visit(row["household"], one.desk.actor.id, "平安"))))
    town.sync()
    side = {"lost": "不平安", "kept": "平安", "lost_by": "", "kept_by": "", "set": "s"}
    put(two, "r", row=seen, row_kind="visit", scope="houbao/field", reason="conflict",
        details={"losers": {"note": side}})  # fmt: skip
    assert page_of(two, "r").only == one.desk.actor.name
    with pytest.raises(Refused, match="not-the-author"):
        decide(two, "r", note="不平安")
    decide(two, "r", note="平安")
    assert listed(two) == []
    put(one, "r", row=seen, row_kind="visit", scope="houbao/field", reason="conflict",
        details={"losers": {"note": side}})  # fmt: skip
    assert page_of(one, "r").only == ""
    decide(one, "r", note="不平安")
    with one.desk.store.reading() as session:
        assert session.get_one(Visit, seen).note == "不平安"


def test_ones_own_stand_first_and_the_oldest_first_among_them(pair: tuple[Seat, Seat], who: str) -> None:
    one, two = pair
    mine, other = one.desk.actor.id, two.desk.actor.id
    put(one, "theirs", row=who, reason="quality", owner=other, made_at="2026-11-01T01:00:00Z")
    put(one, "new", row=who, reason="quality", owner=mine, made_at="2026-11-23T01:00:00Z")
    put(one, "old", row=who, reason="quality", made_at="2026-11-19T01:00:00Z")
    lines = listed(one)
    assert [(line.id, line.mine, line.age) for line in lines] == [
        ("old", True, 3), ("new", True, 1), ("theirs", False, 17)
    ]  # fmt: skip
    assert (lines[0].subject.words, lines[2].owner) == ("3-2-501 冉小禾", two.desk.actor.name)
    assert ask(one, needs, one.desk.actor).total == 2


def test_another_communitys_review_is_nobodys_here(pair: tuple[Seat, Seat], who: str) -> None:
    put(pair[0], "r", row=who, scope="donglu/roster", reason="quality")
    assert listed(pair[0]) == []
    assert ask(pair[0], needs, pair[0].desk.actor).total == 0


def test_two_that_may_be_one_stand_side_by_side(pair: tuple[Seat, Seat], who: str) -> None:
    one = pair[0]
    home = one.do(adding(household("502")))
    twin = one.do(adding(person(home, "冉小和")))
    details = {"duplicate_of": [twin], "elsewhere": ["donglu"], "field": "id_number"}
    put(one, "r", row=who, reason="duplicate", details=details)
    page = page_of(one, "r")
    assert [each.values["name"] for each in page.twins] == ["冉小禾", "冉小和"]
    assert page.elsewhere == ("donglu",)
    decide(one, "r", verdict=DIFFERENT)
    choice = page_of(one, "r").choice
    assert choice
    assert choice["verdict"] == DIFFERENT


def test_a_doubt_that_was_put_right_is_a_doubt_no_more(pair: tuple[Seat, Seat], who: str) -> None:
    one = pair[0]
    one.do(setting(Person, who, phone="1380013800"), confirmed=EVERYTHING)
    put(one, "r", row=who, reason="quality", details={"doubts": [{"field": "phone", "code": "too-short"}]})
    assert [doubt.still for doubt in page_of(one, "r").doubts] == [True]
    one.do(setting(Person, who, phone="13800138000"))
    assert [doubt.still for doubt in page_of(one, "r").doubts] == [False]


def test_what_was_withdrawn_can_be_brought_back(pair: tuple[Seat, Seat], who: str) -> None:
    one = pair[0]
    one.do(setting(Person, who, gone=True))
    put(one, "r", row=who, reason="gone")
    assert page_of(one, "r").gone
    decide(one, "r", gone=False)
    assert not page_of(one, "r").gone


def test_the_fields_of_a_door_are_chosen_together(pair: tuple[Seat, Seat], who: str) -> None:
    one = pair[0]
    row = one.row("person", who)
    assert row
    sides = {name: {"lost": "9", "kept": "5", "lost_by": one.desk.actor.id} for name in ("room", "floor")}
    put(one, "r", row=row["household"], row_kind="household", reason="conflict", details={"losers": sides})
    (found,) = page_of(one, "r").clashes
    assert set(found.fields) == {"room", "floor"}
    assert found.left.values == {"room": "9", "floor": "9"}
