"""Identity: ID numbers, phones and names as people write them: read, compared, masked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from stdnum.iso7064 import mod_11_2

OLDEST = 125
# First two digits of GB/T 2260, with 81-83: residents from Hong Kong, Macao and Taiwan.
_PROVINCES = frozenset(
    str(number)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for number in range(first, last + 1)
)
_UNSEEN = re.compile(
    r"[\x00-\x1f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]|_x000D_"
)
_ID_NOISE = re.compile(r"[\s'\"`´‘’′,，._\-‐-―−]")
_FLOAT = re.compile(r"^[0-9](\.[0-9]+)?E\+?[0-9]+$")


@dataclass(frozen=True, slots=True)
class IdReading:
    """What an ID number says, and what is wrong with it.

    `fault` is one of missing, lost-to-excel, too-short, too-long, not-digits, impossible-birth-date,
    born-in-the-future, too-old, bad-check-digit, or None. `notes` hold hints: legacy-15 (converted),
    tail-000 (the last three digits may be Excel's), x-written-otherwise, unknown-area.
    """

    number: str
    birth_date: date | None = None
    sex: str | None = None
    notes: tuple[str, ...] = ()
    fault: str | None = None


def plain_id(text: str) -> str:
    """An ID number without blanks, hyphens and apostrophes, in narrow capitals."""
    return _ID_NOISE.sub("", _visible(text)).upper()


def read_id(text: str, today: date) -> IdReading:
    """Reads an ID number by GB 11643-1999; numbers of 15 digits are converted and noted."""
    if _FLOAT.match(_visible(text).strip().lstrip("'").upper()):
        return IdReading(_visible(text).strip(), fault="lost-to-excel")
    number, notes = plain_id(text), []
    if number[-1:] in ("×", "*") and len(number) == 18:
        number, notes = number[:-1] + "X", ["x-written-otherwise"]
    if len(number) == 15 and _digits(number):
        seventeen = f"{number[:6]}19{number[6:]}"
        number, notes = seventeen + mod_11_2.calc_check_digit(seventeen), [*notes, "legacy-15"]
    fault = _shape(number)
    if fault:
        return IdReading(number, notes=tuple(notes), fault=fault)
    if number.endswith("000"):
        notes.append("tail-000")
    if number[:2] not in _PROVINCES and number[0] != "9":
        notes.append("unknown-area")
    known = birth_and_sex(number)
    if known is None:
        return IdReading(number, notes=tuple(notes), fault="impossible-birth-date")
    born, sex = known
    return IdReading(number, born, sex, tuple(notes), _doubt(number, born, today))


def birth_and_sex(number: str) -> tuple[date, str] | None:
    """Birth date and sex code ('1' male, '2' female) of 18 characters; None when they hold no date."""
    if len(number) != 18 or not _digits(number[:17]):
        return None
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born, "1" if int(number[16]) % 2 else "2"


def check_digit(seventeen: str) -> str:
    """The eighteenth character, ISO 7064 MOD 11-2."""
    return str(mod_11_2.calc_check_digit(seventeen))


def age_on(born: date, day: date) -> int:
    """Full years of life on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _shape(number: str) -> str | None:
    if not number:
        return "missing"
    if not _digits(number[:-1]) or not (_digits(number[-1]) or number[-1] == "X"):
        return "not-digits"
    if len(number) != 18:
        return "too-short" if len(number) < 18 else "too-long"
    return None


def _doubt(number: str, born: date, today: date) -> str | None:
    if born > today:
        return "born-in-the-future"
    if age_on(born, today) > OLDEST:
        return "too-old"
    return None if check_digit(number[:17]) == number[17] else "bad-check-digit"


def _digits(text: str) -> bool:
    return text.isascii() and (text.isdigit() or not text)


def _visible(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


# ---- phones


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone: `kind` mobile, landline, service or short; `fault` lost-to-excel, too-short, too-long,
    unknown-prefix, not-a-number or None; `owner` what else stood beside it."""

    number: str
    kind: str = ""
    owner: str = ""
    fault: str | None = None


_BETWEEN = re.compile(r"[/\\、,，;；|&\n\r]|或者?|和")
_BRACKETS = re.compile(r"[()\[\]{}【】<>《》:：]")
_CALLING = re.compile(r"^(?:电话|手机|座机|联系方式|TEL)+", re.IGNORECASE)
_DIGITS = re.compile(r"\+?[0-9][0-9\s\-‐-―−.]*(?:转[0-9]+)?")
_HYPHEN_EXTENSION = re.compile(r"^([0-9]{8})[-‐-―−]([0-9]{2,4})$")
_EXTENSION = re.compile(r"^([0-9]{7,12})转([0-9]{1,5})$")


def read_phones(text: str) -> tuple[Phone, ...]:
    """All phones of a cell, in order; an empty cell gives none."""
    lines = unicodedata.normalize("NFKC", text.replace("_x000D_", "\n"))
    pieces = (_UNSEEN.sub("", piece).strip() for piece in _BETWEEN.split(lines))
    return tuple(phone for piece in pieces if piece for phone in _phones_of(piece))


def _phones_of(piece: str) -> list[Phone]:
    if _FLOAT.match(piece.upper()):
        return [Phone(piece, fault="lost-to-excel")]
    piece = re.sub(r"\((0[0-9]{2,3})\)", r"\1-", re.sub(r"^([0-9]+)\.0$", r"\1", piece))
    runs = [run.strip() for run in _DIGITS.findall(piece)]
    owner = _CALLING.sub("", _BRACKETS.sub("", _DIGITS.sub("", piece)).strip())
    if not runs:
        return [Phone(piece, fault="not-a-number")]
    found: list[Phone] = []
    for run in runs:
        whole = _phone(run, owner)
        parts = [part for part in run.split() if re.search(r"[0-9]", part)]
        alone = [_phone(part, owner) for part in parts]
        apart = whole.fault and len(parts) > 1 and not any(phone.fault for phone in alone)
        found.extend(alone if apart else [whole])
    return found


def _phone(run: str, owner: str) -> Phone:
    number = re.sub(r"[^0-9转]", "", run)
    if len(number) in (13, 15) and (match := re.match(r"^(?:00)?86(1[0-9]{10})$", number)):
        number = match[1]
    if match := re.match(r"^(?:0086|86)([0-9]{10,11})$", number) if run.startswith(("+", "00")) else None:
        number = match[1] if match[1].startswith("1") else "0" + match[1]
    tail = ""
    if match := _EXTENSION.match(number) or _HYPHEN_EXTENSION.match(run):
        number, tail = match[1], "转" + match[2]
    kind, fault = _phone_kind(number)
    if kind == "landline" and number[0] == "0":
        cut = 3 if number[1] in "12" else 4
        number = f"{number[:cut]}-{number[cut:]}"
    return Phone(number + tail, kind, owner, fault)


def _phone_kind(number: str) -> tuple[str, str | None]:
    size = len(number)
    if number[0] == "0":
        if size < 10:
            return "", "too-short"
        return ("landline", None) if size <= 12 else ("", "too-long")
    if re.match(r"^(400|800)[0-9]{7}$", number):
        return "service", None
    if size == 11:
        return ("mobile", None) if re.match(r"1[3-9]", number) else ("", "unknown-prefix")
    if size == 8:
        return ("landline", None) if number[0] != "1" else ("", "unknown-prefix")
    if 3 <= size <= 6:
        return "short", None
    return "", "too-short" if size < 11 else "too-long"


# ---- names

_PLAIN = re.compile("[\u4e00-\u9fff]+")
"""Nothing of this is written in two ways, and nearly all names are nothing else."""
_DOTS = re.compile(r"\s*[·・•‧●⋅∙・ᐧ]\s*")
_CJK = r"\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_POINT = re.compile(rf"(?<=[{_CJK}])\s*[.。]\s*(?=[{_CJK}])")
_GAP = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_LOST = re.compile(r"[?？〓□\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")
_SEVERAL = re.compile(r"[、,，;；/\n]")
_COMPOUND = """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶
太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 乐正 漆雕 公良
拓跋 轩辕 令狐 呼延 淳于 单于 纳兰 百里 东郭 南门 西门 第五 梁丘 左丘
"""
TWO_CHARACTER_SURNAMES = frozenset(_COMPOUND.split())


def clean_name(text: str) -> str:
    """A name as it is kept: NFKC, one kind of middle dot, no blanks between Chinese characters."""
    if _PLAIN.fullmatch(text):
        return text
    name = _UNSEEN.sub("", unicodedata.normalize("NFKC", text.replace("\n", " "))).strip()
    name = _POINT.sub("·", _DOTS.sub("·", name)).strip("·")
    return re.sub(r"\s+", " ", _GAP.sub("", name)).strip()


def same_name(a: str, b: str) -> bool:
    """Whether two spellings are one name; blanks, dots and capitals do not count, sounds are not guessed."""
    return _bare(a) == _bare(b) != ""


def name_fault(text: str) -> str | None:
    """lost-character (?, 〓, private use), several-people, has-digits, missing, or None."""
    if not clean_name(text):
        return "missing"
    if _LOST.search(text):
        return "lost-character"
    if _SEVERAL.search(unicodedata.normalize("NFKC", text.strip())):
        return "several-people"
    return "has-digits" if re.search(r"\d", text) else None


def surname_length(name: str) -> int:
    """How many characters of a cleaned name are the surname; a name with a dot has none."""
    if "·" in name or not name:
        return 0
    return 2 if len(name) > 2 and name[:2] in TWO_CHARACTER_SURNAMES else 1


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return re.sub(r"[·\s]", "", clean_name(name)).casefold()


# ---- masks


def mask_id(number: str) -> str:
    """110101********0012; a number of another length shows two characters at each end at most."""
    if len(number) == 18:
        return f"{number[:6]}{'*' * 8}{number[14:]}"
    return _ends(number)


def mask_phone(number: str) -> str:
    """138****6027; a landline or a number of another length keeps its last four at most."""
    if re.match(r"^1\d{10}$", number):
        return f"{number[:3]}****{number[7:]}"
    if re.match(r"^0\d{2,3}-\d{7,8}$", number):
        code, local = number.split("-")
        return f"{code}-{'*' * (len(local) - 4)}{local[-4:]}"
    return _ends(number)


def mask_name(name: str) -> str:
    """张*, 欧阳**: the surname and a star for each further character."""
    shown = max(surname_length(name), 1)
    return name[:shown] + "*" * max(len(name) - shown, 1) if name else ""


def _ends(text: str) -> str:
    shown = min(2, len(text) // 4)
    return text[:shown] + "*" * (len(text) - 2 * shown) + text[len(text) - shown :]
