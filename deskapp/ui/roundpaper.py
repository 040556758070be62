"""The sheet of a round on paper: its doors in order, written as shorthand reads them, with boxes to tick.

    paper = RoundPaper(sitting, screen)     paper.print_round(): to a printer, or into a PDF

Names, ages and groups only: no phone and no ID number leaves on this paper.
"""

from __future__ import annotations

from datetime import date
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from deskapp.models.actor import Actor
from deskapp.ui.phrases import day_long, nobody, tag_words, translate
from deskapp.ui.printing import A4_UPRIGHT, PrintedSheet
from deskapp.ui.screen import Sitting
from deskapp.ui.strips import Said
from deskapp.ui.words import problem
from deskapp.work.today import RoundLine, todays_round
from deskapp.work.units import unit_name

STYLE = """
<style>
body { color: #23272D; font-size: 10pt; }
h1 { font-size: 14pt; margin: 0; }
td { border-bottom: 1px solid #8E8675; }
th { text-align: left; font-size: 9pt; color: #4F545B; border-bottom: 1px solid #23272D; }
.stair { font-weight: bold; background: #F0EEEA; }
.small { font-size: 9pt; color: #4F545B; }
</style>
"""
MOST_TAGS = 2


class RoundPaper(QObject):
    """Prints the round as it stands."""

    def __init__(self, sitting: Sitting, screen: QWidget) -> None:
        super().__init__(screen)
        self._sitting, self._screen = sitting, screen

    @Slot()
    def print_round(self) -> None:
        actor, today = self._sitting.actor, self._sitting.clock.today()

        def round_of(session: Any) -> tuple[list[RoundLine], str]:
            return todays_round(session, actor, today), unit_name(session, actor.unit)

        self._sitting.desk.ask(self, round_of, self._print, lane="paper")

    def _print(self, found: tuple[list[RoundLine], str]) -> None:
        lines, unit = found
        today = self._sitting.clock.today()
        if not lines:
            self._sitting.say(Said("question", self.tr("今天这一圈还没有门，没什么可打印")))
            return
        title = self.tr("走访单 {0}").format(today.isoformat())
        sheet = PrintedSheet(round_html(lines, self._sitting.actor, unit, today), title, A4_UPRIGHT)
        printer = self._sitting.ask.printer(self._screen, self.tr("打印走访单"))
        if printer is not None:
            sheet.to_printer(printer)
            self._sitting.say(Said("done", self.tr("送去打印了。")))
            return
        path = self._sitting.ask.save_file(
            self._screen, self.tr("走访单存到哪里"), f"{title}.pdf", "PDF (*.pdf)"
        )
        if path is not None:
            self._save(sheet, path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf"))

    def _save(self, sheet: PrintedSheet, path: Path) -> None:
        try:
            sheet.to_pdf(path)
        except OSError as error:
            self._sitting.say(Said("broken", problem(error)))
            return
        self._sitting.say(Said("done", self.tr("走访单存在 {0}").format(path.name)))


def round_html(lines: list[RoundLine], actor: Actor, unit: str, today: date) -> str:
    """One table; a stair is a row of its own, as it is a line of its own in the shorthand."""
    title = translate("roundpaper", "{0} 走访单").format(unit)
    count = translate("roundpaper", "{0} 户").format(len(lines))
    names = (
        "",
        translate("roundpaper", "门牌"),
        translate("roundpaper", "户主"),
        translate("roundpaper", "要办的"),
        translate("roundpaper", "结果"),
        translate("roundpaper", "情况、诉求"),
    )
    widths = (5, 8, 22, 14, 31, 20)
    head = "".join(
        f'<th width="{width}%">{escape(name)}</th>' for name, width in zip(names, widths, strict=True)
    )
    rows, n = [], 0
    for stair, doors in groupby(lines, key=lambda line: (line.estate, line.building, line.unit)):
        rows.append(f'<tr><td class="stair" colspan="6">{escape(stair_words(*stair))}</td></tr>')
        for line in doors:
            n += 1
            rows.append(_row(n, line))
    how = translate("roundpaper", "晚上打进“晚间速记”：楼号单元一行，下面一行一户")
    return f"""<html><head>{STYLE}</head><body>
<h1>{escape(title)}</h1>
<p class="small">{escape(day_long(today))} · {escape(actor.name)} · {escape(count)}</p>
<table width="100%" cellspacing="0" cellpadding="5"><tr>{head}</tr>{"".join(rows)}</table>
<p class="small">{escape(how)}</p>
</body></html>"""


def stair_words(estate: str, building: str, unit: str) -> str:
    """3 号楼 2 单元: a heading the shorthand reads, whatever language the window speaks."""
    parts = (estate, f"{building} 号楼" if building else "", f"{unit} 单元" if unit else "")
    return " ".join(part for part in parts if part)


def _row(n: int, line: RoundLine) -> str:
    age = translate("roundpaper", "{0} 岁").format(line.age) if line.age is not None else ""
    who = line.head or nobody(line.vacant)
    tags = " ".join(tag_words(line.tags[:MOST_TAGS]))
    more = " ".join(part for part in (age, tags) if part)
    boxes = (
        translate("roundpaper", "本人"), translate("roundpaper", "家人"), translate("roundpaper", "没人"),
        translate("roundpaper", "留条"), translate("roundpaper", "拒访"),
    )  # fmt: skip
    box = " ".join(f"☐{escape(each)}" for each in boxes)
    cells = (
        f"<b>{n}</b>",
        f"<b>{escape(line.room or line.door)}</b>",
        f'{escape(who)} <span class="small">{escape(more)}</span>',
        escape(_due(line)),
        box,
        "",
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _due(line: RoundLine) -> str:
    words = {
        "visit": translate("roundpaper", "约好再去"),
        "request": translate("roundpaper", "诉求到期"),
        "callback": translate("roundpaper", "回访"),
    }
    parts = [words.get(line.due_kind or "", "")] if line.due in ("late", "today") else []
    if line.requests:
        parts.append(translate("roundpaper", "诉求 {0} 件").format(line.requests))
    if line.tries:
        parts.append(translate("roundpaper", "敲过 {0} 次").format(line.tries))
    return " ".join(part for part in parts if part)
