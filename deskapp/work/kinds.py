"""Kinds: records of any kind as a list and a form want them: ids in order, ready words, one record whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, func, or_, select
from sqlalchemy.orm import Session

from deskapp.models.actor import WRITE, Actor
from deskapp.models.codes import table as code_table
from deskapp.models.community import Community
from deskapp.models.record import fields, kinds, parent_field, table_of
from deskapp.models.scope import STREET
from deskapp.work.doors import among, here, names_of, places, residents
from deskapp.work.find import find, homes_found
from deskapp.work.listing import UnknownField
from deskapp.work.states import sync_states

MOST = 30
LONGEST = 20_000
_WILD = re.compile(r"([\\%_])")


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record of a list: codes and references in words; days, numbers, yes and no are plain."""

    id: str
    cells: tuple[Any, ...]
    sync: str | None


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One record whole: its fields, and the words of those that refer to another record."""

    id: str
    values: dict[str, Any]
    words: dict[str, str]
    scope: str
    author: str
    sync: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A record one may refer to."""

    id: str
    words: str


def check_columns(kind: str, columns: Iterable[str]) -> None:
    """Raises UnknownField for what is no field of the kind, or is restricted and so stays out of lists."""
    table = table_of(kind)
    for name in columns:
        if name not in fields(kinds()[kind]) or table.c[name].info.get("restricted"):
            raise UnknownField(kind, name)


def refers_to(kind: str, name: str) -> str | None:
    """The kind a field refers to: the parent's, or the one it is named after."""
    parent = parent_field(kinds()[kind])
    if parent and parent[0] == name:
        return parent[1] if parent[1] in kinds() else None
    plain = isinstance(table_of(kind).c[name].type, String) and not table_of(kind).c[name].info.get("codes")
    return name if plain and name in kinds() and name != "community" else None


def record_ids(
    session: Session,
    kind: str,
    columns: Sequence[str],
    *,
    text: str = "",
    sort: str = "",
    descending: bool = False,
    lang: str = "zh",
) -> list[str]:
    """The records shown, the newest first or by a column; `text` is looked for in all columns."""
    table = table_of(kind)
    wanted = [table.c.id, table.c[sort]] if sort else [table.c.id]
    statement = select(*wanted).where(here(table)).order_by(table.c.made_at.desc(), table.c.id)
    if text.strip():
        statement = statement.where(_holding(session, kind, columns, text.strip(), lang))
    found = session.execute(statement).all()
    if sort:
        place = _places_of(session, kind, sort, {row[1] for row in found} - {None})
        found = sorted(found, key=lambda row: place.get(row[1], ()), reverse=descending)
        found.sort(key=lambda row: row[1] in (None, ""))  # what is empty stands last either way
    return [row[0] for row in found]


def record_lines(
    session: Session, kind: str, ids: Sequence[str], columns: Sequence[str], lang: str = "zh"
) -> list[RecordLine]:
    """Those of the ids that are here, in any order."""
    table = table_of(kind)
    rows = session.execute(select(table).where(table.c.id.in_(among(ids)), here(table))).mappings().all()
    said = sync_states(session, kind, [row["id"] for row in rows])
    words = {name: _words(session, kind, name, [row[name] for row in rows], lang) for name in columns}
    return [
        RecordLine(row["id"], tuple(_cell(row[n], words[n]) for n in columns), said[row["id"]])
        for row in rows
    ]


def record_page(session: Session, kind: str, id: str) -> RecordPage | None:
    """None if it is not here, withdrawn, or its scope is still being filled."""
    cls, table = kinds()[kind], table_of(kind)
    row = session.execute(select(table).where(table.c.id == id, here(table))).mappings().first()
    if row is None:
        return None
    values = {name: row[name] for name in fields(cls)}
    said = sync_states(session, kind, [id])[id]
    return RecordPage(id, values, words_of(session, kind, values), row["scope"], row["author"], said)


def may_add(session: Session, kind: str, actor: Actor) -> bool:
    """Whether there is a unit here for which they may add one."""
    cls = kinds()[kind]
    if cls.fixed_unit or actor.unit != STREET:
        return actor.may(WRITE, f"{cls.fixed_unit or actor.unit}/{cls.part}")
    units = session.scalars(select(Community.code).where(Community.gone.is_(False)))
    return any(actor.may(WRITE, f"{unit}/{cls.part}") for unit in units)


