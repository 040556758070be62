"""The fields of the records in words: what each is called, and its value as one reads it.

field_name("person", "phone")                       联系电话
value_words("person", "phone", "13800138000")       138****8000; `whole=True` shows all of it
value_words("visit", "visitors", ["7c0e…"], names)  names by id, for what refers to somebody
third_place("person", "sex", parent)                where another value is typed or chosen, or None
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QWidget
from sqlalchemy import JSON, Boolean

from deskapp.models.identity import mask_id, mask_phone, read_phones
from deskapp.models.record import kinds, table_of
from deskapp.ui.fields import ChoicePlace, DayPlace, TextPlace, YesPlace
from deskapp.ui.phrases import code_word, day_short, read_day

translate = QCoreApplication.translate
NAMES: dict[str, Any] = {
    "household": QT_TRANSLATE_NOOP("fields", "住户"),
    "community": QT_TRANSLATE_NOOP("fields", "社区"),
    "estate": QT_TRANSLATE_NOOP("fields", "小区"),
    "building": QT_TRANSLATE_NOOP("fields", "楼栋"),
    "unit": QT_TRANSLATE_NOOP("fields", "单元"),
    "floor": QT_TRANSLATE_NOOP("fields", "楼层"),
    "room": QT_TRANSLATE_NOOP("fields", "房号"),
    "vacant": QT_TRANSLATE_NOOP("fields", "空户"),
    "tenure": QT_TRANSLATE_NOOP("fields", "住房性质"),
    "note": QT_TRANSLATE_NOOP("fields", "备注"),
    "name": QT_TRANSLATE_NOOP("fields", "姓名"),
    "id_number": QT_TRANSLATE_NOOP("fields", "身份证号"),
    "birth_date": QT_TRANSLATE_NOOP("fields", "出生日期"),
    "sex": QT_TRANSLATE_NOOP("fields", "性别"),
    "phone": QT_TRANSLATE_NOOP("fields", "联系电话"),
    "relation": QT_TRANSLATE_NOOP("fields", "与户主关系"),
    "education": QT_TRANSLATE_NOOP("fields", "文化程度"),
    "political": QT_TRANSLATE_NOOP("fields", "政治面貌"),
    "marital": QT_TRANSLATE_NOOP("fields", "婚姻状况"),
    "ethnic": QT_TRANSLATE_NOOP("fields", "民族"),
    "hukou_kind": QT_TRANSLATE_NOOP("fields", "户口性质"),
    "hukou_address": QT_TRANSLATE_NOOP("fields", "户籍地址"),
    "residence": QT_TRANSLATE_NOOP("fields", "居住情况"),
    "workplace": QT_TRANSLATE_NOOP("fields", "工作单位"),
    "campaign": QT_TRANSLATE_NOOP("fields", "哪次走访"),
    "visitors": QT_TRANSLATE_NOOP("fields", "走访人"),
    "visited_on": QT_TRANSLATE_NOOP("fields", "走访日期"),
    "started": QT_TRANSLATE_NOOP("fields", "开始时间"),
    "ended": QT_TRANSLATE_NOOP("fields", "结束时间"),
    "mode": QT_TRANSLATE_NOOP("fields", "方式"),
    "purpose": QT_TRANSLATE_NOOP("fields", "目的"),
    "outcome": QT_TRANSLATE_NOOP("fields", "结果"),
    "met": QT_TRANSLATE_NOOP("fields", "见到谁"),
    "notice_left": QT_TRANSLATE_NOOP("fields", "留了联系单"),
    "next_try": QT_TRANSLATE_NOOP("fields", "下次再去"),
    "safety": QT_TRANSLATE_NOOP("fields", "安全提醒"),
    "visit": QT_TRANSLATE_NOOP("fields", "哪次走访"),
    "text": QT_TRANSLATE_NOOP("fields", "诉求内容"),
    "category": QT_TRANSLATE_NOOP("fields", "哪一类"),
    "urgency": QT_TRANSLATE_NOOP("fields", "急不急"),
    "triage": QT_TRANSLATE_NOOP("fields", "大小事"),
    "state": QT_TRANSLATE_NOOP("fields", "办到哪一步"),
    "owner": QT_TRANSLATE_NOOP("fields", "谁办"),
    "promised_on": QT_TRANSLATE_NOOP("fields", "答应的日子"),
    "reply": QT_TRANSLATE_NOOP("fields", "答复"),
    "parties": QT_TRANSLATE_NOOP("fields", "哪几方"),
    "result": QT_TRANSLATE_NOOP("fields", "谈得怎样"),
    "request": QT_TRANSLATE_NOOP("fields", "哪件诉求"),
    "step": QT_TRANSLATE_NOOP("fields", "哪一步"),
    "said_on": QT_TRANSLATE_NOOP("fields", "哪天"),
    "who": QT_TRANSLATE_NOOP("fields", "谁定的"),
    "was": QT_TRANSLATE_NOOP("fields", "原来"),
    "became": QT_TRANSLATE_NOOP("fields", "改成"),
    "words": QT_TRANSLATE_NOOP("fields", "说明"),
    "person": QT_TRANSLATE_NOOP("fields", "居民"),
    "code": QT_TRANSLATE_NOOP("fields", "标签"),
    "since": QT_TRANSLATE_NOOP("fields", "从哪天"),
    "until": QT_TRANSLATE_NOOP("fields", "到哪天"),
    "source": QT_TRANSLATE_NOOP("fields", "从哪里知道"),
    "evidence": QT_TRANSLATE_NOOP("fields", "凭据"),
    "worker": QT_TRANSLATE_NOOP("fields", "责任人"),
    "counts": QT_TRANSLATE_NOOP("fields", "哪些算见到"),
    "gone": QT_TRANSLATE_NOOP("fields", "撤没撤"),
}
_OF_KIND: dict[tuple[str, str], Any] = {
    ("visit", "note"): QT_TRANSLATE_NOOP("fields", "情况"),
    ("campaign", "name"): QT_TRANSLATE_NOOP("fields", "走访名称"),
}


def field_name(kind: str, name: str) -> str:
    words = _OF_KIND.get((kind, name)) or NAMES.get(name)
    return translate(*("fields", words)) if words else name


def value_words(
    kind: str, name: str, value: Any, names: Mapping[str, str] | None = None, *, whole: bool = False
) -> str:
    """Phones and ID numbers with their middle hidden, unless all is wanted."""
    if name == "gone":
        return translate("fields", "已撤掉") if value else translate("fields", "留着")
    if value in (None, "", []):
        return translate("fields", "空着")
    if isinstance(value, bool):
        return translate("fields", "是") if value else translate("fields", "不是")
    known = names or {}
    if isinstance(value, list):
        return "、".join(known.get(str(each), str(each)) for each in value)
    text = str(value)
    column = table_of(kind).c.get(name) if kind in kinds() else None
    info = column.info if column is not None else {}
    if info.get("codes"):
        return code_word(info["codes"], text)
    if name == "phone" and not whole:
        return "、".join(mask_phone(each.number) for each in read_phones(text) if each.number) or text
    if name == "id_number" and not whole:
        return mask_id(text)
    day = read_day(text) if _is_day(name, info) else None
    return day_short(day, year=True) if day else known.get(text, text)


def both_words(
    kind: str, name: str, one: Any, other: Any, names: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """Two values side by side; whole where they look alike with their middle hidden."""
    said = value_words(kind, name, one, names), value_words(kind, name, other, names)
    if said[0] != said[1]:
        return said
    return value_words(kind, name, one, names, whole=True), value_words(kind, name, other, names, whole=True)


def third_place(kind: str, name: str, today: Any, parent: QWidget) -> Any:
    """A place of a form for a value neither side has; None where one cannot be typed."""
    column = table_of(kind).c.get(name) if kind in kinds() else None
    if column is None or isinstance(column.type, JSON) or column.info.get("scope") or name == "gone":
        return None
    if isinstance(column.type, Boolean):
        return YesPlace(parent)
    if column.info.get("codes"):
        return ChoicePlace(column.info["codes"], parent)
    if _is_day(name, column.info):
        return DayPlace(today, parent)
    return TextPlace(parent)


def _is_day(name: str, info: Mapping[str, Any]) -> bool:
    return info.get("holds") == "date"
