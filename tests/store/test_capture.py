"""Capture: what one unit of work changes is one set in the same commit, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from deskapp.desk import Desk
from deskapp.models.change import UNDO, ChangeSet, from_body
from deskapp.models.clock import ClockAt
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.visit import Visit
from deskapp.store import Store, outbox, search
from deskapp.store.capture import EVERYTHING, Bypassed, Refused, Unconfirmed
from tests.people import STRANGER, adding, household, person, setting, visit
from tests.store.conftest import KEY, rows_of

TABLES = ("household", "person", "visit", "outbox", "outbox_row", "shadow", "search_term")


def sets(store: Store) -> list[ChangeSet]:
    with store.engine.connect() as connection:
        return [from_body(s.body) for s in outbox.sets_after(connection, 0, 1000)]


def state(store: Store) -> dict[str, Any]:
    return {table: rows_of(store, table) for table in TABLES}


def a_family(session: Session) -> str:
    home = household()
    session.add(home)
    session.flush()
    session.add_all([person(home.id, "冉小禾"), person(home.id, "蒲晓舟")])
    session.flush()
    session.add(visit(home.id))
    return home.id


def test_a_save_is_one_set_with_what_it_changed(desk: Desk, store: Store) -> None:
    home = desk.do(adding(household("501")))
    desk.do(setting(Household, home, room="502"))
    made, edited = sets(store)
    assert (made.action, made.author, made.batch) == ("add", "worker", None)
    assert made.changes[0].new
    assert made.changes[0].base == ("e1", 0)
    assert "floor" not in made.changes[0].values
    door = {"estate": None, "building": "3", "unit": "2", "floor": None}
    assert edited.changes[0].values == door | {"room": "502"}
    assert edited.changes[0].was == door | {"room": "501"}


def test_what_was_unloaded_is_told_as_it_was(desk: Desk, store: Store) -> None:
    home = desk.do(adding(household("501", note="旧")))

    def edit_unread(session: Session) -> None:
        found = session.get_one(Household, home)
        session.expire(found, ["note"])
        found.note = "新"

    desk.do(edit_unread)
    assert sets(store)[-1].changes[0].was == {"note": "旧"}


def test_parents_stand_before_their_children(desk: Desk, store: Store) -> None:
    def add_backwards(session: Session) -> None:
        home = household()
        home.id = "h"
        session.add_all([visit("h"), person("h"), home])

    desk.do(add_backwards)
    assert [c.kind for c in sets(store)[0].changes] == ["household", "person", "visit"]


def test_a_unit_of_many_records_is_one_batch_of_sets_of_200(desk: Desk, store: Store) -> None:
    desk.do(lambda session: session.add_all([household(str(n)) for n in range(401)]))
    assert [len(s.changes) for s in sets(store)] == [200, 200, 1]
    assert len({s.batch for s in sets(store)}) == 1
    assert sets(store)[0].batch


def test_numbers_are_contiguous_and_every_chain_and_signature_holds(desk: Desk, store: Store) -> None:
    for n in range(5):
        desk.do(adding(household(str(n))))
    found = rows_of(store, "outbox")
    assert [r["seq"] for r in found] == [1, 2, 3, 4, 5]
    assert len({r["chain"] for r in found}) == 5
    assert {r["device"] for r in found} == {store.device.id}


def test_two_windows_on_one_store_number_their_sets_together(
    desk: Desk, store: Store, clock: ClockAt
) -> None:
    other = Store.open(Path(store.engine.url.database or "").parent, KEY, clock)
    second = Desk(other, desk.actor, clock)
    for n in range(3):
        desk.do(adding(household(str(n))))
        second.do(adding(household(str(n + 10))))
    assert [r["seq"] for r in rows_of(store, "outbox")] == [1, 2, 3, 4, 5, 6]
    assert other.device.id == store.device.id
    other.close()


def test_nothing_half_whichever_statement_breaks(desk: Desk, store: Store) -> None:
    desk.do(adding(household("1")))
    before, ran = state(store), 0
    while True:
        if not _broken_at(desk, ran):
            break
        assert state(store) == before, f"half of it stayed after statement {ran}"
        ran += 1
    assert ran > 4
    assert state(store) != before


class Cut(Exception):
    """The power, at one statement."""


def _broken_at(desk: Desk, n: int) -> bool:
    """Whether a family was cut at statement n; False if it is saved in fewer."""
    left = n

    def cut(*_: Any) -> None:
        nonlocal left
        if left == 0:
            raise Cut
        left -= 1

    event.listen(desk.store.engine, "before_cursor_execute", cut)
    event.listen(desk.store.engine, "commit", cut)
    try:
        desk.do(a_family)
    except Cut:
        return True
    finally:
        event.remove(desk.store.engine, "before_cursor_execute", cut)
        event.remove(desk.store.engine, "commit", cut)
    return False


def test_a_job_that_raises_leaves_nothing(desk: Desk, store: Store) -> None:
    def fail(session: Session) -> None:
        a_family(session)
        session.flush()
        raise ZeroDivisionError

    before = state(store)
    with pytest.raises(ZeroDivisionError):
        desk.do(fail)
    assert state(store) == before


def test_a_job_that_rolls_back_itself_leaves_nothing_and_sends_nothing(desk: Desk, store: Store) -> None:
    before = state(store)
    desk.do(lambda session: (a_family(session), session.rollback()))
    assert state(store) == before


def test_a_value_set_back_makes_no_set(desk: Desk, store: Store) -> None:
    home = desk.do(adding(household("501")))

    def there_and_back(session: Session) -> None:
        found = session.get_one(Household, home)
        found.note = "x"
        session.flush()
        found.note = None

    desk.do(there_and_back)
    desk.do(setting(Household, home, room="501"))
    assert len(sets(store)) == 1


@pytest.mark.parametrize("name", ["rev", "seq", "scope", "author", "made_at", "extra", "id"])
def test_what_the_center_gives_is_not_for_a_desk_to_set(desk: Desk, name: str) -> None:
    home = desk.do(adding(household()))
    values: dict[str, Any] = {"rev": 7, "seq": 7, "extra": {"a": 1}}
    with pytest.raises(Bypassed):
        desk.do(setting(Household, home, **{name: values.get(name, "x")}))


def test_a_new_record_does_not_bring_its_own_revision(desk: Desk, store: Store) -> None:
    desk.do(adding(household(rev=9, seq=9, author="x", scope="donglu/roster")))
    (row,) = rows_of(store, "household")
    assert (row["rev"], row["seq"], row["author"], row["scope"]) == (0, 0, "worker", "houbao/roster")


def test_a_record_is_never_deleted(desk: Desk, store: Store) -> None:
    home = desk.do(adding(household()))
    with pytest.raises(Bypassed):
        desk.do(lambda session: session.delete(session.get_one(Household, home)))
    desk.do(setting(Household, home, gone=True))
    assert rows_of(store, "household")[0]["gone"] == 1


def test_integrity_stops_a_save_and_quality_asks_first(desk: Desk, store: Store) -> None:
    home = desk.do(adding(household()))
    with pytest.raises(Refused, match="name:missing"):
        desk.do(adding(person(home, "")))
    doubtful = {"birth_date": "2030-01-01"}
    with pytest.raises(Unconfirmed, match="birth_date:in-the-future"):
        desk.do(adding(person(home, **doubtful)))
    desk.do(adding(person(home, **doubtful)), confirmed=frozenset({"birth_date:in-the-future"}))
    assert sets(store)[-1].confirmed == ["birth_date:in-the-future"]


def test_a_parent_that_is_not_here_stops_a_save(desk: Desk) -> None:
    with pytest.raises(Refused, match="household:unknown-row"):
        desk.do(adding(visit("nowhere")))
    with pytest.raises(Refused, match="household:missing"):
        desk.do(adding(person("")))


def test_nobody_writes_in_another_community(desk: Desk, store: Store) -> None:
    with pytest.raises(Refused, match="not-yours"):
        desk.do(adding(household(unit="donglu")))
    home = desk.do(adding(household()))
    with pytest.raises(Refused, match="other-scope"):
        desk.do(setting(Household, home, community="donglu"))
    with pytest.raises(Refused, match="not-yours"):
        Desk(store, STRANGER, desk.clock).do(setting(Household, home, note="x"))


def test_only_its_author_edits_a_visit(desk: Desk, store: Store) -> None:
    home = desk.do(adding(household()))
    made = desk.do(adding(visit(home)))
    colleague = Desk(store, type(desk.actor)("other", "岑若水", "community_worker", "houbao"), desk.clock)
    with pytest.raises(Refused, match="not-the-author"):
        colleague.do(setting(Visit, made, note="x"))


def test_search_terms_follow_the_record(desk: Desk, store: Store) -> None:
    def found(typed: str) -> list[str]:
        with store.engine.connect() as connection:
            return [id for _, id in search.find(connection, typed)]

    home = desk.do(adding(household("501")))
    who = desk.do(adding(person(home, "冉小禾", phone="13800138000")))
    assert found("小禾") == found("rxh") == found("ranxiaohe") == found("8000") == [who]
    assert found("3-2-501") == found("501") == [home]
    desk.do(setting(Person, who, name="蒲晓舟"))
    assert found("冉") == []
    assert found("pxz") == [who]
    desk.do(setting(Person, who, gone=True))
    assert found("pxz") == []
    desk.undo(sets(store)[-1].id)
    assert found("pxz") == [who]


def test_undo_brings_back_what_stood_there_and_withdraws_what_was_new(desk: Desk, store: Store) -> None:
    home = desk.do(adding(household("501")))
    desk.do(setting(Household, home, room="502", note="x"))
    desk.undo(sets(store)[-1].id)
    assert (rows_of(store, "household")[0]["room"], rows_of(store, "household")[0]["note"]) == ("501", None)
    assert sets(store)[-1].action == UNDO
    desk.undo(sets(store)[0].id)
    assert rows_of(store, "household")[0]["gone"] == 1
    desk.undo(sets(store)[-1].id)
    assert rows_of(store, "household")[0]["gone"] == 0


@pytest.mark.parametrize("later", [{"note": "三，昨天和老人商量好的"}, {"gone": True}])
def test_an_undo_does_not_take_a_newer_edit_with_it(desk: Desk, store: Store, later: dict[str, Any]) -> None:
    home = desk.do(adding(household("501", note="一")))
    desk.do(setting(Household, home, note="二"))
    desk.do(setting(Household, home, **later))
    before = state(store)
    made, edited, _ = sets(store)
    with pytest.raises(Refused, match="changed-since"):
        desk.undo(made.id)
    if "note" in later:
        with pytest.raises(Refused, match="note:changed-since"):
            desk.undo(edited.id)
    assert state(store) == before


def test_what_is_undone_already_is_not_undone_again(desk: Desk, store: Store) -> None:
    desk.do(adding(household("501")))
    desk.undo(sets(store)[0].id)
    with pytest.raises(Refused, match="gone:changed-since"):
        desk.undo(sets(store)[0].id)


def test_whoever_listens_hears_of_each_set_after_it_is_kept(desk: Desk, store: Store) -> None:
    heard: list[str] = []
    desk.listeners.append(lambda told: heard.extend(s.id for s in told if s in sets(store)))
    desk.do(adding(household()))
    assert heard == [s.id for s in sets(store)]


def test_everything_confirmed_is_told_by_name(desk: Desk, store: Store) -> None:
    desk.do(adding(household("")), confirmed=EVERYTHING)
    assert sets(store)[0].confirmed == ["room:missing"]
