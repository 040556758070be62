"""Device: what this PC is to its center, for the page that tells an operator."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from deskapp.models.edition import EDITION
from deskapp.store import get_meta
from deskapp.store.lock import DeviceKey
from deskapp.store.migrate import DESK, RECORDS

APP = "0.1.0"


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """`device` is the key's fingerprint, `schema` both lines of migrations, `last_sync` ISO in UTC or ""."""

    center: str
    device: str
    program: str
    edition: int
    schema: str
    last_sync: str
    verified: bool


def device_facts(session: Session) -> DeviceFacts:
    connection = session.connection()

    def meta(name: str) -> str:
        return (get_meta(connection, name) or b"").decode()

    key = get_meta(connection, "device_key")
    schema = " + ".join(
        str(session.scalar(text(f"SELECT version_num FROM {table}"))) for _, table in (RECORDS, DESK)
    )
    return DeviceFacts(
        center=meta("center"),
        device=DeviceKey.load(key).id if key else "",
        program=APP,
        edition=EDITION,
        schema=schema,
        last_sync=meta("last_sync"),
        verified=meta("verified") != "no",
    )
