"""Two desks sort one request: they and the center agree, and nothing closes unsorted."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from deskapp.models.edition import EDITION
from deskapp.models.request import Request
from deskapp.store.capture import EVERYTHING
from deskapp.work.requests import request_page
from deskapp.work.triage import finish, sort_request
from tests.people import TODAY, adding, household
from tests.sync.test_editions import saved
from tests.town import Seat, Town

DAY = date.fromisoformat(TODAY)
Pair = tuple[Seat, Seat]


@pytest.fixture
def asked(town: Town, pair: Pair) -> str:
    home = str(pair[0].do(adding(household("501"))))
    id = str(pair[0].do(adding(Request(household=home, text="路面塌了", state="open"))))
    town.sync()
    return id


def sort(seat: Seat, id: str, triage: str, reason: str = "") -> None:
    seat.do(partial(sort_request, id=id, triage=triage, reason=reason, actor=seat.desk.actor, today=DAY))


def history(seat: Seat, id: str) -> list[tuple[str, str, str]]:
    page = seat.desk.ask(lambda session: request_page(session, id, seat.desk.actor))
    assert page is not None
    return [(line.step, line.was, line.became) for line in page.history[1:]]


def at_center(town: Town, kind: str, id: str) -> dict[str, Any]:
    (row,) = [r for r in town.center_rows(kind) if r["id"] == id]
    return row


def test_sorting_and_sorting_anew_reach_the_center_and_the_other_desk(
    town: Town, pair: Pair, asked: str
) -> None:
    one, two = pair
    sort(one, asked, "small")
    town.clock.advance(hours=1)
    town.sync()
    sort(two, asked, "big", "归市政")
    town.sync()
    assert history(one, asked) == history(two, asked) == [("sort", "", "small"), ("sort", "small", "big")]
    assert at_center(town, "request", asked)["triage"] == "big"
    assert town.center_rows("review") == []
    assert town.agrees()


def test_two_desks_that_sort_it_apart_keep_both_decisions_and_a_question(
    town: Town, pair: Pair, asked: str
) -> None:
    one, two = pair
    sort(one, asked, "small")
    town.clock.advance(hours=1)
    sort(two, asked, "big")
    town.sync()
    assert history(one, asked) == history(two, asked) == [("sort", "", "small"), ("sort", "", "big")]
    (review,) = town.center_rows("review")
    assert (review["row_kind"], review["row"]) == ("request", asked)
    assert town.agrees()


def test_a_close_on_the_wire_is_refused_where_the_sorting_was_undone_meanwhile(
    town: Town, pair: Pair, asked: str
) -> None:
    one, two = pair
    told: list[Any] = []
    one.desk.listeners.append(told.extend)
    sort(one, asked, "small")
    town.sync()
    one.desk.undo(told[-1].id)
    done = partial(finish, id=asked, words="补好了", actor=two.desk.actor, today=DAY)
    two.do(done, confirmed=EVERYTHING)
    town.sync()
    row = at_center(town, "request", asked)
    assert (row["state"], row["triage"]) == ("open", None)


@pytest.mark.parametrize("state", ["replied", "solved", "closed"])
def test_an_unsorted_close_made_by_hand_is_refused_by_the_center(
    town: Town, pair: Pair, asked: str, state: str
) -> None:
    one, _ = pair
    home = at_center(town, "request", asked)["household"]
    values = {"household": home, "text": "直接关", "state": state}
    saved(one, "request", "forged", values, EDITION, new=True)
    report = one.sync()
    assert [row["id"] for row in town.center_rows("request")] == [asked]
    assert report is not None
