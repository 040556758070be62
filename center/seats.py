"""Seats: a user switched on or off or given another role, and a device locked out for good."""

from typing import Any

from sqlalchemy import RowMapping, select, update

from center import ledger, settings, tables
from center.database import Database
from center.refusal import Refused
from deskapp.models.actor import ROLES
from deskapp.models.change import Change
from deskapp.models.clock import Clock
from deskapp.models.record import table_of

REVOKED = "revoked"


def set_user(database: Database, name: str, unit: str | None, values: dict[str, Any], clock: Clock) -> str:
    """Changes a user (by name or id) through the ledger, as the center's own edit; returns the record's id.

    `unit` is needed only where two units have a user of that name. Raises Refused.
    """
    if (role := values.get("role")) is not None and role not in ROLES:
        raise Refused("unknown-role", role=role, roles=list(ROLES))
    with database.reading() as connection:
        user = table_of("user")
        statement = select(user).where(user.c.gone.is_(False))
        if unit:
            statement = statement.where(user.c.community == unit)
        found = [u for u in connection.execute(statement).mappings() if name in (u["id"], u["name"])]
        epoch = settings.epoch(connection)[1]
    row = _only(found, name, unit)
    fresh = {field: value for field, value in values.items() if row[field] != value}
    if fresh:
        change = Change("user", row["id"], (epoch, row["rev"]), fresh)
        outcome = ledger.edit(database, "set_user", [change], clock)
        if outcome.refused:
            raise Refused(outcome.code or outcome.status, 409, None, **outcome.params)
    return str(row["id"])


def revoke(database: Database, id: str) -> None:
    """Locks a device out: whatever it signs from now on gets nothing. Raises Refused."""
    device = tables.device
    with database.writing() as connection:
        known = select(device.c.status).where(device.c.id == id, device.c.id != ledger.CENTER)
        status = connection.scalar(known.with_for_update())
        if status is None:
            raise Refused("no-such-device", id=id)
        connection.execute(update(device).where(device.c.id == id).values(status=REVOKED))


def _only(found: list[RowMapping], name: str, unit: str | None) -> RowMapping:
    if not found:
        if unit is None:
            raise Refused("nobody-so-called", name=name)
        raise Refused("no-such-user", name=name, unit=unit)
    if len(found) > 1:
        raise Refused("user-in-several-units", name=name, units=[each["community"] for each in found])
    return found[0]
