"""Editions side by side: no older or newer end loses anything, and what waited for a newer one is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select, update

from center import ledger, tables
from deskapp.models import upgrade
from deskapp.models.change import Base, Change, ChangeSet, to_body
from deskapp.models.edition import EDITION
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.record import table_of
from deskapp.store import Store, database, migrate, outbox, rows, search, shadow
from deskapp.store import tables as desk_tables
from deskapp.store.database import FILE, bring_up_to_date
from deskapp.sync.road import RoadError
from tests.models.test_upgrade import of_edition, renamed
from tests.people import KEY, adding, household, person, setting
from tests.town import Seat, Town

LATER = EDITION + 1


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path)
    town.community("houbao", "后堡")
    yield town
    town.close()


@pytest.fixture
def seat(town: Town) -> Seat:
    seat = town.join("houbao")
    seat.sync()
    return seat


@pytest.fixture
def home(seat: Seat) -> str:
    """A household both ends have."""
    id = seat.do(adding(household()))
    seat.sync()
    return id


def saved(
    seat: Seat, kind: str, id: str, values: dict[str, Any], edition: int, *, new: bool = False
) -> ChangeSet:
    """A set as a program of another edition saved it at this desk; a household's record with it."""
    store = seat.desk.store
    with store.absorbing() as connection:
        here = rows.get_row(connection, kind, id) if kind == "household" else None
        base: Base = (store.text("epoch"), here["rev"] if here else 0)
        made = Change(kind, id, base, values, new=new)
        name = f"{seat.name} {outbox.position(connection)[0]}"
        change_set = of_edition(edition, made, name, seat.desk.actor.id)
        if here is not None:
            shadow.keep(connection, kind, here)
        outbox.add(connection, store.device, [change_set])
        if here is not None:
            shadow.rebuild(connection, {(kind, id)})
    return change_set


def at_center(town: Town, id: str) -> dict[str, Any]:
    return next(r for r in town.center_rows("household") if r["id"] == id)


def bodies(town: Town) -> list[bytes]:
    with town.center.reading() as connection:
        return [bytes(body) for body in connection.scalars(select(tables.change_set.c.body))]


# ---- older bodies


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(upgrade.STEPS, EDITION - 1, renamed)


@pytest.mark.usefixtures("step")
def test_desk_and_center_understand_an_older_set_and_neither_rewrites_it(
    town: Town, seat: Seat, home: str
) -> None:
    change_set = saved(seat, "household", home, {"remark": "狗"}, EDITION - 1)
    row = seat.row("household", home)
    assert row is not None
    assert row["note"] == "狗"
    seat.sync()
    assert (at_center(town, home)["note"], at_center(town, home)["extra"]) == ("狗", {})
    assert to_body(change_set) in bodies(town)
    with seat.desk.store.engine.connect() as connection:
        assert outbox.body_of(connection, change_set.id) == to_body(change_set)
    assert town.agrees()


