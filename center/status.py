"""How things stand at the center: scopes, devices, what waits where, and what somebody should look into."""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from center import settings, tables
from center.alarms import alarms
from center.database import Database
from deskapp.models.clock import Clock, iso
from deskapp.models.edition import EDITION
from deskapp.models.record import kinds, table_of

REFUSED = "refused:"
"""Before a device's id in the settings: when it last called although it is out."""
_SHOWN = ["id", "unit", "status", "parent", "last_seq", "durable_seq", "enrolled_at", "last_contact", "app",
          "edition", "waiting", "attention", "clock_offset", "verified"]  # fmt: skip


def whole(database: Database, clock: Clock, folder: Path | None = None) -> dict[str, Any]:
    """For the operator: counts of every kind, scopes, reviews, devices, alarms; the disk under `folder`.

    Nothing of it is about a resident.
    """
    with database.reading() as connection:
        found = {
            "center": settings.get(connection, "center_id"),
            "epoch": settings.epoch(connection)[1],
            "schema": EDITION,
            "time": iso(clock.now()),
            "records": {kind: _count(connection, kind) for kind in kinds()},
            "sets": connection.scalar(select(func.count()).select_from(tables.change_set)),
            "scopes": {
                r.id: r.seq for r in connection.execute(select(tables.scope).order_by(tables.scope.c.id))
            },
            "reviews": _open_reviews(connection),
            "devices": _devices(connection),
            "backup": connection.scalar(
                select(func.max(tables.backup.c.made_at)).where(tables.backup.c.kept)
            ),
            "disk": _disk(folder),
        }
    found["alarms"] = alarms(found, clock.today())
    return found


def for_device(database: Database, device_id: str, clock: Clock) -> dict[str, Any]:
    """For one device: that the center is there, and how it sees this device."""
    with database.reading() as connection:
        device = (
            connection.execute(select(tables.device).where(tables.device.c.id == device_id)).mappings().one()
        )
        return {
            "center": settings.get(connection, "center_id"),
            "epoch": settings.epoch(connection)[1],
            "schema": EDITION,
            "time": iso(clock.now()),
            "last_seq": device["last_seq"],
            "last_contact": device["last_contact"],
        }


def note_refused(database: Database, device_id: str, clock: Clock) -> None:
    """A device that is out called, with its own signature; written once a day."""
    key, now = REFUSED + device_id, iso(clock.now())
    with database.reading() as connection:
        known = settings.get(connection, key)
    if known[:10] != now[:10]:
        with database.writing() as connection:
            settings.put(connection, key, now)


def _count(connection: Connection, kind: str) -> int:
    table = table_of(kind)
    return connection.scalar(select(func.count()).select_from(table).where(table.c.gone.is_(False))) or 0


def _open_reviews(connection: Connection) -> dict[str, dict[str, Any]]:
    """By scope: how many reviews nobody has decided, and since when the oldest waits."""
    table = table_of("review")
    statement = (
        select(table.c.scope, func.count().label("open"), func.min(table.c.made_at).label("oldest"))
        .where(table.c.state == "open", table.c.gone.is_(False))
        .group_by(table.c.scope)
    )
    return {r.scope: {"open": r.open, "oldest": r.oldest} for r in connection.execute(statement)}


def _devices(connection: Connection) -> list[dict[str, Any]]:
    """Every device but the center's own, with its users' names, its last set and its last call when out."""
    device, envelope, sets = tables.device, tables.envelope, tables.change_set
    last = (envelope.c.device == device.c.id) & (envelope.c.seq == device.c.last_seq)
    statement = (
        select(device, sets.c.received_at.label("last_set"))
        .outerjoin(envelope, last)
        .outerjoin(sets, sets.c.id == envelope.c.change_set)
        .where(device.c.status != "center")
        .order_by(device.c.unit, device.c.enrolled_at)
    )
    users = _users(connection)
    setting = tables.setting
    called = select(setting.c.key, setting.c.value).where(setting.c.key.startswith(REFUSED))
    refused = {row.key: row.value for row in connection.execute(called)}
    return [
        {name: row[name] for name in _SHOWN}
        | {"users": users.get(row["id"], []), "last_set": row["last_set"]}
        | {"refused_at": refused.get(REFUSED + row["id"])}
        for row in connection.execute(statement).mappings()
    ]


def _users(connection: Connection) -> dict[str, list[str]]:
    user, seat = table_of("user"), tables.device_user
    names: dict[str, list[str]] = {}
    statement = select(seat.c.device, user.c.name).join(user, user.c.id == seat.c.user).order_by(user.c.name)
    for device, name in connection.execute(statement):
        names.setdefault(device, []).append(name)
    return names


def _disk(folder: Path | None) -> dict[str, int] | None:
    """How much room there is where the folder is, or will be."""
    if folder is None:
        return None
    usage = shutil.disk_usage(next(each for each in (folder, *folder.parents) if each.exists()))
    return {"total": usage.total, "free": usage.free}
