"""Duplicates: nothing is refused for being there twice, somebody is asked; and what such a review says."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from deskapp.models.change import Change
from tests.center.commanding import Sender, reviews, row
from tests.town import Town

ID, OTHER = "500108196908281618", "500108196908281626"


@pytest.fixture
def worker(town: Town) -> Sender:
    sender = Sender(town, town.join("houbao"))
    sender.home("h")
    sender.person("p", "h", id_number=ID)
    return sender


def test_a_second_person_with_the_same_number_is_taken_and_asked_about(town: Town, worker: Sender) -> None:
    assert worker.person("q", "h", id_number=ID).status == "applied_with_review"
    assert row(town, "person", "q")["id_number"] == ID
    (review,) = reviews(town)
    assert (review["row"], review["reason"], review["state"]) == ("q", "duplicate", "open")
    told = {name: review["details"][name] for name in ("field", "duplicate_of", "elsewhere")}
    assert told == {"field": "id_number", "duplicate_of": ["p"], "elsewhere": []}
    assert review["owner"] == worker.seat.desk.actor.id
    assert (review["settled_by"], review["settled_at"], review["choice"]) == (None, None, None)


def test_of_another_community_only_its_name_is_told(town: Town, worker: Sender) -> None:
    there = Sender(town, town.join("donglu"))
    there.home("elsewhere")
    there.person("x", "elsewhere", id_number=ID)
    (review,) = reviews(town)
    assert (review["details"]["duplicate_of"], review["details"]["elsewhere"]) == ([], ["houbao"])
    assert review["scope"] == "donglu/roster"


def test_two_in_one_set_and_a_number_corrected_to_anothers(town: Town, worker: Sender) -> None:
    base = (worker.epoch, 0)
    two = [
        Change("person", id, base, {"household": "h", "name": "岑若水", "id_number": OTHER}, new=True)
        for id in ("a", "b")
    ]
    assert worker.send(*two).status == "applied_with_review"
    assert {r["row"]: r["details"]["duplicate_of"] for r in reviews(town)} == {"a": ["b"], "b": ["a"]}
    worker.person("c", "h")
    assert worker.edit("person", "c", id_number=ID).status == "applied_with_review"


@pytest.mark.parametrize("number", [None, "", OTHER])
def test_another_number_or_none_is_no_duplicate(town: Town, worker: Sender, number: str | None) -> None:
    worker.person("a", "h", id_number=number)
    worker.person("b", "h", id_number=number and None)
    assert reviews(town) == []


def test_a_withdrawn_one_is_none_until_it_is_brought_back(town: Town, worker: Sender) -> None:
    worker.edit("person", "p", gone=True)
    assert worker.person("q", "h", id_number=ID).status == "applied"
    assert worker.edit("person", "p", 2, gone=False).status == "applied_with_review"
    assert reviews(town)[0]["details"]["duplicate_of"] == ["q"]


def test_what_is_edited_beside_the_number_asks_nothing(town: Town, worker: Sender) -> None:
    worker.person("q", "h", id_number=ID)
    assert worker.edit("person", "q", phone="13800138000").status == "applied"


@pytest.mark.parametrize(
    ("more", "twin"),
    [
        ({}, True),
        ({"estate": ""}, True),
        ({"estate": "南坪花园"}, False),
        ({"room": "502"}, False),
        ({"unit": None}, False),
    ],
)
def test_two_households_behind_one_door(town: Town, worker: Sender, more: dict[str, Any], twin: bool) -> None:
    values = {"community": "houbao", "building": "3", "unit": "2", "room": "501", "vacant": False} | more
    outcome = worker.add("household", "twin", **values)
    assert outcome.status == ("applied_with_review" if twin else "applied")
    assert [r["details"]["duplicate_of"] for r in reviews(town)] == ([["h"]] if twin else [])


def test_the_same_door_in_another_community_is_another(town: Town, worker: Sender) -> None:
    there = Sender(town, town.join("donglu"))
    assert there.home("elsewhere").status == "applied"


def test_doors_without_a_room_are_no_duplicates(town: Town, worker: Sender) -> None:
    for id in ("a", "b"):
        worker.add("household", id, community="houbao", building="3", vacant=False)
    assert {r["reason"] for r in reviews(town)} == {"quality"}


def test_several_reasons_are_one_review_of_the_gravest(town: Town, worker: Sender) -> None:
    worker.person("q", "h", id_number=ID, phone="1")
    (review,) = reviews(town)
    assert review["reason"] == "duplicate"
    assert review["details"]["doubts"][0]["field"] == "phone"
    assert review["details"]["losers"] == {}


def test_an_import_asks_the_database_once_a_set(town: Town, worker: Sender) -> None:
    base = (worker.epoch, 0)
    many = [
        Change(
            "person", f"p{n}", base, {"household": "h", "name": "岑若水", "id_number": f"5{n:017}"}, new=True
        )
        for n in range(100)
    ]
    asked: list[str] = []

    def listen(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(town.center.engine, "before_cursor_execute", listen)
    worker.send(*many)
    event.remove(town.center.engine, "before_cursor_execute", listen)
    assert len([s for s in asked if "id_number IN" in s]) == 1
    assert len(asked) < 40
