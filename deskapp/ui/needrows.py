"""What needs somebody as rows of a list, under the heads of their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from deskapp.ui.chips import Tag
from deskapp.ui.doorlines import door_parts, kind_word
from deskapp.ui.fieldwords import field_name
from deskapp.ui.phrases import ago, moment, read_day, translate
from deskapp.ui.returnwords import SENT_ON, reason_tag, reason_title, return_words
from deskapp.ui.rows import Due, Group, Row
from deskapp.ui.symbols import Icon
from deskapp.work.returned import FORWARDED, Case
from deskapp.work.reviews import ReviewLine

CASE, REVIEW = "case", "review"
_REASONS = ("conflict", "duplicate", "gone", "quality", "forwarded")


def need_rows(cases: Sequence[Case], reviews: Sequence[ReviewLine], today: date) -> list[Row | Group]:
    """What came back first, then one's own questions by reason, what was sent on, and others' questions."""
    back = [case_row(case, today) for case in cases if case.status != FORWARDED]
    on = [case_row(case, today) for case in cases if case.status == FORWARDED]
    rows = _under(reason_title("returned"), back)
    for reason in dict.fromkeys((*_REASONS, *(each.reason for each in reviews))):
        mine = [review_row(each) for each in reviews if each.mine and each.reason == reason]
        rows += _under(reason_title(reason), mine)
    rows += _under(reason_title(SENT_ON), on)
    rows += _under(translate("needs", "别人负责的"), [review_row(each) for each in reviews if not each.mine])
    return rows


def done_rows(cases: Sequence[Case], reviews: Sequence[ReviewLine], today: date) -> list[Row | Group]:
    """What was dealt with and can be taken up again."""
    rows = [settled_row(each, today) for each in reviews]
    return [*rows, *(case_row(case, today, done=True) for case in cases)]


def case_row(case: Case, today: date, *, done: bool = False) -> Row:
    reason = SENT_ON if case.status == FORWARDED else "returned"
    before, room = door_parts(case.subject)
    parts = [kind_word(case.kind), return_words(case)[0]]
    if case.behind:
        parts.append(translate("needs", "连着 {0} 份").format(len(case.behind)))
    day = read_day(case.back_at)
    tag = reason_tag(reason)
    return Row(
        f"{CASE}|{case.id}",
        Icon(tag.icon, tag.tone),
        before,
        room,
        case.subject.name or kind_word(case.kind),
        "",
        " · ".join(parts),
        Due(ago(day, today), "text2") if day else None,
        done,
        tag.text,
    )


def review_row(line: ReviewLine) -> Row:
    tag = reason_tag(line.reason)
    before, room = door_parts(line.subject)
    names = "、".join(field_name(line.kind, name) for name in line.fields[:2])
    if len(line.fields) > 2:
        names = translate("needs", "{0}等 {1} 处").format(names, len(line.fields))
    parts = [kind_word(line.kind), names]
    if not line.mine and line.owner:
        parts.append(translate("needs", "归{0}").format(line.owner))
    return Row(
        f"{REVIEW}|{line.id}",
        Icon(tag.icon, tag.tone),
        before,
        room,
        line.subject.name or kind_word(line.kind),
        "",
        " · ".join(part for part in parts if part),
        age_due(line.age),
        not line.mine,
        tag.text,
    )


def settled_row(line: ReviewLine, today: date) -> Row:
    row = review_row(line)
    at = moment(line.settled_at, today) if line.settled_at else ""
    words = translate("needs", "{0} {1}定的").format(at, line.settled_by)
    tag = Tag(translate("needs", "定了"), "done", "tick")
    return Row(
        row.id, row.mark, row.before, row.room, row.name, "", f"{row.second} · {words}", tag, True, row.said
    )


def age_due(days: int) -> Due:
    """How long it has waited, in working days."""
    if days == 0:
        return Due(translate("needs", "今天"), "text2")
    return Due(translate("needs", "{0} 个工作日").format(days), "text2")


def _under(title: str, rows: list[Row]) -> list[Row | Group]:
    return [Group(title, str(len(rows))), *rows] if rows else []
