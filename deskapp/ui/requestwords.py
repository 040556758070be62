"""A request in words: how far it is, its lines in lists and in its history, and why something cannot be done.

stage_tag("replied")               待回访, with its colour and icon
triage_word("small")               小事 · 社区办
why_words("not-sorted")            还没分流，不能办结
request_rows(listed.rows, today)   two-line rows: door and name, text; due words and state at the right
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from deskapp.models.codes import table
from deskapp.models.request import MEDIATION
from deskapp.ui.chips import Tag
from deskapp.ui.doorlines import before_room
from deskapp.ui.phrases import code_word, day_short, due, english, nobody, read_day, state_tag, translate
from deskapp.ui.rows import Group, Row
from deskapp.ui.symbols import Icon
from deskapp.work.lawful import CLOSED, DOING, REPLIED, SOLVED, UNSORTED, WITHDRAWN, is_over
from deskapp.work.requests import Alike, RequestRow, StepLine

MARKS = {"big": "buildings", "small": "council", "private": "home"}


def stage_tag(stage: str) -> Tag:
    tags = {
        UNSORTED: Tag(translate("requests", "待分流"), "accent", "needs_you"),
        DOING: Tag(translate("requests", "办理中"), "waiting", "hourglass"),
        REPLIED: Tag(translate("requests", "待回访"), "accent", "request"),
        SOLVED: Tag(translate("requests", "已解决"), "done", "tick"),
        CLOSED: Tag(translate("requests", "办结未认可"), "still", "pause"),
        WITHDRAWN: Tag(translate("requests", "已撤回"), "still", "undo"),
    }
    return tags.get(stage, Tag(stage))


def triage_word(code: str | None) -> str:
    """小事 · 社区办; the short word alone where the table says nobody."""
    known = table("triage").get(code)
    if known is None:
        return code or ""
    who = "" if english() else str(known.extra.get("who") or "")
    return " · ".join(part for part in (code_word("triage", code), who) if part)


def why_words(code: str) -> str:
    words = {
        "not-sorted": translate("requests", "还没分流，不能办结"),
        "not-finished": translate("requests", "还没办完，先办再回访"),
        "is-finished": translate("requests", "办完了，等居民回话"),
        "is-over": translate("requests", "已经了结了"),
        "no-reason": translate("requests", "还没写原因"),
        "no-words": translate("requests", "还没写内容"),
        "no-result": translate("requests", "谈成没谈成，还没选"),
        "no-owner": translate("requests", "还没选交给谁"),
        "same-owner": translate("requests", "本来就是这个人在办"),
        "same-triage": translate("requests", "本来就是这一类"),
        "no-such-triage": translate("requests", "先按 1–3 选一类"),
        "no-day": translate("requests", "还没定日子"),
        "day-over": translate("requests", "这一天已经过了"),
        "no-answer": translate("requests", "居民怎么说，还没选"),
        "no-household": translate("requests", "还没选是哪一户"),
        "no-parties": translate("requests", "还没写是哪几方"),
    }
    return words.get(code, code)


def request_rows(found: Iterable[RequestRow], today: date) -> list[Row | Group]:
    return [request_row(each, today) for each in found]


def request_row(row: RequestRow, today: date) -> Row:
    over = is_over(row.stage)
    mark = MARKS.get(row.triage or "", "request" if over else "needs_you")
    kind = translate("requests", "劝和") if row.category == MEDIATION else ""
    after = " · ".join(part for part in (code_word("triage", row.triage), kind) if part)
    sent = state_tag(row.sync or "") if row.sync in ("refused", "conflict") else None
    day = read_day(row.promised_on)
    return Row(
        row.id,
        Icon(mark, "text3" if over else "text2" if row.triage else "accent"),
        before_room(row.building, row.unit),
        row.room,
        row.name or nobody(False),
        after,
        row.text,
        None if over else due(day, today),
        over,
        below=sent or stage_tag(row.stage),
    )


def step_words(line: StepLine, today: date) -> str:
    """What a step did, without who and when."""
    if line.step == "raise":
        return translate("requests", "提出来")
    if line.step == "sort" and line.was:
        words = translate("requests", "从{0}改成{1}")
        return words.format(code_word("triage", line.was), triage_word(line.became))
    if line.step == "sort":
        return translate("requests", "分流：{0}").format(triage_word(line.became))
    if line.step == "owner":
        return translate("requests", "交给{0}办").format(line.became)
    if line.step in ("promise", "unsolved"):
        day = read_day(line.became)
        said = day_short(day, today) if day else line.became
        if line.step == "unsolved":
            return translate("requests", "回访：没解决，改到 {0}").format(said)
        return translate("requests", "答应 {0}前回话").format(said)
    if line.step == "finish" and line.became:
        return translate("requests", "办结：{0}").format(code_word("mediation_result", line.became))
    return code_word("request_step", line.step)


def alike_words(each: Alike) -> str:
    """How an earlier one was sorted, and how long it took."""
    took = translate("requests", "还没办完")
    if each.took is not None:
        took = translate("requests", "用了 {0} 个工作日").format(each.took)
    elif is_over(each.stage):
        took = stage_tag(each.stage).text
    return " · ".join((triage_word(each.triage), took))
