"""A round by stick where there is no network: what waits is written out, the center's answer is taken in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskapp.models.bundle import SUFFIX
from deskapp.sync.courier import Report
from deskapp.ui import stickround
from deskapp.ui.buttons import button
from deskapp.ui.doorlines import kind_word
from deskapp.ui.printing import PrintedSheet
from deskapp.ui.screen import EVERYBODY, Screen, Sitting
from deskapp.ui.sheet import Fives, Sheet, page, scrolling
from deskapp.ui.stickpaper import count_words, number_words, slip_html, time_words
from deskapp.ui.stickround import Seen, Slip
from deskapp.ui.strips import Act, Said
from deskapp.ui.symbols import Icon, Mark
from deskapp.ui.text import label
from deskapp.ui.words import problem, refusal_words
from deskapp.work.units import unit_name


class House(Protocol):
    """What the page needs: the shell."""

    opened: Any
    """The Opened one sits at."""
    seat: Any
    """Told what a stick brought: `came(report)`."""


class Stick(Screen):
    """用 U 盘送收."""

    name = "stick"
    icon = "stick"
    roles = EVERYBODY
    place = 950
    rail = False

    def __init__(self, sitting: Sitting, house: House, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.house = house
        self.keys = [("Tab", self.tr("下一格")), ("Space", self.tr("按下")), ("Esc", self.tr("返回"))]
        self.slip: Slip | None = None
        self.paper: PrintedSheet | None = None
        self.seen: Seen | None = None
        self.busy = False
        fives = Fives(self)
        fives.setRowStretch(0, 1)
        fives.setColumnStretch(4, 0)
        self.out, self.back = self._make_out(), self._make_back()
        fives.add(self.out, 0, 2)
        fives.add(self.back, 2, 2)
        self._show_slip(None)
        self._show_seen(None)
        QShortcut(QKeySequence("Escape"), self, self._leave_page)

    def title(self) -> str:
        return self.tr("用 U 盘送收")

    def _make_out(self) -> Sheet:
        sheet = Sheet(self.tr("写到 U 盘"), self.tr("没有网的时候"), self)
        words = self.tr("把还没送到中心的写成一个加密的文件，和单子一起带到中心。写几次都行，不会重复")
        self.out_mark, self.out_said = self._body(sheet, "up", words)
        self.write = button(self.tr("选 U 盘，写上去"), "main", icon="stick", parent=sheet)
        self.print_slip = button(self.tr("打印单子"), icon="print", parent=sheet)
        self.save_slip = button(self.tr("存成 PDF"), icon="file", parent=sheet)
        self.write.clicked.connect(self.write_out)
        self.print_slip.clicked.connect(self.print_page)
        self.save_slip.clicked.connect(self.save_page)
        foot = sheet.foot()
        for each in (self.write, self.print_slip, self.save_slip):
            foot.addWidget(each)
        foot.addStretch(1)
        return sheet

    def _make_back(self) -> Sheet:
        sheet = Sheet(self.tr("收 U 盘上的回执"), self.tr("中心还回来的"), self)
        words = self.tr("中心收下以后，在同一个 U 盘上写回一个 back- 开头的文件。选它，看清带来什么再收")
        self.back_mark, self.back_said = self._body(sheet, "down", words)
        self.choose = button(self.tr("选回执文件"), icon="file", parent=sheet)
        self.take = button(self.tr("收下"), icon="tick", parent=sheet)
        self.not_yet = button(self.tr("先不收"), "quiet", parent=sheet)
        self.choose.clicked.connect(self.choose_back)
        self.take.clicked.connect(self.take_back)
        self.not_yet.clicked.connect(self._put_aside)
        foot = sheet.foot()
        for each in (self.choose, self.take, self.not_yet):
            foot.addWidget(each)
        foot.addStretch(1)
        return sheet

    def _body(self, sheet: Sheet, icon: str, words: str) -> tuple[Mark, Any]:
        inside, column = page(sheet)
        column.addWidget(label(words, "body", "text2", inside, wrap=True))
        mark = Mark(Icon(icon), "", inside, role="first", tone="text")
        said = label("", "body", "text", inside, wrap=True)
        column.addWidget(mark)
        column.addWidget(said)
        column.addStretch(1)
        sheet.add(scrolling(inside, sheet), 1)
        return mark, said

    def arrive(self) -> None:
        (self.take if self.seen is not None else self.write).setFocus()

    # --- out

    @Slot()
    def write_out(self) -> None:
        if self.busy:
            return
        folder = self.sitting.ask.choose_folder(self, self.tr("写到哪个 U 盘"))
        if folder is not None:
            self.out_said.setText(self.tr("正在写…"))
            self._go(partial(stickround.write, self.house.opened, folder), self._written, self._not_written)

    def _written(self, slip: Slip) -> None:
        self._done()
        actor = self.sitting.actor
        self.sitting.desk.ask(
            self, lambda session: unit_name(session, actor.unit), partial(self._make_paper, slip)
        )

    def _make_paper(self, slip: Slip, unit: str) -> None:
        html = slip_html(slip, self.sitting.actor.name, unit or self.tr("街道"))
        title = self.tr("U 盘送收单")
        self.paper = PrintedSheet(html, f"{title} {slip.file.stem}")
        self._show_slip(slip)
        self.print_slip.setFocus()

    def _not_written(self, error: Exception) -> None:
        self._done()
        self._show_slip(self.slip)
        self.sitting.say(Said("broken", problem(error), self.tr("没有写成。")))

    def _show_slip(self, slip: Slip | None) -> None:
        self.slip = slip
        for part in (self.out_mark, self.print_slip, self.save_slip):
            part.setVisible(slip is not None)
        lines = []
        if slip is not None:
            self.out_mark.set_mark(Icon("tick", "done"), self.tr("写好了，{0}").format(number_words(slip)))
            lines = [
                self.tr("文件：{0}").format(slip.file.name),
                self.tr("在：{0}").format(slip.file.parent),
                self.tr("装了：{0}").format(count_words(slip)),
                self.tr("写好的时间：{0}").format(time_words(slip.made_at)),
                self.tr("拔 U 盘以前，先在系统里弹出它"),
            ]
        self.out_said.setText("\n".join(lines))

    @Slot()
    def print_page(self) -> None:
        """To a printer; into a file where there is none."""
        if self.paper is None:
            return
        printer = self.sitting.ask.printer(self, self.tr("打印单子"))
        if printer is None:
            self.save_page()
        else:
            self.paper.to_printer(printer)
            self.sitting.say(Said("done", self.tr("送去打印了。")))

    @Slot()
    def save_page(self) -> None:
        if self.paper is None:
            return
        name = f"{self.paper.title}.pdf"
        path = self.sitting.ask.save_file(self, self.tr("单子存到哪里"), name, "PDF (*.pdf)")
        if path is None:
            return
        path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        try:
            self.paper.to_pdf(path)
        except OSError as error:
            self.sitting.say(Said("broken", problem(error)))
            return
        self.sitting.say(Said("done", self.tr("单子存在 {0}").format(path.name)))

    # --- back

    @Slot()
    def choose_back(self) -> None:
        if self.busy:
            return
        kinds = self.tr("U 盘回执 (*{0})").format(SUFFIX)
        file = self.sitting.ask.open_file(self, self.tr("选回执文件"), kinds)
        if file is not None:
            self._go(partial(stickround.look, self.house.opened, Path(file)), self._looked, self._not_taken)

    def _looked(self, seen: Seen) -> None:
        self._done()
        self._show_seen(seen)
        self.take.setFocus()

    @Slot()
    def take_back(self) -> None:
        if self.seen is not None and not self.busy:
            work = partial(stickround.take, self.house.opened, self.seen)
            self._go(work, self._taken, self._not_taken)

    def _taken(self, report: Report) -> None:
        self._done()
        self._show_seen(None)
        self.house.seat.came(report)
        if not report.refused:
            words = self.tr("{0} 份有了回执，收到 {1} 条").format(report.settled, report.received)
            self.sitting.say(Said("done", words, self.tr("收下了。")))
        self.choose.setFocus()

    def _not_taken(self, error: Exception) -> None:
        """What the center refused may ask for a fresh stick; the way there is beside it."""
        self._done()
        self._show_seen(None)
        again = getattr(error, "code", "") in ("stick-again", "bundle-of-another-epoch")
        acts = [Act("write", self.tr("重新写一份"))] if again else []
        kind = "question" if again else "broken"
        strip = self.sitting.say(Said(kind, problem(error), self.tr("没有收。"), acts))
        strip.acted.connect(self.write_out)
        self.choose.setFocus()

    @Slot()
    def _put_aside(self) -> None:
        self._show_seen(None)
        self.choose.setFocus()

    def _show_seen(self, seen: Seen | None) -> None:
        self.seen = seen
        for part in (self.back_mark, self.take, self.not_yet):
            part.setVisible(seen is not None)
        if seen is not None:
            words = self.tr("回执第 {0} 号，{1}").format(
                seen.preview.number, time_words(seen.preview.made_at)
            )
            self.back_mark.set_mark(Icon("info"), words)
        self.back_said.setText("\n".join(self._lines(seen)) if seen is not None else "")

    def _lines(self, seen: Seen) -> list[str]:
        """What the file would bring."""
        found = seen.preview
        if found.refusal is not None:
            refused = self.tr("中心没有收您的 U 盘：{0}").format(refusal_words(found.refusal))
            return [refused, self.tr("按收下，再按它说的做")]
        lines = [self.tr("您送去的：中心收下 {0} 份，没收下 {1} 份").format(found.taken, found.refused)]
        rows = " · ".join(f"{kind_word(kind)} {n}" for kind, n in sorted(found.rows.items()))
        lines.append(self.tr("带来的：{0}").format(rows) if rows else self.tr("没有带来新的"))
        if found.stale:
            lines.append(self.tr("后来的回执已经收过了。收下它没有害处，也不会退回去"))
        return lines

    # --- one thing at a time

    def _go(self, work: Any, then: Any, failed: Any) -> None:
        if self.sitting.files is None:
            return
        self.busy = True
        for each in (self.write, self.choose, self.take):
            each.setEnabled(False)
        self.sitting.files.do(self, work, then, failed)

    def _done(self) -> None:
        self.busy = False
        for each in (self.write, self.choose, self.take):
            each.setEnabled(True)

    @Slot()
    def _leave_page(self) -> None:
        home = self.house.seat.home()
        self.sitting.lead(home, None)
