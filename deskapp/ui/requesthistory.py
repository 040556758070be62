"""What happened to a request, newest first, and the earlier ones like it; nothing of it is pressed.

facts(page, today, parent)        how it was sorted, who has it, by when, what was answered
history(page, today, parent)      one block a step: the day, what was done and by whom, the words
similar(page, parent)             how the most similar ones were sorted and how long they took
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.phrases import code_word, day_short, due, read_day
from deskapp.ui.requestwords import alike_words, step_words, triage_word
from deskapp.ui.text import Line, Run, label
from deskapp.ui.theme import current
from deskapp.work.lawful import REPLIED, UNSORTED, is_over
from deskapp.work.requests import RequestFull

translate = QCoreApplication.translate
TOP = Qt.AlignmentFlag.AlignTop


def facts(page: RequestFull, today: date, parent: QWidget) -> QWidget:
    """What is known now; what is still lacking is said once it is sorted."""
    held, grid = _two_columns(parent, 4)
    for row, (what, value, tone) in enumerate(fact for fact in _facts(page, today) if fact[1]):
        grid.addWidget(label(what, "small", "text2", held), row, 0)
        grid.addWidget(label(value, "body", tone, held, wrap=True), row, 1)
    return held


def _facts(page: RequestFull, today: date) -> list[tuple[str, str, str]]:
    """(what, its value, its tone)."""
    row = page.row
    over = is_over(row.stage)
    begun = row.stage != UNSORTED and not over
    day = read_day(row.promised_on)
    words = due(day, today)
    promised = " · ".join((day_short(day, today), words.text)) if day and words else ""
    owner = translate("requests", "还没人接") if begun else ""
    no_day = translate("requests", "还没定日子") if begun else ""
    asked = row.stage == REPLIED
    return [
        (translate("requests", "哪几方"), page.parties, "text"),
        (translate("requests", "分流"), triage_word(row.triage), "text"),
        (translate("requests", "谁办"), row.owner or owner, "text"),
        (
            translate("requests", "回访") if asked else translate("requests", "答应"),
            "" if over else promised or no_day,
            words.tone if words and words.icon else "text",
        ),
        (translate("requests", "谈得怎样"), code_word("mediation_result", page.result), "text"),
        (translate("requests", "答复"), page.reply, "text"),
    ]


def history(page: RequestFull, today: date, parent: QWidget) -> QWidget:
    held, grid = _two_columns(parent, 2)
    head = label(translate("requests", "经过"), "head", parent=held)
    grid.addWidget(head, 0, 0, 1, 2)
    for line in reversed(page.history):
        row = grid.rowCount()
        day = read_day(line.said_on)
        said = day_short(day, today) if day else line.said_on
        when = label(said, "small", "text2", held)
        when.setMinimumWidth(current().px(100))
        what = Line([Run(step_words(line, today), bold=True), Run(line.who, "small", "text2", gap=8)], held)
        grid.addWidget(when, row, 0, TOP)
        grid.addWidget(what, row, 1)
        if line.words and line.step != "raise":
            grid.addWidget(label(line.words, "small", "text", held, wrap=True), row + 1, 1)
        grid.setRowMinimumHeight(grid.rowCount(), 4)
    return held


def similar(page: RequestFull, parent: QWidget) -> QWidget:
    held = QWidget(parent)
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    if not page.alike:
        words = translate("requests", "以前分过的里没有像这样的")
        column.addWidget(label(words, "small", "text2", held))
        return held
    title = Run(translate("requests", "以前像这样的"), "small", "text2", bold=True)
    more = Run(translate("requests", "只是给您参考，不会替您分"), "small", "text2", gap=8)
    column.addWidget(Line([title, more], held))
    for each in page.alike:
        row = QHBoxLayout()
        row.setSpacing(12)
        text = Line([Run(each.text, "small")], held)
        text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        text.setToolTip(each.text)
        row.addWidget(text, 1)
        row.addWidget(Line([Run(alike_words(each), "small", "text2")], held))
        column.addLayout(row)
    return held


def _two_columns(parent: QWidget, between: int) -> tuple[QWidget, QGridLayout]:
    held = QWidget(parent)
    grid = QGridLayout(held)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(between)
    grid.setColumnStretch(1, 1)
    return held, grid
