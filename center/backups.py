"""Backups: a file of one moment, tested by restoring it, and what its existence allows desks to forget.

Only a backup that was restored and counted again is told of. Each device's `durable_seq` is what the oldest
one that is kept holds, so that whichever of them is put back, desks still have what it lacks.
"""

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import DatabaseError

from sqlalchemy import Connection, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from center import copies, erasures, tables
from center.alone import BACKING_UP, alone
from center.database import Database
from center.files import FOLDER, mark_durable
from center.refusal import Refused
from center.verify import Verified, verify
from deskapp.models.blob import COMING
from deskapp.models.clock import Clock, iso
from deskapp.store.lock import sync_folder

KEPT = 7
_backup, _holds, _device = tables.backup, tables.backup_device, tables.device


@dataclass(frozen=True)
class Contents:
    """What a backup holds, as read from it: what was counted, devices' last numbers, files with sizes."""

    verified: Verified
    last_seqs: dict[str, int]
    files: dict[str, int]


@dataclass(frozen=True)
class Made:
    """A backup that was made and tested."""

    name: str
    path: str
    verified_at: str
    sets: int
    files: int
    files_missing: int


def back_up(database: Database, to: Path, keep: int, clock: Clock, blobs: Path) -> Made:
    """Makes a backup in a folder, tests it, and forgets the oldest there but `keep`. Raises Refused.

    `blobs` is where the center keeps attachments. One that fails its test stays as `….failed`.
    """
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone(to, BACKING_UP, "backup-running"):
        made_at = iso(clock.now())
        path = to.resolve() / (_next_name(database, to, made_at[:10]) + copies.ending(database))
        part = path.with_name(path.name + ".part")
        part.unlink(missing_ok=True)
        before = _count_sets(database)
        copies.write(database, part)
        try:
            with copies.opened(database, part) as copy:
                contents = look_into(copy)
            if not before <= contents.verified.sets <= _count_sets(database):
                raise Refused("backup-damaged", path=str(path), reason="sets")
        except Refused:
            os.replace(part, path.with_name(path.name + ".failed"))
            raise
        os.replace(part, path)
        sync_folder(to)
        whole = _keep_files(contents.files, blobs, to / FOLDER)
        erasures.keep(to, erasures.listed(database))
        verified_at = iso(clock.now())
        with database.writing() as connection:
            record(connection, path, made_at, verified_at, contents.last_seqs)
            mark_durable(connection, whole)
        _forget_old(database, to.resolve(), keep)
    missing = len(contents.files) - len(whole)
    return Made(path.stem, str(path), verified_at, contents.verified.sets, len(whole), missing)


def look_into(copy: Database) -> Contents:
    """Counts a restored copy again. Raises Refused("backup-damaged") if it does not hold together."""
    try:
        if copy.sqlite:
            with copy.engine.connect() as connection:
                if connection.scalar(text("PRAGMA integrity_check")) != "ok":
                    raise Refused("backup-damaged", reason="integrity_check")
        copy.migrate()
        with copy.reading() as connection:
            verified = verify(connection)
            seqs = {r.id: r.last_seq for r in connection.execute(select(_device.c.id, _device.c.last_seq))}
            blob = tables.blob
            whole = select(blob.c.sha256, blob.c.size).where(blob.c.state != COMING)
            found = {r.sha256: r.size for r in connection.execute(whole)}
    except (DBAPIError, DatabaseError) as error:
        raise Refused("backup-damaged", reason=type(error).__name__) from error
    if verified.places:
        raise Refused("backup-damaged", reason=", ".join(verified.places))
    return Contents(verified, seqs, found)


def record(
    connection: Connection, path: Path, made_at: str, verified_at: str, last_seqs: dict[str, int]
) -> None:
    """Notes a verified backup with what it holds, and tells devices what is durable now."""
    values = {"name": path.stem, "made_at": made_at, "verified_at": verified_at, "path": str(path)}
    connection.execute(insert(_backup).values(**values, kept=True))
    held = [{"backup": path.stem, "device": id, "last_seq": seq} for id, seq in last_seqs.items()]
    connection.execute(insert(_holds), held)
    tell_durable(connection)


def tell_durable(connection: Connection) -> None:
    """Each device's `durable_seq` becomes what the oldest kept backup holds; 0 where none is kept.

    A file somebody took away is not kept; where its folder is away too, such as a stick, it still is.
    """
    for row in connection.execute(select(_backup).where(_backup.c.kept)).fetchall():
        if not Path(row.path).exists() and Path(row.path).parent.exists():
            connection.execute(update(_backup).where(_backup.c.name == row.name).values(kept=False))
    kept = select(_backup.c.name).where(_backup.c.kept).order_by(_backup.c.made_at, _backup.c.name)
    oldest = connection.scalar(kept.limit(1))
    held = select(_holds.c.last_seq).where(_holds.c.backup == oldest, _holds.c.device == _device.c.id)
    connection.execute(update(_device).values(durable_seq=func.coalesce(held.scalar_subquery(), 0)))


def _forget_old(database: Database, to: Path, keep: int) -> None:
    """Takes away the oldest files of a folder; only then do they count as not kept."""
    with database.reading() as connection:
        statement = select(_backup).where(_backup.c.kept).order_by(_backup.c.made_at, _backup.c.name)
        here = [row for row in connection.execute(statement) if Path(row.path).parent == to]
    for row in here[: max(0, len(here) - max(1, keep))]:
        Path(row.path).unlink(missing_ok=True)
    sync_folder(to)
    with database.writing() as connection:
        tell_durable(connection)


def _next_name(database: Database, to: Path, day: str) -> str:
    """center-2026-11-24-1, with a number no backup of that day has, known or only lying there."""
    begin = f"center-{day}-"
    with database.reading() as connection:
        names = list(connection.scalars(select(_backup.c.name).where(_backup.c.name.startswith(begin))))
    names += [path.name.partition(".")[0] for path in to.glob(begin + "*") if path.suffix != ".part"]
    numbers = [int(end) for name in names if (end := name.removeprefix(begin)).isdecimal()]
    return f"{begin}{max(numbers, default=0) + 1}"


def _count_sets(database: Database) -> int:
    with database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(tables.change_set)) or 0


def _keep_files(wanted: dict[str, int], blobs: Path, to: Path) -> list[str]:
    """Brings the attachments a backup speaks of beside it; returns those that are whole there."""
    whole = []
    for sha256, size in wanted.items():
        place = Path(sha256[:2], sha256[2:4], sha256)
        with suppress(FileNotFoundError):
            if bring_file(blobs / place, to / place, sha256, size):
                whole.append(sha256)
    return whole


def bring_file(source: Path, target: Path, sha256: str, size: int) -> bool:
    """Links or copies a file that is named by its content; whether it is whole there then."""
    if target.exists() and target.stat().st_size == size:
        return True
    if source.stat().st_size != size or not _is(source, sha256):
        return False
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(sha256 + ".part")
    part.unlink(missing_ok=True)
    try:
        os.link(source, part)
    except OSError:  # another disk, or one without links
        shutil.copyfile(source, part)
        copies.sync(part)
    os.replace(part, target)
    sync_folder(target.parent)
    return True


def _is(path: Path, sha256: str) -> bool:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256
