"""Phrases: days, ages, doors, states and findings in the words of the desk; the only place that makes them.

day_long(day)          5 月 9 日 星期五            day_short(day, today)    5 月 9 日 周五
ago(day, today)        今天, 昨天, 96 天前          due(day, today)          Due("迟 2 天", …)
age(birth, today)      78 岁                       state_tag("received")    Tag("已收到", "done", "tick")
finding_words(finding) 这一天还没到                 outcome_word("O1")       见到本人
tag_short("EL02")      高龄                        outcome_symbol("O7", ("O1",))   ◐, ● if counted
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from deskapp.models.clock import CHINA, day_of, parse_iso
from deskapp.models.codes import table
from deskapp.ui.chips import Tag
from deskapp.ui.rows import Due
from deskapp.ui.symbols import Symbol

translate = QCoreApplication.translate
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONG = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_SHORT = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_KINDS = {"met": Symbol.MET, "try": Symbol.TRIED, "refused": Symbol.REFUSED, "none": Symbol.NOT_COUNTED}


def read_day(text: Any) -> date | None:
    """A day out of ISO text, of a moment the one in China; None for anything else."""
    if isinstance(text, datetime):
        return text.date()
    if isinstance(text, date):
        return text
    try:
        if "T" in str(text or ""):
            return day_of(str(text))
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


def english() -> bool:
    return QLocale().language() == QLocale.Language.English


def day_long(day: date) -> str:
    if english():
        return f"{_WEEK[day.weekday()]}, {day.day} {MONTHS[day.month - 1]}"
    return f"{day.month} 月 {day.day} 日 {_LONG[day.weekday()]}"


def day_short(day: date, today: date | None = None, *, year: bool = False) -> str:
    """With its year when that is not this one, or when `year` is wanted."""
    if english():
        words = f"{day.day} {MONTHS[day.month - 1]} {_WEEK[day.weekday()][:3]}"
        dated = f"{words} {day.year}"
    else:
        words = f"{day.month} 月 {day.day} 日 {_SHORT[day.weekday()]}"
        dated = f"{day.year} 年 {words}"
    return dated if year or (today is not None and day.year != today.year) else words


def ago(day: date, today: date) -> str:
    days = (today - day).days
    if days < 0:
        return day_short(day, today)
    if days == 0:
        return translate("phrases", "今天")
    if days == 1:
        return translate("phrases", "昨天")
    return translate("phrases", "{0} 天前").format(days)


def moment(text: str, today: date) -> str:
    """A UTC time as people here say it: 10:12, 昨天 17:42, 5 月 9 日 10:12."""
    at = parse_iso(text).astimezone(CHINA)
    clock = at.strftime("%H:%M")
    if at.date() == today:
        return clock
    near = today - at.date() < timedelta(days=7)
    return f"{ago(at.date(), today) if near else day_short(at.date(), today)} {clock}"


def age(birth: Any, today: date) -> str:
    born = read_day(birth)
    if born is None or born > today:
        return ""
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return translate("phrases", "{0} 岁").format(years)


def due(day: date | None, today: date) -> Due | None:
    """The only source of due words: late is red, today is bold, the rest is faint."""
    if day is None:
        return None
    days = (day - today).days
    if days < 0:
        return Due(translate("phrases", "迟 {0} 天").format(-days), "trouble", "clock")
    if days == 0:
        return Due(translate("phrases", "今天"), bold=True)
    if days <= 6 - today.weekday():
        return Due(translate("phrases", "本周"))
    return Due(translate("phrases", "余 {0} 天").format(days), "text2")


def state_tag(state: str) -> Tag | None:
    """How far a record is on its way to the center."""
    tags = {
        "waiting": Tag(translate("phrases", "待发"), "waiting", "hourglass"),
        "sending": Tag(translate("phrases", "正在送"), "waiting", "up"),
        "received": Tag(translate("phrases", "已收到"), "done", "tick"),
        "conflict": Tag(translate("phrases", "冲突"), "waiting", "swap"),
        "refused": Tag(translate("phrases", "没收下"), "trouble", "return"),
    }
    return tags.get(state)


def full_door(door: Any) -> str:
    """花园七村 3 号楼 2 单元 5 楼; parts that are not known are left out."""
    parts = [
        str(door.estate or ""),
        translate("phrases", "{0} 号楼").format(door.building) if door.building else "",
        translate("phrases", "{0} 单元").format(door.unit) if door.unit else "",
        _floor(str(door.floor or "")),
    ]
    return " ".join(part for part in parts if part)


def _floor(floor: str) -> str:
    """5 楼; what lies below the street is written -1."""
    if floor.startswith("-"):
        return translate("phrases", "负 {0} 楼").format(floor[1:])
    return translate("phrases", "{0} 楼").format(floor) if floor else ""


def nobody(vacant: bool) -> str:
    """What stands where the head of the household would."""
    return translate("phrases", "（空户）") if vacant else translate("phrases", "（没登记人）")


def outcome_word(code: str | None) -> str:
    return table("outcome").word(code, "en" if english() else "zh")


def outcome_symbol(code: str | None, counted: Collection[str] = ()) -> Symbol:
    """The shape beside an outcome: met where the campaign counts it; a code of a newer edition is a try."""
    if code in counted:
        return Symbol.MET
    known = table("outcome").get(code)
    return _KINDS.get(str(known.extra.get("kind")), Symbol.TRIED) if known else Symbol.NOT_YET


def code_word(name: str, code: str | None) -> str:
    return table(name).word(code, "en" if english() else "zh")


def tag_short(code: str) -> str:
    known = table("tag").get(code)
    if known is None:
        return code
    long, short = (known.en, "short_en") if english() else (known.zh, "short")
    return str(known.extra.get(short) or long)


def tag_words(codes: Iterable[str]) -> list[str]:
    return [tag_short(code) for code in codes]


def mask_phone(phone: str | None) -> str:
    digits = (phone or "").strip()
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 11 else digits


def finding_words(finding: Any) -> str:
    """What is wrong with a field, and where it helps what to do; a code nobody knows still says its field."""
    words = {
        ("visited_on", "in-the-future"): translate("phrases", "这一天还没到"),
        ("visited_on", "not-a-date"): translate("phrases", "日期看不懂，写成 5-16 这样"),
        ("next_try", "not-a-date"): translate("phrases", "日期看不懂，写成 5-16 或 +7"),
        ("started", "not-a-time"): translate("phrases", "时间看不懂，写成 10:05 或 1005"),
        ("ended", "not-a-time"): translate("phrases", "时间看不懂，写成 10:20 或 1020"),
        ("ended", "before-the-beginning"): translate("phrases", "结束比开始还早"),
        ("outcome", "missing"): translate("phrases", "先按 1–8 说说结果"),
        ("outcome", "unknown-code"): translate("phrases", "不认得这个结果"),
        ("purpose", "unknown-code"): translate("phrases", "不认得这个目的"),
        ("note", "too-long"): translate("phrases", "情况太长了，最多两万字"),
        ("text", "missing"): translate("phrases", "诉求还没写内容"),
        ("text", "too-long"): translate("phrases", "诉求太长了"),
        ("household", "missing"): translate("phrases", "这一户已经不在名册里了"),
    }
    found = words.get((finding.field, finding.code))
    return found or translate("phrases", "这一项存不下：{0}").format(finding.code)
