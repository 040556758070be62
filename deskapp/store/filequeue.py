"""The queue of files: what waits to be sent or fetched, how far it got, and when it is tried again."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, delete, or_, select, union, update
from sqlalchemy.dialects.sqlite import insert

from deskapp.models.blob import file_fields
from deskapp.models.record import table_of
from deskapp.store import tables

SEND, FETCH = "send", "fetch"
_queue, _file = tables.file_queue, tables.file


@dataclass(frozen=True)
class Entry:
    """One file on its way; `done` are the parts that arrived, `tries` the failures since one last did."""

    sha256: str
    size: int
    done: int
    tries: int


def add(connection: Connection, way: str, sha256: str, size: int) -> None:
    """Lets a file wait; one that waits or went already stays as it is."""
    values = {"sha256": sha256, "way": way, "size": size, "done": 0, "tries": 0, "next_at": ""}
    connection.execute(insert(_queue).values(**values).on_conflict_do_nothing())


def due(connection: Connection, epoch: str, now: str) -> list[Entry]:
    """The files to send now, small ones first: here, of a record the center has, and not confirmed by it.

    A center that was restored confirms anew.
    """
    statement = (
        select(_queue.c.sha256, _queue.c.size, _queue.c.done, _queue.c.tries)
        .join(_file, _file.c.sha256 == _queue.c.sha256)
        .where(
            _queue.c.way == SEND,
            or_(_queue.c.epoch.is_(None), _queue.c.epoch != epoch),
            _queue.c.next_at <= now,
            _file.c.state == "here",
            _queue.c.sha256.in_(_named(known_to_center=True)),
        )
        .order_by(_queue.c.size, _queue.c.sha256)
    )
    return [Entry(*row) for row in connection.execute(statement)]


def waiting(connection: Connection, epoch: str) -> int:
    """How many files the center has not confirmed, those included that cannot be sent yet."""
    unsaid = or_(_queue.c.epoch.is_(None), _queue.c.epoch != epoch)
    return len(connection.execute(select(_queue.c.sha256).where(_queue.c.way == SEND, unsaid)).fetchall())


def progressed(connection: Connection, way: str, sha256: str, done: int) -> None:
    """Parts arrived: what failed before is forgiven."""
    _set(connection, way, sha256, done=done, tries=0, next_at="", problem=None)


def confirmed(connection: Connection, sha256: str, done: int, epoch: str) -> None:
    """The center has the whole file."""
    _set(connection, SEND, sha256, done=done, tries=0, next_at="", problem=None, epoch=epoch)


def put_off(connection: Connection, way: str, sha256: str, problem: str, next_at: str, tries: int) -> None:
    _set(connection, way, sha256, problem=problem, next_at=next_at, tries=tries)


def arrived(connection: Connection, sha256: str) -> None:
    """A fetched file is here."""
    connection.execute(delete(_queue).where(_queue.c.sha256 == sha256, _queue.c.way == FETCH))


def drop(connection: Connection, sha256: str) -> None:
    connection.execute(delete(_queue).where(_queue.c.sha256 == sha256))


def unnamed(connection: Connection) -> list[str]:
    """The files of which no record speaks any more and which the center confirmed, or gave us."""
    unsaid = select(_queue.c.sha256).where(_queue.c.way == SEND, _queue.c.epoch.is_(None))
    statement = select(_file.c.sha256).where(
        _file.c.sha256.not_in(_named(known_to_center=False)), _file.c.sha256.not_in(unsaid)
    )
    return list(connection.scalars(statement.order_by(_file.c.sha256)))


def _named(*, known_to_center: bool) -> Select[tuple[str]]:
    """The blobs records speak of; or only those of records the center has and nobody withdrew."""
    parts: Sequence[Select[tuple[str]]] = [
        select(c[field].label("sha256")).where(
            c[field].is_not(None), *([c.rev > 0, c.gone.is_(False)] if known_to_center else [])
        )
        for kind, field in file_fields()
        for c in [table_of(kind).c]
    ]
    every = union(*parts).subquery()
    return select(every.c.sha256)


def _set(connection: Connection, way: str, sha256: str, **values: object) -> None:
    connection.execute(update(_queue).where(_queue.c.sha256 == sha256, _queue.c.way == way).values(**values))
