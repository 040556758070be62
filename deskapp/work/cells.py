"""What a cell says: one cleaner per field, in one table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from deskapp.models.codes import table
from deskapp.models.identity import clean_name, name_fault, read_id, read_phones
from deskapp.work.roster import FIXED, QUARANTINE, WARN

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]|_x000D_")
_NOTHING = frozenset(("无", "不详", "暂无", "未知", "/", "\\", "-", "--", "—", "——", "0", "*"))
_ABOVE = frozenset(("同上", "〃", "″", '"', "''"))
_BROKEN = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?(?:\s*00:00(?::00)?)?")
_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?")
_SAFE_DIGITS = 15  # Excel keeps no more of a number


class Remark(NamedTuple):
    """Something about one cell."""

    code: str
    grade: str
    params: Mapping[str, Any] = {}


class Said(NamedTuple):
    """What a cell comes to, and what there is to say about it."""

    value: str
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What a cleaner must know besides the cell."""

    today: date
    since_1904: bool = False


Cleaner = Callable[[Any, Setting], Said]
NOTHING = Said("")


def text(value: Any) -> str:
    """A cell as plain text: whole numbers without a point, days in ISO, no invisible characters."""
    if value is None:
        return ""
    if isinstance(value, str):
        if value.isprintable() and "_x000D_" not in value:
            return value.strip()  # nearly all cells, and quick
        return _INVISIBLE.sub("", value).replace("\u3000", " ").replace("\xa0", " ").strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)


def says_above(value: Any) -> bool:
    """Whether a cell only points to the one over it (同上, 〃)."""
    return isinstance(value, str) and value.strip() in _ABOVE


def free(value: Any, setting: Setting) -> Said:
    """Text as it stands; 无, 不详 and the like are nothing."""
    said = text(value)
    if said in _NOTHING:
        return NOTHING
    if _BROKEN.fullmatch(said):
        return Said("", (Remark("formula-error", WARN, {"raw": said}),))
    return Said(said)


def name(value: Any, setting: Setting) -> Said:
    raw = value if isinstance(value, str) else text(value)
    cleaned = clean_name(raw)
    fault = name_fault(raw) if cleaned else None
    if fault:
        grade = WARN if fault == "has-digits" else QUARANTINE
        return Said(cleaned, (Remark(f"name-{fault}", grade, {"raw": raw.strip()}),))
    return Said(cleaned, (Remark("blanks-in-name", FIXED),) if cleaned != raw else ())


def id_number(value: Any, setting: Setting) -> Said:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**_SAFE_DIGITS:
        good = f"{value:.14e}".replace(".", "").partition("e")[0]
        return Said("", (Remark("id-lost-to-excel", QUARANTINE, {"digits": good}),))
    said = text(value)
    if said in _NOTHING or not said:
        return NOTHING
    reading = read_id(said, setting.today)
    if reading.fault:
        tail = reading.fault == "bad-check-digit" and "tail-000" in reading.notes
        code = "id-tail-lost" if tail else f"id-{reading.fault}"
        return Said(reading.number, (Remark(code, QUARANTINE, {"raw": said}),))
    listed = [note for note in reading.notes if note in ("legacy-15", "x-written-otherwise")]
    remarks = [Remark(f"id-{note}", WARN, {"raw": said, "id": reading.number}) for note in listed]
    if not remarks and reading.number != said:
        remarks = [Remark("id-form", FIXED)]
    return Said(reading.number, tuple(remarks))


