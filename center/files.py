"""Files: blobs that come to the center part by part and become visible once the whole agrees with its name.

Every request here may be said again and means the same: a blob is named by its content. Who may offer one has
pushed a record that names it; who may fetch one may read such a record; to everybody else it is not there.
"""

import hashlib
import os
import secrets
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, RowMapping, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from center import devices, tables
from center import pull as pulling
from center.database import Database
from center.pace import Bandwidth
from center.refusal import Refused
from deskapp.models.blob import (
    COMING,
    DURABLE,
    HERE,
    PART,
    RANGE,
    Fetch,
    Offer,
    Part,
    Parts,
    Standing,
    file_fields,
    length_of,
    parts_of,
    sniff,
)
from deskapp.models.change import from_body
from deskapp.models.clock import Clock, iso
from deskapp.models.record import table_of
from deskapp.store.lock import sync_folder

FOLDER = "blobs"
UNFINISHED_FOR = timedelta(days=14)
LEFT_FREE = 500 * 1024 * 1024
BYTES_A_MINUTE = 300 * 1024 * 1024
"""Of one device, sent and fetched."""
_blob, _part = tables.blob, tables.blob_part


class Blobs:
    """The blobs of one center: rows in its database, contents in a folder of two levels beside it."""

    def __init__(
        self, database: Database, folder: Path, clock: Clock, bytes_a_minute: int = BYTES_A_MINUTE
    ) -> None:
        self.database, self.folder, self.clock = database, folder, clock
        self._bandwidth = Bandwidth(clock, bytes_a_minute)

    def offer(self, device: str, asked: Offer) -> Standing:
        """Which parts of a blob are here; the first offer of it begins it. Raises Refused."""
        self._expire()
        with self.database.writing() as connection:
            self._may_offer(connection, device, asked.sha256)
            found = self._find(connection, asked.sha256)
            if found is None:
                self._check_room(asked.size)
                values = {"sha256": asked.sha256, "size": asked.size, "state": COMING}
                added = self._insert(_blob).values(**values, changed_at=iso(self.clock.now()))
                connection.execute(added.on_conflict_do_nothing())
                found = self._find(connection, asked.sha256)
            elif found["state"] != COMING and not self.place(asked.sha256).exists():
                found = self._begin_anew(connection, asked.sha256)  # a restore brought the row alone
            assert found is not None
            if found["size"] != asked.size:
                raise Refused("wrong-file", 409)
            return self._standing(connection, found)

    def put(self, device: str, part: Part) -> None:
        """Keeps a part, durable before it counts as here. Raises Refused."""
        self._bandwidth.take(device, len(part.data))
        with self.database.reading() as connection:
            self._may_offer(connection, device, part.sha256)
            found = self._find(connection, part.sha256)
        if found is None:
            raise Refused("unknown-file", 404)
        if found["state"] != COMING:
            return
        right = length_of(found["size"], part.n) == len(part.data)
        if not right or hashlib.sha256(part.data).digest() != part.digest:
            raise Refused("wrong-part", 400)
        place = self.place(part.sha256, ".part")
        _make_folders(place.parent, self.folder)
        with _open(place) as file:
            file.seek(part.n * PART)
            file.write(part.data)
            _sync(file)
        with self.database.writing() as connection:
            values = {"sha256": part.sha256, "n": part.n, "digest": part.digest}
            added = self._insert(_part).values(**values)
            where = {"index_elements": ["sha256", "n"], "set_": {"digest": part.digest}}
            connection.execute(added.on_conflict_do_update(**where))
            now = iso(self.clock.now())
            connection.execute(update(_blob).where(_blob.c.sha256 == part.sha256).values(changed_at=now))

    def complete(self, device: str, sha256: str) -> Standing:
        """Lets a blob be here if all its parts together are what its name says. Raises Refused."""
        with self.database.reading() as connection:
            self._may_offer(connection, device, sha256)
            found = self._find(connection, sha256)
            count = connection.scalar(select(func.count()).where(_part.c.sha256 == sha256))
        if found is None:
            raise Refused("unknown-file", 404)
        if found["state"] == COMING:
            if count != parts_of(found["size"]):
                raise Refused("parts-missing", 409)
            self._make_whole(sha256, found["size"])
        self.place(sha256, ".part").unlink(missing_ok=True)
        return self.status(device, sha256)

    def status(self, device: str, sha256: str) -> Standing:
        """How a blob stands, for whoever may offer or fetch it. Raises Refused."""
        with self.database.reading() as connection:
            if not _pushed(connection, device, sha256):
                _may_fetch(connection, device, sha256)
            found = self._find(connection, sha256)
        if found is None:
            raise Refused("unknown-file", 404)
        return Standing(found["state"], found["size"])

    def fetch(self, device: str, asked: Fetch) -> Parts:
        """Parts of a blob that is here. Raises Refused."""
        with self.database.reading() as connection:
            _may_fetch(connection, device, asked.sha256)
            found = self._find(connection, asked.sha256)
            between = (_part.c.n >= asked.first) & (_part.c.n < asked.first + min(asked.count, RANGE))
            statement = select(_part.c.n, _part.c.digest).where(_part.c.sha256 == asked.sha256, between)
            wanted = connection.execute(statement.order_by(_part.c.n)).fetchall()
        if found is None or found["state"] == COMING:
            raise Refused("file-not-there-yet", 404)
        if not wanted:
            raise Refused("wrong-part", 400)
        self._bandwidth.take(device, len(wanted) * PART)
        parts = []
        try:
            with open(self.place(asked.sha256), "rb") as file:
                for n, digest in wanted:
                    file.seek(n * PART)
                    parts.append(file.read(length_of(found["size"], n)))
                    if hashlib.sha256(parts[-1]).digest() != digest:
                        raise Refused("file-damaged", 500)
        except FileNotFoundError:
            raise Refused("file-damaged", 500) from None
        return Parts(found["size"], parts)

    def place(self, sha256: str, suffix: str = "") -> Path:
        return self.folder / sha256[:2] / sha256[2:4] / (sha256 + suffix)

    def _make_whole(self, sha256: str, size: int) -> None:
        """Copies the parts while hashing them: what becomes visible is exactly what was hashed."""
        parts, fresh = self.place(sha256, ".part"), self.place(sha256, f".{secrets.token_hex(8)}.new")
        try:
            try:
                with open(parts, "rb") as source, _open(fresh) as target:
                    right = _copy(source, target, size) == sha256
                    _sync(target)
            except FileNotFoundError:
                right = False
            if not right:
                self._drop(sha256)
                raise Refused("wrong-file", 409)
            os.replace(fresh, self.place(sha256))
            sync_folder(fresh.parent)
        finally:
            fresh.unlink(missing_ok=True)
        with self.database.writing() as connection:
            values = {"state": HERE, "changed_at": iso(self.clock.now())}
            connection.execute(update(_blob).where(_blob.c.sha256 == sha256).values(**values))

    def _begin_anew(self, connection: Connection, sha256: str) -> RowMapping | None:
        connection.execute(delete(_part).where(_part.c.sha256 == sha256))
        connection.execute(update(_blob).where(_blob.c.sha256 == sha256).values(state=COMING))
        return self._find(connection, sha256)

    def _drop(self, sha256: str) -> None:
        """Forgets an unfinished blob."""
        with self.database.writing() as connection:
            gone = delete(_blob).where(_blob.c.sha256 == sha256, _blob.c.state == COMING)
            if connection.execute(gone).rowcount:
                connection.execute(delete(_part).where(_part.c.sha256 == sha256))
        self.place(sha256, ".part").unlink(missing_ok=True)

    def _expire(self) -> None:
        """Drops what nobody went on with for two weeks; whoever still has it begins anew."""
        before = iso(self.clock.now() - UNFINISHED_FOR)
        old = select(_blob.c.sha256).where(_blob.c.state == COMING, _blob.c.changed_at < before)
        with self.database.reading() as connection:
            names = list(connection.scalars(old))
        for sha256 in names:
            self._drop(sha256)

    def _check_room(self, size: int) -> None:
        _make_folders(self.folder, self.folder.parent)
        if shutil.disk_usage(self.folder).free < 2 * size + LEFT_FREE:
            raise Refused("center-full", 507)

    def _standing(self, connection: Connection, found: RowMapping) -> Standing:
        if found["state"] != COMING:
            return Standing(found["state"], found["size"])
        statement = select(_part.c.n, _part.c.digest).where(_part.c.sha256 == found["sha256"])
        have = [(n, bytes(digest)) for n, digest in connection.execute(statement.order_by(_part.c.n))]
        return Standing(COMING, found["size"], have)

    def _find(self, connection: Connection, sha256: str) -> RowMapping | None:
        return connection.execute(select(_blob).where(_blob.c.sha256 == sha256)).mappings().first()

    def _insert(self, table: Any) -> Any:
        return (sqlite if self.database.sqlite else postgresql).insert(table)

    def _may_offer(self, connection: Connection, device: str, sha256: str) -> None:
        if not _pushed(connection, device, sha256):
            raise Refused("unknown-file", 404)


