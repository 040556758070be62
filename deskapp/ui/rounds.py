"""Rounds in words: what the courier does now, what a round did, how the desk stands, ready for the frame."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from deskapp.ui.phrases import moment
from deskapp.ui.standing import Standing
from deskapp.ui.strips import Act, Said
from deskapp.ui.words import problem

translate = QCoreApplication.translate
CLOCK_MAY_BE_OFF = 120


def underway(progress: Any | None = None) -> str:
    """The strip's words while a round runs."""
    words = {
        "push": translate("rounds", "正在送出"),
        "pull": translate("rounds", "正在收"),
        "stage": translate("rounds", "正在收"),
        "apply": translate("rounds", "正在归档"),
        "settle": translate("rounds", "正在对回执"),
        "commit": translate("rounds", "正在归档"),
    }
    if progress is None:
        return translate("rounds", "正在同步…")
    word = words.get(progress.phase, translate("rounds", "正在同步"))
    if progress.total:
        return translate("rounds", "{0} {1} / {2}").format(word, progress.done, progress.total)
    return translate("rounds", "{0} {1}").format(word, progress.done) if progress.done else word + "…"


def arrived(report: Any, asked: bool) -> Said | None:
    """What a round did, if somebody wants to know or has to."""
    if report.refused:
        return Said(
            "broken",
            translate("rounds", "有 {0} 份中心没有收下，您写的都还在这台电脑上").format(report.refused),
            translate("rounds", "没收下。"),
            [Act("returned", translate("rounds", "看是哪几份"))],
        )
    if not report.verified:
        words = translate("rounds", "和中心对数不一样，下次会整份重收，您照常用")
        return Said("question", words, translate("rounds", "数对不上。"))
    if not asked:
        return None
    if report.sent or report.received:
        words = translate("rounds", "送出 {0} 份，收到 {1} 条").format(report.sent, report.received)
    else:
        words = translate("rounds", "这里和中心一样，没有新的")
    if report.waiting:
        words += translate("rounds", "，还有 {0} 条等中心回话").format(report.waiting)
    return Said("done", words, translate("rounds", "同步好了。"))


def failed(error: Any) -> Said:
    """Why it did not work, and the way out; of a new identity, that there is nothing to do but wait."""
    if waits_for_operator(error):
        return Said("question", problem(error), acts=[Act("fine", translate("rounds", "知道了"), quiet=True)])
    return Said(
        "broken",
        problem(error),
        translate("rounds", "没有同步成。"),
        [
            Act("again", translate("rounds", "再试一次")),
            Act("fine", translate("rounds", "知道了"), quiet=True),
        ],
    )


def is_silent(error: Any) -> bool:
    """Without a network all goes on; only the strip at the foot says so."""
    return getattr(error, "code", "") in ("unreachable", "courier-busy", "busy")


def waits_for_operator(error: Any) -> bool:
    """Whether this desk renewed itself and is not confirmed yet."""
    return getattr(error, "code", "") == "not-confirmed"


def held_words() -> str:
    return translate("rounds", "换了新身份，等管理员确认")


def shown_standing(
    found: Any, profile: Path, offset: int | None, today: date, road: str | None, held: str = ""
) -> Standing:
    """`road` is None while offline, "" while online, else what the courier does right now."""
    try:
        free: int | None = shutil.disk_usage(profile).free
    except OSError:
        free = None
    return Standing(
        online=road is not None,
        last_sync=moment(found.last_sync, today) if found.last_sync else "",
        waiting=found.waiting,
        attention=found.attention,
        free_disk=free,
        clock_right=abs(offset) <= CLOCK_MAY_BE_OFF if offset is not None else None,
        syncing=road or "",
        held=held,
    )
