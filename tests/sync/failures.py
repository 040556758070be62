"""What the tests of failures share: sets no desk of ours would make, families, restarts, later migrations."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from center import tables as center_tables
from deskapp.desk import Desk
from deskapp.models.actor import Actor
from deskapp.models.change import Change, ChangeSet
from deskapp.models.edition import EDITION
from deskapp.store import Store, migrate, outbox, tables
from deskapp.sync import courier
from tests.people import KEY, household, person, visit
from tests.sync.test_renewal import open_again
from tests.sync.test_round import table_at
from tests.town import Seat, Town


def new(seat: Seat, kind: str, id: str, **values: Any) -> Change:
    """A change that adds a record, whatever it is."""
    return Change(kind, id, (seat.desk.store.text("epoch"), 0), values, new=True)


def home_values(room: str, **more: Any) -> dict[str, Any]:
    return {"community": "houbao", "building": "3", "unit": "2", "room": room, "vacant": False} | more


def say(seat: Seat, *changes: Change, id: str | None = None) -> str:
    """Puts a set into the outbox past all rules, as a desk with a fault would; returns its id."""
    store = seat.desk.store
    with store.absorbing() as connection:
        set_id = id or f"{seat.name} {outbox.position(connection)[0] + 1}"
        made = (set_id, seat.desk.actor.id, "save", EDITION, "2026-11-24T01:00:00Z", None, None)
        outbox.add(connection, store.device, [ChangeSet(*made, list(changes))])
    return set_id


def family(seat: Seat, room: str) -> str:
    """A household, two people and a visit in one save; returns the household's id."""

    def save(session: Session) -> str:
        home = household(room)
        session.add(home)
        session.flush()
        session.add_all([person(home.id, "冉小禾"), person(home.id, "蒲晓舟")])
        session.add(visit(home.id, seat.desk.actor.id))
        session.flush()
        return home.id

    return str(seat.do(save))


def codes(seat: Seat) -> list[tuple[str, str | None]]:
    """What became of each set of this desk: status and code, in the order they were made."""
    found = [row.outcome or {} for row in table_at(seat, tables.outbox)]
    return [(outcome.get("status", "waiting"), outcome.get("code")) for outcome in found]


def cursor_of(seat: Seat, scope: str) -> int:
    with seat.desk.store.engine.connect() as connection:
        return courier.cursors(connection)[scope].seq


def second_user(town: Town, seat: Seat, role: str = "community_worker", unit: str = "houbao") -> Actor:
    """One more person who sits at this desk."""
    id = town.user(unit, role)
    with town.center.writing() as connection:
        values = {"device": seat.desk.store.device.id, "user": id}
        connection.execute(insert(center_tables.device_user).values(**values))
    return Actor(id, "乙", role, unit)


def started_again(town: Town, seat: Seat) -> Seat:
    """The same desk after its program ended and began anew, in the town in its place."""
    seat.desk.store.close()
    again = open_again(town, seat, seat.name)
    town.seats[town.seats.index(seat)] = again
    return again


def window_on(seat: Seat) -> Desk:
    """A second process on the same profile."""
    folder = Path(seat.desk.store.engine.url.database or "").parent
    return Desk(Store.open(folder, KEY, seat.desk.clock), seat.desk.actor, seat.desk.clock)


def one_step_more(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the program has one more migration of the records."""
    steps = folder / "migrations"
    shutil.copytree(migrate.RECORDS[0], steps, ignore=shutil.ignore_patterns("__pycache__"))
    last = max(path.stem.partition("_")[0] for path in (steps / "versions").glob("[0-9]*.py"))
    (steps / "versions" / "9999_lamps.py").write_text(
        "from alembic import op\nfrom sqlalchemy import Column, String\n"
        f"revision = '9999'\ndown_revision = '{last}'\n"
        "def upgrade():\n    op.add_column('household', Column('lamps', String))\n"
    )
    monkeypatch.setattr(migrate, "RECORDS", (steps, "record_version"))


def head_of(town: Town, scope: str) -> int:
    table = center_tables.scope
    with town.center.reading() as connection:
        return int(connection.scalar(select(table.c.seq).where(table.c.id == scope)) or 0)
