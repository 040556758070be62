"""Person: one resident of a household, as the roster knows them."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from deskapp.models.identity import read_id, read_phones
from deskapp.models.record import Record, field
from deskapp.models.rules import INTEGRITY, QUALITY, Finding, rulebook


class Person(Record):
    """One resident in one household; a second home elsewhere is a second person, linked at the center."""

    __tablename__ = "person"
    part = "roster"
    search = ("name", "id_number", "phone")
    duplicates = (("id_number",),)

    household: Mapped[str] = field(scope="household", index=True)
    name: Mapped[str] = field()
    id_number: Mapped[str | None] = field(index=True, unit="identity")
    birth_date: Mapped[str | None] = field(holds="date", unit="identity")
    sex: Mapped[str | None] = field(codes="sex", unit="identity")
    phone: Mapped[str | None] = field()
    relation: Mapped[str | None] = field(codes="relation")
    education: Mapped[str | None] = field(codes="education")
    political: Mapped[str | None] = field(codes="political", restricted=True)
    marital: Mapped[str | None] = field(codes="marital")
    ethnic: Mapped[str | None] = field(codes="ethnic", restricted=True)
    hukou_kind: Mapped[str | None] = field(codes="hukou_kind")
    hukou_address: Mapped[str | None] = field()
    residence: Mapped[str | None] = field(codes="residence")
    workplace: Mapped[str | None] = field()
    note: Mapped[str | None] = field(restricted=True)


@rulebook.rule(Person, grade=INTEGRITY, since=1)
def has_a_name(person: Any, today: date) -> Any:
    if not person.name.strip():
        yield Finding("name", "missing")


@rulebook.rule(Person, grade=QUALITY, since=1)
def has_an_id_number_that_holds(person: Any, today: date) -> Any:
    if person.id_number:
        reading = read_id(person.id_number, today)
        if reading.fault:
            yield Finding("id_number", reading.fault)
        elif person.birth_date and reading.birth_date and person.birth_date != reading.birth_date.isoformat():
            yield Finding("birth_date", "not-the-id-numbers", {"id": reading.birth_date.isoformat()})
        elif person.sex in ("1", "2") and reading.sex and person.sex != reading.sex:
            yield Finding("sex", "not-the-id-numbers", {"id": reading.sex})


@rulebook.rule(Person, grade=QUALITY, since=1)
def has_a_birth_date_that_has_come(person: Any, today: date) -> Any:
    if person.birth_date and date.fromisoformat(person.birth_date) > today:
        yield Finding("birth_date", "in-the-future")


@rulebook.rule(Person, grade=QUALITY, since=1)
def has_a_phone_that_can_be_called(person: Any, today: date) -> Any:
    if person.phone:
        for phone in read_phones(person.phone):
            if phone.fault:
                yield Finding("phone", phone.fault)
                return
