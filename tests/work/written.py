"""A roster written row by row, and questions to what was read of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from deskapp.demo.town import TODAY
from deskapp.models.identity import check_digit
from deskapp.work.roster import Roster, RosterPerson, RowFinding
from deskapp.work.workbook import read_roster

SHORT = (
    "序号",
    "楼栋",
    "单元",
    "房号",
    "姓名",
    "与户主关系",
    "性别",
    "出生年月",
    "身份证号",
    "联系电话",
    "备注",
)


def number(area: str, born: str, sequence: int) -> str:
    seventeen = f"{area}{born}{sequence:03d}"
    return seventeen + check_digit(seventeen)


HE = number("510214", "19640512", 11)
SHE = number("500108", "19660803", 22)


class Sheet:
    """A workbook with one sheet, written row by row under the short header."""

    def __init__(self, path: Path, header: Sequence[str] = SHORT, title: str = "温泉花园") -> None:
        self.path = path / "roster.xlsx"
        self.book = Workbook()
        sheet: Any = self.book.active
        self.sheet = sheet
        self.sheet.title = title
        self.header = header
        self.sheet.append(["后堡社区居民花名册(梨园)"])
        self.sheet.append(list(header))

    def row(self, **cells: Any) -> None:
        self.sheet.append([cells.get(name) for name in self.header])

    def line(self, *cells: Any) -> None:
        self.sheet.append(list(cells))

    def merge(self, area: str) -> None:
        self.sheet.merge_cells(area)

    def read(self) -> Roster:
        self.book.save(self.path)
        return read_roster(self.path, TODAY)


def person(roster: Roster) -> RosterPerson:
    return roster.households[0].persons[0]


def codes(roster: Roster, grade: str) -> list[str]:
    return [finding.code for finding in roster.findings if finding.grade == grade]


def finding(roster: Roster, code: str) -> RowFinding:
    return next(each for each in roster.findings if each.code == code)


def he(**cells: Any) -> dict[str, Any]:
    return {"楼栋": "3栋", "单元": "2单元", "房号": "5-1", "姓名": "何光明", "与户主关系": "户主", **cells}


def she(**cells: Any) -> dict[str, Any]:
    return {"姓名": "罗淑芳", "与户主关系": "妻", **cells}