def beside(database: Database) -> Path:
    """Where blobs are if nobody says otherwise: beside the database, if that is a file."""
    name = database.engine.url.database
    if not database.sqlite or not name or name == ":memory:":
        return Path(FOLDER)
    return Path(name).parent / FOLDER


def mark_durable(connection: Connection, names: list[str]) -> None:
    """Says of blobs that they are whole in a verified backup; desks may forget theirs from now on."""
    for start in range(0, len(names), 500):
        some = _blob.c.sha256.in_(names[start : start + 500])
        connection.execute(update(_blob).where(some, _blob.c.state == HERE).values(state=DURABLE))


def _pushed(connection: Connection, device: str, sha256: str) -> bool:
    """Whether the device, or what it was renewed from, pushed a record that names a blob, refused or not."""
    lineage = select(tables.device.c.lineage).where(tables.device.c.id == device).scalar_subquery()
    own = select(tables.device.c.id).where(tables.device.c.lineage == lineage)
    envelope, change, refused = tables.envelope, tables.change, tables.refused_row
    for kind, field in file_fields():
        table = table_of(kind)
        named = select(table.c.id).where(table.c[field] == sha256)
        taken = (
            select(change.c["values"])
            .join(envelope, envelope.c.change_set == change.c.change_set)
            .where(change.c.row.in_(named), change.c.kind == kind, envelope.c.device.in_(own))
        )
        if any(sha256 in values.values() for values in connection.scalars(taken)):
            return True
        bodies = (
            select(tables.change_set.c.body)
            .join(envelope, envelope.c.change_set == tables.change_set.c.id)
            .join(refused, refused.c.change_set == tables.change_set.c.id)
            .where(refused.c.kind == kind, envelope.c.device.in_(own))
        )
        for body in connection.scalars(bodies):
            if sha256.encode() in body and _names(bytes(body), kind, field, sha256):
                return True
    return False


