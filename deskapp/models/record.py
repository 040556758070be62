"""Record: a row with an identity of its own that may travel; never deleted, only marked gone."""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

COMMON = ("id", "scope", "rev", "seq", "gone", "author", "made_at", "extra")


class Base(DeclarativeBase):
    type_annotation_map: ClassVar[Mapping[Any, Any]] = {dict[str, Any]: JSON, list[str]: JSON}


def field(
    *,
    scope: str | None = None,
    codes: str | None = None,
    unit: str | None = None,
    holds: str | None = None,
    restricted: bool = False,
    index: bool = False,
) -> Any:
    """A field of a record.

    scope: the kind of the parent this field refers to, or "unit" if it holds a unit's code
    codes: the code table its value is from
    unit: fields with the same word here are merged as one
    holds: "date" (2026-11-24), "time" (09:30) or "file" (the SHA-256 of a blob) if the text is one
    restricted: never in lists, exports or prints
    """
    info = {"scope": scope, "codes": codes, "unit": unit, "holds": holds, "restricted": restricted}
    return mapped_column(index=index, info=info, active_history=True)


class Record(Base):
    """What every kind has: who and where it is, which revision, and whether it was withdrawn."""

    __abstract__ = True
    part: ClassVar[str]
    fixed_unit: ClassVar[str | None] = None
    only_author: ClassVar[bool] = False
    search: ClassVar[tuple[str, ...]] = ()
    duplicates: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Fields, alone or together, that two records should not have the same of; the last is never empty."""

    id: Mapped[str] = mapped_column(String, primary_key=True)
    scope: Mapped[str] = mapped_column(String, default="")
    rev: Mapped[int] = mapped_column(Integer, default=0)
    seq: Mapped[int] = mapped_column(Integer, default=0)
    gone: Mapped[bool] = mapped_column(Boolean, default=False, active_history=True)
    author: Mapped[str] = mapped_column(String, default="")
    made_at: Mapped[str] = mapped_column(String, default="")
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        kinds.cache_clear()

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        doubled = [
            Index(f"ix_{cls.__tablename__}_{g[-1]}_{g[0]}", g[-1], g[0]) for g in cls.duplicates if g[1:]
        ]
        return (Index(f"ix_{cls.__tablename__}_scope_seq", "scope", "seq"), *doubled)


def record_columns() -> list[Column[Any]]:
    """The common columns, fresh ones for a migration."""
    return [
        Column("id", String, primary_key=True),
        Column("scope", String, nullable=False),
        Column("rev", Integer, nullable=False),
        Column("seq", Integer, nullable=False),
        Column("gone", Boolean, nullable=False),
        Column("author", String, nullable=False),
        Column("made_at", String, nullable=False),
        Column("extra", JSON, nullable=False),
    ]


@cache
def kinds() -> dict[str, type[Record]]:
    """Every kind of record by its name, parents before what refers to them; what is on any row last."""
    classes = [m.class_ for m in Base.registry.mappers if issubclass(m.class_, Record)]
    named = {c.__tablename__: c for c in sorted(classes, key=lambda c: (c.part == "*", c.__tablename__))}
    ordered: dict[str, type[Record]] = {}

    def place(name: str) -> None:
        if name in ordered or name not in named:
            return
        parent = parent_field(named[name])
        if parent and parent[1] != name:
            place(parent[1])
        ordered[name] = named[name]

    for name in named:
        place(name)
    return ordered


def kind_of(record: Record | type[Record]) -> str:
    return str(record.__tablename__)


def table_of(kind: str) -> Table:
    """The table of a kind; KeyError if this edition does not know it."""
    return Base.metadata.tables[kind]


@cache
def fields(cls: type[Record]) -> tuple[str, ...]:
    """The kind's own fields, without the columns all records share."""
    return tuple(c.key for c in inspect(cls).columns if c.key not in COMMON)


def blank(cls: type[Record]) -> dict[str, Any]:
    """The kind's own fields with nothing in them: None where that may be, else what is empty of its type."""
    hints = get_type_hints(cls)
    found: dict[str, Any] = {}
    for name in fields(cls):
        (held,) = get_args(hints[name])
        found[name] = None if table_of(kind_of(cls)).c[name].nullable else (get_origin(held) or held)()
    return found


@cache
def parent_field(cls: type[Record]) -> tuple[str, str] | None:
    """(field, parent's kind or "unit") through which a record finds its place, or None."""
    for column in inspect(cls).columns:
        if column.info.get("scope"):
            return column.key, column.info["scope"]
    return None


def parent_key(cls: type[Record], values: Mapping[str, Any]) -> tuple[str, str] | None:
    """(kind, id) of the row a record with these values is under; None for what is under a unit."""
    name, kind = ("row", values.get("row_kind")) if cls.part == "*" else parent_field(cls) or ("", "unit")
    id = values.get(name)
    return (kind, id) if kind != "unit" and isinstance(kind, str) and isinstance(id, str) else None


def child_fields(kind: str) -> list[tuple[str, str]]:
    """(kind, field) of what is under rows of a kind; records on rows of any kind name theirs in `row`."""
    found = []
    for name, cls in kinds().items():
        parent = ("row", kind) if cls.part == "*" else parent_field(cls)
        if parent and parent[1] == kind:
            found.append((name, parent[0]))
    return found


@cache
def merge_unit(cls: type[Record], name: str) -> tuple[str, ...]:
    """The fields that are merged together with this one, itself included."""
    columns = inspect(cls).columns
    unit = columns[name].info.get("unit") if name in columns else None
    return tuple(c.key for c in columns if c.info.get("unit") == unit) if unit else (name,)


def own_values(record: Record) -> dict[str, Any]:
    """The kind's own fields of a record, and whether it is gone."""
    return {name: getattr(record, name) for name in fields(type(record))} | {"gone": bool(record.gone)}


def made_values(record: Record) -> dict[str, Any]:
    """The same of a record just made and not yet flushed: what nobody set is None."""
    here = record.__dict__
    return {name: here.get(name) for name in fields(type(record))} | {"gone": bool(here.get("gone"))}
