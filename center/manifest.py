"""A manifest: which rows a scope has by their revisions, and single rows; to mend a desk with."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select

from center import settings, tables
from center.database import Database
from center.pull import kinds_in, own_scopes, row_of, row_statement
from center.refusal import Refused
from deskapp.models.record import table_of
from deskapp.models.wire import Entry, Manifest, Manifested, Refusal, Row, Wanted

_encoder = msgspec.json.Encoder()


def manifest(database: Database, device_id: str, request: Manifest) -> bytes:
    """Lines of JSON: an entry for every row, gone ones included, and the end that makes it count."""
    with database.reading() as connection:
        _check(connection, device_id, request)
        lines = [_encoder.encode(entry) for entry in _entries(connection, request.scope)]
        table = tables.scope
        counter = connection.execute(select(table).where(table.c.id == request.scope)).mappings().first()
        seq, digest = (counter["seq"], counter["digest"]) if counter else (0, 0)
        lines.append(_encoder.encode(Manifested(request.epoch, request.scope, seq, digest)))
    return b"\n".join(lines) + b"\n"


def rows(database: Database, device_id: str, request: Wanted) -> bytes:
    """The rows asked for that are in the scope now, as lines of JSON, and an end like a manifest's."""
    with database.reading() as connection:
        _check(connection, device_id, request)
        lines = [_encoder.encode(row) for row in _rows(connection, request)]
        lines.append(_encoder.encode(Manifested(request.epoch, request.scope, 0, 0)))
    return b"\n".join(lines) + b"\n"


def _check(connection: Connection, device_id: str, request: Manifest | Wanted) -> None:
    if request.device != device_id:
        raise Refused("unknown-device", 401)
    device = connection.execute(select(tables.device).where(tables.device.c.id == device_id)).mappings().one()
    epoch = settings.epoch(connection)[1]
    if request.epoch != epoch:
        raise Refused(
            "epoch", 409, Refusal("epoch", {}, epoch, device["last_seq"], bytes(device["last_chain"]).hex())
        )
    if request.scope not in own_scopes(connection, device):
        raise Refused("not-yours", 404)


def _entries(connection: Connection, scope: str) -> Iterator[Entry]:
    for kind in kinds_in(scope):
        table = table_of(kind)
        for id, rev in connection.execute(select(table.c.id, table.c.rev).where(table.c.scope == scope)):
            yield Entry(kind, id, rev)


def _rows(connection: Connection, request: Wanted) -> Iterator[Row]:
    wanted: dict[str, list[str]] = {}
    for kind, id in request.rows:
        wanted.setdefault(kind, []).append(id)
    for kind in kinds_in(request.scope):
        table = table_of(kind)
        ids = wanted.get(kind, [])
        for start in range(0, len(ids), 500):
            some = table.c.id.in_(ids[start : start + 500])
            statement = row_statement(kind).where(table.c.scope == request.scope, some)
            for found in connection.execute(statement):
                yield row_of(kind, found)