def test_a_desk_that_is_too_old_hands_over_its_work_and_keeps_what_it_has(
    town: Town, seat: Seat, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = town.join("houbao")
    theirs = other.do(adding(household("999")))
    other.sync()
    seat.do(setting(Household, home, note="最后的"))
    with monkeypatch.context() as patch:
        patch.setattr(upgrade, "LEAST", EDITION + 2)
        for _ in range(2):
            with pytest.raises(RoadError, match="too-old") as error:
                seat.sync()
            assert error.value.params == {"least": EDITION + 2}
    assert at_center(town, home)["note"] == "最后的"
    row = seat.row("household", home)
    assert row is not None
    assert (row["note"], seat.row("household", theirs), seat.waiting) == ("最后的", None, 1)
    town.sync()
    assert seat.row("household", theirs) is not None
    assert town.agrees()


# ---- newer desks


def test_a_newer_desk_may_save_fields_the_center_does_not_know(town: Town, seat: Seat, home: str) -> None:
    saved(seat, "household", home, {"note": "狗", "lift": "有"}, LATER)
    other = town.join("houbao")
    town.sync()
    assert (at_center(town, home)["note"], at_center(town, home)["extra"]) == ("狗", {"lift": "有"})
    other.do(setting(Household, home, note="两条狗"))
    town.sync()
    assert (at_center(town, home)["note"], at_center(town, home)["extra"]) == ("两条狗", {"lift": "有"})
    assert town.agrees()


STRANGE = {
    "a kind": ("lamp", {"watts": 7}),
    "a code": ("visit", {"outcome": "O99", "visitors": ["u"], "visited_on": "2026-11-24"}),
    "a type": ("household", {"vacant": "half"}),
}


@pytest.mark.parametrize("what", STRANGE)
def test_what_only_a_newer_center_can_judge_waits_and_the_rest_of_the_round_goes_on(
    town: Town, seat: Seat, home: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = town.join("houbao")
    theirs = other.do(adding(household("999")))
    other.sync()
    kind, values = STRANGE[what]
    first = seat.do(adding(household("1")))
    values |= {"household": home} if kind != "household" else {}
    held = saved(
        seat, kind, home if kind == "household" else "strange", values, LATER, new=kind != "household"
    )
    second = seat.do(adding(household("2")))
    for _ in range(2):
        with pytest.raises(RoadError, match="newer-edition"):
            seat.sync()
    assert at_center(town, first)
    assert seat.row("household", theirs) is not None
    there = {r["id"] for r in town.center_rows("household")}
    assert second not in there
    assert to_body(held) not in bodies(town)
    states = {r.id: r.state for r in _sent(seat)}
    assert (states[held.id], list(states.values()).count("waiting")) == ("waiting", 2)
    monkeypatch.setattr(ledger, "EDITION", LATER)
    seat.sync()
    assert to_body(held) in bodies(town)
    assert at_center(town, second)
    assert seat.waiting == 0


def _sent(seat: Seat) -> list[Any]:
    with seat.desk.store.engine.connect() as connection:
        return list(connection.execute(select(desk_tables.outbox).order_by(desk_tables.outbox.c.seq)))


def test_a_newer_desk_that_may_not_write_somewhere_is_refused_like_any_other(
    town: Town, seat: Seat, home: str
) -> None:
    town.community("donglu", "东路")
    values = {"community": "donglu", "building": "1", "room": "1", "vacant": False}
    saved(seat, "household", "elsewhere", values, LATER, new=True)
    assert seat.sync().refused == 1


# ---- a migration


@pytest.fixture
def next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with one more migration."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.RECORDS[0], folder, ignore=shutil.ignore_patterns("__pycache__"))
    last = max(path.stem.partition("_")[0] for path in (folder / "versions").glob("[0-9]*.py"))
    (folder / "versions" / "9999_lamps.py").write_text(
        "from alembic import op\nfrom sqlalchemy import Column, String\n"
        f"revision = '9999'\ndown_revision = '{last}'\n"
        "def upgrade():\n    op.add_column('household', Column('lamps', String))\n"
        "    op.create_index('ix_household_lamps', 'household', ['lamps'])\n"
    )
    monkeypatch.setattr(migrate, "RECORDS", (folder, "record_version"))


def reopened(seat: Seat) -> Store:
    """The desk's store after the program was started again."""
    folder = Path(seat.desk.store.engine.url.database or "").parent
    seat.desk.store.close()
    seat.desk.store = Store.open(folder, KEY, seat.desk.store.clock)
    return seat.desk.store


WAITED = {"note": "从新版来", "lamps": "3", "vacant": "half", "floor": None}
"""What an edition without these fields kept in `extra`; one does not fit, one is still not known."""


def forget_fields(town: Town, seat: Seat, home: str, who: str) -> None:
    """Leaves both ends as an edition that did not know a household's note and a person's phone."""
    home_, person_ = table_of("household"), table_of("person")
    statements = [
        update(home_).where(home_.c.id == home).values(note=None, floor=None, extra=WAITED),
        update(person_).where(person_.c.id == who).values(phone=None, extra={"phone": "13800138000"}),
    ]
    with seat.desk.store.absorbing() as here, town.center.writing() as there:
        for statement in statements:
            here.execute(statement)
            there.execute(statement)


def test_what_waited_in_extra_is_in_its_column_after_the_migration_at_both_ends(
    town: Town, seat: Seat, home: str, request: pytest.FixtureRequest
) -> None:
    who = seat.do(adding(person(home)))
    seat.sync()
    forget_fields(town, seat, home, who)
    before = seat.row("household", home)
    request.getfixturevalue("next_step")
    store = reopened(seat)
    town.center.migrate()
    row, there = seat.row("household", home), at_center(town, home)
    assert before is not None
    assert row is not None
    for found in (row, there):
        assert found["note"] == "从新版来"
        assert found["extra"] == {"lamps": "3", "vacant": "half"}
        assert (found["rev"], found["seq"], found["vacant"]) == (before["rev"], before["seq"], False)
    with store.engine.connect() as connection:
        assert search.find(connection, "8000") == [("person", who)]
    seat.sync()
    assert town.agrees()


def test_under_work_that_waits_it_moves_too(
    town: Town, seat: Seat, home: str, request: pytest.FixtureRequest
) -> None:
    who = seat.do(adding(person(home)))
    seat.sync()
    forget_fields(town, seat, home, who)
    seat.do(setting(Household, home, room="502"))
    request.getfixturevalue("next_step")
    store = reopened(seat)
    with store.engine.connect() as connection:
        doc = connection.scalar(select(desk_tables.shadow.c.doc))
    assert (doc["note"], doc["extra"]) == ("从新版来", {"lamps": "3", "vacant": "half"})
    town.center.migrate()
    seat.sync()
    assert at_center(town, home)["room"] == "502"
    assert town.agrees()


def test_a_newer_desk_finds_its_field_in_the_extra_of_an_older_center(
    town: Town, seat: Seat, home: str
) -> None:
    """The center keeps in `extra` what it does not know; a desk that knows it has it in its place."""
    home_ = table_of("household")
    with town.center.writing() as connection:
        connection.execute(update(home_).where(home_.c.id == home).values(extra={"note": "狗", "lamps": "3"}))
    other = town.join("houbao")
    other.sync()
    row = other.row("household", home)
    assert row is not None
    assert (row["note"], row["extra"]) == ("狗", {"lamps": "3"})


def test_a_kind_that_waited_in_the_shadow_keeps_what_even_this_edition_does_not_know(
    seat: Seat, home: str
) -> None:
    store = seat.desk.store
    with store.absorbing() as connection:
        doc = rows.get_row(connection, "household", home)
        assert doc is not None
        rows.drop_row(connection, "household", home)
        shadow.replace(connection, "household", [doc | {"lamps": "3", "note": "狗"}])
        shadow.rebuild(connection, {("household", home)})
    row = seat.row("household", home)
    assert row is not None
    assert (row["note"], row["extra"]) == ("狗", {"lamps": "3"})


class Cut(Exception):
    """The power, between two statements."""


def test_a_migration_that_dies_at_any_statement_leaves_the_outbox_whole(
    town: Town, seat: Seat, home: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = seat.do(adding(person(home)))
    seat.sync()
    forget_fields(town, seat, home, who)
    seat.do(setting(Household, home, room="502"))
    seat.do(setting(Person, who, name="童一苇"))
    before = [(r.seq, r.id, r.body, r.chain, r.sig, r.state) for r in _sent(seat)]
    assert [state for *_, state in before].count("waiting") == 2
    folder = Path(seat.desk.store.engine.url.database or "").parent
    seat.desk.store.close()
    request.getfixturevalue("next_step")
    cuts = 0
    while _dies_at(cuts + 1, folder, monkeypatch):
        cuts += 1
        assert _outbox_in(folder) == before
    assert cuts > 10
    seat.desk.store = Store.open(folder, KEY, seat.desk.store.clock)
    assert [(r.seq, r.id, r.body, r.chain, r.sig, r.state) for r in _sent(seat)] == before
    row = seat.row("household", home)
    assert row is not None
    assert (row["room"], row["note"]) == ("502", "从新版来")
    town.center.migrate()
    seat.sync()
    assert town.agrees()


def _outbox_in(folder: Path) -> list[Any]:
    engine = database.open_engine(folder / FILE, KEY)
    box = desk_tables.outbox.c
    try:
        with engine.connect() as connection:
            columns = (box.seq, box.id, box.body, box.chain, box.sig, box.state)
            return [tuple(r) for r in connection.execute(select(*columns).order_by(box.seq))]
    finally:
        engine.dispose()


def _dies_at(number: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether bringing a store up to date came as far as its nth statement, where the power went."""
    count = 0
    opened = database.open_engine

    def opening(*given: Any) -> Engine:
        engine = opened(*given)

        @event.listens_for(engine, "before_cursor_execute")
        def execute(*_: Any) -> None:
            nonlocal count
            count += 1
            if count == number:
                raise Cut

        return engine

    with monkeypatch.context() as patch:
        patch.setattr(database, "open_engine", opening)
        try:
            bring_up_to_date(folder, KEY)
        except Cut:
            return True
    return False
