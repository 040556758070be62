"""Listing: the records of any kind as plain values, the same at a desk and at the center."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import JSON, Boolean, ColumnElement, Connection, Integer, Table, false, or_, select

from deskapp.models.record import COMMON, fields, kinds, table_of

AFTER_THE_FIELDS = tuple(name for name in COMMON if name != "id")
TRUE, FALSE = {"true", "yes", "1", "是"}, {"false", "no", "0", "否"}


class UnknownField(Exception):
    """The kind has no field of this name."""

    def __init__(self, kind: str, field: str) -> None:
        super().__init__(field)
        self.kind = kind
        self.field = field


class BadValue(Exception):
    """The text cannot be a value of this field; `wanted` is bool, int or json."""

    def __init__(self, field: str, text: str, wanted: str) -> None:
        super().__init__(field)
        self.field = field
        self.text = text
        self.wanted = wanted


def names_of(kind: str) -> list[str]:
    """What a listed record says, in order: its id, its own fields, what is derived, what all records have."""
    return ["id", *fields(kinds()[kind]), *derived(kind), *AFTER_THE_FIELDS]


def heads(kind: str) -> list[str]:
    """The names for a list people look at: restricted fields stay out of it."""
    columns = table_of(kind).columns
    open_ones = [n for n in names_of(kind) if n not in columns or not columns[n].info.get("restricted")]
    return [n for n in open_ones if n not in AFTER_THE_FIELDS]


def listed(
    connection: Connection, kind: str, where: Mapping[str, str] | None = None, today: str = ""
) -> Iterator[dict[str, Any]]:
    """The records of a kind that say what `where` wants; those marked gone only on demand."""
    table, more = table_of(kind), derived(kind, today)
    columns = [table.c[name] for name in names_of(kind) if name in table.c]
    statement = select(*columns, *(each.label(name) for name, each in more.items()))
    wanted = dict(where or {})
    later: dict[str, Any] = {}
    for name, text in ({"gone": "false"} | wanted).items():
        if name in more:
            statement = statement.where(more[name] == (text or None))
        elif name not in table.c:
            raise UnknownField(kind, name)
        elif isinstance(table.c[name].type, JSON):
            later[name] = text
        else:
            statement = statement.where(_equal(table, name, read_value(kind, name, text)))
    for row in connection.execute(statement.order_by(table.c.scope, table.c.made_at, table.c.id)).mappings():
        if all(_holds(row[name], text) for name, text in later.items()):
            yield {name: row[name] for name in names_of(kind)}


def check_where(kind: str, where: Mapping[str, str]) -> None:
    """Raises UnknownField or BadValue for what `listed` could not look for."""
    table = table_of(kind)
    for name, text in where.items():
        if name not in derived(kind) and not (name in table.c and isinstance(table.c[name].type, JSON)):
            read_value(kind, name, text)


def read_value(kind: str, name: str, text: str) -> Any:
    """A field's value from what stands behind field=; nothing is None. Raises UnknownField or BadValue."""
    if name not in table_of(kind).c:
        raise UnknownField(kind, name)
    wanted = table_of(kind).c[name].type
    if text == "":
        return None
    if isinstance(wanted, Boolean):
        if text.lower() not in TRUE | FALSE:
            raise BadValue(name, text, "bool")
        return text.lower() in TRUE
    try:
        if isinstance(wanted, Integer):
            return int(text)
        return msgspec.json.decode(text) if isinstance(wanted, JSON) else text
    except ValueError as error:
        raise BadValue(name, text, "int" if isinstance(wanted, Integer) else "json") from error


def as_line(row: Mapping[str, Any], names: list[str]) -> str:
    """A record on one line, its values apart by tabs."""
    return "\t".join(_text(row[name]) for name in names)


def _text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return " ".join((value or "").split())
    return msgspec.json.encode(value).decode()


def _equal(table: Table, name: str, value: Any) -> ColumnElement[bool]:
    column = table.c[name]
    if value is None and not isinstance(column.type, Boolean | Integer):
        return or_(column.is_(None), column == "")
    return column.is_(value) if value is None or isinstance(value, bool) else column == value


def _holds(value: Any, text: str) -> bool:
    """Whether a list has an element, or a value is what the text says."""
    if text == "":
        return not value
    return text in value if isinstance(value, list | dict) else False


def derived(kind: str, today: str = "") -> dict[str, Any]:
    """What a kind is listed with besides its columns: a household's worker comes from its assignment."""
    if kind != "household":
        return {}
    home, share = table_of("household"), table_of("assignment")
    running = or_(share.c.until.is_(None), share.c.until > today if today else false())
    worker = (
        select(share.c.worker)
        .where(share.c.household == home.c.id, share.c.gone.is_(False), running)
        .order_by(share.c.since.desc(), share.c.id)
        .limit(1)
    )
    return {"worker": worker.scalar_subquery()}
