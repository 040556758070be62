"""Restoring: a backup becomes the center's database and a new epoch begins; what stood before is put aside.

All is made ready in a database of its own and takes the place of the present one at once, so that a power cut
leaves the old one or the new one. Desks that meet the new epoch send again what the backup lacks.
"""

import os
import shutil
import sqlite3
import uuid
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from center import backups, copies, erasures, ledger, registry, settings, tables
from center.alone import SERVING, alone
from center.database import Database
from center.erasures import Erasure
from center.files import FOLDER
from center.refusal import Refused
from deskapp.models.change import NO_CHAIN, ChangeSet, from_body
from deskapp.models.clock import Clock, iso
from deskapp.models.signature import nonce_number
from deskapp.store.lock import sync_folder
from deskapp.store.migrate import NewerStore

_device, _seat, _backup = tables.device, tables.device_user, tables.backup


@dataclass(frozen=True)
class Restored:
    """What a restore came to; `aside` is where the database that stood before is, "" if there was none.

    Counts: sets in the backup; devices that had sent more than it holds; the center's own edits since, taken
    over and lost; rows erased again; attachments brought back. None: the database before could not be read.
    """

    database: str
    aside: str
    epoch: str
    sets: int
    behind: int | None
    own: int | None
    own_lost: int | None
    erased: int
    files: int


@dataclass
class Before:
    """What the database that is put aside knows and no desk does: devices, seats, own sets, erasures."""

    center: str = ""
    devices: list[dict[str, Any]] = field(default_factory=list)
    seats: list[tuple[str, str]] = field(default_factory=list)
    own: list[ChangeSet] = field(default_factory=list)
    erased: list[Erasure] = field(default_factory=list)
    made_at: dict[str, str] = field(default_factory=dict)


def restore(folder: Path, file: Path, clock: Clock, url: str | None, blobs: Path) -> Restored:
    """Puts a backup in the place of a center's database. Raises Refused; nothing is changed then.

    `url` names an empty PostgreSQL database for a backup of one; without it one is made beside the present.
    """
    file = file.resolve()
    dump = copies.is_dump(file)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone(folder, SERVING, "center-served"):
        present = registry.find_url(folder)
        here = present is not None and present.startswith("sqlite")
        place = copies.sqlite_path(present) if present and here else folder / "center.db"
        fresh = _room_for_dump(present, url) if dump else _room_beside(place)
        try:
            copies.unpack(file, fresh)
            made = _make_ready(fresh, present, file, folder, clock, blobs)
        except BaseException:
            _take_away(fresh, None if url else present)
            raise
        if dump:
            database, aside = fresh, make_url(present).database or "" if present else ""
        else:
            copies.fold(copies.sqlite_path(fresh))
            database, aside = f"sqlite:///{place.resolve().as_posix()}", _put_in_place(place)
        if database != present:
            registry.point_to(folder, database)
    return replace(made, database=make_url(database).database or "", aside=aside)


def _make_ready(
    url: str, present: str | None, file: Path, folder: Path, clock: Clock, blobs: Path
) -> Restored:
    """Makes an unpacked backup the center it is to be. Raises Refused if it is damaged or another's."""
    before = _read(present)
    told = before or Before()
    epoch = uuid.uuid4().hex
    fresh = Database(url)
    try:
        contents = backups.look_into(fresh)
        with fresh.reading() as connection:
            center = settings.get(connection, "center_id")
        if before and before.center != center:
            raise Refused("another-center", path=str(file))
        with fresh.writing() as connection:
            settings.begin_epoch(connection, epoch)
            _take_devices(connection, told)
            _record(connection, file, contents.last_seqs, told, clock)
        own, lost = _take_own(fresh, told, clock)
        known = {*told.erased, *erasures.read(folder), *erasures.read(file.parent)}
        erased = erasures.erase_again(fresh, sorted(known), clock)
    finally:
        fresh.close()
    behind = sum(d["last_seq"] > contents.last_seqs.get(d["id"], 0) for d in told.devices)
    brought = _bring_files(contents.files, file.parent / FOLDER, blobs)
    made = Restored("", "", epoch, contents.verified.sets, behind, own, lost, erased, brought)
    return made if before else replace(made, behind=None, own=None, own_lost=None)


