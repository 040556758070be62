"""add, list and set: the records of any kind, judged as the window judges them."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from deskapp.cli.call import Call, WrongUse, write_json

if TYPE_CHECKING:
    from deskapp.app import OpenDesk

STATES = {
    "waiting": "waiting",
    "applied": "received",
    "forwarded": "received",
    "applied_with_review": "conflict",
}
CHUNK = 500


def add(call: Call) -> None:
    """One record from a JSON object on stdin; prints its id."""
    from deskapp.work.entry import enter

    kind = _kind(call)
    given = _from_stdin(kind)
    with call.desk() as opened:
        id = _do(opened, call, f"add_{kind}", partial(enter, kind=kind, given=given))
    if call.asked.json:
        write_json({"id": id})
    else:
        print(id)


def change(call: Call) -> None:
    """Fields of one record; an empty value takes a value away."""
    from deskapp.work.entry import correct
    from deskapp.work.listing import read_value

    kind = _kind(call)
    pairs, id = dict(_pairs(call.asked.pairs)), call.asked.id
    _check_fields(kind, [*pairs], for_set=True)
    values = {n: text or None if n == "worker" else read_value(kind, n, text) for n, text in pairs.items()}
    with call.desk() as opened:
        _do(opened, call, f"set_{kind}", partial(correct, kind=kind, id=id, values=values))
    if call.asked.json:
        write_json({"id": id})


def show(call: Call) -> None:
    """The records of a kind this user may read, one a line."""
    from deskapp.work.listing import as_line, check_where, heads

    kind = _kind(call)
    where = dict(_pairs(call.asked.where))
    states = where.pop("state", None)
    check_where(kind, where)
    with call.desk() as opened:
        names = [*heads(kind), "state"]
        if not call.asked.json:
            print("\t".join(names))
        for row in _rows(opened, kind, where):
            if states is not None and row["state"] != states:
                continue
            if call.asked.json:
                sys.stdout.buffer.write(_line(row))
            else:
                print(as_line(row, names))


def _line(row: dict[str, Any]) -> bytes:
    from deskapp.cli.call import to_json

    return to_json(row) + b"\n"


def _rows(opened: OpenDesk, kind: str, where: dict[str, str]) -> Iterator[dict[str, Any]]:
    from deskapp.models.actor import READ
    from deskapp.work.entry import user_named
    from deskapp.work.listing import listed

    desk = opened.desk
    with desk.store.reading() as session:
        if where.get("worker"):
            where = where | {"worker": user_named(session, where["worker"], desk.actor.unit)}
        connection = session.connection()
        hidden = _hidden(connection)
        rows = (
            row
            for row in listed(connection, kind, where, desk.clock.today().isoformat())
            if desk.actor.may(READ, row["scope"]) and (row["rev"] == 0 or row["scope"] not in hidden)
        )
        for some in _chunks(rows):
            yield from _with_states(connection, kind, some)


def _hidden(connection: Any) -> set[str]:
    """Scopes that are still being filled: nobody may take a part of them for the whole."""
    from sqlalchemy import select

    from deskapp.store.tables import cursor

    return set(connection.scalars(select(cursor.c.scope).where(cursor.c.loading)))


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == CHUNK:
            yield some
            some = []
    if some:
        yield some


def _with_states(connection: Any, kind: str, some: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Adds whether a record waits, was received, is in conflict or was not taken."""
    from deskapp.store import outbox

    states = outbox.states_of(connection, kind, [row["id"] for row in some])
    for row in some:
        state, outcome = states.get(row["id"], ("settled", None))
        word = state if state == "waiting" else (outcome or {}).get("status", "applied")
        yield row | {"state": STATES.get(word, "refused")}


def _do(opened: OpenDesk, call: Call, action: str, job: Callable[..., Any]) -> Any:
    from deskapp.store.capture import EVERYTHING

    desk = opened.desk

    def work(session: Any) -> Any:
        return job(session, actor=desk.actor, today=desk.clock.today().isoformat())

    work.__name__ = action
    return desk.do(work, EVERYTHING if call.asked.yes else frozenset())


def _kind(call: Call) -> str:
    from deskapp.models import kinds

    kind: str = call.asked.kind
    if kind not in kinds():
        raise WrongUse("unknown-kind", kind=kind, kinds=sorted(kinds()))
    return kind


def _from_stdin(kind: str) -> dict[str, Any]:
    import msgspec

    raw = sys.stdin.buffer.read() if sys.stdin is not None else b""
    try:
        given = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WrongUse("bad-json", reason=str(error)) from None
    _check_fields(kind, [*given])
    if "id" in given:
        _check_id(given["id"])
    return given


def _check_fields(kind: str, names: list[str], for_set: bool = False) -> None:
    from deskapp.models.record import fields, kinds

    own = [*fields(kinds()[kind]), *(["worker"] if kind == "household" else [])]
    known = [*own, "gone"] if for_set else ["id", *own]
    for name in names:
        if name not in known:
            raise WrongUse("unknown-field", kind=kind, field=name, fields=known)


def _check_id(id: Any) -> None:
    try:
        right = isinstance(id, str) and str(uuid.UUID(id)) == id
    except ValueError:
        right = False
    if not right:
        raise WrongUse("bad-id", id=id)


def _pairs(texts: list[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise WrongUse("not-a-pair", text=text)
        yield name.strip(), value
