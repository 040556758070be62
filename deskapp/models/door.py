"""Door: estate, building, unit, floor and room, read from what people write, compared and sorted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 200
_NUMERALS = "零〇一二三四五六七八九十百"
_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\x00-\x08\x0e-\x1f]|_x000D_")
_HYPHENS = re.compile(r"[‐‑‒–—―−﹣_~]")
_BLANK_BETWEEN = re.compile(r"(?<=[0-9A-Za-z])\s+(?=[0-9A-Za-z])")
_DIGITS = re.compile(r"[0-9]+")

_COUNTED = re.compile(
    r"(?:([一-九])百)?[零〇]?(?:([一-九]?)(十))?([一-九]?)".replace("一-九", "一二三四五六七八九")
)

_BUILDING_END = re.compile(r"(?:号楼|栋|幢|座|#楼?|楼|号)$")
_UNIT_END = re.compile(r"(?:单元|单|门|梯)$")
_ROOM_END = re.compile(r"(?:室|号|房|户)$")
_FLOOR_END = re.compile(r"(?:楼|层|F)$")
_BELOW = re.compile(r"^(?:-|负|地下|B(?=[0-9]+(?:-|楼|层|F|$)))")

_NUMBER = rf"(?:[A-Z]?[0-9]{{1,4}}[A-Z]?|[A-Z]|[{_NUMERALS}]+)"
_IN_BUILDING = re.compile(rf"第?(?P<building>{_NUMBER}(?:附[0-9]+)?)(?:号楼|栋|幢|座|#楼?)")
_IN_UNIT = re.compile(rf"(?P<unit>{_NUMBER})(?:单元|门)")
_IN_ROAD = re.compile(r"(?<=[路街巷道村里弄])(?P<number>[0-9]+)号(?:附(?P<annex>[0-9]+)号?)?")
_ON_FLOOR = re.compile(rf"(?:负|吊|地下)?(?:[0-9]{{1,3}}|[{_NUMERALS}]+)[楼层]\S*$")
_UNIT_AND_ROOM = re.compile(r"([0-9A-Z]+)-([0-9]{3,}[A-Z]?|[0-9]+-[0-9A-Z]+)")
_PART = r"(?:[负吊]?[A-Z]?[0-9]+[A-Z]?(?:附[0-9]+)?|(?<![A-Z])[A-Z](?=-))"
_LAST_NUMBERS = re.compile(rf"(?P<numbers>{_PART}(?:-{_PART}){{0,3}})[室号房]?$")
_TOWN = re.compile(
    r"^(?:[一-鿿]{2,7}?(?:省|市|自治区))?(?:[一-鿿]{2,4}?(?:市|县|(?<![小社])区))?(?:[一-鿿]{2,4}?(?:街道(?!口)|镇))?"
    r"(?:[一-鿿]{2,5}?社区(?=.))?"
)
_FLOOR_AND_NUMBER = re.compile(r"^([负吊]?)([0-9]{1,3})-([0-9]{1,3})([A-Z]?)$")
_FLOOR_THEN_NUMBER = re.compile(r"^([负吊]?)([0-9]{1,2})([0-9]{2})([A-Z]?)$")


@dataclass(frozen=True, slots=True)
class Door:
    """One door in its plainest writing: building 3, unit 2, floor 5, room 501 (or 5-1, 负1-2, 附2)."""

    estate: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""

    def __bool__(self) -> bool:
        return bool(self.estate or self.building or self.unit or self.room)

    @property
    def key(self) -> str:
        """Equal for two writings of one door; a match to look at, never enough to merge two households."""
        estate = _numbers(self.estate).upper()
        return "/".join((estate, self.building, self.unit, _place(self.floor, self.room)))

    @property
    def storey(self) -> int | None:
        """The storey the room names, or else the one in the floor's cell; below the street negative."""
        named = floor_of(self.room)
        return _storey(self.floor) if named is None else named

    @property
    def number(self) -> str:
        """Which door of its storey it is: 1 for 501, 2A for 5-2A; a room that names no storey is its own."""
        match = _FLOOR_AND_NUMBER.match(self.room) or _FLOOR_THEN_NUMBER.match(self.room)
        return f"{int(match[3])}{match[4]}" if match else self.room

    @property
    def sort_key(self) -> str:
        """A text in whose order doors stand as one walks: by building, unit, floor, room."""
        storey = self.storey
        level = "9999" if storey is None else f"{min(max(storey, -999), 999) + 1000:04d}"
        place = _place(self.floor, self.room)
        return " ".join((self.estate, _natural(self.building), _natural(self.unit), level, _natural(place)))

    def short(self) -> str:
        """3-2-501: building, unit, room; a room that is only a number on its floor shows the floor."""
        room = _on_its_floor(self.floor, self.room) or self.room
        return "-".join(part for part in (self.building, self.unit, room) if part)

    def full(self) -> str:
        """温泉花园3栋2单元501."""
        building = f"{self.building}栋" if self.building else ""
        unit = f"{self.unit}单元" if self.unit else ""
        return f"{self.estate}{building}{unit}{self.room}"