def _read(url: str | None) -> Before | None:
    """What the present database knows; None if there is none that can be read."""
    if url is None or (url.startswith("sqlite") and not copies.sqlite_path(url).exists()):
        return None
    database = Database(url)
    try:
        database.migrate()
        with database.reading() as connection:
            sets, envelope = tables.change_set, tables.envelope
            own = (
                select(sets.c.body)
                .join(envelope, envelope.c.change_set == sets.c.id)
                .where(envelope.c.device == ledger.CENTER)
                .order_by(envelope.c.seq)
            )
            return Before(
                settings.get(connection, "center_id"),
                [dict(r) for r in connection.execute(select(_device)).mappings() if r["id"] != ledger.CENTER],
                [(r.device, r.user) for r in connection.execute(select(_seat))],
                [from_body(bytes(body)) for body in connection.scalars(own)],
                erasures.listed(database),
                {r.name: r.made_at for r in connection.execute(select(_backup))},
            )
    except (SQLAlchemyError, NewerStore, sqlite3.Error):
        return None
    finally:
        database.close()


def _take_devices(connection: Connection, before: Before) -> None:
    """Devices let in, locked out or renewed since the backup are so again; numbers are the backup's."""
    here = {r["id"]: r for r in connection.execute(select(_device)).mappings()}
    for device in before.devices:
        known = here.get(device["id"])
        if known is None:
            fresh = {"last_seq": 0, "last_chain": NO_CHAIN, "durable_seq": 0}
            connection.execute(insert(_device).values(**{**device, **fresh}))
            continue
        nonce = max(device["nonce"], known["nonce"], key=nonce_number)
        values = {"status": device["status"], "nonce": nonce}
        connection.execute(update(_device).where(_device.c.id == device["id"]).values(**values))
    seats = {(r.device, r.user) for r in connection.execute(select(_seat))}
    for seat in before.seats:
        if seat not in seats:
            connection.execute(insert(_seat).values(device=seat[0], user=seat[1]))


def _record(
    connection: Connection, file: Path, last_seqs: dict[str, int], before: Before, clock: Clock
) -> None:
    """The backup that is put back counts as verified; it does not know of itself."""
    known = connection.scalar(select(_backup.c.name).where(_backup.c.name == file.stem))
    if known is not None:
        backups.tell_durable(connection)
        return
    written = iso(datetime.fromtimestamp(file.stat().st_mtime, UTC))
    made_at = before.made_at.get(file.stem, written)
    backups.record(connection, file, made_at, iso(clock.now()), last_seqs)


def _take_own(fresh: Database, before: Before, clock: Clock) -> tuple[int, int]:
    """Takes over the center's own sets the backup lacks, in their order: (taken, refused)."""
    with fresh.reading() as connection:
        here = set(connection.scalars(select(tables.change_set.c.id)))
    outcomes = [ledger.take_own(fresh, one, clock) for one in before.own if one.id not in here]
    refused = sum(outcome.refused for outcome in outcomes)
    return len(outcomes) - refused, refused


def _bring_files(wanted: dict[str, int], source: Path, blobs: Path) -> int:
    """Brings back the attachments that lie beside the backup; what is missing is asked of the desks again."""
    brought = 0
    for sha256, size in wanted.items():
        place = Path(sha256[:2], sha256[2:4], sha256)
        with suppress(FileNotFoundError):
            there = (blobs / place).exists()
            brought += backups.bring_file(source / place, blobs / place, sha256, size) and not there
    return brought


def _room_for_dump(present: str | None, url: str | None) -> str:
    """The URL of an empty PostgreSQL database: the one that was named, or one made beside the present."""
    if url is not None:
        if not copies.is_empty(url):
            raise Refused("database-not-empty")
        return url
    if present is None or present.startswith("sqlite"):
        raise Refused("database-needed")
    fresh = copies.free_name(present)
    copies.create(fresh, present)
    return fresh


def _room_beside(place: Path) -> str:
    fresh = place.with_name(place.name + ".new")
    _unlink(fresh)
    return f"sqlite:///{fresh.resolve().as_posix()}"


def _take_away(fresh: str, beside: str | None) -> None:
    """Removes what was made in vain; a database the operator made stays."""
    if fresh.startswith("sqlite"):
        _unlink(copies.sqlite_path(fresh))
    elif beside is not None:
        copies.drop(fresh, beside)


def _put_in_place(place: Path) -> str:
    """Puts the new file in the old one's place in one step; the old one is kept under another name."""
    aside = ""
    if place.exists():
        numbers = [p.name.rpartition("-")[2] for p in place.parent.glob(f"{place.name}.aside-*")]
        number = max((int(n) for n in numbers if n.isdecimal()), default=0) + 1
        kept = place.with_name(f"{place.name}.aside-{number}")
        with suppress(sqlite3.DatabaseError):
            copies.fold(place)
        for suffix in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                os.replace(f"{place}{suffix}", f"{kept}{suffix}")
        try:
            os.link(place, kept)
        except OSError:
            shutil.copy2(place, kept)
            copies.sync(kept)
        aside = kept.name
    os.replace(place.with_name(place.name + ".new"), place)
    sync_folder(place.parent)
    return aside


def _unlink(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
