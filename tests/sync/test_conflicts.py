"""Two desks and one record: what merges, what goes to a review, what is refused, and how it is undone."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from deskapp.desk import Desk
from deskapp.models.change import from_body
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.record import table_of
from deskapp.models.visit import Visit
from deskapp.store import outbox, tables
from deskapp.store.capture import Refused
from tests.people import adding, household, person, setting, visit
from tests.sync.test_round import table_at
from tests.town import Seat, Town

Pair = tuple[Seat, Seat]


@pytest.fixture
def home(pair: Pair) -> str:
    home = str(pair[0].do(adding(household("501"))))
    pair[0].sync()
    pair[1].sync()
    return home


@pytest.fixture
def who(pair: Pair, home: str) -> str:
    who = str(pair[0].do(adding(person(home, phone="13800138000"))))
    pair[0].sync()
    pair[1].sync()
    return who


def last_set(seat: Seat) -> str:
    return str(table_at(seat, tables.outbox)[-1].id)


def center_row(town: Town, kind: str, id: str) -> dict[str, Any]:
    (row,) = [r for r in town.center_rows(kind) if r["id"] == id]
    return row


def fire(town: Town, seat: Seat) -> None:
    """The center takes a person's seat away while their desk is offline."""
    user = table_of("user")
    with town.center.writing() as connection:
        connection.execute(update(user).where(user.c.id == seat.desk.actor.id).values(active=False))


def hire_again(town: Town, seat: Seat) -> None:
    user = table_of("user")
    with town.center.writing() as connection:
        connection.execute(update(user).where(user.c.id == seat.desk.actor.id).values(active=True))


def test_different_fields_of_one_record_both_stay(town: Town, pair: Pair, who: str) -> None:
    one, two = pair
    one.do(setting(Person, who, phone="13900139000"))
    two.do(setting(Person, who, note="独居"))
    town.sync()
    row = center_row(town, "person", who)
    assert (row["phone"], row["note"]) == ("13900139000", "独居")
    assert town.center_rows("review") == []
    assert town.agrees()


def test_the_same_field_goes_to_the_later_arrival_and_the_loser_to_a_review(
    town: Town, pair: Pair, who: str
) -> None:
    one, two = pair
    one.do(setting(Person, who, phone="13900139000"))
    town.clock.advance(hours=1)
    two.do(setting(Person, who, phone="13700137000"))
    one.sync()
    report = two.sync()
    assert [o.status for o in report.outcomes.values()] == ["applied_with_review"]
    assert report.attention == 1
    town.sync()
    assert center_row(town, "person", who)["phone"] == "13700137000"
    (review,) = town.center_rows("review")
    assert (review["row"], review["reason"], review["state"]) == (who, "conflict", "open")
    assert review["details"]["losers"]["phone"] == {
        "lost": "13900139000",
        "kept": "13700137000",
        "set": last_set(one),
        "lost_by": one.desk.actor.id,
        "kept_by": two.desk.actor.id,
        "lost_at": "2026-11-24T01:00:00Z",
        "kept_at": "2026-11-24T02:00:00Z",
    }
    assert review["owner"] == two.desk.actor.id
    assert one.row("review", review["id"]) == two.row("review", review["id"])
    assert town.agrees()


def test_the_same_value_twice_is_no_conflict(town: Town, pair: Pair, who: str) -> None:
    for seat in pair:
        seat.do(setting(Person, who, phone="13900139000"))
    town.sync()
    assert town.center_rows("review") == []
    assert center_row(town, "person", who)["rev"] == 2
    assert town.agrees()


def test_edits_of_one_offline_day_do_not_conflict_with_each_other(town: Town, pair: Pair, who: str) -> None:
    one, two = pair
    two.do(setting(Person, who, note="别处"))
    two.sync()
    for n in range(5):
        one.do(setting(Person, who, phone=f"1390013900{n}"))
        if n == 2:
            one.cut_off("after")
    town.sync()
    assert center_row(town, "person", who)["phone"] == "13900139004"
    assert town.center_rows("review") == []
    assert town.agrees()


