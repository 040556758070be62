"""Editions, migrations, capture: nothing is lost between two versions, nor between two statements."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, event, text, update
from sqlalchemy.orm import Session

from center.writing import REVIEWS
from deskapp.models import upgrade
from deskapp.models.change import from_body
from deskapp.models.edition import EDITION
from deskapp.models.household import Household
from deskapp.store import Store, database, tables
from deskapp.store.capture import Bypassed
from deskapp.sync.road import RoadError
from tests.center.commanding import row
from tests.conftest import BOTH
from tests.people import KEY, adding, household, person, setting
from tests.sync.failures import codes, cursor_of, home_values, new, one_step_more, say
from tests.sync.test_editions import forget_fields, reopened, saved
from tests.sync.test_round import table_at
from tests.town import Seat, Town

Pair = tuple[Seat, Seat]


class Cut(Exception):
    """The power."""


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str | None:
    """SQLite, unless a test asks for both."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return None
    return str(request.getfixturevalue("cluster").fresh())


def test_43_work_of_a_desk_that_is_too_old_is_stranded(
    town: Town, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may still send; it gets nothing until it is upgraded, and keeps what it has."""
    one, two = pair
    home = one.do(adding(household("1")))
    town.sync()
    one.do(setting(Household, home, note="最后的"))
    theirs = two.do(adding(household("2")))
    two.sync()
    with monkeypatch.context() as patch:
        patch.setattr(upgrade, "LEAST", EDITION + 1)
        for _ in range(2):
            with pytest.raises(RoadError, match="too-old"):
                one.sync()
    assert row(town, "household", home)["note"] == "最后的"
    assert (one.row("household", home)["note"], one.row("household", theirs)) == ("最后的", None)  # type: ignore[index]
    town.sync()
    assert (codes(one)[-1], one.waiting) == (("applied", None), 0)
    assert town.agrees()


def test_44_a_field_that_came_before_its_column_stays_empty_after_the_upgrade(
    town: Town, pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cursor is past the row: it is not sent again, what was kept of it moves into its place."""
    one, _ = pair
    home = one.do(adding(household("1")))
    who = one.do(adding(person(home)))
    one.sync()
    forget_fields(town, one, home, who)
    before = cursor_of(one, "houbao/roster")
    one_step_more(tmp_path, monkeypatch)
    reopened(one)
    town.center.migrate()
    assert one.sync().received == 0
    assert cursor_of(one, "houbao/roster") == before
    for found in (one.row("household", home), row(town, "household", home)):
        assert found is not None
        assert (found["note"], found["extra"]) == ("从新版来", {"lamps": "3", "vacant": "half"})
    assert one.row("person", who)["phone"] == "13800138000"  # type: ignore[index]
    town.sync()
    assert town.agrees()


def test_45_an_older_desk_writes_whole_rows_and_empties_what_it_does_not_know(town: Town, pair: Pair) -> None:
    one, two = pair
    home = one.do(adding(household("1", tenure="1")))
    town.sync()
    saved(one, "household", home, {"lift": "有"}, EDITION + 1)
    town.sync()
    two.do(setting(Household, home, note="狗"))
    (change,) = from_body(table_at(two, tables.outbox)[-1].body).changes
    assert (change.values, change.was) == ({"note": "狗"}, {"note": None})
    town.sync()
    found = row(town, "household", home)
    assert (found["note"], found["tenure"], found["extra"]) == ("狗", "1", {"lift": "有"})
    assert town.agrees()


@pytest.mark.parametrize("place", ["in the middle", "before it is durable", "before it is in place"])
def test_46_a_migration_that_dies_leaves_half_a_file_or_an_empty_outbox(
    town: Town, pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """A copy is migrated and takes the file's place at the end; the file before it is kept."""
    one, _ = pair
    home = one.do(adding(household("1")))
    one.sync()
    one.do(setting(Household, home, note="未发"))
    before = [(r.seq, r.id, bytes(r.body), bytes(r.sig)) for r in table_at(one, tables.outbox)]
    store, folder = one.desk.store, Path(one.desk.store.engine.url.database or "").parent
    store.close()
    one_step_more(tmp_path, monkeypatch)

    def die(*_: Any) -> None:
        raise Cut

    targets = {
        "in the middle": (database.migrate, "migrate"),
        "before it is durable": (database.os, "fsync"),
        "before it is in place": (database.os, "replace"),
    }
    with monkeypatch.context() as patch:
        patch.setattr(*targets[place], die)
        with pytest.raises(Cut):
            Store.open(folder, KEY, store.clock)
    one.desk.store = Store.open(folder, KEY, store.clock)
    assert [(r.seq, r.id, bytes(r.body), bytes(r.sig)) for r in table_at(one, tables.outbox)] == before
    assert one.row("household", home)["note"] == "未发"  # type: ignore[index]
    assert list(folder.glob("store.db.before-*")) != []
    assert not (folder / "store.db.new").exists()
    one.sync()
    assert row(town, "household", home)["note"] == "未发"


WAYS: dict[str, Callable[[Session], Any]] = {
    "bulk update": lambda session: session.execute(update(Household).values(note="x")),
    "bulk delete": lambda session: session.execute(delete(Household)),
    "query": lambda session: session.query(Household).update({"note": "x"}),
    "raw": lambda session: session.execute(text("UPDATE household SET note='x'")),
    "past the session": lambda session: session.connection().exec_driver_sql("DELETE FROM household"),
}


@pytest.mark.parametrize("way", WAYS)
def test_47_a_row_is_changed_past_the_session_and_no_set_tells_of_it(
    town: Town, pair: Pair, way: str
) -> None:
    one, _ = pair
    home = one.do(adding(household("1")))
    before = (one.row("household", home), len(table_at(one, tables.outbox)))

    def sly(session: Session) -> None:
        session.add(household("2"))
        session.flush()
        WAYS[way](session)

    with pytest.raises(Bypassed):
        one.do(sly)
    assert (one.row("household", home), len(table_at(one, tables.outbox))) == before
    one.do(setting(Household, home, note="ordentlich"))
    town.sync()
    assert row(town, "household", home)["note"] == "ordentlich"
    assert town.agrees()


def test_48_a_save_is_kept_and_the_set_that_tells_of_it_is_not(town: Town, pair: Pair) -> None:
    """Both are in one file and one transaction, whichever statement is the last."""
    one, _ = pair
    store, left = one.desk.store, [0]

    @event.listens_for(store.engine, "before_cursor_execute")
    def die(*_: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Cut

    for number in range(1, 100):
        left[0] = number
        try:
            one.do(adding(household("1")))
            left[0] = 0
            break
        except Cut:
            assert town.difference(one) == {}
            assert one.waiting == 0
    else:
        raise AssertionError("it never ends")
    assert number > 4
    assert (one.waiting, len(town.difference(one))) == (1, 1)
    with store.engine.connect() as connection:
        files = [r[1] for r in connection.exec_driver_sql("PRAGMA database_list").all()]
    assert files == ["main"]
    town.sync()
    assert town.agrees()


@pytest.mark.parametrize("url", BOTH, indirect=True)
def test_49_a_set_the_database_refuses_takes_the_others_of_its_push_down(town: Town) -> None:
    """Each has a savepoint of its own: what a refused one had written already goes, and nothing else."""
    seat = town.join("houbao")
    seat.sync()
    first = seat.do(adding(household("1")))
    taken = str(uuid.uuid5(REVIEWS, "doubtful|household|h2"))
    about = {"row_kind": "household", "row": first, "change_set": "x", "reason": "x", "state": "open"}
    say(seat, new(seat, "review", taken, **about, details={}))
    doubtful = new(seat, "household", "h2", **home_values(""))  # a doubt, and the id of its review is taken
    say(seat, new(seat, "household", "h1", **home_values("2")), doubtful, id="doubtful")
    last = seat.do(adding(household("3")))
    seat.sync()
    assert codes(seat)[0] == codes(seat)[1] == codes(seat)[3] == ("applied", None)
    assert codes(seat)[2] == ("rejected", "unstorable")
    assert {r["id"] for r in town.center_rows("household")} == {first, last}
    assert (seat.waiting, seat.desk.store.text("verified")) == (0, "yes")
    assert town.agrees()
