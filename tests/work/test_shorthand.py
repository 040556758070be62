"""Shorthand: a line of the evening is a draft of a visit, and nothing that is unclear can be submitted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from deskapp.models.codes import table
from deskapp.models.door import Door
from deskapp.models.record import table_of
from deskapp.store import drafts
from deskapp.store.capture import EVERYTHING
from deskapp.work.evening import FORM, SUBJECT, rest, save_entry
from deskapp.work.shorthand import Entry, read
from deskapp.work.shorthanddoors import Doors, Home, Recorded, Someone, doors_of
from deskapp.work.visits import FORM as OF_VISIT
from tests.people import TODAY, WORKER
from tests.work.desks import DAY, Beat

ROUND = date(2026, 8, 12)
SHOWN = """3 号楼 2 单元
503 曾 平安 药够到月底
502 没人 留条
601 漏水 要修 厨房顶
602 儿媳在 平安
402 拒访 说没空
301 空
702 刘 平安 楼道灯又坏了
5-1-201 没人 第3次
5-1-402 搬走 房东说上月
5-1-9o3 平安
5-1-503 电话 平安 等女儿电话"""


def home(written: str, *names: str, estate: str = "", recorded: Recorded | None = None) -> Home:
    building, unit, room = written.split("-")
    kin = ("02", "53")
    people = tuple(Someone(f"{written} {name}", name, kin[min(n, 1)], 50 + n) for n, name in enumerate(names))
    return Home(estate + written, Door(estate, building, unit, room[:-2], room), people, recorded=recorded)


STAIRS = (
    home("3-2-301"), home("3-2-402", "唐建国"), home("3-2-501", "王桂芳"), home("3-2-502", "周德福"),
    home("3-2-503", "曾宪玉"), home("3-2-601", "陈丽华"), home("3-2-602", "贺文斌"),
    home("3-2-702", "刘芳", "刘国栋"), home("5-1-201", "吴国富"), home("5-1-402", "姚志刚"),
    home("5-1-403", "姚刚"), home("5-1-503", "杨树芬"),
)  # fmt: skip


@pytest.fixture(scope="module")
def doors() -> Doors:
    return Doors(STAIRS)


def only(text: str, doors: Doors) -> Entry:
    (entry,) = read(text, doors, ROUND).entries
    return entry


def after(words: str, doors: Doors) -> Any:
    return only(f"3-2-503 {words}", doors).said


def test_the_lines_of_the_example_are_read_as_they_are_shown(doors: Doors) -> None:
    found = [
        (e.line, e.door.short(), e.said.outcome, e.said.note, [a.text for a in e.said.requests], e.state)
        for e in read(SHOWN, doors, ROUND).entries
    ]
    assert found == [
        (2, "3-2-503", "O1", "平安，药够到月底", [], "ready"),
        (3, "3-2-502", "O3", "", [], "ready"),
        (4, "3-2-601", "O1", "", ["厨房顶漏水，要修"], "ready"),
        (5, "3-2-602", "O2", "儿媳在，平安", [], "ready"),
        (6, "3-2-402", "O4", "说没空", [], "ready"),
        (7, "3-2-301", "O5", "", [], "ready"),
        (8, "3-2-702", "O1", "平安", ["楼道灯又坏了"], "choose"),
        (9, "5-1-201", "O3", "第3次", [], "ready"),
        (10, "5-1-402", "O6", "房东说上月", [], "ready"),
        (11, "5-1-903", "O1", "平安", [], "unread"),
        (12, "5-1-503", "O7", "平安，等女儿电话", [], "ready"),
    ]


def test_several_on_one_line_stand_between_slashes(doors: Doors) -> None:
    entries = read("3-2-501 王 没人 留条 / 502 平安 / 601 漏水 要修", doors, ROUND).entries
    assert [(e.home and e.home.head, e.said.outcome) for e in entries] == [
        ("王桂芳", "O3"), ("周德福", "O1"), ("陈丽华", "O1"),
    ]  # fmt: skip
    assert entries[0].said.notice_left


@pytest.mark.parametrize(
    "written",
    ["3-2-503 平安", "３－２－５０３　平安", "3号楼2单元503 平安", "3 号楼 2 单元 503室，平安",
     "3栋2-503：平安",
     "3幢2单元503平安", "三号楼二单元503 平安", "3-2-5o3 平安", "3 2 503 平安", "3#2-503 平安",
     "3-2-503平安"],
)  # fmt: skip
def test_one_door_is_written_in_many_ways(written: str, doors: Doors) -> None:
    entry = only(written, doors)
    assert entry.home is not None
    assert entry.home.head == "曾宪玉"
    assert entry.said.outcome == "O1"


@pytest.mark.parametrize(
    "above", ["3 号楼 2 单元", "3栋2单元：", "3-2", "3幢2门", "3号楼\n2单元", "三号楼二单元", "3-2-402 拒访"]
)
def test_a_heading_or_the_last_whole_door_gives_building_and_stair(above: str, doors: Doors) -> None:
    entry = read(f"{above}\n503 没人", doors, ROUND).entries[-1]
    assert entry.home is not None
    assert entry.home.head == "曾宪玉"


@pytest.mark.parametrize(
    ("words", "outcome"),
    [("没事", "O1"), ("都好", "O1"), ("见到本人", "O1"), ("没人", "O3"), ("无人", "O3"), ("不在", "O3"),
     ("敲门未遇", "O3"), ("没人留条", "O3"), ("拒访", "O4"), ("不开门", "O4"), ("不让进", "O4"), ("空", "O5"),
     ("空户", "O5"), ("空置", "O5"), ("搬走", "O6"), ("已搬", "O6"), ("搬家", "O6"), ("搬走了", "O6"),
     ("电话", "O7"), ("儿子在", "O2"), ("老伴在家", "O2"), ("家人", "O2"), ("找不到门", "O8"),
     ("空调坏了", "O1"), ("曾 药够", "O1"), ("留条", "O3")],
)  # fmt: skip
def test_each_word_means_its_outcome(words: str, outcome: str, doors: Doors) -> None:
    assert after(words, doors).outcome == outcome


@pytest.mark.parametrize("words", ["留条", "漏水", "平安", "搬走一年了", "儿子", "曾 药够"])
def test_an_outcome_not_said_in_so_many_words_is_a_guess(words: str, doors: Doors) -> None:
    assert "outcome" in only(f"3-2-503 {words}", doors).guesses
    assert "outcome" not in only(f"3-2-503：见到本人 {words}", doors).guesses


@pytest.mark.parametrize("words", ["水管漏水已修好", "灯没坏", "过道不堵", "不需要", "（漏水）"])
def test_what_is_in_order_is_no_request(words: str, doors: Doors) -> None:
    said = after(f"平安 {words}", doors)
    assert said.requests == ()
    assert words.strip("（）") in said.note


def test_outcomes_that_contradict_each_other_are_asked_about(doors: Doors) -> None:
    entry = only("3-2-503 没人 平安", doors)
    assert (entry.state, entry.problem and entry.problem.code) == ("choose", "two-outcomes")
    assert entry.problem is not None
    chosen = only(entry.problem.choices[0].applied("3-2-503 没人 平安"), doors)
    assert (chosen.state, chosen.said.outcome) == ("ready", "O3")


def test_without_any_outcome_the_eight_are_offered_in_their_order(doors: Doors) -> None:
    problem = only("3-2-503 药够到月底", doors).problem
    assert problem is not None
    assert [choice.code for choice in problem.choices] == [each.code for each in table("outcome")]
    for choice in problem.choices:
        assert only(choice.applied("3-2-503 药够到月底"), doors).said.outcome == choice.code


def test_a_changed_outcome_stands_in_the_text_and_can_be_changed_again(doors: Doors) -> None:
    text = "3-2-503 平安\n502 没人"
    for code in ("O2", "O4", "O1"):
        entry = read(text, doors, ROUND).entries[0]
        text = entry.with_outcome(code, text)
        assert read(text, doors, ROUND).entries[0].said.outcome == code
    assert text == "3-2-503：见到本人 平安\n502 没人"


@pytest.mark.parametrize(("n", "met"), [(0, ["刘芳"]), (1, ["刘国栋"]), (2, ["刘芳", "刘国栋"])])
def test_of_several_with_one_surname_one_or_all_are_chosen(n: int, met: list[str], doors: Doors) -> None:
    text = "3-2-702 刘 平安"
    problem = only(text, doors).problem
    assert problem is not None
    assert problem.code == "who"
    chosen = only(problem.choices[n].applied(text), doors)
    assert chosen.state == "ready"
    assert [each.name for each in chosen.said.people] == met


def test_a_surname_nobody_there_has_is_said_and_can_stand_as_a_note(doors: Doors) -> None:
    problem = only("3-2-503 姚 平安", doors).problem
    assert problem is not None
    assert problem.code == "strange-name"
    chosen = only(problem.choices[0].applied("3-2-503 姚 平安"), doors)
    assert (chosen.state, chosen.said.note) == ("ready", "姚，平安")


def test_a_door_that_is_not_there_is_answered_with_one_like_it(doors: Doors) -> None:
    entry = read("5-1-9o3 平安\n5-1-503 电话", doors, ROUND).entries[0]
    assert entry.problem is not None
    assert entry.state == "unread"
    assert [choice.words for choice in entry.problem.choices] == ["5-1-403"]
    assert entry.problem.written == (("5-1-503", 2),)
    assert (
        only(entry.problem.choices[0].applied("5-1-9o3 平安"), doors).home
        == doors.at(Door("", "5", "1", "4", "403"))[0]
    )


def test_a_second_line_of_one_door_waits_until_it_is_meant(doors: Doors) -> None:
    text = "3-2-503 没人\n502 没人\n503 平安"
    last = read(text, doors, ROUND).entries[-1]
    assert last.problem is not None
    assert (last.problem.code, last.problem.line) == ("twice", 1)
    again, drop = (choice.applied(text) for choice in last.problem.choices)
    assert [e.state for e in read(again, doors, ROUND).entries] == ["ready"] * 3
    assert [e.state for e in read(drop, doors, ROUND).entries] == ["ready"] * 2


def test_a_visit_already_recorded_that_day_is_said() -> None:
    there = Doors([home("3-2-503", "曾宪玉", recorded=Recorded("O1", "09:30"))])
    entry = only("3-2-503 平安", there)
    assert entry.problem is not None
    assert (entry.state, entry.problem.code) == ("choose", "recorded")
    assert only(entry.problem.choices[0].applied("3-2-503 平安"), there).state == "ready"


def test_one_number_in_two_estates_is_chosen() -> None:
    first, second = home("3-2-503", "曾宪玉", estate="花园"), home("3-2-503", "何平", estate="温泉")
    own = only("3-2-503 没人", Doors([first, replace(second, mine=False)]))
    assert (own.home, own.state, own.guesses) == (first, "ready", {"door"})
    there = Doors([first, second])
    entry = only("3-2-503 没人", there)
    assert entry.problem is not None
    assert entry.problem.code == "which-door"
    for choice in entry.problem.choices:
        assert only(choice.applied("3-2-503 没人"), there).home == choice.home
    below = read("温泉3号楼2单元\n503 没人", there, ROUND).entries[0]
    assert below.home is not None
    assert below.home.head == "何平"


@pytest.mark.parametrize(
    ("words", "day"),
    [("明天再去", "2026-08-13"), ("再约 8 月 13 日 18:30", "2026-08-13"), ("改周六上午", "2026-08-15"),
     ("下周一", "2026-08-17"), ("三天后再来", "2026-08-15"), ("等女儿明天回来", ""), ("2月30日", "")],
)  # fmt: skip
def test_when_to_come_again_is_read_if_it_is_said(words: str, day: str, doors: Doors) -> None:
    assert after(f"没人 {words}", doors).next_try == day


def test_a_bad_line_stops_no_other(doors: Doors) -> None:
    states = [e.state for e in read("啊\n3-2-503 平安\n99 x\n\n///\n502 没人", doors, ROUND).entries]
    assert states == ["unread", "ready", "unread", "ready"]


def test_what_is_left_means_what_it_meant(doors: Doors) -> None:
    text = "5-1-201 没人 / 402 药够\n3号楼2单元\n503 平安\n99 x"
    reading = read(text, doors, ROUND)
    gone = {entry.start for entry in reading.in_state("ready")}
    assert rest(text, reading, gone) == "5-1-402 药够\n3号楼2单元\n99 x"
    assert rest(text, reading, set()) == text


def test_what_was_guessed_can_be_put_into_the_note(doors: Doors) -> None:
    text = "3-2-503 平安 灯不亮 后天"
    entry = only(text, doors)
    assert entry.guesses == {"outcome", "request", "next_try"}
    text = entry.as_note([*entry.said.requests[0].spans, entry.said.next_span], text)
    said = only(text, doors).said
    assert (said.note, said.requests, said.next_try) == ("平安，灯不亮，后天", (), "")


PIECES = st.sampled_from(
    ["3号楼2单元", "503",
     "3-2-503", "5-1-9o3", "曾", "刘", "平安", "没人", "漏水", "要修", "留条", "/", "\n",
     " ", "，", "；", "（", "）", "：",
     "再记", "拒访", "明天", "0", "〇", "-", "号", "周六", "\u3000", "２"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=24).map("".join))
BREAKS = set("/;；／\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_read_whole_and_only_what_is_clear_can_be_submitted(text: str) -> None:
    doors = Doors(STAIRS)
    reading = read(text, doors, ROUND)
    covered = [0] * len(text)
    for each in (*reading.entries, *reading.headings):
        for n in range(each.start, each.end):
            covered[n] += 1
    assert max(covered, default=0) <= 1
    assert [
        c for c, n in zip(text, covered, strict=True) if not n and not c.isspace() and c not in BREAKS
    ] == []
    known = {each.code for each in table("outcome")}
    for entry in reading.in_state("ready"):
        assert entry.home in doors.homes
        assert entry.said.outcome in known
    assert len({e.home.id for e in reading.in_state("ready") if e.home and not e.said.again}) == len(
        [e for e in reading.in_state("ready") if not e.said.again]
    )


# --- saved


def saved(beat: Beat, text: str) -> list[str]:
    reading = read(text, beat.ask(doors_of, WORKER, DAY), DAY)
    ready = reading.in_state("ready")
    for n, entry in enumerate(ready):
        left = drafts.Draft(
            WORKER.id, FORM, SUBJECT, {"text": rest(text, reading, {e.start for e in ready[: n + 1]})}, "t"
        )
        beat.desk.do(
            partial(save_entry, entry=entry, id=f"v{n}", day=DAY, actor=WORKER, left=left), EVERYTHING
        )
    return [f"v{n}" for n in range(len(ready))]


def every(beat: Beat, kind: str) -> list[Any]:
    return beat.desk.ask(lambda session: session.execute(select(table_of(kind))).all())


def test_a_saved_line_is_the_visit_its_form_would_have_saved(beat: Beat) -> None:
    beat.campaign()
    door = beat.door("501", "王桂芳")
    beat.door("502", "周德福")
    text = "3-2-501 王 平安 楼道灯坏了 明天再去\n502 没人 留条\n777 平安"
    assert saved(beat, text) == ["v0", "v1"]
    first, second = sorted(every(beat, "visit"), key=lambda row: row.id)
    form = beat.visit(door, "O1", "2026-11-24")
    as_form = next(row for row in every(beat, "visit") if row.id == form)
    assert (first.household, first.outcome, first.note, first.next_try) == (door, "O1", "平安", "2026-11-25")
    assert (first.campaign, first.visitors, first.visited_on) == (as_form.campaign, as_form.visitors, TODAY)
    assert (second.outcome, second.notice_left, second.safety) == ("O3", True, None)
    (request,) = every(beat, "request")
    assert (request.text, request.visit, request.household, request.state) == (
        "楼道灯坏了",
        "v0",
        door,
        "open",
    )


def test_saving_leaves_the_rest_of_the_text_as_the_draft(beat: Beat) -> None:
    beat.door("501", "王桂芳")
    saved(beat, "3-2-501 没人\n777 平安")
    left = beat.desk.ask(lambda session: drafts.find(session.connection(), WORKER.id, FORM, SUBJECT))
    assert left is not None
    assert left.doc["text"] == "3-2-777 平安"
    saved(beat, "3-2-501 再记 没人")
    assert beat.desk.ask(lambda session: drafts.find(session.connection(), WORKER.id, FORM, SUBJECT)) is None


def test_a_visit_begun_in_the_door_s_own_form_stays_there(beat: Beat) -> None:
    door = beat.door("501", "王桂芳")
    with beat.desk.store.keeping() as connection:
        drafts.keep(connection, drafts.Draft(WORKER.id, OF_VISIT, door, {"note": "写了一半"}, "t"))
    saved(beat, "3-2-501 没人")
    assert (
        beat.desk.ask(lambda session: drafts.find(session.connection(), WORKER.id, OF_VISIT, door))
        is not None
    )