def read_door(
    text: str | None = "",
    *,
    estate: str | None = "",
    building: str | None = "",
    unit: str | None = "",
    floor: str | None = "",
    room: str | None = "",
) -> Door:
    """A door from one string, from separate cells, or both: a filled cell wins. Never raises."""
    found = _read_text(text or "")
    if room and not (building or unit or text):
        inside = _read_text(room)
        if inside.building or inside.unit:
            found, room = inside, ""
    elif room and not unit and "单元" in room:
        inside = _read_text(room)
        found, room = Door(found.estate, found.building, inside.unit, found.floor, inside.room), ""
    number = _room(room or "") or found.room
    storey = _floor(floor or "")
    if not storey:
        derived = floor_of(number)
        storey = found.floor if derived is None else str(derived)
    return Door(
        _plain(estate or "") or found.estate,
        _building(building or "") or found.building,
        _unit(unit or "") or found.unit,
        storey,
        number,
    )


def floor_of(room: str) -> int | None:
    """The storey a room number names: 501 → 5, 3-2 → 3, 负1-2 → -1; None when it names none."""
    match = _FLOOR_AND_NUMBER.match(room) or _FLOOR_THEN_NUMBER.match(room)
    if match is None:
        return None
    return int(match[2]) * (-1 if match[1] else 1)


# ---- one string


@lru_cache(maxsize=4096)
def _read_text(text: str) -> Door:
    if len(text) > LONGEST:
        return Door(estate=_plain(text))
    line = _plain(_BLANK_BETWEEN.sub("-", unicodedata.normalize("NFKC", text)))
    line = line[_town_end(line) :]
    if match := _IN_BUILDING.search(line):
        estate, building, rest = line[: match.start()], _building(match["building"]), line[match.end() :]
    elif match := _IN_ROAD.search(line):
        estate, building, rest = line[: match.start()], match["number"], line[match.end() :]
        building = _zeroless(f"{building}附{match['annex']}" if match["annex"] else building)
    elif match := _IN_UNIT.search(line):
        return _with_room(line[: match.start()], "", _unit(match["unit"]), line[match.end() :])
    elif match := _ON_FLOOR.search(line):
        return _with_room(line[: match.start()], "", "", match[0])
    else:
        return _from_numbers(line)
    rest = rest.lstrip("-")  # between building and room a hyphen parts; below the street is written 负
    if match := _IN_UNIT.match(rest):
        return _with_room(estate, building, _unit(match["unit"]), rest[match.end() :].lstrip("-"))
    return _with_room(estate, building, "", rest)


def _with_room(estate: str, building: str, unit: str, rest: str) -> Door:
    if building and not unit and (match := _UNIT_AND_ROOM.fullmatch(rest)):  # 3栋2-501, 3栋2-5-1
        unit, rest = _unit(match[1]), match[2]
    room = _room(rest)
    storey = floor_of(room)
    return Door(estate, building, unit, "" if storey is None else str(storey), room)


def _from_numbers(line: str) -> Door:
    """3-2-501, 3-2-5-1, 3-501, 3-3-2, 5-1, 501, after an estate or alone."""
    match = _LAST_NUMBERS.search(line)
    if match is None:
        return Door(estate=line)
    estate, numbers = line[: match.start()].rstrip("-"), match["numbers"].split("-")
    with_floor = len(numbers) > 1 and len(numbers[-1].lstrip("负吊")) < 3
    room = "-".join(numbers[-2:]) if with_floor else numbers[-1]
    above = numbers[:-2] if with_floor else numbers[:-1]
    building = above[0] if above else ""
    unit = "-".join(above[1:])
    return _with_room(estate, _building(building), _unit(unit), room)


