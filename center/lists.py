"""What only the operator lists: the devices, and the sets in the order they came."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from center import tables

DEVICE = ["id", "unit", "status", "last_seq", "durable_seq", "enrolled_at", "last_contact", "app", "edition",
          "waiting", "attention", "clock_offset"]  # fmt: skip
CHANGE_SET = ["id", "device", "device_seq", "author", "action", "edition", "outcome", "received_at", "via",
              "batch"]  # fmt: skip


def devices(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every device with the ids of its users; the center's own, number 0, is left out."""
    table, seat = tables.device, tables.device_user
    users: dict[str, list[str]] = {}
    for device, user in connection.execute(select(seat.c.device, seat.c.user).order_by(seat.c.user)):
        users.setdefault(device, []).append(user)
    found = connection.execute(select(table).where(table.c.status != "center").order_by(table.c.enrolled_at))
    for row in found.mappings():
        yield {name: row[name] for name in DEVICE} | {"users": users.get(row["id"], [])}


def change_sets(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every set with its outcome, without its body."""
    table = tables.change_set
    columns = [table.c[name] for name in CHANGE_SET]
    for row in connection.execute(
        select(*columns).order_by(table.c.received_at, table.c.device_seq)
    ).mappings():
        yield dict(row)


LISTS = {"device": ([*DEVICE, "users"], devices), "change_set": (CHANGE_SET, change_sets)}
