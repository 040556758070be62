"""The center's register: making a center, its communities and its users."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pyrage
from sqlalchemy import insert, select

from center import ledger, settings, sticks, tables
from center.alone import SERVING, alone
from center.database import Database
from center.refusal import Refused
from deskapp.models.actor import ROLES
from deskapp.models.change import NO_CHAIN, Change
from deskapp.models.clock import Clock, iso
from deskapp.models.record import table_of
from deskapp.models.scope import STREET
from deskapp.store.lock import sync_folder

CONFIG, RECOVERY = "center.json", "recovery.key"


class CenterFolder(msgspec.Struct):
    """What a center's folder says of itself."""

    database: str


def init(folder: Path, url: str | None, clock: Clock) -> Database:
    """Makes a center in a folder: database, first epoch, recovery key. Raises Refused if there is one."""
    if (folder / CONFIG).exists():
        raise Refused("center-exists", folder=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    if os.name != "nt":
        folder.chmod(0o700)
    url = url or f"sqlite:///{(folder / 'center.db').resolve().as_posix()}"
    database = Database(url)
    database.migrate()
    recovery = pyrage.x25519.Identity.generate()
    with database.writing() as connection:
        if settings.get(connection, "center_id"):
            raise Refused("center-exists", folder=url)
        settings.put(connection, "center_id", str(uuid.uuid4()))
        settings.put(connection, "recovery_recipient", str(recovery.to_public()))
        sticks.make_keys(connection)
        settings.begin_epoch(connection, uuid.uuid4().hex)
        zero: dict[str, Any] = {
            "id": ledger.CENTER,
            "key": b"",
            "unit": STREET,
            "lineage": ledger.CENTER,
            "status": "center",
        }
        zero |= {"nonce": "0-0", "last_seq": 0, "last_chain": NO_CHAIN, "durable_seq": 0}
        connection.execute(insert(tables.device).values(**zero, enrolled_at=iso(clock.now())))
    _write_secret(folder / RECOVERY, str(recovery).encode() + b"\n")
    _write_secret(folder / CONFIG, msgspec.json.encode(CenterFolder(url)))
    return database


def find_url(folder: Path) -> str | None:
    """The URL of the database of a center's folder; None if there is no center in it."""
    try:
        return msgspec.json.decode((folder / CONFIG).read_bytes(), type=CenterFolder).database
    except (OSError, msgspec.DecodeError):
        return None


def point_to(folder: Path, url: str) -> None:
    """Gives a folder's center another database; a power cut leaves it with the one or the other."""
    fresh = folder / (CONFIG + ".new")
    fresh.unlink(missing_ok=True)
    _write_secret(fresh, msgspec.json.encode(CenterFolder(url)))
    os.replace(fresh, folder / CONFIG)
    sync_folder(folder)


def open_center(folder: Path) -> Database:
    """The database of a center's folder, brought up to date. Raises Refused if there is none."""
    url = find_url(folder)
    if url is None:
        raise Refused("no-center", folder=str(folder))
    database = Database(url)
    database.migrate()
    return database


@contextmanager
def serving(folder: Path) -> Iterator[Database]:
    """The database of a center's folder, for the only one who serves it. Raises Refused."""
    if find_url(folder) is None:
        raise Refused("no-center", folder=str(folder))
    with alone(folder, SERVING, "center-served"):
        database = open_center(folder)
        try:
            yield database
        finally:
            database.close()


def add_community(database: Database, code: str, name: str, clock: Clock) -> str:
    """Adds a community; returns its record's id."""
    table = table_of("community")
    with database.reading() as connection:
        known = [r.code for r in connection.execute(select(table.c.code).where(table.c.gone.is_(False)))]
    if code in known:
        raise Refused("community-exists", unit=code)
    return _add(database, "community", {"code": code, "name": name, "number": len(known) + 1}, clock)


def add_user(database: Database, name: str, role: str, unit: str, clock: Clock) -> str:
    """Adds a user of a community or of the street; returns the record's id."""
    check_unit(database, unit)
    if role not in ROLES:
        raise Refused("unknown-role", role=role, roles=list(ROLES))
    with database.reading() as connection:
        table = table_of("user")
        same = select(table.c.id).where(
            table.c.name == name, table.c.community == unit, table.c.gone.is_(False)
        )
        if connection.execute(same).first():
            raise Refused("user-exists", name=name)
    return _add(database, "user", {"name": name, "role": role, "community": unit, "active": True}, clock)


def find_user(database: Database, unit: str, name: str) -> str:
    """The id of a unit's user by name or id. Raises Refused."""
    with database.reading() as connection:
        table = table_of("user")
        statement = select(table.c.id, table.c.name).where(table.c.community == unit, table.c.gone.is_(False))
        found = [r.id for r in connection.execute(statement) if name in (r.id, r.name)]
    if len(found) != 1:
        raise Refused("no-such-user", name=name, unit=unit)
    return str(found[0])


def check_unit(database: Database, unit: str) -> None:
    """Raises Refused unless the unit is the street or a community here."""
    with database.reading() as connection:
        table = table_of("community")
        known = select(table.c.id).where(table.c.code == unit, table.c.gone.is_(False))
        if unit != STREET and connection.execute(known).first() is None:
            raise Refused("no-such-community", code=unit)


def listed(database: Database, kind: str) -> list[dict[str, Any]]:
    """Every record of a kind that is not gone, as plain values."""
    with database.reading() as connection:
        table = table_of(kind)
        statement = (
            select(table).where(table.c.gone.is_(False)).order_by(table.c.scope, table.c.seq, table.c.id)
        )
        return [dict(r) for r in connection.execute(statement).mappings()]


def command(database: Database, action: str, args: dict[str, Any], clock: Clock) -> list[str]:
    """Carries out a command as the center's operator; the scopes that changed. Raises Refused."""
    outcome = ledger.edit(database, action, [], clock, args)
    if outcome.refused:
        raise Refused(outcome.code or outcome.status, 409, None, **outcome.params)
    return sorted(outcome.receipts)


def _add(database: Database, kind: str, values: dict[str, Any], clock: Clock) -> str:
    id = str(uuid.uuid4())
    with database.reading() as connection:
        epoch = settings.epoch(connection)[1]
    outcome = ledger.edit(database, f"add_{kind}", [Change(kind, id, (epoch, 0), values, new=True)], clock)
    if outcome.refused:
        raise Refused(outcome.code or outcome.status, 409, None, **outcome.params)
    return id


def _write_secret(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
