"""A door as one line: of the long list of households, and of today's round."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from deskapp.ui.chips import Tag
from deskapp.ui.phrases import (
    ago,
    due,
    nobody,
    outcome_word,
    read_day,
    state_tag,
    tag_words,
    translate,
)
from deskapp.ui.recordscreen import called
from deskapp.ui.rows import Due, Group, Row
from deskapp.ui.symbols import Icon, Symbol
from deskapp.ui.table import Line
from deskapp.ui.tables import MarkRole, RunsRole
from deskapp.ui.text import Run
from deskapp.work.households import HouseholdLine, HouseholdPage
from deskapp.work.subjects import Subject
from deskapp.work.today import RoundLine

PHONE = "O7"
SYMBOLS = {
    "never": Symbol.NOT_YET,
    "not-yet": Symbol.NOT_YET,
    "tried": Symbol.TRIED,
    "met": Symbol.MET,
    "refused": Symbol.REFUSED,
    "vacant": Symbol.NOT_COUNTED,
    "not-counted": Symbol.NOT_COUNTED,
}


def state_word(state: str) -> str:
    words = {
        "never": translate("phrases", "没走过"),
        "not-yet": translate("phrases", "还没走"),
        "tried": translate("phrases", "没见到"),
        "met": translate("phrases", "已见面"),
        "refused": translate("phrases", "拒访"),
        "vacant": translate("phrases", "空着"),
        "not-counted": translate("phrases", "不计"),
    }
    return words.get(state, state)


def state_more(state: str) -> str:
    """What a count of such doors counts."""
    words = {
        "never": translate("phrases", "全社区里，这次走访一次也没去过的户"),
        "not-yet": translate("phrases", "今天这一圈里还没去的户"),
        "tried": translate("phrases", "去过或打过电话、还没见到人的户；不计入的电话也在这里"),
        "met": translate("phrases", "见到了本人或家人的户"),
        "refused": translate("phrases", "最近一次不让进门的户"),
        "vacant": translate("phrases", "名册上的空户，加上去了发现空着的户"),
    }
    return words.get(state, "")


def result_word(outcome: str | None, state: str) -> str:
    """The last outcome in words that agree with the symbol of the door's state."""
    if outcome is None or state == "vacant":
        return state_word(state)
    if outcome == PHONE and state == "tried":
        return translate("phrases", "{0}（不算见面）").format(outcome_word(outcome))
    if outcome == PHONE and state == "met":
        return translate("phrases", "{0}，{1}").format(state_word(state), outcome_word(outcome))
    return outcome_word(outcome)


def heads() -> list[str]:
    return [
        translate("phrases", "门牌"),
        translate("phrases", "户主"),
        translate("phrases", "上次走访"),
        translate("phrases", "结果"),
        translate("phrases", "今年次数"),
        translate("phrases", "标签"),
        translate("phrases", "责任人"),
    ]


def before_room(building: str, unit: str) -> str:
    return "".join(f"{part}-" for part in (building, unit) if part)


def next_room(line: RoundLine | None, page: HouseholdPage) -> str:
    """The next door as the button calls it: its room, or all of it where it is in another stair."""
    if line is None:
        return ""
    return line.room if (line.building, line.unit) == (page.building, page.unit) else line.door


def to_line(line: HouseholdLine, today: date) -> Line:
    day = read_day(line.last_visit)
    last = ago(day, today) if day else translate("phrases", "没走过")
    name = line.head or nobody(line.vacant)
    word = result_word(line.last_outcome, line.state)
    visits = translate("phrases", "{0} 次").format(line.visits) if line.visits else "—"
    tags = " · ".join(tag_words(line.tags))
    roles: dict[tuple[int, int], object] = {
        (0, RunsRole): [
            Run(before_room(line.building, line.unit), "body", "text3", bold=False),
            Run(line.room or line.door, "body", bold=True),
            Run(line.estate, "small", "text3", gap=8),
        ],
        (1, RunsRole): [Run(name, "body", "text3" if line.vacant else "text")],
        (3, MarkRole): SYMBOLS.get(line.state, Symbol.NOT_YET),
    }
    tag = state_tag(line.sync or "")
    if tag and line.sync != "received":
        roles[(2, RunsRole)] = [Run(last, "body", "text2"), Run(tag.text, "small", tag.tone, gap=8)]
    cells = (line.door, name, last, word, visits, tags, line.worker)
    return Line(line.id, cells, roles)