def _names(body: bytes, kind: str, field: str, sha256: str) -> bool:
    return any(c.kind == kind and c.values.get(field) == sha256 for c in from_body(body).changes)


def _may_fetch(connection: Connection, device_id: str, sha256: str) -> None:
    """Whether somebody at the device may read a record that names a blob. Raises Refused."""
    device = connection.execute(select(tables.device).where(tables.device.c.id == device_id)).mappings().one()
    scopes = pulling.own_scopes(connection, device) if device["status"] == devices.ACTIVE else []
    for kind, field in file_fields():
        c = table_of(kind).c
        named = (c[field] == sha256) & c.gone.is_(False) & c.scope.in_(scopes)
        if connection.execute(select(c.id).where(named).limit(1)).first():
            return
    raise Refused("unknown-file", 404)


def _copy(source: BinaryIO, target: BinaryIO, size: int) -> str:
    """The SHA-256 of what was copied; "" if it is not of that size or of no sort that is kept."""
    whole, copied, kept = hashlib.sha256(), 0, True
    while part := source.read(8 * PART):
        kept = kept if copied else sniff(part) is not None
        whole.update(part)
        target.write(part)
        copied += len(part)
    return whole.hexdigest() if copied == size and kept else ""


def _open(path: Path) -> BinaryIO:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return os.fdopen(os.open(path, flags, 0o600), "r+b")


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _make_folders(path: Path, upto: Path) -> None:
    """Makes a folder and those above it, each durable in the one it is in."""
    if path.is_dir():
        return
    if path != upto:
        _make_folders(path.parent, upto)
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
    sync_folder(path.parent)
