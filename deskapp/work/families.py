"""From rows to households: which rows belong behind one door, and who lives there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deskapp.models.codes import table
from deskapp.models.door import Door, read_door
from deskapp.models.identity import birth_and_sex, same_name
from deskapp.work.cells import APART, CLEANERS, Setting, says_above, text
from deskapp.work.columns import Header
from deskapp.work.findings import Findings
from deskapp.work.roster import FIXED, QUARANTINE, WARN, Counts, RosterHousehold, RosterPerson

_HEADS = ("01", "02")
_VACANT = "T4"
_PERSONAL = (
    *("name", "id_number", "birth_date", "sex", "relation", "phone", "education", "political", "marital"),
    *("ethnic", "hukou_kind", "hukou_address", "residence", "workplace", "note"),
)
_NEVER_ABOVE = ("name", "id_number")
_SAYS_SOMEBODY = ("id_number", "birth_date", "sex", "relation", "phone")


@dataclass(frozen=True, slots=True)
class Row:
    """One row by fields: raw values, and which of them came down from a merge."""

    sheet: str
    number: int
    cells: Mapping[str, Any]
    merged: frozenset[str]


class Families:
    """Takes rows in order and puts households together."""

    def __init__(self, findings: Findings, setting: Setting) -> None:
        self.households: list[RosterHousehold] = []
        self.counts = Counts()
        self._findings = findings
        self._setting = setting
        self._doors: dict[str, RosterHousehold] = {}
        self._ids: dict[str, tuple[str, RosterPerson]] = {}
        self._header = Header(())
        self._estate = ""
        self._home: RosterHousehold | None = None
        self._door = Door()
        self._number = ""
        self._above: dict[str, Any] = {}

    def begin(self, header: Header, estate: str) -> None:
        """A new sheet: nothing is carried over from the one before."""
        self.close()
        self._header, self._estate = header, estate
        self._home, self._door, self._number, self._above = None, Door(), "", {}

    def add(self, row: Row) -> None:
        said = self._clean(row)
        somebody = said["name"] or any(said[field] for field in _SAYS_SOMEBODY)
        is_head = said["relation"] in _HEADS
        home = self._behind(row, said, is_head)
        self._about_home(home, said, bool(somebody))
        if somebody:
            home.persons.append(self._person(row, said, home))
        elif home.row != row.number:
            self._findings.habit(row.sheet, row.number, "row-without-person", WARN)

    def close(self) -> None:
        """Judges the household that has just ended."""
        home, self._home = self._home, None
        if home is None:
            return
        home.vacant = not home.persons
        heads = [person for person in home.persons if person.relation in _HEADS]
        if home.persons and "relation" in self._header.columns and len(heads) != 1:
            home.held = True
            at = heads[1].row if heads else home.row
            self._say(home.sheet, at, "two-heads" if heads else "no-head", QUARANTINE, "relation")
        if home.vacant and home.tenure not in ("", _VACANT):
            self._say(home.sheet, home.row, "lived-in-without-persons", WARN, "tenure")
        if home.persons and home.tenure == _VACANT:
            self._say(home.sheet, home.row, "vacant-with-persons", WARN, "tenure")
        self._count(home)

    def _count(self, home: RosterHousehold) -> None:
        counts = self.counts
        counts.households += 1
        counts.vacant += home.vacant
        counts.persons += len(home.persons)
        counts.held_households += home.held
        counts.held_persons += sum(home.held or person.held for person in home.persons)

    # ---- cells

    def _clean(self, row: Row) -> dict[str, str]:
        said = dict.fromkeys(CLEANERS, "")
        held = False
        for field, value in row.cells.items():
            clean = CLEANERS.get(field)
            if clean is None or value is None:
                continue
            if says_above(value) and field not in _NEVER_ABOVE:
                value = self._above.get(field)
                self._findings.habit(
                    row.sheet, row.number, "same-as-above", WARN, self._header.captions[field]
                )
            self._above[field] = value
            said[field], remarks = clean(value, self._setting)
            for remark in remarks:
                if field in row.merged or remark.code == "date-partial":
                    continue  # told where it stands; a partial day may yet be completed
                if field != "head_name":
                    self._findings.remark(row.sheet, row.number, self._header.captions[field], remark)
                    held = held or remark.grade == QUARANTINE
        said["held"] = "held" if held else ""
        return said

    # ---- doors

    def _behind(self, row: Row, said: dict[str, str], is_head: bool) -> RosterHousehold:
        """The household this row belongs to: the one above, or a new one."""
        number = text(row.cells.get("household_number"))
        door = self._read_door(row, said)
        home = self._home
        if home is not None and number and self._number:
            same = number == self._number
        elif home is not None and door is None:
            same = not (is_head and _has_head(home))
            if same:
                self._findings.habit(row.sheet, row.number, "blank-means-above", FIXED)
        elif home is not None and door == self._door:
            from_merge = "room" in row.merged or "address" in row.merged
            same = from_merge or not (is_head and _has_head(home)) or self._is_same_head(home, said)
        else:
            same = False
        return home if same and home is not None else self._begin_home(row, door, number, said)

    def _read_door(self, row: Row, said: dict[str, str]) -> Door | None:
        """None when the row leaves its door to the row above."""
        own = [f for f in ("building", "unit") if said[f] and f not in row.merged]
        if not (said["room"] or said["address"] or own):
            return None
        parts = {field: said[field] for field in ("estate", "building", "unit", "floor", "room")}
        above = self._door
        if not (parts["building"] or said["address"]) and "building" in self._header.columns:
            whole = read_door(room=parts["room"])
            if not (whole.building or whole.unit) and above.building:
                parts["building"] = above.building
                parts["unit"] = parts["unit"] or above.unit
                caption = self._header.captions["building"]
                self._findings.habit(row.sheet, row.number, "building-from-above", WARN, caption)
        door = read_door(said["address"], **parts)
        if not door.estate:
            door = Door(self._estate, door.building, door.unit, door.floor, door.room)
        if "#" in said["building"] and "building" not in row.merged:
            caption = self._header.captions["building"]
            self._findings.habit(row.sheet, row.number, "building-form", FIXED, caption)
        return door

    def _is_same_head(self, home: RosterHousehold, said: dict[str, str]) -> bool:
        """Whether the column of heads names the same head again."""
        heads = [person.name for person in home.persons if person.relation in _HEADS]
        return bool(said["head_name"]) and any(same_name(said["head_name"], head) for head in heads)

    def _begin_home(self, row: Row, door: Door | None, number: str, said: dict[str, str]) -> RosterHousehold:
        self.close()
        door = door or Door(self._estate)
        home = RosterHousehold(
            row.sheet, row.number, door.estate, door.building, door.unit, door.floor, door.room
        )
        if not door.room:
            home.held = True
            self._say(row.sheet, row.number, "no-door", QUARANTINE, "room")
        elif earlier := self._doors.get(door.key):
            home.held = True
            params = {"sheet": earlier.sheet, "row": earlier.row}
            self._say(row.sheet, row.number, "door-twice", QUARANTINE, "room", params)
        else:
            self._doors[door.key] = home
        self.households.append(home)
        self._home, self._door, self._number = home, door, number
        return home

    def _about_home(self, home: RosterHousehold, said: dict[str, str], somebody: bool) -> None:
        home.tenure = home.tenure or said["tenure"]
        if not somebody and said["note"] and table("tenure").code_of(said["note"]) != _VACANT:
            home.note = home.note or said["note"]

    # ---- people

    def _person(self, row: Row, said: dict[str, str], home: RosterHousehold) -> RosterPerson:
        person = RosterPerson(row.number, held=bool(said["held"]))
        for field in _PERSONAL:
            setattr(person, field, said[field])
        if not person.name:
            person.held = True
            self._say(row.sheet, row.number, "name-missing", QUARANTINE, "name")
        self._birth_and_sex(row, person)
        self._residence(row, person)
        self._head(row, person, said["head_name"])
        self._identity(row, person)
        return person

    def _birth_and_sex(self, row: Row, person: RosterPerson) -> None:
        """The ID number is believed before the columns, unless it is doubtful itself."""
        known = birth_and_sex(person.id_number) if person.id_number and not person.held else None
        if known is None:
            if 0 < len(person.birth_date) < 10:
                params = {"raw": text(row.cells["birth_date"])}
                self._say(row.sheet, row.number, "date-partial", WARN, "birth_date", params)
                person.birth_date = ""
            return
        born, sex = known[0].isoformat(), known[1]
        if person.birth_date and not born.startswith(person.birth_date):
            params = {"said": person.birth_date, "id": born}
            self._say(row.sheet, row.number, "birth-date-differs", WARN, "birth_date", params)
        if person.sex and person.sex != sex:
            self._say(row.sheet, row.number, "sex-differs", WARN, "sex", {"said": person.sex, "id": sex})
        person.birth_date, person.sex = born, sex

    def _residence(self, row: Row, person: RosterPerson) -> None:
        """人户分离 = 是: the registered address says which way, or it stays open."""
        if person.residence != APART:
            return
        registered = person.hukou_address
        if not registered:
            person.residence = ""
        elif read_door(registered).key == self._door.key:
            person.residence = "R2"
        else:
            person.residence = "R3" if "重庆" in registered else "R4" if "省" in registered else ""
        if not person.residence:
            caption = self._header.captions["residence"]
            self._findings.habit(row.sheet, row.number, "residence-open", WARN, caption)

    def _head(self, row: Row, person: RosterPerson, head_name: str) -> None:
        """Compares the column of heads with the person, or learns from it who the head is."""
        if not head_name or not person.name:
            return
        is_named = same_name(head_name, person.name)
        if is_named and not person.relation and "relation" in self._header.columns:
            person.relation = "02"
            self._findings.habit(row.sheet, row.number, "head-from-name", FIXED)
        elif person.relation in _HEADS and not is_named:
            params = {"said": head_name, "name": person.name}
            self._say(row.sheet, row.number, "head-name-differs", WARN, "head_name", params)

    def _identity(self, row: Row, person: RosterPerson) -> None:
        """One number for two names is only listed: both are people, and a human finds out whose it is."""
        if not person.id_number:
            return
        sheet, earlier = self._ids.setdefault(person.id_number, (row.sheet, person))
        if earlier is person:
            return
        params = {"sheet": sheet, "row": earlier.row, "name": earlier.name}
        if same_name(earlier.name, person.name):
            person.held = True
            self._say(row.sheet, row.number, "person-twice", QUARANTINE, "id_number", params)
        else:
            self._say(row.sheet, row.number, "id-shared", WARN, "id_number", params)

    def _say(
        self, sheet: str, row: int, code: str, grade: str, field: str, params: Mapping[str, Any] = {}
    ) -> None:
        self._findings.add(sheet, row, code, grade, self._header.captions.get(field, ""), params)


def _has_head(home: RosterHousehold) -> bool:
    return any(person.relation in _HEADS for person in home.persons)
