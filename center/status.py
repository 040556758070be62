"""How things stand at the center: scopes, devices, and what waits where."""

from typing import Any

from sqlalchemy import func, select

from center import settings, tables
from center.database import Database
from deskapp.models.clock import Clock, iso
from deskapp.models.edition import EDITION
from deskapp.models.record import kinds, table_of

_SHOWN = [
    "id",
    "unit",
    "status",
    "last_seq",
    "durable_seq",
    "enrolled_at",
    "last_contact",
    "app",
    "edition",
    "waiting",
    "attention",
    "clock_offset",
]


def whole(database: Database, clock: Clock) -> dict[str, Any]:
    """For the operator: counts of every kind, the head of every scope, the state of every device."""
    with database.reading() as connection:
        counts = {
            kind: connection.scalar(
                select(func.count()).select_from(table_of(kind)).where(table_of(kind).c.gone.is_(False))
            )
            for kind in kinds()
        }
        scopes = {r.id: r.seq for r in connection.execute(select(tables.scope).order_by(tables.scope.c.id))}
        devices = [
            {name: row[name] for name in _SHOWN}
            for row in connection.execute(
                select(tables.device).order_by(tables.device.c.enrolled_at)
            ).mappings()
        ]
        sets = connection.scalar(select(func.count()).select_from(tables.change_set))
        return {
            "center": settings.get(connection, "center_id"),
            "epoch": settings.epoch(connection)[1],
            "schema": EDITION,
            "time": iso(clock.now()),
            "records": counts,
            "sets": sets,
            "scopes": scopes,
            "devices": devices,
        }


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
