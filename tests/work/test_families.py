"""Which rows are one household, and what their cells say."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from deskapp.work.workbook import read_roster
from tests.work.written import HE, SHE, Sheet, codes, finding, he, number, person, she


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path)


# ---- doors and households


def test_a_merge_fills_the_rows_under_it(sheet: Sheet) -> None:
    sheet.row(**he())
    sheet.row(**she())
    for column in "BCD":
        sheet.merge(f"{column}3:{column}4")
    roster = sheet.read()
    assert [len(home.persons) for home in roster.households] == [2]
    assert "blank-means-above" not in codes(roster, "fixed")


def test_a_building_merged_over_several_doors_belongs_to_each_of_them(sheet: Sheet) -> None:
    sheet.row(**he())
    sheet.row(**she(单元="2单元", 房号="5-2", 与户主关系="户主"))
    sheet.merge("B3:B4")
    doors = [(home.building, home.unit, home.room) for home in sheet.read().households]
    assert doors == [("3", "2", "5-1"), ("3", "2", "5-2")]


def test_blank_cells_mean_the_door_above_and_are_told_once_with_their_count(sheet: Sheet) -> None:
    sheet.row(**he())
    sheet.row(**she())
    sheet.row(姓名="何静", 与户主关系="女")
    roster = sheet.read()
    assert len(roster.households) == 1
    told = finding(roster, "blank-means-above")
    assert (told.row, told.params, told.grade) == (4, {"rows": 2, "which": [4, 5]}, "fixed")


def test_a_building_written_only_once_is_carried_down_and_listed(sheet: Sheet) -> None:
    sheet.row(**he())
    sheet.row(房号="5-2", 姓名="罗淑芳", 与户主关系="户主")
    roster = sheet.read()
    assert (roster.households[1].building, roster.households[1].unit) == ("3", "2")
    assert "building-from-above" in codes(roster, "warn")


def test_a_door_written_on_every_row_is_one_household(sheet: Sheet) -> None:
    sheet.row(**he())
    sheet.row(**he(姓名="罗淑芳", 与户主关系="妻"))
    assert [len(home.persons) for home in sheet.read().households] == [2]


def test_a_door_written_with_a_hash_is_the_same_door(sheet: Sheet) -> None:
    sheet.row(**he(楼栋="3#"))
    sheet.row(**he(楼栋="3号楼", 姓名="罗淑芳", 与户主关系="妻"))
    sheet.row(**he(楼栋="3幢", 姓名="何静", 与户主关系="女"))
    assert [len(home.persons) for home in sheet.read().households] == [3]


def test_a_second_family_at_a_known_door_waits_for_a_human(sheet: Sheet) -> None:
    sheet.row(**he())
    sheet.row(**he(姓名="罗淑芳"))
    roster = sheet.read()
    assert [home.held for home in roster.households] == [False, True]
    assert finding(roster, "door-twice").params == {"sheet": "温泉花园", "row": 3}


def test_a_head_without_a_door_does_not_move_in_with_the_family_above(sheet: Sheet) -> None:
    sheet.row(**he())
    sheet.row(姓名="罗淑芳", 与户主关系="户主")
    sheet.row(姓名="罗静", 与户主关系="女")
    roster = sheet.read()
    assert [(len(home.persons), home.held) for home in roster.households] == [(1, False), (2, True)]
    assert finding(roster, "no-door").grade == "quarantine"
    assert roster.counts.held_persons == 2


def test_a_household_without_a_head_and_one_with_two_wait_for_a_human(sheet: Sheet) -> None:
    sheet.row(**he(与户主关系="子"))
    sheet.row(**she(楼栋="3栋", 单元="2单元", 房号="5-2", 与户主关系="户主"))
    sheet.row(姓名="何静", 与户主关系="户主")
    sheet.merge("D4:D5")
    roster = sheet.read()
    assert finding(roster, "no-head").row == 3
    assert finding(roster, "two-heads").row == 5


def test_a_row_without_a_person_is_a_vacant_flat(sheet: Sheet) -> None:
    sheet.row(楼栋="3栋", 单元="2单元", 房号="5-1", 备注="空房")
    roster = sheet.read()
    assert (roster.counts.households, roster.counts.vacant, roster.counts.persons) == (1, 1, 0)
    assert roster.households[0].note == ""


def test_a_room_that_excel_took_for_a_day_is_turned_back(sheet: Sheet) -> None:
    sheet.row(**he(房号=datetime(2026, 3, 2)))
    roster = sheet.read()
    assert roster.households[0].room == "3-2"
    assert finding(roster, "room-was-a-date").params == {"room": "3-2"}


def test_the_estate_of_a_nameless_sheet_stands_in_its_title(tmp_path: Path) -> None:
    nameless = Sheet(tmp_path, title="Sheet1")
    nameless.row(**he())
    assert nameless.read().households[0].estate == "梨园"


def test_one_column_with_the_whole_address_is_enough(tmp_path: Path) -> None:
    plain = Sheet(tmp_path, header=("姓名", "关系", "电话", "家庭住址"))
    plain.row(姓名="何光明", 关系="户主", 家庭住址="南苑小区3栋2单元5-1")
    home = plain.read().households[0]
    assert (home.estate, home.building, home.unit, home.room) == ("南苑小区", "3", "2", "5-1")


# ---- cells


@pytest.mark.parametrize(
    "written",
    [
        datetime(1964, 5, 12), "1964-05-12", "1964.05.12", "1964.5.12", "1964年5月12日", "1964/5/12",
        23509, 19640512, "19640512", "1964-05-12 00:00:00",
    ],
)  # fmt: skip
def test_a_day_is_the_same_in_every_form(sheet: Sheet, written: Any) -> None:
    sheet.row(**he(出生年月=written))
    roster = sheet.read()
    assert person(roster).birth_date == "1964-05-12"
    assert set(codes(roster, "warn")) == set()


def test_a_serial_of_a_1904_workbook_counts_from_there(sheet: Sheet) -> None:
    sheet.book.epoch = datetime(1904, 1, 1)
    sheet.row(**he(出生年月=23509 - 1462))
    assert person(sheet.read()).birth_date == "1964-05-12"


@pytest.mark.parametrize("written", ["1964年5月", "1964.5", "196405", 1964, "1964年"])
def test_a_partial_day_is_listed_unless_the_id_number_completes_it(sheet: Sheet, written: Any) -> None:
    sheet.row(**he(出生年月=written))
    sheet.row(
        **she(楼栋="3栋", 单元="2单元", 房号="5-2", 与户主关系="户主", 出生年月="1966年8月", 身份证号=SHE)
    )
    roster = sheet.read()
    assert person(roster).birth_date == ""
    assert [(f.row, f.code) for f in roster.findings if f.grade == "warn"] == [(3, "date-partial")]
    assert roster.households[1].persons[0].birth_date == "1966-08-03"


def test_the_id_number_is_believed_before_the_columns(sheet: Sheet) -> None:
    sheet.row(**he(身份证号=HE, 出生年月="1965-05-12", 性别="女"))
    roster = sheet.read()
    assert (person(roster).birth_date, person(roster).sex) == ("1964-05-12", "1")
    assert finding(roster, "birth-date-differs").params == {"said": "1965-05-12", "id": "1964-05-12"}
    assert finding(roster, "sex-differs").row == 3


def test_an_id_number_stored_as_a_number_is_lost_and_never_guessed(sheet: Sheet) -> None:
    sheet.row(**he(身份证号=float(HE[:-1] + "1"), 出生年月="1964-05-12"))
    roster = sheet.read()
    assert person(roster).id_number == ""
    assert person(roster).held
    assert person(roster).birth_date == "1964-05-12"
    assert finding(roster, "id-lost-to-excel").params == {"digits": HE[:15]}


def test_a_wrong_check_digit_holds_the_row_back(sheet: Sheet) -> None:
    wrong = HE[:-1] + ("0" if HE[-1] != "0" else "1")
    sheet.row(**he(身份证号=wrong))
    roster = sheet.read()
    assert finding(roster, "id-bad-check-digit").grade == "quarantine"
    assert person(roster).held


def test_the_same_person_twice_is_held_and_a_shared_number_only_listed(sheet: Sheet) -> None:
    sheet.row(**he(身份证号=HE))
    sheet.row(**he(房号="5-2", 身份证号=HE))
    sheet.row(**he(房号="5-3", 姓名="贺光明", 身份证号=HE))
    roster = sheet.read()
    assert finding(roster, "person-twice").row == 4
    assert finding(roster, "id-shared").params == {"sheet": "温泉花园", "row": 3, "name": "何光明"}
    assert [home.persons[0].held for home in roster.households] == [False, True, False]


def test_blanks_inside_a_name_go_and_lost_characters_are_held(sheet: Sheet) -> None:
    sheet.row(**he(姓名="何\u3000明"))
    sheet.row(**she(姓名="罗?芳"))
    roster = sheet.read()
    assert [p.name for p in roster.households[0].persons] == ["何明", "罗?芳"]
    assert [p.held for p in roster.households[0].persons] == [False, True]


def test_a_phone_stored_as_a_number_is_a_phone(sheet: Sheet) -> None:
    sheet.row(**he(联系电话=13800138000))
    sheet.row(**she(联系电话="62801234/13800138001"))
    phones = [p.phone for p in sheet.read().households[0].persons]
    assert phones == ["13800138000", "62801234/13800138001"]


def test_a_word_of_two_meanings_is_left_open_and_listed(sheet: Sheet) -> None:
    sheet.row(**he())
    sheet.row(**she(与户主关系="媳妇"))
    roster = sheet.read()
    assert roster.households[0].persons[1].relation == ""
    assert finding(roster, "word-unclear").params["choices"] == ("12", "38")


def test_same_as_above_takes_the_value_above(sheet: Sheet) -> None:
    sheet.row(**he(联系电话="13800138000"))
    sheet.row(**she(联系电话="同上"))
    roster = sheet.read()
    assert roster.households[0].persons[1].phone == "13800138000"
    assert "same-as-above" in codes(roster, "warn")


def test_today_decides_whether_somebody_is_born_yet(sheet: Sheet) -> None:
    sheet.row(**he(身份证号=number("500108", "20261120", 15)))
    sheet.book.save(sheet.path)
    assert not person(read_roster(sheet.path, date(2026, 11, 24))).held
    assert person(read_roster(sheet.path, date(2026, 11, 19))).held