def _town_end(line: str) -> int:
    match = _TOWN.match(line)
    end = match.end() if match else 0
    return end if end < len(line) else 0


# ---- cells


def _building(text: str) -> str:
    cell = _numbers(_plain(text).upper().removeprefix("第"))
    if match := re.fullmatch(r"([0-9]+)号附([0-9]+)号?", cell):
        cell = f"{match[1]}附{match[2]}"
    return _zeroless(_without(_BUILDING_END, cell))


def _unit(text: str) -> str:
    return _zeroless(_without(_UNIT_END, _numbers(_plain(text).upper().removeprefix("第"))))


def _floor(text: str) -> str:
    cell = _numbers(re.sub(r"^吊(?:层|楼)?$", "吊1", _plain(text).upper().removeprefix("第")))
    below, cell = _below(re.sub(r"^F(?=[0-9])", "", cell))
    return ("-" if below else "") + _zeroless(_without(_FLOOR_END, cell))


@lru_cache(maxsize=8192)
def _room(text: str) -> str:
    """501, 5-1, 负1-2, 吊1-2, 附2, 501A."""
    cell = _numbers(re.sub(r"[()\[\]]", "", _plain(text).upper()).removeprefix("第"))
    cell = re.sub(r"^吊(?:层|楼)", "吊1-", cell)
    below, cell = _below(cell)
    cell = re.sub(r"(?<=[0-9])(?:楼|层|F)-?(?=附?[0-9])", "-", cell)
    while (bare := _without(_ROOM_END, cell.strip("-")).strip("-")) != cell:
        cell = bare
    cell = _zeroless(cell)
    return f"负{cell}" if below and cell else cell


def _below(cell: str) -> tuple[bool, str]:
    """Whether a storey lies below the street, and the cell without the sign."""
    match = _BELOW.match(cell)
    if match is None or not cell[match.end() : match.end() + 1].isdigit():
        return False, cell
    return True, cell[match.end() :]


# ---- writing


def _plain(text: str) -> str:
    narrow = _HYPHENS.sub("-", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))
    return unicodedata.normalize("NFKC", re.sub(r"\s+|['`’‘]", "", narrow))


def _without(ending: re.Pattern[str], cell: str) -> str:
    """A cell without its word, however often it was written; a cell that is only the word stays."""
    while (shorter := ending.sub("", cell)) != cell and shorter:
        cell = shorter
    return cell


def _zeroless(text: str) -> str:
    return _DIGITS.sub(lambda match: match[0].lstrip("0") or "0", text)


def _numbers(text: str) -> str:
    """Chinese numerals as digits: 十二 → 12, 五零一 → 501; what is no number stays."""
    return re.sub(rf"[{_NUMERALS}]+", lambda match: _number(match[0]), text)


def _number(numeral: str) -> str:
    if "十" not in numeral and "百" not in numeral:
        return "".join(str(_VALUES[character]) for character in numeral)
    match = _COUNTED.fullmatch(numeral)
    if match is None:
        return numeral
    hundreds, tens, ten, ones = match.groups()
    ten_count = 0 if not ten else _VALUES[tens] if tens else 1
    return str(100 * _VALUES.get(hundreds or "零", 0) + 10 * ten_count + _VALUES.get(ones or "零", 0))


def _place(floor: str, room: str) -> str:
    """The room in one writing: 501 and 5-1 are one place, and so are floor 5 with room 1."""
    match = _FLOOR_AND_NUMBER.match(room) or _FLOOR_THEN_NUMBER.match(room)
    if match:
        return f"{match[1]}{int(match[2])}-{int(match[3])}{match[4]}"
    return _on_its_floor(floor, room) or room


def _on_its_floor(floor: str, room: str) -> str:
    """5-1 for room 1 on floor 5; '' for a room that names its own floor or none."""
    bare = floor and re.fullmatch(r"[0-9]{1,2}[A-Z]?", room)
    return f"{floor.replace('-', '负')}-{room}" if bare else ""


def _storey(floor: str) -> int | None:
    match = re.fullmatch(r"(-|吊)?([0-9]{1,3})", floor)
    return int(match[2]) * (-1 if match[1] else 1) if match else None


def _natural(text: str) -> str:
    return _DIGITS.sub(lambda match: match[0].zfill(8), text)