def round_rows(lines: Sequence[RoundLine], today: date) -> list[Row | Group]:
    """Today's doors under the heads of their stairs."""
    rows: list[Row | Group] = []
    stairs: dict[tuple[str, str, str], list[RoundLine]] = {}
    for line in lines:
        stairs.setdefault((line.estate, line.building, line.unit), []).append(line)
    several = len({line.estate for line in lines}) > 1
    for (estate, building, unit), doors in stairs.items():
        title = translate("phrases", "{0} 号楼").format(building) if building else ""
        if several:
            title = f"{estate} {title}".strip()
        if unit:
            title = translate("phrases", "{0} {1} 单元").format(title, unit).strip()
        rows.append(
            Group(title or translate("phrases", "其他"), translate("phrases", "{0} 户").format(len(doors)))
        )
        rows += [round_row(door, today) for door in doors]
    return rows


def round_row(line: RoundLine, today: date) -> Row:
    done = line.state in ("met", "not-counted", "refused")
    name = line.head or nobody(line.vacant)
    parts = [translate("phrases", "{0} 岁").format(line.age)] if line.age is not None and line.head else []
    return Row(
        line.household,
        SYMBOLS.get(line.state, Symbol.NOT_YET),
        before_room(line.building, line.unit),
        line.room or line.door,
        name,
        " · ".join([*parts, *tag_words(line.tags[:2])]),
        _second(line, today),
        _due(line, today),
        done,
        state_word(line.state),
    )


def _second(line: RoundLine, today: date) -> str:
    if line.state != "not-yet" and line.last_outcome:
        parts = [f"{line.visited_at or ''} {result_word(line.last_outcome, line.state)}".strip()]
        if line.state == "tried" and line.tries > 1:
            parts.append(translate("phrases", "敲过 {0} 次").format(line.tries))
    else:
        day = read_day(line.last_visit)
        parts = [
            translate("phrases", "上次走访 {0}").format(ago(day, today)) if day
            else translate("phrases", "还没走访过")
        ]  # fmt: skip
        kinds = {
            "request": translate("phrases", "诉求到期"),
            "callback": translate("phrases", "约好再去"),
        }
        if line.due_kind in kinds:
            parts.insert(0, kinds[line.due_kind])
        if line.tries:
            parts.append(translate("phrases", "敲门未遇 {0} 次").format(line.tries))
    if line.requests:
        parts.append(translate("phrases", "{0} 件诉求未办结").format(line.requests))
    return " · ".join(parts)


def _due(line: RoundLine, today: date) -> Due | Tag | None:
    if line.state != "not-yet":
        tag = state_tag(line.sync or "")
        if tag and line.sync in ("refused", "conflict"):
            return tag
        return Due(tag.text, "text2") if tag else None
    if line.vacant and line.due is None:
        return Due(translate("phrases", "不计"))
    if line.due_days is not None:
        return due(today + timedelta(days=line.due_days), today)
    return None


def kind_word(kind: str) -> str:
    words = {
        "visit": translate("phrases", "走访"),
        "request": translate("phrases", "诉求"),
        "request_step": translate("phrases", "诉求经过"),
        "household": translate("phrases", "住户"),
        "person": translate("phrases", "居民"),
        "tag": translate("phrases", "标签"),
        "assignment": translate("phrases", "包户"),
        "campaign": translate("phrases", "全面走访"),
        "attachment": translate("phrases", "附件"),
        "review": translate("phrases", "要定的"),
        "community": translate("phrases", "社区"),
        "user": translate("phrases", "人员"),
    }
    return words.get(kind) or called(kind)


def entry_rows(entries: Iterable[Subject]) -> list[Row | Group]:
    """Records on their way, one row each: what it is, and at which door."""
    return [entry_row(entry) for entry in entries]


def entry_row(entry: Subject) -> Row:
    before, room = door_parts(entry)
    return Row(
        f"{entry.household}|{entry.kind}|{entry.id}",
        Icon("up", "text2"),
        before,
        room,
        entry.name or kind_word(entry.kind),
        "",
        kind_word(entry.kind),
        state_tag("waiting"),
    )


def door_parts(subject: Subject) -> tuple[str, str]:
    """A door's number for a row: what stands before the room, and the room."""
    door = subject.door
    return (before_room(door.building, door.unit), door.room or door.short()) if door else ("", "")