def test_pulled_rows_go_under_pending_edits(town: Town, pair: Pair, who: str) -> None:
    one, two = pair
    two.do(setting(Person, who, note="来自二"))
    two.sync()
    one.do(setting(Person, who, phone="13900139000"))
    one.pull_only()
    row = one.row("person", who)
    assert row is not None
    assert (row["phone"], row["note"], row["rev"]) == ("13900139000", "来自二", 2)
    town.sync()
    assert center_row(town, "person", who)["note"] == "来自二"
    assert town.agrees()


def test_a_refused_edit_goes_back_to_what_the_center_has(town: Town, pair: Pair, who: str) -> None:
    one, two = pair
    two.do(setting(Person, who, note="来自二"))
    two.sync()
    one.do(setting(Person, who, phone="13900139000"))
    fire(town, one)
    one.cut_off("after")
    hire_again(town, one)
    assert [o.code for o in one.sync().outcomes.values()] == ["author_inactive"]
    row = one.row("person", who)
    assert row is not None
    assert (row["phone"], row["note"]) == ("13800138000", "来自二")
    assert table_at(one, tables.shadow) == []
    assert town.agrees()


def test_a_refused_new_record_goes_and_what_hangs_on_it_is_blocked_by_it(
    town: Town, pair: Pair, home: str
) -> None:
    one, _ = pair
    fire(town, one)
    who = one.do(adding(person(home, "岑若水")))
    first = last_set(one)
    one.cut_off("after")
    hire_again(town, one)
    one.do(setting(Person, who, phone="13900139000"))
    one.do(setting(Household, home, note="别的"))
    report = one.sync()
    by_status = {o.status: o for o in report.outcomes.values()}
    assert by_status.keys() == {"rejected", "blocked", "applied"}
    assert by_status["blocked"].params == {"by": first}
    assert one.row("person", who) is None
    assert report.attention == 2
    town.sync()
    assert center_row(town, "household", home)["note"] == "别的"
    assert town.agrees()


def test_a_child_of_a_refused_parent_is_blocked_in_the_same_push(town: Town, pair: Pair) -> None:
    one, _ = pair
    fire(town, one)
    home = one.do(adding(household("900")))
    one.cut_off("after")
    hire_again(town, one)
    made = one.do(adding(visit(home, one.desk.actor.id)))
    report = one.sync()
    assert sorted(o.status for o in report.outcomes.values()) == ["blocked", "rejected"]
    assert (one.row("household", home), one.row("visit", made)) == (None, None)
    town.sync()
    assert town.agrees()


def test_an_outcome_is_the_same_for_ever(town: Town, pair: Pair, home: str) -> None:
    one, _ = pair
    fire(town, one)
    one.do(setting(Household, home, note="x"))
    one.cut_off("after")
    hire_again(town, one)
    assert [o.code for o in one.sync().outcomes.values()] == ["author_inactive"]
    assert center_row(town, "household", home)["note"] is None


def test_undo_before_and_after_the_round_leaves_what_stood_there(town: Town, pair: Pair, who: str) -> None:
    one, _ = pair
    for between in (False, True):
        one.do(setting(Person, who, phone="13900139000"))
        made = last_set(one)
        if between:
            town.sync()
        one.desk.undo(made)
        town.sync()
        assert center_row(town, "person", who)["phone"] == "13800138000"
        assert town.center_rows("review") == []
    assert town.agrees()


def test_an_undo_over_what_somebody_else_wrote_unseen_goes_to_a_review(
    town: Town, pair: Pair, who: str
) -> None:
    one, two = pair
    one.do(setting(Person, who, phone="13900139000"))
    made = last_set(one)
    town.sync()
    two.do(setting(Person, who, phone="13700137000"))
    two.sync()
    one.desk.undo(made)
    town.sync()
    (review,) = town.center_rows("review")
    assert review["details"]["losers"]["phone"]["lost"] == "13700137000"
    assert town.agrees()


def test_an_undo_over_what_somebody_else_wrote_and_one_has_is_refused(
    town: Town, pair: Pair, who: str
) -> None:
    one, two = pair
    one.do(setting(Person, who, phone="13900139000"))
    made = last_set(one)
    town.sync()
    two.do(setting(Person, who, phone="13700137000"))
    town.sync()
    with pytest.raises(Refused, match="phone:changed-since"):
        one.desk.undo(made)
    assert one.waiting == 0


