"""Which column means what: the names rosters use, and the row they stand in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

# Field → what the headers call it. A new habit is one more word here.
NAMES: dict[str, tuple[str, ...]] = {
    "number": ("序号", "编号", "号", "no"),
    "household_number": ("户编号", "户号", "家庭编号"),
    "estate": ("小区", "小区名称", "院落", "小区院落", "楼盘"),
    "building": ("楼栋", "栋", "幢", "栋号", "楼号", "幢号", "楼栋号", "号楼", "楼幢"),
    "unit": ("单元", "单元号"),
    "floor": ("楼层", "层"),
    "room": ("房号", "室", "门牌", "门牌号", "房间号", "室号", "户室", "门牌号码"),
    "address": ("现住址", "住址", "家庭住址", "居住地址", "地址", "现居住地", "详细地址", "居住地"),
    "head_name": ("户主姓名", "户主", "户主名"),
    "name": ("姓名", "居民姓名", "成员姓名", "家庭成员", "人员姓名", "成员", "家庭成员姓名"),
    "relation": ("与户主关系", "关系", "与户主的关系", "家庭关系"),
    "sex": ("性别",),
    "ethnic": ("民族",),
    "birth_date": ("出生年月", "出生日期", "出生年月日", "生日", "出生"),
    "id_number": ("身份证号", "身份证号码", "公民身份号码", "证件号", "证件号码", "身份证", "公民身份证号码"),
    "hukou_kind": ("户口性质", "户籍性质", "户别", "户口类型", "户口类别"),
    "hukou_address": ("户籍地址", "户籍地", "户口所在地", "户籍所在地", "户口地址"),
    "phone": ("联系电话", "电话", "联系方式", "手机", "手机号", "手机号码", "电话号码", "联系号码"),
    "workplace": ("工作单位", "单位", "就业单位", "工作单位及职务", "单位职务"),
    "education": ("文化程度", "学历", "受教育程度"),
    "political": ("政治面貌", "政治面目"),
    "marital": ("婚姻状况", "婚姻", "婚否", "婚姻情况"),
    "residence": ("人户分离", "人户状态", "居住状态", "人户情况", "居住情况"),
    "tenure": ("房屋性质", "住房性质", "房屋用途", "房屋情况", "房屋状况", "居住性质"),
    "note": ("备注", "说明", "其他", "备注说明"),
}

_FIELD = {name: field for field, names in NAMES.items() for name in names}
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]|【.*?】")
_NOISE = re.compile(r"[\W_]+")
_ENOUGH = 3
DEEPEST = 20
"""A header is looked for in the first so many rows."""


def plain(value: Any) -> str:
    """A header or a label without blanks, brackets and punctuation: `身份证 号码(18位)` → `身份证号码`."""
    return _plain(value) if isinstance(value, str) else ""


@lru_cache(maxsize=4096)
def _plain(value: str) -> str:
    return _NOISE.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", value))).lower()


class Header:
    """Columns of one sheet: field → place, how the file calls them, and those nobody knows."""

    def __init__(self, *rows: Sequence[Any]) -> None:
        """The rows of the header from top to bottom; the lower one wins."""
        self.columns: dict[str, int] = {}
        self.captions: dict[str, str] = {}
        self.unknown: dict[int, str] = {}
        for place in range(max(len(row) for row in rows)):
            said = [row[place] for row in reversed(rows) if place < len(row) and plain(row[place])]
            caption = next((value for value in said if known(value)), None)
            field = known(caption)
            if field and field not in self.columns:
                self.columns[field] = place
                self.captions[field] = str(caption).strip()
            elif said:
                self.unknown[place] = str(said[0]).strip()

    def is_repeated_in(self, cells: Sequence[Any]) -> bool:
        """Whether these cells are the header again, as printed pages have it."""
        if known(cells[self.columns["name"]] if self.columns["name"] < len(cells) else None) != "name":
            return False
        same = [f for f, place in self.columns.items() if place < len(cells) and known(cells[place]) == f]
        return len(same) >= _ENOUGH


def known(value: Any) -> str | None:
    return _FIELD.get(plain(value))


def find_header(lines: Sequence[Sequence[Any]]) -> tuple[Header, int] | None:
    """The header of one or two rows among the first lines, and how many lines there are up to its end."""
    for place, cells in enumerate(lines[:DEEPEST]):
        below = [row for row in lines[place + 1 : place + 2] if _names(cells) and continues_header(row)]
        if looks_like_header([*cells, *(value for row in below for value in row)]):
            above = [row for row in lines[max(place - 1, 0) : place] if _names(row) > 1]
            return Header(*above, cells, *below), place + 1 + len(below)
    return None


def _names(cells: Sequence[Any]) -> int:
    return sum(known(value) is not None for value in cells)


def looks_like_header(cells: Sequence[Any]) -> bool:
    """A name column and at least two more that are known."""
    fields = {known(value) for value in cells} - {None}
    return "name" in fields and len(fields) >= _ENOUGH


def continues_header(cells: Sequence[Any]) -> bool:
    """The second row of a two-row header: nothing but known names, at least two."""
    said = [value for value in cells if value not in (None, "")]
    return len(said) > 1 and all(known(value) for value in said)
