"""Erasures: a list beside the database of what was erased, so that an older backup does not bring it back.

One JSON object a line in `erasures.jsonl`, in the center's folder and beside the backups. It holds no values.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec
from sqlalchemy import Connection, insert, select, update

from center import ledger, tables
from center.database import Database
from center.rows import add_rows
from deskapp.models.clock import Clock, iso
from deskapp.models.digest import share
from deskapp.models.record import blank, kinds, table_of

FILE = "erasures.jsonl"
_leave, _scope = tables.leave, tables.scope


class Erasure(msgspec.Struct, frozen=True, order=True):
    """A row that was erased, the scope it was in, and when if that is known."""

    kind: str
    id: str
    scope: str
    at: str = ""


_decoder = msgspec.json.Decoder(Erasure)


def note_erasure(folder: Path, kind: str, id: str, scope: str, at: str) -> None:
    """Adds one to a folder's list, durable when this returns. Called after the erase command's commit."""
    _add(folder, [Erasure(kind, id, scope, at)])


def read(folder: Path) -> list[Erasure]:
    """A folder's list; a line that was cut off by a power cut does not count."""
    try:
        lines = (folder / FILE).read_bytes().splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            found.append(_decoder.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
    return found


def keep(folder: Path, erased: Iterable[Erasure]) -> None:
    """Adds those that a folder's list does not have."""
    known = {(e.kind, e.id) for e in read(folder)}
    fresh = [e for e in erased if (e.kind, e.id) not in known]
    if fresh:
        _add(folder, fresh)


def listed(database: Database) -> list[Erasure]:
    """What a database itself knows to be erased."""
    with database.reading() as connection:
        marked = select(_leave.c.kind, _leave.c.row).where(_leave.c.erased).distinct()
        keys = connection.execute(marked).fetchall()
        found = []
        for kind, id in keys:
            if kind in kinds():
                table = table_of(kind)
                scope = connection.scalar(select(table.c.scope).where(table.c.id == id))
                found.append(Erasure(kind, id, scope or ""))
    return sorted(found)


def erase_again(database: Database, erased: Iterable[Erasure], clock: Clock) -> int:
    """Erases in a restored database what was erased since; returns how many rows that were still there.

    A row the backup never had leaves an empty one behind, so that a desk that sends it again is refused.
    """
    here = {(e.kind, e.id) for e in listed(database)}
    done = 0
    for erasure in erased:
        key = (erasure.kind, erasure.id)
        if key in here or erasure.kind not in kinds():
            continue
        here.add(key)
        args = {"kind": erasure.kind, "id": erasure.id}
        outcome = ledger.edit(database, "erase", [], clock, args=args)
        if outcome.code == "unknown-row" and erasure.scope:
            with database.writing() as connection:
                _leave_empty(connection, erasure, clock)
        else:
            done += not outcome.refused
    return done


def _leave_empty(connection: Connection, erasure: Erasure, clock: Clock) -> None:
    """A row without values that is gone and marked as erased, under the next number of its scope."""
    kind, id = erasure.kind, erasure.id
    found = connection.execute(select(_scope).where(_scope.c.id == erasure.scope).with_for_update()).first()
    if found is None:
        values = {"id": erasure.scope, "seq": 0, "min_seq": 0, "digest": 0}
        connection.execute(insert(_scope).values(**values))
    seq, digest = (found.seq + 1, found.digest) if found else (1, 0)
    common = {"id": id, "scope": erasure.scope, "rev": 1, "seq": seq, "gone": True}
    common |= {"author": ledger.CENTER, "made_at": iso(clock.now()), "extra": {}}
    add_rows(connection, kind, [blank(kinds()[kind]) | common])
    told = {"scope": erasure.scope, "seq": seq, "kind": kind, "row": id, "rev": 1, "to": "", "erased": True}
    connection.execute(insert(_leave).values(**told))
    values = {"seq": seq, "digest": digest ^ share(kind, id, 1)}
    connection.execute(update(_scope).where(_scope.c.id == erasure.scope).values(**values))


def _add(folder: Path, erased: Iterable[Erasure]) -> None:
    path = folder / FILE
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        cut = path.stat().st_size and not path.read_bytes().endswith(b"\n")
        file.write((b"\n" if cut else b"") + b"".join(msgspec.json.encode(e) + b"\n" for e in erased))
        file.flush()
        os.fsync(file.fileno())