def test_undoing_what_was_refused_is_nothing(town: Town, pair: Pair, home: str) -> None:
    one, _ = pair
    fire(town, one)
    one.do(adding(person(home)))
    one.sync()
    one.desk.undo(last_set(one))
    assert one.waiting == 0


def test_a_withdrawn_record_is_withdrawn_everywhere_and_an_edit_of_it_is_kept(
    town: Town, pair: Pair, who: str
) -> None:
    one, two = pair
    one.do(setting(Person, who, gone=True))
    two.do(setting(Person, who, phone="13700137000"))
    town.sync()
    with town.center.reading() as connection:
        row = connection.execute(select(table_of("person"))).mappings().one()
    assert (row["gone"], row["phone"]) == (True, "13700137000")
    (review,) = town.center_rows("review")
    assert (review["row"], review["reason"], review["owner"]) == (who, "gone", two.desk.actor.id)
    assert town.agrees()


def test_withdrawing_and_bringing_back_is_no_question(town: Town, pair: Pair, who: str) -> None:
    one, two = pair
    one.do(setting(Person, who, gone=True))
    two.do(setting(Person, who, gone=True))
    town.sync()
    two.do(setting(Person, who, gone=False))
    town.sync()
    assert center_row(town, "person", who)["gone"] is False
    assert town.center_rows("review") == []


@pytest.mark.parametrize("first", [0, 1], ids=["apart first", "together first"])
def test_one_text_in_two_encodings_is_no_conflict_and_kept_in_one(
    town: Town, pair: Pair, who: str, first: int
) -> None:
    apart, together = "Ame\u0301lie", "Am\u00e9lie"
    one, two = pair if first == 0 else pair[::-1]
    one.do(setting(Person, who, workplace=apart))
    two.do(setting(Person, who, workplace=together))
    town.sync()
    assert town.center_rows("review") == []
    assert center_row(town, "person", who)["workplace"] == together
    assert apart in from_body(table_at(one, tables.outbox)[-1].body).changes[0].values.values()
    assert town.agrees()


def test_an_unconfirmed_doubt_becomes_a_review_and_a_confirmed_one_does_not(town: Town, pair: Pair) -> None:
    one, two = pair
    far = {"visited_on": "2026-11-25"}
    home = one.do(adding(household()))
    ahead = frozenset({"visited_on:in-the-future"})
    one.do(adding(visit(home, one.desk.actor.id, **far)), confirmed=ahead)
    town.sync()
    assert town.center_rows("review") == []
    two.desk.clock = two.desk.store.clock = _a_day_ahead(town)
    two.do(adding(visit(home, two.desk.actor.id, **far)))
    two.sync()
    (review,) = town.center_rows("review")
    assert (review["reason"], review["details"]["doubts"][0]["code"]) == ("quality", "in-the-future")


def _a_day_ahead(town: Town) -> Any:
    from deskapp.models.clock import ClockAt

    return ClockAt("2026-11-25T06:00:00Z")


def test_only_its_author_edits_a_visit_even_with_a_desk_that_lets_others(
    town: Town, pair: Pair, home: str
) -> None:
    one, two = pair
    made = one.do(adding(visit(home, one.desk.actor.id)))
    town.sync()
    impostor = Desk(two.desk.store, one.desk.actor, two.desk.clock)
    impostor.do(setting(Visit, made, note="改"))
    assert [o.code for o in two.sync().outcomes.values()] == ["author_inactive"]
    assert two.row("visit", made)["note"] == "平安"  # type: ignore[index]
    assert town.agrees()


def test_waiting_work_is_counted_by_record_and_told_for_each(town: Town, pair: Pair, home: str) -> None:
    one, _ = pair
    for n in range(3):
        one.do(setting(Household, home, note=str(n)))
    assert one.waiting == 1
    with one.desk.store.engine.connect() as connection:
        assert outbox.states_of(connection, "household", [home, "x"]) == {home: ("waiting", None)}
    one.sync()
    with one.desk.store.engine.connect() as connection:
        state, outcome = outbox.states_of(connection, "household", [home])[home]
    assert (state, outcome and outcome["status"]) == ("settled", "applied")