def day(value: Any, setting: Setting) -> Said:
    """An ISO day; a month or a year alone comes back as far as it goes (1980-01), with a remark."""
    if isinstance(value, datetime | date):
        return Said((value.date() if isinstance(value, datetime) else value).isoformat())
    said = unicodedata.normalize("NFKC", text(value)).replace(" ", "")
    if isinstance(value, int | float) and not isinstance(value, bool):
        said = _serial(value, setting) or said
    if said in _NOTHING or not said:
        return NOTHING
    if said.isdigit() and len(said) in (6, 8):
        said = f"{said[:4]}-{said[4:6]}" + (f"-{said[6:]}" if len(said) == 8 else "")
    if match := _DAY.fullmatch(said):
        try:
            iso = date(*(int(part) for part in match.groups())).isoformat()
        except ValueError:
            return Said("", (Remark("no-such-day", WARN, {"raw": text(value)}),))
        return Said(iso, () if iso == value else (Remark("date-form", FIXED),))
    if (match := _MONTH.fullmatch(said)) and 1 <= int(match[2]) <= 12:
        return Said(f"{match[1]}-{int(match[2]):02d}", (Remark("date-partial", WARN, {"raw": text(value)}),))
    if match := _YEAR.fullmatch(said):
        return Said(match[1], (Remark("date-partial", WARN, {"raw": text(value)}),))
    return Said("", (Remark("date-unreadable", WARN, {"raw": text(value)}),))


def _serial(value: float, setting: Setting) -> str | None:
    """Excel's count of days; what could be a year or a written date is none."""
    if not 3000 <= value < 80_000:
        return None
    start = date(1904, 1, 1) if setting.since_1904 else date(1899, 12, 30)
    return (start + timedelta(days=int(value))).isoformat()


def phone(value: Any, setting: Setting) -> Said:
    """All phones of the cell, an owner before the number, joined by a stroke."""
    said = text(value)
    if said in _NOTHING or not said:
        return NOTHING
    phones = read_phones(said)
    faults = sorted({each.fault for each in phones if each.fault})
    remarks = tuple(Remark(f"phone-{fault}", WARN, {"raw": said}) for fault in faults)
    kept = "/".join(each.owner + each.number for each in phones)
    if not remarks and kept != said:
        remarks = (Remark("phone-form", FIXED),)
    return Said(kept, remarks)


def coded(name: str) -> Cleaner:
    """A word of a code table as its code; a word that may mean several is left open."""

    def clean(value: Any, setting: Setting) -> Said:
        return _code(name, text(value))

    return clean


@lru_cache(maxsize=2048)
def _code(name: str, word: str) -> Said:
    if not word or word in _NOTHING:
        return NOTHING
    choices = table(name).choices(word)
    if len(choices) == 1:
        return Said(choices[0])
    if choices:
        return Said("", (Remark("word-unclear", WARN, {"raw": word, "table": name, "choices": choices}),))
    return Said("", (Remark("word-unknown", WARN, {"raw": word, "table": name}),))


def residence(value: Any, setting: Setting) -> Said:
    """人户分离 is asked with 是 or 否; 是 leaves open which way, the registered address will tell."""
    said = text(value)
    if said in ("否", "无", "不是", "N"):
        return Said("R1")
    if said in ("是", "有", "Y", "人户分离"):
        return Said(APART)
    return _code("residence", said)


APART = "apart"
"""人户分离 = 是, not yet known which way."""


def room(value: Any, setting: Setting) -> Said:
    """A room number; floor-room that Excel took for a day is turned back (3-2 had become 2 March)."""
    if isinstance(value, datetime):
        said = f"{value.month}-{value.day}"
        return Said(said, (Remark("room-was-a-date", WARN, {"room": said}),))
    if isinstance(value, int | float) and value >= 30_000:
        return Said("", (Remark("room-lost-to-excel", QUARANTINE, {"raw": text(value)}),))
    return free(value, setting)


CLEANERS: dict[str, Cleaner] = {
    "estate": free,
    "building": free,
    "unit": free,
    "floor": free,
    "room": room,
    "address": free,
    "head_name": name,
    "name": name,
    "relation": coded("relation"),
    "sex": coded("sex"),
    "ethnic": coded("ethnic"),
    "birth_date": day,
    "id_number": id_number,
    "hukou_kind": coded("hukou_kind"),
    "hukou_address": free,
    "phone": phone,
    "workplace": free,
    "education": coded("education"),
    "political": coded("political"),
    "marital": coded("marital"),
    "residence": residence,
    "tenure": coded("tenure"),
    "note": free,
}
"""Field → cleaner. What a later mess needs is written here."""
