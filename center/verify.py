"""Verifying a center: digests and chains are made again from the rows and bodies they stand for."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from center import tables
from deskapp.models.change import NO_CHAIN, next_chain
from deskapp.models.digest import share
from deskapp.models.record import kinds, table_of

AT_ONCE = 1000
ERASED = b'{"erased":true}'
_OF_SETS = [tables.change_set.c[name] for name in ("id", "device", "body", "outcome")]


@dataclass
class Verified:
    """What was counted: sets, scopes and devices; and the names of those that do not hold together."""

    sets: int = 0
    scopes: int = 0
    devices: int = 0
    wrong_scopes: list[str] = field(default_factory=list)
    wrong_devices: list[str] = field(default_factory=list)

    @property
    def places(self) -> list[str]:
        """Every scope and device that is wrong, by name."""
        return [*self.wrong_scopes, *self.wrong_devices]


def verify(connection: Connection) -> Verified:
    """Makes every scope's digest and every device's chain again, in one snapshot. Changes nothing."""
    found = Verified()
    _verify_scopes(connection, found)
    _verify_devices(connection, found)
    return found


def _verify_scopes(connection: Connection, found: Verified) -> None:
    digests: dict[str, int] = defaultdict(int)
    heads: dict[str, int] = defaultdict(int)
    for kind in kinds():
        table = table_of(kind)
        rows = select(table.c.id, table.c.scope, table.c.rev, table.c.seq).execution_options(
            yield_per=AT_ONCE
        )
        for id, scope, rev, seq in connection.execute(rows):
            digests[scope] ^= share(kind, id, rev)
            heads[scope] = max(heads[scope], seq)
    told = {r.id: r for r in connection.execute(select(tables.scope))}
    found.scopes = len(told)
    for scope in sorted(told.keys() | heads.keys()):
        row = told.get(scope)
        if row is None or row.digest != digests[scope] or row.seq < heads[scope]:
            found.wrong_scopes.append(scope)


def _verify_devices(connection: Connection, found: Verified) -> None:
    """A device's envelopes are numbered from one without a gap, and lead to the chain it is said to have."""
    envelope, sets = tables.envelope, tables.change_set
    erased = [id.encode() for id in _erased_rows(connection)]
    reached: dict[str, tuple[int, bytes]] = defaultdict(lambda: (0, NO_CHAIN))
    wrong: set[str] = set()
    taken: set[str] = set()
    statement = (
        select(envelope.c.device, envelope.c.seq, envelope.c.chain, *_OF_SETS)
        .join(sets, sets.c.id == envelope.c.change_set, isouter=True)
        .order_by(envelope.c.device, envelope.c.seq)
        .execution_options(yield_per=AT_ONCE)
    )
    for device, seq, chain, id, first, body, outcome in connection.execute(statement):
        before, chained = reached[device]
        right = id is not None and seq == before + 1
        if right and next_chain(chained, bytes(body)) != bytes(chain):
            # What a second device said under the id of a set that was here already is not kept.
            right = first != device or _was_emptied(bytes(body), outcome, erased)
        if not right:
            wrong.add(device)
        taken.add(id)
        reached[device] = (seq, bytes(chain))
    devices = connection.execute(select(tables.device)).fetchall()
    wrong |= {d.id for d in devices if reached[d.id] != (d.last_seq, bytes(d.last_chain))}
    wrong |= reached.keys() - {d.id for d in devices}
    for set_id, device in connection.execute(select(sets.c.id, sets.c.device)):
        found.sets += 1
        if set_id not in taken:
            wrong.add(device)
    found.devices = len(devices)
    found.wrong_devices = sorted(wrong)


def _erased_rows(connection: Connection) -> list[str]:
    return list(connection.scalars(select(tables.leave.c.row).where(tables.leave.c.erased).distinct()))


def _was_emptied(body: bytes, outcome: Any, erased: Collection[bytes]) -> bool:
    """Whether a body may differ from what its device signed: an erasure took values out of it."""
    return body == ERASED or outcome.get("code") == "erased" or any(id in body for id in erased)
