"""A roster written as the workbooks of the trade are: titles, merges, blanks, several date forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.cell_range import CellRange

from deskapp.demo.people import Person
from deskapp.demo.town import STYLES, Community, Household

HEADER = (
    *(
        "序号",
        "楼栋",
        "单元",
        "房号",
        "户主姓名",
        "姓名",
        "与户主关系",
        "性别",
        "民族",
        "出生年月",
        "身份证号",
    ),
    *("户口性质", "户籍地址", "联系电话", "工作单位", "文化程度", "政治面貌", "婚姻状况", "人户分离"),
    *("房屋性质", "备注"),
)
_MERGED = (2, 3, 4, 5, 20)
_WORDS: dict[str, dict[str, str]] = {
    "relation": {"02": "户主", "11": "夫", "12": "妻", "20": "子", "30": "女", "51": "父亲", "52": "母亲",
                 "38": "儿媳", "28": "女婿", "41": "孙子", "42": "孙女", "43": "外孙子", "44": "外孙女",
                 "97": "其他亲属"},
    "sex": {"1": "男", "2": "女"},
    "ethnic": {"01": "汉族", "05": "维吾尔族", "06": "苗族", "15": "土家族"},
    "hukou": {"1": "非农业", "2": "农业", "3": "居民户口"},
    "education": {"90": "文盲", "81": "小学", "71": "初中", "61": "高中", "31": "大专", "21": "本科",
                  "14": "硕士"},
    "political": {"01": "中共党员", "03": "共青团员", "05": "民盟盟员", "13": "群众"},
    "marital": {"10": "未婚", "20": "已婚", "30": "丧偶", "40": "离婚"},
    "tenure": {"T1": "自住", "T2": "出租", "T3": "借住", "T4": "空置"},
}  # fmt: skip

Row = list[str | int | None]


def write_roster(path: Path | str, community: Community, seed: int = 1) -> None:
    """One sheet per estate; the mess is the same for the same seed."""
    rng = Random(f"{seed}/{community.code}/workbook")
    book = Workbook(write_only=True)
    members: dict[int, list[Person]] = {}
    for person in community.persons:
        members.setdefault(person.household, []).append(person)
    number = 1
    for estate, places in groupby(range(len(community.households)), _estate_of(community)):
        sheet = book.create_sheet(estate)
        sheet.freeze_panes = "A4"
        for letter, width in (("K", 20), ("M", 28), ("N", 14)):
            sheet.column_dimensions[letter].width = width
        merges = sheet.merged_cells.ranges
        merges.add(CellRange(min_col=1, max_col=len(HEADER), min_row=1, max_row=1))
        for heading in _headings(sheet, community, estate):
            sheet.append(heading)
        row, doors, persons = 4, 0, 0
        for place in places:
            family = members.get(place, [])
            doors, persons = doors + 1, persons + len(family)
            for line in _lines(rng, community.households[place], family, number):
                sheet.append(line)
                number += 1
            last = row + max(len(family), 1) - 1
            if len(family) > 1 and rng.random() < 0.89:
                for column in _MERGED:
                    merges.add(CellRange(min_col=column, max_col=column, min_row=row, max_row=last))
            row = last + 1
        sheet.append(["合计", f"{doors}户", None, f"{persons}人"])
        sheet.append(["制表人:", None, None, None, "审核人:"])
    book.save(path)


def _estate_of(community: Community) -> Callable[[int], str]:
    return lambda place: community.households[place].estate


def _headings(sheet: WriteOnlyWorksheet, community: Community, estate: str) -> Iterator[list[object]]:
    title = WriteOnlyCell(sheet, f"{community.name}社区居民花名册({estate})")
    title.font, title.alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    yield [title]
    day = community.today
    yield [f"填报单位:{community.name}社区居委会", *[None] * 12, f"填报日期:{day.year}年{day.month}月"]
    heads: list[object] = []
    for name in HEADER:
        cell = WriteOnlyCell(sheet, name)
        cell.font = Font(bold=True)
        heads.append(cell)
    yield heads


def _lines(rng: Random, home: Household, family: list[Person], number: int) -> Iterator[Row]:
    """The rows of one door: the door and the head's name stand on the first only."""
    style = next(style for end, style in STYLES.items() if home.estate.endswith(end))
    building = home.building + ("#" if rng.random() < 0.03 else style)
    unit = f"{home.unit}单元"
    tenure = _WORDS["tenure"][home.tenure]
    if not family:
        yield [number, building, unit, home.room, *[None] * 15, tenure, "空房"]
        return
    for place, person in enumerate(family):
        first = place == 0
        yield [
            number + place,
            *((building, unit, home.room, person.name) if first else (None,) * 4),
            _padded(rng, person.name),
            _WORDS["relation"][person.relation],
            _WORDS["sex"][person.sex],
            _ethnic(rng, person),
            _day(rng, person.birth_date),
            person.id_number or None,
            _WORDS["hukou"][person.hukou_kind],
            person.hukou_address.replace(home.building + style, building) or None,
            person.phone or None,
            person.workplace or None,
            _WORDS["education"].get(person.education),
            _WORDS["political"].get(person.political),
            _WORDS["marital"][person.marital],
            "否" if person.residence == "R1" else "是",
            tenure if first else None,
            person.note or None,
        ]


def _padded(rng: Random, name: str) -> str:
    """Names of two characters are sometimes stretched by a full-width blank to look like three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and rng.random() < 0.08 else name


def _ethnic(rng: Random, person: Person) -> str:
    return "汉" if person.ethnic == "01" and rng.random() < 0.08 else _WORDS["ethnic"][person.ethnic]


def _day(rng: Random, iso: str) -> str:
    year, month, day = iso.split("-")
    form = rng.random()
    if form < 0.8:
        return iso
    if form < 0.9:
        return f"{year}.{month}.{day}"
    return f"{year}年{int(month)}月{int(day)}日"
