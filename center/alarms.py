"""Alarms: what an operator should look into, read from how things stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from deskapp.models.clock import CHINA, parse_iso

SILENT_DAYS, STUCK_DAYS, BACKUP_DAYS, REFUSED_DAYS = 3, 1, 2, 7
CLOCK_OFF = 5 * 60
DISK_LEFT, DISK_SHARE = 5 * 1024**3, 0.05
"""Bytes and share of the disk of which one has to be free."""
IN = ("active", "renewed")


class Alarm(msgspec.Struct, frozen=True):
    """One thing to look into: its code, the device it is about ("": the center), what fills the words."""

    code: str
    device: str = ""
    params: dict[str, Any] = {}


def alarms(found: Mapping[str, Any], today: date) -> list[Alarm]:
    """The alarms of what `status.whole` found; the center's own first, then device by device."""
    return [*_of_center(found, today), *(a for each in found["devices"] for a in _of_device(each, today))]


def _of_center(found: Mapping[str, Any], today: date) -> Iterator[Alarm]:
    backup, disk = found.get("backup"), found.get("disk")
    days = _days(backup, today)
    if days is None:
        yield Alarm("never-backed-up")
    elif days > BACKUP_DAYS:
        yield Alarm("backup-old", params={"days": days})
    if disk and disk["free"] < DISK_LEFT and disk["free"] < disk["total"] * DISK_SHARE:
        yield Alarm("disk-full", params={"free": disk["free"]})


def _of_device(device: Mapping[str, Any], today: date) -> Iterator[Alarm]:
    id = device["id"]
    if device["status"] not in IN:
        days = _days(device["refused_at"], today)
        if days is not None and days <= REFUSED_DAYS:
            yield Alarm("still-calling", id, {"status": device["status"]})
        return
    if device["status"] == "renewed":
        yield Alarm("renewed", id, {"parent": device["parent"]})
    days = _days(device["last_contact"] or device["enrolled_at"], today)
    if days is not None and days > SILENT_DAYS:
        yield Alarm("silent", id, {"days": days})
    elif device["waiting"]:
        stuck = _days(device["last_set"] or device["enrolled_at"], today)
        if stuck is not None and stuck > STUCK_DAYS:
            yield Alarm("waiting-stuck", id, {"waiting": device["waiting"], "days": stuck})
    if abs(device["clock_offset"] or 0) > CLOCK_OFF:
        yield Alarm("clock-off", id, {"seconds": device["clock_offset"]})
    if device["verified"] is False:
        yield Alarm("not-verified", id)


def _days(moment: str | None, today: date) -> int | None:
    """Whole days since a moment, as the calendar here counts them; None if there was none."""
    return (today - parse_iso(moment).astimezone(CHINA).date()).days if moment else None
