"""Mending a scope that does not agree with the center: by a list of its rows, only what differs is fetched.

What waits on this PC is not touched: it lies over what was pulled, and only that is mended.
"""

import msgspec
from sqlalchemy import select

from deskapp.models.wire import Entry, Manifest, Manifested, Row, Wanted
from deskapp.store import Store, tables
from deskapp.sync import digest
from deskapp.sync.apply import put_right
from deskapp.sync.road import Road
from deskapp.sync.trouble import RoadError

ROWS_A_TIME = 1000
_lines = msgspec.json.Decoder(Entry | Row | Manifested)
Key = tuple[str, str]


def mend(store: Store, road: Road, epoch: str) -> bool:
    """Mends every scope that is whole and does not agree; whether all of them do now. Raises RoadError."""
    with store.engine.connect() as connection:
        c = tables.cursor.c
        scopes = list(connection.scalars(select(c.scope).where(c.verified.is_(False)).order_by(c.scope)))
    return all([_mend(store, road, epoch, scope) for scope in scopes])


def _mend(store: Store, road: Road, epoch: str, scope: str) -> bool:
    device = store.device.id
    entries, end = _read(road.manifest(Manifest(epoch, device, scope)))
    there: dict[Key, int] = {(e.kind, e.id): e.rev for e in entries if isinstance(e, Entry)}
    with store.engine.connect() as connection:
        here = {key: rev for key, (rev, at, _) in digest.pulled(connection).items() if at == scope}
    wanted = [key for key, rev in there.items() if here.get(key) != rev]
    strangers = [key for key in here if key not in there]
    rows: list[Row] = []
    for start in range(0, len(wanted), ROWS_A_TIME):
        asked = wanted[start : start + ROWS_A_TIME]
        answer, _ = _read(road.rows(Wanted(epoch, device, scope, asked)))
        rows += [row for row in answer if isinstance(row, Row)]
    return put_right(store, scope, epoch, rows, strangers, end)


def _read(answer: bytes) -> tuple[list[Entry | Row], Manifested]:
    try:
        *items, end = _lines.decode_lines(answer)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        raise RoadError("torn") from error
    if not isinstance(end, Manifested) or any(isinstance(item, Manifested) for item in items):
        raise RoadError("torn")
    return [item for item in items if not isinstance(item, Manifested)], end
