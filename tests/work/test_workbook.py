"""Reading rosters: what the demo writes comes back whole, and what is no roster is named."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from deskapp.demo.town import TODAY, Community, make_community
from deskapp.demo.workbook import HEADER, write_roster
from deskapp.work.roster import Roster
from deskapp.work.workbook import ReadingCancelled, UnreadableWorkbook, read_roster
from tests.work.written import SHORT, Sheet, codes, finding, he, she


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path)


# ---- the demo's own workbook


@pytest.fixture(scope="module")
def community() -> Community:
    return make_community("houbao", "后堡", households=400, vacant=24)


@pytest.fixture(scope="module")
def roster(community: Community, tmp_path_factory: pytest.TempPathFactory) -> Roster:
    path = tmp_path_factory.mktemp("demo") / "houbao.xlsx"
    write_roster(path, community)
    return read_roster(path, TODAY)


def test_every_door_of_the_community_comes_back(community: Community, roster: Roster) -> None:
    assert [
        (h.estate, h.building, h.unit, h.floor, h.room, h.vacant, h.tenure) for h in roster.households
    ] == [(h.estate, h.building, h.unit, h.floor, h.room, h.vacant, h.tenure) for h in community.households]
    assert (roster.counts.households, roster.counts.vacant) == (400, 24)


def test_every_person_comes_back_behind_the_right_door(community: Community, roster: Roster) -> None:
    fields = ("name", "id_number", "phone", "birth_date", "sex", "relation", "education", "marital",
              "political", "ethnic", "hukou_kind", "workplace", "note")  # fmt: skip
    read = [
        (place, *(getattr(person, field) for field in fields))
        for place, home in enumerate(roster.households)
        for person in home.persons
    ]
    assert read == [(p.household, *(getattr(p, field) for field in fields)) for p in community.persons]
    assert roster.counts.persons == len(community.persons)


def test_residence_is_what_it_was_or_left_open(community: Community, roster: Roster) -> None:
    people = [person for home in roster.households for person in home.persons]
    for read, true in zip(people, community.persons, strict=True):
        assert read.residence in ("", true.residence)
        assert read.residence or not true.hukou_address


def test_a_tidy_workbook_leaves_nothing_to_decide(roster: Roster) -> None:
    assert codes(roster, "quarantine") == []
    assert set(codes(roster, "warn")) <= {"residence-open"}
    assert set(codes(roster, "fixed")) == {
        "date-form", "blanks-in-name", "building-form", "blank-means-above"
    }  # fmt: skip
    assert len(roster.findings) <= 5 * 4
    assert roster.counts.held_persons == 0


def test_lines_that_are_no_residents_are_counted(roster: Roster) -> None:
    assert roster.counts.skipped == {"title": 8, "header": 4, "total": 4, "signature": 4}
    assert roster.counts.rows == roster.counts.persons + roster.counts.vacant


def test_the_workbook_is_merged_padded_and_written_in_several_ways(
    community: Community, tmp_path: Path
) -> None:
    write_roster(tmp_path / "a.xlsx", community)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2, 3, 4)]
    assert all('ref="A1:U1"' in sheet for sheet in sheets)
    assert all(sheet.count("<mergeCell ") > 100 for sheet in sheets)
    assert all(f">{name}<" in sheet for sheet in sheets for name in HEADER)
    assert any("\u3000" in sheet for sheet in sheets)
    assert any(">1#<" in sheet for sheet in sheets)


# ---- lines and sheets


def test_repeated_headers_totals_signatures_and_blank_rows_are_no_residents(sheet: Sheet) -> None:
    sheet.row(**he())
    sheet.line(*SHORT)
    sheet.line(None, " \u3000")
    sheet.row(**she())
    sheet.line("小 计", "1户")
    sheet.line("合　计", "1户", None, "2人")
    sheet.line("制表人:", None, None, None, "审核人:")
    roster = sheet.read()
    assert roster.counts.skipped == {"title": 1, "header": 2, "blank": 1, "total": 2, "signature": 1}
    assert (roster.counts.households, roster.counts.persons) == (1, 2)
    assert codes(roster, "warn") == []


def test_a_total_that_does_not_fit_is_told(sheet: Sheet) -> None:
    sheet.row(**he())
    sheet.line("合计", "2户", None, "1人")
    roster = sheet.read()
    assert finding(roster, "households-differ").params == {"said": 2, "read": 1}
    assert "persons-differ" not in codes(roster, "warn")


def test_a_line_nobody_understands_is_listed_and_not_dropped_silently(sheet: Sheet) -> None:
    sheet.row(**he())
    sheet.line("此页以下为新楼")
    assert finding(sheet.read(), "line-not-understood").params == {"raw": "此页以下为新楼"}


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (("序号", "住址", None, "居民", None), (None, "楼栋", "房号", "姓名", "电话")),
        (("序号", "住址", None, "姓名", "电话"), (None, "楼栋", "房号", None, None)),
        (("序号", "楼栋", "房号", "居民", None), (None, None, None, "姓名", "电话")),
        (("序号", "楼栋", "房号", "居民"), (None, None, None, "姓名", "电话", "性别", "血型")),
    ],
)
def test_a_header_of_two_rows_is_read_together(
    tmp_path: Path, upper: tuple[str, ...], lower: tuple[str, ...]
) -> None:
    sheet = Sheet(tmp_path, header=upper)
    sheet.line(*lower)
    sheet.line(1, "3栋", "5-1", "何光明", "13800138000")
    home = sheet.read().households[0]
    assert (home.building, home.room, home.persons[0].name) == ("3", "5-1", "何光明")
    assert home.persons[0].phone == "13800138000"


def test_an_unknown_column_is_listed(tmp_path: Path) -> None:
    wide = Sheet(tmp_path, header=(*SHORT, "血型"))
    wide.row(**he())
    assert finding(wide.read(), "unknown-column").column == "血型"


def test_a_hidden_sheet_is_left_out_and_listed(sheet: Sheet) -> None:
    sheet.row(**he())
    old = sheet.book.create_sheet("旧")
    old.sheet_state = "hidden"
    old.append(list(SHORT))
    old.append([1, "1栋", "1单元", "1-1", "罗淑芳", "户主"])
    roster = sheet.read()
    assert roster.counts.households == 1
    assert finding(roster, "hidden-sheet").sheet == "旧"


# ---- files that are no roster


def contents(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old-format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(70_000) + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        ("<html><table><tr><td>姓名</td></tr></table>".encode("gbk"), "web-page"),
        ("姓名,房号\n何光明,5-1\n".encode("gbk"), "comma-separated"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not-a-workbook"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_a_file_that_is_no_workbook_is_named_for_what_it_is(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(UnreadableWorkbook) as refused:
        read_roster(contents(tmp_path / "roster.xlsx", data), TODAY)
    assert refused.value.code == code


def test_a_zip_of_something_else_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "roster.xlsx", "w") as archive:
        archive.writestr("letter.txt", "x")
    with pytest.raises(UnreadableWorkbook) as refused:
        read_roster(tmp_path / "roster.xlsx", TODAY)
    assert refused.value.code == "not-a-workbook"


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableWorkbook) as refused:
        read_roster(tmp_path / "roster.xlsx", TODAY)
    assert refused.value.code == "missing"


def test_a_workbook_without_names_is_no_roster(tmp_path: Path) -> None:
    other = Sheet(tmp_path, header=("品名", "数量", "单价"))
    other.row(品名="笔", 数量=3)
    with pytest.raises(UnreadableWorkbook) as refused:
        other.read()
    assert (refused.value.code, refused.value.params) == ("no-roster", {"sheets": ["温泉花园"]})


def test_a_list_of_people_without_doors_is_refused(tmp_path: Path) -> None:
    other = Sheet(tmp_path, header=("姓名", "性别", "电话"))
    other.row(姓名="何光明", 性别="男")
    with pytest.raises(UnreadableWorkbook) as refused:
        other.read()
    assert refused.value.code == "no-door-column"


# ---- progress


@dataclass
class Waiting:
    rows: int = 0
    patience: int = 10**9

    @property
    def cancelled(self) -> bool:
        return self.rows >= self.patience

    def step(self, rows: int) -> None:
        self.rows += rows


def test_progress_is_told_row_by_row_to_the_end(community: Community, tmp_path: Path) -> None:
    write_roster(tmp_path / "a.xlsx", community)
    waiting = Waiting()
    roster = read_roster(tmp_path / "a.xlsx", TODAY, waiting)
    assert waiting.rows == roster.counts.rows + sum(roster.counts.skipped.values())


def test_reading_stops_when_nobody_waits_any_more(community: Community, tmp_path: Path) -> None:
    write_roster(tmp_path / "a.xlsx", community)
    waiting = Waiting(patience=400)
    with pytest.raises(ReadingCancelled):
        read_roster(tmp_path / "a.xlsx", TODAY, waiting)
    assert 400 <= waiting.rows < 600
