"""Doors: many writings, one door."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deskapp.models.door import Door, floor_of, read_door

HERE = Door("温泉花园", "3", "2", "5", "501")


@pytest.mark.parametrize(
    "written",
    [
        "温泉花园3栋2单元501",
        "温泉花园3幢2单元501室",
        "温泉花园3号楼2单元501号",
        "温泉花园3#2单元501",
        "温泉花园3#楼2单元501",
        "温泉花园第3栋2单元501",
        "温泉花园三栋二单元五零一",
        "温泉花园03栋02单元0501",
        "温泉花园３栋２单元５０１",
        "温泉花园 3栋 2单元 501",
        "温泉花园3-2-501",
        "温泉花园3栋2-501",
        "温泉花园3栋-2-501",
        "重庆市南岸区南坪街道温泉花园3栋2单元501",
        "南岸区南坪街道后堡社区温泉花园3栋2单元501",
    ],
)
def test_one_door_in_many_writings(written):
    assert read_door(written) == HERE


@pytest.mark.parametrize(
    "building",
    ["3", "3栋", "3幢", "3号楼", "3#", "3＃", "3#楼", "第3栋", "三栋", "03栋", " 3 栋", "3座", "3号"],
)
@pytest.mark.parametrize("unit", ["2", "2单元", "二单元", "２单元", "02"])
def test_a_door_written_with_a_hash_is_the_same_door(building, unit):
    assert read_door(estate="温泉花园", building=building, unit=unit, room="501").key == HERE.key


@pytest.mark.parametrize(
    "room", ["501", "0501", "501室", "５０１", "5-1", "５－１", "5—1", "05-01", "5楼1号", "五楼1号", "五零一"]
)
def test_floor_and_room_written_together_or_apart_are_one_place(room):
    door = read_door(estate="温泉花园", building="3", unit="2", room=room)
    assert door.key == HERE.key
    assert door.floor == "5"
    assert read_door(estate="温泉花园", building="3", unit="2", floor="5楼", room="1").key == HERE.key


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("3-2-501", "3-2-502"),
        ("3-2-501", "2-3-501"),
        ("3-2-501", "3-2-51"),
        ("3栋501", "3栋2单元501"),
        ("3栋负1-2", "3栋1-2"),
        ("3栋吊1-2", "3栋1-2"),
        ("3栋501", "3栋501A"),
        ("南坪东路11号501", "南坪东路11号附2号501"),
        ("温泉花园3栋501", "南苑小区3栋501"),
    ],
)
def test_two_doors_are_two(a, b):
    assert read_door(a).key != read_door(b).key


@pytest.mark.parametrize(
    ("written", "door"),
    [
        ("南坪东路11号附2号3-2", Door("南坪东路", "11附2", "", "3", "3-2")),
        ("南坪东路11号", Door("南坪东路", "11")),
        ("花园七村12栋3-2", Door("花园七村", "12", "", "3", "3-2")),
        ("南苑小区10幢1单元12-3", Door("南苑小区", "10", "1", "12", "12-3")),
        ("南坪东路11号温泉花园3栋501", Door("南坪东路11号温泉花园", "3", "", "5", "501")),
        ("负一楼2号", Door("", "", "", "-1", "负1-2")),
        ("3栋负一楼2号", Door("", "3", "", "-1", "负1-2")),
        ("3栋吊层2号", Door("", "3", "", "-1", "吊1-2")),
        ("A栋1单元1202", Door("", "A", "1", "12", "1202")),
        ("3-2-5-1", Door("", "3", "2", "5", "5-1")),
        ("3-3-2", Door("", "3", "", "3", "3-2")),
        ("3-501", Door("", "3", "", "5", "501")),
        ("3 2 501", Door("", "3", "2", "5", "501")),
        ("5-1", Door("", "", "", "5", "5-1")),
        ("501", Door("", "", "", "5", "501")),
        ("2单元501", Door("", "", "2", "5", "501")),
        ("温泉花园", Door("温泉花园")),
        ("社区", Door("社区")),
        ("步行街道口花园3栋", Door("步行街道口花园", "3")),
        ("", Door()),
    ],
)
def test_what_is_written_in_one_string_is_taken_apart(written, door):
    assert read_door(written) == door


def test_cells_may_hold_more_than_they_are_named_for():
    assert read_door(room="3-2-501") == Door("", "3", "2", "5", "501")
    assert read_door(building="3", room="2单元501") == Door("", "3", "2", "5", "501")
    assert read_door(building="3", room="5-1", floor=None, unit=None) == Door("", "3", "", "5", "5-1")


def test_a_cell_wins_over_the_string():
    assert read_door("温泉花园3栋2单元501", building="4#") == Door("温泉花园", "4", "2", "5", "501")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("附2号", "附2"),
        ("-1-2", "负1-2"),
        ("B1-2", "负1-2"),
        ("地下1层2号", "负1-2"),
        ("501a", "501A"),
        ("15分之2", "15分之2"),
        ("门卫室", "门卫"),
        ("十二楼3号", "12-3"),
        ("一百零二", "102"),
        ("十十", "十十"),
    ],
)
def test_a_room_is_kept_in_its_plainest_writing(written, kept):
    assert read_door(building="1", room=written).room == kept


@pytest.mark.parametrize(
    ("room", "floor"),
    [
        ("501", 5),
        ("1201", 12),
        ("3-2", 3),
        ("12-3", 12),
        ("负1-2", -1),
        ("吊2-1", -2),
        ("12", None),
        ("附2", None),
        ("", None),
    ],
)
def test_a_room_names_its_floor(room, floor):
    assert floor_of(room) == floor


@pytest.mark.parametrize(
    ("door", "short"),
    [
        (HERE, "3-2-501"),
        (Door("", "1", "1", "1", "1-1"), "1-1-1-1"),
        (Door("", "3", "", "5", "501"), "3-501"),
        (Door("", "3", "2", "5", "1"), "3-2-5-1"),
        (Door("", "3", "2", "-1", "1"), "3-2-负1-1"),
        (Door("温泉花园"), ""),
    ],
)
def test_a_door_is_said_in_short(door, short):
    assert door.short() == short


def test_doors_stand_in_the_order_of_a_walk():
    walk = [
        "1栋负1-1",
        "1栋1-2",
        "1栋1-10",
        "1栋2-1",
        "1栋302",
        "1栋十楼1号",
        "1栋1单元1-1",
        "2栋1单元501",
        "2栋2单元101",
        "10栋1-1",
        "A栋1-1",
    ]
    doors = [read_door(written) for written in walk]
    mixed = random.Random(7).sample(doors, len(doors))
    assert sorted(mixed, key=lambda door: door.sort_key) == doors


def test_nothing_is_no_door():
    assert not Door()
    assert not read_door(None)
    assert HERE


small = st.integers(1, 40).map(str)
rooms = st.tuples(st.integers(1, 33), st.integers(1, 99)).map(lambda r: f"{r[0]}{r[1]:02}") | st.tuples(
    st.sampled_from(["", "负", "吊"]), st.integers(1, 33), st.integers(1, 12)
).map(lambda r: f"{r[0]}{r[1]}-{r[2]}")
doors = st.builds(
    lambda estate, building, unit, room: Door(estate, building, unit, str(floor_of(room)), room),
    st.sampled_from(["", "温泉花园", "南苑小区", "花园七村", "机械厂家属院", "后堡新村"]),
    small | st.sampled_from(["A", "B", "A3", "11附2"]),
    st.just("") | small | st.just("A"),
    rooms,
)


@given(doors)
def test_a_door_written_in_full_is_read_back(door):
    assert read_door(door.full()) == door


@given(doors.filter(lambda door: door.unit))
def test_a_door_said_in_short_is_understood_within_its_estate(door):
    assert read_door(door.short(), estate=door.estate) == door


@given(doors, st.sampled_from(["栋", "幢", "#", "号楼", "座"]), st.booleans())
def test_the_cells_of_a_door_are_read_back_whatever_words_they_carry(door, word, narrow):
    wide = str.maketrans("0123456789", "０１２３４５６７８９") if not narrow else {}
    unit = f"{door.unit}单元" if door.unit else None
    cells = {
        "estate": door.estate,
        "building": (door.building + word).translate(wide),
        "unit": unit,
        "room": door.room,
    }
    assert read_door(**cells) == door


cell = (
    st.none()
    | st.text(max_size=25)
    | st.text("0123456789-#栋幢号楼单元室附负吊层一二三十百零A ", max_size=14)
)


@given(cell, cell, cell, cell, cell, cell)
@example("", "", "3栋栋", "单元", "", "0号室")
@example("", "", "", "0", "", "0号-")
@example("", "", "", "", "", "1" * 5000)
@example("1" * 5000 + "栋", "", "", "", "", "")
def test_no_text_breaks_a_door_and_what_was_read_stays_as_it_is(text, estate, building, unit, floor, room):
    door = read_door(text, estate=estate, building=building, unit=unit, floor=floor, room=room)
    assert all(isinstance(part, str) for part in (door.key, door.sort_key, door.short(), door.full()))
    again = read_door(
        estate=door.estate, building=door.building, unit=door.unit, floor=door.floor, room=door.room
    )
    if door.building or door.unit:
        assert again.key == door.key