def offers(session: Session, kind: str, text: str) -> list[Offer]:
    """What typed words may mean: doors and residents as the search finds them, other kinds by name."""
    if kind in ("household", "person"):
        hits = [hit for hit in find(session, text, MOST) if kind in (hit.kind, "household")]
        found = {getattr(hit, "household" if kind == "household" else "id"): hit for hit in reversed(hits)}
        return [Offer(id, _two(hit.door, hit.name)) for id, hit in reversed(found.items())]
    name = _named(kind)
    if name is None or not text.strip():
        return []
    table = table_of(kind)
    statement = select(table.c.id).where(here(table), _like(name, text.strip())).order_by(name).limit(MOST)
    words = reference_words(session, kind, session.scalars(statement).all())
    return [Offer(id, word) for id, word in words.items()]


def words_of(session: Session, kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The words of those fields that refer to another record."""
    refers = {name: of for name in values if values[name] and (of := refers_to(kind, name))}
    return {n: reference_words(session, of, [values[n]]).get(values[n], "") for n, of in refers.items()}


def reference_words(session: Session, kind: str, ids: Collection[str]) -> dict[str, str]:
    """What records are called where another refers to them; those that are not here are left out."""
    wanted = list(dict.fromkeys(ids))
    if kind == "household":
        members = residents(session, wanted)
        heads = {home: listed[0].name for home, listed in members.items()}
        return {id: _two(at.door.short(), heads.get(id, "")) for id, at in places(session, wanted).items()}
    if kind == "user":
        return names_of(session, wanted)
    table, name = table_of(kind), _named(kind)
    if name is None:
        return {}
    found = session.execute(select(table.c.id, name).where(table.c.id.in_(among(wanted)), here(table)))
    return {id: word for id, word in found if word}


def _named(kind: str) -> ColumnElement[Any] | None:
    """The column a kind is called by: its name, unless that is restricted."""
    table = table_of(kind)
    known = "name" in table.c and not table.c["name"].info.get("restricted")
    return table.c["name"] if known else None


def _words(session: Session, kind: str, name: str, values: list[Any], lang: str) -> dict[Any, str]:
    """Words by value, for a field that refers or is a code; nothing for one that speaks for itself."""
    of, codes = refers_to(kind, name), table_of(kind).c[name].info.get("codes")
    if of:
        known = reference_words(session, of, [value for value in values if value])
        return {value: known.get(value, "") for value in values if value}
    if codes:
        return {value: code_table(codes).word(value, lang) for value in values if isinstance(value, str)}
    return {}


def _cell(value: Any, words: dict[Any, str]) -> Any:
    if isinstance(value, list):
        return "、".join(map(str, value))
    return words.get(value, value) if isinstance(value, str) else value


def _places_of(session: Session, kind: str, name: str, values: set[Any]) -> dict[Any, tuple[Any, ...]]:
    """Where each value of a field stands: doors up the stairs, codes as in their table, names."""
    of, codes = refers_to(kind, name), table_of(kind).c[name].info.get("codes")
    if of == "household":
        return {id: at.stairs for id, at in places(session, values).items()}
    if of:
        return {id: (word, id) for id, word in reference_words(session, of, values).items()}
    if codes:
        order = {each.code: n for n, each in enumerate(code_table(codes))}
        return {value: (order.get(value, len(order)), str(value)) for value in values}
    return {value: (value,) for value in values if not isinstance(value, list | dict)}


def _holding(
    session: Session, kind: str, columns: Sequence[str], text: str, lang: str
) -> ColumnElement[bool]:
    """Whether a record has the text in one of the columns as they are shown."""
    table = table_of(kind)
    ways: list[ColumnElement[bool]] = []
    for name in columns:
        column, of = table.c[name], refers_to(kind, name)
        codes = column.info.get("codes")
        if of == "household":
            ways.append(column.in_(among(homes_found(session, text))))
        elif of == "person":
            people = [hit.id for hit in find(session, text, LONGEST) if hit.kind == "person"]
            ways.append(column.in_(among(people)))
        elif of and (named := _named(of)) is not None:
            ways.append(column.in_(select(table_of(of).c.id).where(_like(named, text))))
        elif codes:
            known, word = code_table(codes), text.lower()
            meant = [each.code for each in known if word in known.word(each.code, lang).lower()]
            ways.append(column.in_(meant))
        elif isinstance(column.type, String):
            ways.append(_like(column, text))
    return or_(False, *ways)


def _like(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    plain = _WILD.sub(r"\\\1", text.lower())
    return func.lower(column).like(f"%{plain}%", escape="\\")


def _two(door: str, name: str) -> str:
    return " ".join(part for part in (door, name) if part)
