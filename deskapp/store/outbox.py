"""The outbox: change sets as they were made, numbered, chained, signed; kept until they are durable."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Integer, delete, func, insert, select, update

from deskapp.models.change import NO_CHAIN, Base, Change, ChangeSet, next_chain, signed_text, to_body
from deskapp.models.upgrade import read_body
from deskapp.models.wire import Outcome
from deskapp.store import tables
from deskapp.store.database import to_json
from deskapp.store.lock import DeviceKey

WAITING, SETTLED = "waiting", "settled"
REFUSED = ("blocked", "rejected")
_box, _row = tables.outbox, tables.outbox_row


@dataclass(frozen=True)
class Sent:
    """A set as it goes out: its number, its signature and the bytes that were written once."""

    seq: int
    sig: bytes
    body: bytes
    chain: bytes


def position(connection: Connection) -> tuple[int, bytes]:
    """(number, chain) of the last set, (0, 32 zero bytes) before the first."""
    last = connection.exec_driver_sql("SELECT seq, chain FROM outbox ORDER BY seq DESC LIMIT 1").first()
    return (last.seq, last.chain) if last else (0, NO_CHAIN)


def add(connection: Connection, key: DeviceKey, sets: Sequence[ChangeSet]) -> None:
    """Numbers, chains and signs sets, in the transaction that changes what they tell of."""
    seq, chain = position(connection)
    rows: list[dict[str, Any]] = []
    touched: dict[tuple[str, str, int], None] = {}
    for change_set in sets:
        seq += 1
        body = to_body(change_set)
        chain = next_chain(chain, body)
        rows.append(
            {
                "seq": seq,
                "id": change_set.id,
                "device": key.id,
                "body": body,
                "chain": chain,
                "sig": key.sign(signed_text(key.id, seq, chain)),
                "action": change_set.action,
                "author": change_set.author,
                "made_at": change_set.made_at,
                "batch": change_set.batch,
                "state": WAITING,
            }
        )
        touched.update(dict.fromkeys((c.kind, c.id, seq) for c in change_set.changes))
    connection.execute(insert(_box), rows)
    if touched:
        connection.execute(insert(_row), [{"kind": k, "id": i, "seq": s} for k, i, s in touched])


def sets_after(connection: Connection, seq: int, limit: int) -> list[Sent]:
    """At most `limit` sets with numbers above `seq`, settled ones included: the center knows what it has."""
    found = connection.exec_driver_sql(
        "SELECT seq, sig, body, chain FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit)
    )
    return [Sent(*row) for row in found]


def chain_at(connection: Connection, seq: int) -> bytes | None:
    """The chain after set `seq`; None if that set is no longer kept."""
    if seq == 0:
        return NO_CHAIN
    found = connection.exec_driver_sql("SELECT chain FROM outbox WHERE seq = ?", (seq,)).first()
    return found.chain if found else None


def first_waiting(connection: Connection) -> int:
    """The lowest number not settled; one past the last if nothing waits."""
    first = connection.scalar(select(func.min(_box.c.seq)).where(_box.c.state == WAITING))
    return int(first) if first is not None else position(connection)[0] + 1


def first_open(connection: Connection, epoch: str) -> int:
    """The lowest number whose outcome is not known from this epoch; one past the last if there is none."""
    first = connection.exec_driver_sql(
        "SELECT min(seq) FROM (SELECT min(seq) AS seq FROM outbox WHERE settled_epoch IS NULL UNION ALL"
        " SELECT min(seq) FROM outbox WHERE settled_epoch < ? UNION ALL"
        " SELECT min(seq) FROM outbox WHERE settled_epoch > ?)",
        (epoch, epoch),
    ).scalar_one()
    return int(first) if first is not None else position(connection)[0] + 1


def waiting_rows(connection: Connection) -> set[tuple[str, str]]:
    """(kind, id) of every record with something not yet settled."""
    found = connection.exec_driver_sql(
        "SELECT DISTINCT r.kind, r.id FROM outbox o JOIN outbox_row r ON r.seq = o.seq WHERE o.state = ?",
        (WAITING,),
    )
    return {(r[0], r[1]) for r in found}


def waiting_ids(connection: Connection) -> list[str]:
    """The sets not yet settled, oldest first."""
    return list(connection.scalars(select(_box.c.id).where(_box.c.state == WAITING).order_by(_box.c.seq)))


def rows_of(connection: Connection, ids: Iterable[str]) -> dict[str, set[tuple[str, str]]]:
    """The records each of these sets touches; of those that still wait."""
    wanted, found = list(ids), dict[str, set[tuple[str, str]]]()
    for start in range(0, len(wanted), 500):
        statement = (
            select(_box.c.id, _row.c.kind, _row.c.id)
            .join(_row, _row.c.seq == _box.c.seq)
            .where(_box.c.id.in_(wanted[start : start + 500]), _box.c.state == WAITING)
        )
        for set_id, kind, id in connection.execute(statement):
            found.setdefault(set_id, set()).add((kind, id))
    return found


def count_waiting(connection: Connection, after: int = 0) -> int:
    """How many records wait, not how many saves; of the saves with numbers above `after`."""
    counted = connection.exec_driver_sql(
        "SELECT count(*) FROM (SELECT DISTINCT r.kind, r.id FROM outbox o"
        " JOIN outbox_row r ON r.seq = o.seq WHERE o.state = 'waiting' AND o.seq > ?)",
        (after,),
    )
    return int(counted.scalar_one())


def pending(connection: Connection, kind: str, id: str) -> list[ChangeSet]:
    """The sets on one record not yet settled, oldest first."""
    found = connection.scalars(
        select(_box.c.body)
        .join(_row, _row.c.seq == _box.c.seq)
        .where(_row.c.kind == kind, _row.c.id == id, _box.c.state == WAITING)
        .order_by(_box.c.seq)
    )
    return [read_body(body) for body in found]


def pending_changes(
    connection: Connection, keys: Collection[tuple[str, str]]
) -> dict[tuple[str, str], list[Change]]:
    """The changes of records in sets not yet settled, oldest first; every waiting set is read once."""
    found: dict[tuple[str, str], list[Change]] = {}
    if not keys:
        return found
    statement = select(_box.c.body).where(_box.c.state == WAITING).order_by(_box.c.seq)
    for body in connection.scalars(statement):
        for change in read_body(body).changes:
            if (change.kind, change.id) in keys:
                found.setdefault((change.kind, change.id), []).append(change)
    return found


def body_of(connection: Connection, set_id: str) -> bytes | None:
    """The body of a set; None if it is no longer kept."""
    body: bytes | None = connection.scalar(select(_box.c.body).where(_box.c.id == set_id))
    return body


def pending_base(connection: Connection, kind: str, id: str) -> Base | None:
    """The base of the first set waiting on a record."""
    for change_set in pending(connection, kind, id):
        for change in change_set.changes:
            if (change.kind, change.id) == (kind, id):
                return change.base
    return None


Newly = tuple[str, bytes]
"""A set just settled: its id and its body."""


def settle(connection: Connection, outcomes: dict[str, Outcome], epoch: str, now: str) -> list[Newly]:
    """Marks sets as settled under an epoch; returns those that were waiting, or are refused only now.

    After a restore of the center a settled set is judged again: it stays settled, its outcome is the new one.
    """
    final = {id: o for id, o in outcomes.items() if o.final}
    newly: list[Newly] = []
    heard: list[tuple[str, ...]] = []
    ids = list(final)
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        found = connection.exec_driver_sql(
            "SELECT id, body, state, json_extract(outcome, '$.status'), settled_epoch FROM outbox"
            f" WHERE id IN ({', '.join('?' * len(some))})",
            tuple(some),
        )
        for id, body, state, status, heard_in in found:
            if state == SETTLED and heard_in == epoch:
                continue
            heard.append((SETTLED, to_json(_plain(final[id])), now, epoch, id))
            if state == WAITING or (final[id].refused and status not in REFUSED):
                newly.append((id, body))
    if heard:
        connection.exec_driver_sql(
            "UPDATE outbox SET state=?, outcome=?, settled_at=?, settled_epoch=? WHERE id=?", heard
        )
    return newly


def renumber(connection: Connection, key: DeviceKey) -> int:
    """Gives all kept sets new envelopes under another key, numbered from one; bodies stay as they are.

    Returns the number of the last set that is no longer kept. Outcomes are to be heard again under the new
    number before anything is forgotten.
    """
    kept = connection.execute(select(_box.c.seq, _box.c.body).order_by(_box.c.seq)).fetchall()
    numbers = [r.seq for r in kept]
    last_gone = next((n - 1 for n, after in _backwards(numbers) if after != n - 1), 0)
    chain = NO_CHAIN
    for number, (old, body) in enumerate(kept, 1):
        chain = next_chain(chain, body)
        sig = key.sign(signed_text(key.id, number, chain))
        connection.execute(
            update(_box)
            .where(_box.c.seq == old)
            .values(seq=number, device=key.id, chain=chain, sig=sig, settled_epoch=None)
        )
        connection.execute(update(_row).where(_row.c.seq == old).values(seq=number))
    return last_gone


def _backwards(numbers: list[int]) -> list[tuple[int, int]]:
    """Each number with the one before it, the last first; before the first stands 0."""
    return list(zip(reversed(numbers), [*reversed(numbers[:-1]), 0], strict=False))


def forget_durable(connection: Connection, durable_seq: int, reached: int, epoch: str, before: str) -> int:
    """Drops sets that are durable and settled under this epoch before `before`.

    The last one stays, the last the center has (`reached`) and the last that is durable: from one of their
    chains the next push goes on, after a restore too. What needs somebody stays until they have dealt with
    it: it can be read nowhere else.
    """
    last = min(position(connection)[0], reached)
    found = connection.exec_driver_sql(
        "SELECT seq FROM outbox WHERE state = ? AND seq < ? AND settled_epoch = ? AND settled_at < ?"
        " AND id NOT IN (SELECT change_set FROM attention WHERE done_at IS NULL)",
        (SETTLED, min(durable_seq, last), epoch, before),
    )
    seqs = [row.seq for row in found]
    for start in range(0, len(seqs), 500):
        some = seqs[start : start + 500]
        connection.execute(delete(_row).where(_row.c.seq.in_(some)))
        connection.execute(delete(_box).where(_box.c.seq.in_(some)))
    return len(seqs)


def states_of(
    connection: Connection, kind: str, ids: Iterable[str]
) -> dict[str, tuple[str, dict[str, Any] | None]]:
    """(state, outcome) of the latest set on each record that has one here."""
    wanted = list(ids)
    latest = (
        select(_row.c.id, func.max(_row.c.seq).cast(Integer).label("seq"))
        .where(_row.c.kind == kind, _row.c.id.in_(wanted))
        .group_by(_row.c.id)
        .subquery()
    )
    found = connection.execute(
        select(latest.c.id, _box.c.state, _box.c.outcome).join(_box, _box.c.seq == latest.c.seq)
    )
    return {r.id: (r.state, r.outcome) for r in found}


def _plain(outcome: Outcome) -> dict[str, Any]:
    plain: dict[str, Any] = {"status": outcome.status}
    if outcome.code:
        plain["code"] = outcome.code
    if outcome.params:
        plain["params"] = outcome.params
    if outcome.receipts:
        plain["receipts"] = outcome.receipts
    return plain
