"""The first kinds: communities, users, the roster, visits, requests, reviews."""

from sqlalchemy import JSON, Boolean, Column, Integer, String

from deskapp.store.schema import create_record_table

revision = "0001"
down_revision = None


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, String) for name in names]


def upgrade() -> None:
    create_record_table(
        "community",
        Column("code", String, nullable=False, index=True),
        Column("name", String, nullable=False),
        Column("number", Integer),
    )
    create_record_table(
        "user",
        Column("name", String, nullable=False),
        Column("role", String, nullable=False),
        Column("community", String, nullable=False, index=True),
        Column("active", Boolean, nullable=False),
    )
    create_record_table(
        "household",
        Column("community", String, nullable=False),
        *_texts("estate", "building", "unit", "floor", "room"),
        Column("vacant", Boolean, nullable=False),
        *_texts("tenure", "note"),
    )
    create_record_table(
        "person",
        Column("household", String, nullable=False, index=True),
        Column("name", String, nullable=False),
        Column("id_number", String, index=True),
        *_texts("birth_date", "sex", "phone", "relation", "education", "political", "marital", "ethnic"),
        *_texts("hukou_kind", "hukou_address", "residence", "workplace", "note"),
    )
    create_record_table(
        "tag",
        Column("person", String, nullable=False, index=True),
        Column("code", String, nullable=False),
        *_texts("since", "until", "source", "evidence"),
    )
    _work()


def _work() -> None:
    create_record_table(
        "campaign",
        *(Column(name, String, nullable=False) for name in ("community", "name", "since", "until")),
        Column("counts", JSON),
    )
    create_record_table(
        "assignment",
        Column("household", String, nullable=False, index=True),
        Column("worker", String, nullable=False, index=True),
        Column("since", String, nullable=False),
        Column("until", String),
    )
    create_record_table(
        "visit",
        Column("household", String, nullable=False, index=True),
        Column("campaign", String),
        Column("visitors", JSON, nullable=False),
        Column("visited_on", String, nullable=False),
        *_texts("started", "ended", "mode", "purpose"),
        Column("outcome", String, nullable=False),
        Column("met", JSON),
        Column("notice_left", Boolean),
        Column("next_try", String),
        Column("safety", JSON),
        Column("note", String),
    )
    create_record_table(
        "request",
        Column("household", String, nullable=False, index=True),
        Column("visit", String, index=True),
        Column("text", String, nullable=False),
        *_texts("category", "urgency", "triage", "state", "owner", "promised_on", "reply"),
    )
    create_record_table(
        "review",
        Column("row_kind", String, nullable=False),
        Column("row", String, nullable=False, index=True),
        Column("change_set", String, nullable=False),
        Column("reason", String, nullable=False),
        Column("details", JSON, nullable=False),
        Column("owner", String),
        Column("state", String, nullable=False),
    )
