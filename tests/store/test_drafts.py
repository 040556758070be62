"""Drafts stay on this PC, one for each form and subject of a person, until they are saved or dropped."""

from __future__ import annotations

from deskapp.desk import Desk
from deskapp.store import Store, drafts
from deskapp.store.drafts import Draft
from tests.people import adding, household
from tests.store.conftest import rows_of

HALF = Draft(
    "worker", "visit", "h", {"note": "平", "met": ["冉小禾"], "safety": None}, "2026-11-24T01:00:00Z"
)


def test_a_draft_is_found_as_it_was_left(store: Store) -> None:
    with store.keeping() as connection:
        drafts.keep(connection, HALF)
        assert drafts.find(connection, "worker", "visit", "h") == HALF
        assert drafts.find(connection, "other", "visit", "h") is None
    assert rows_of(store, "outbox") == []


def test_a_draft_kept_again_replaces_the_first(store: Store) -> None:
    later = Draft("worker", "visit", "h", {"note": "平安"}, "2026-11-24T02:00:00Z")
    with store.keeping() as connection:
        drafts.keep(connection, HALF)
        drafts.keep(connection, later)
        assert drafts.of_owner(connection, "worker") == [later]


def test_the_latest_draft_comes_first(store: Store) -> None:
    second = Draft("worker", "request", "h", {}, "2026-11-24T02:00:00Z")
    with store.keeping() as connection:
        drafts.keep(connection, HALF)
        drafts.keep(connection, second)
        assert drafts.of_owner(connection, "worker") == [second, HALF]


def test_a_draft_goes_in_the_commit_that_saves_it(desk: Desk, store: Store) -> None:
    with store.keeping() as connection:
        drafts.keep(connection, HALF)

    def save(session: object) -> None:
        adding(household())(session)  # type: ignore[arg-type]
        drafts.drop(session.connection(), "worker", "visit", "h")  # type: ignore[attr-defined]
        if len(rows_of(store, "household")) == 0 and not tried:
            tried.append(1)
            raise ZeroDivisionError

    tried: list[int] = []
    try:
        desk.do(save)
    except ZeroDivisionError:
        assert len(rows_of(store, "draft")) == 1
    desk.do(save)
    assert rows_of(store, "draft") == []
