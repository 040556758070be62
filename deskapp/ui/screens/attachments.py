"""The files of one household or one visit: a list, and beside it the one that is chosen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from deskapp.models.blob import safe_name
from deskapp.sync.files import FileProgress
from deskapp.ui.attaching import Attaching, Ended
from deskapp.ui.attachmentlines import PDF, FilesOf, count_words, file_row
from deskapp.ui.attachmentpaper import ON_THIS_PC, AttachmentPaper
from deskapp.ui.buttons import button
from deskapp.ui.empty import Empty
from deskapp.ui.far import Far
from deskapp.ui.pictures import picture
from deskapp.ui.porters import Hand
from deskapp.ui.rows import RowList
from deskapp.ui.screen import COMMUNITY, Screen, Sitting
from deskapp.ui.sheet import Fives, Sheet
from deskapp.ui.strips import Act, Said
from deskapp.ui.symbols import Icon
from deskapp.ui.text import Line, Run
from deskapp.ui.words import file_words, problem
from deskapp.wholefile import free_name, put_on
from deskapp.work.attachments import Attached, files_of, withdraw

LARGEST = 1600
"""Pixels either way of a picture that is shown."""


class Attachments(Screen):
    """附件."""

    name = "attachments"
    icon = "file"
    roles = COMMUNITY
    rail = False
    watches = frozenset({"attachment"})

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.keys = [
            ("↑↓", self.tr("选一份")),
            ("Enter", self.tr("打开")),
            ("Ctrl N", self.tr("添加")),
            ("Ctrl S", self.tr("另存为")),
            ("Del", self.tr("撤下")),
            ("Esc", self.tr("返回")),
        ]
        self.of: FilesOf | None = None
        self.files: list[Attached] = []
        self._now: dict[str, FileProgress] = {}
        self._seen = self._fetching = ""
        self._set = self._undo = ""
        self._make()
        self._connect()

    def title(self) -> str:
        return self.tr("附件")

    # --- how it is built

    def _make(self) -> None:
        fives = Fives(self)
        self.list = Sheet(self.tr("附件"), parent=self)
        self.rows = RowList(self.list, name=self.tr("附件"))
        words = self.tr("照片、扫描件、PDF，一次可以选几份，每份不超过 100 MB")
        self.nothing = Empty(Icon("file"), self.tr("还没有附件"), words, parent=self.list)
        self.places = QStackedWidget(self.list)
        self.places.addWidget(self.rows)
        self.places.addWidget(self.nothing)
        self.list.add(self.places, 1)
        self.far, self.far_words = Far(self.list), Line(parent=self.list)
        self.add = button(self.tr("添加附件"), icon="plus", key="Ctrl N", parent=self.list)
        self.stop = button(self.tr("停下"), icon="pause", parent=self.list)
        self.back = button(self.tr("返回"), "quiet", key="Esc", parent=self.list)
        foot = self.list.foot()
        foot.addWidget(self.add)
        foot.addWidget(self.far_words)
        foot.addWidget(self.far, 1)
        foot.addWidget(self.stop)
        foot.addStretch(0)
        foot.addWidget(self.back)
        self.paper = AttachmentPaper(self)
        fives.add(self.list, 0, 2)
        fives.add(self.paper, 2, 3)
        self.attaching = Attaching(self.sitting, self)
        self._show_taking(False)

    def _connect(self) -> None:
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._open_row)
        self.add.clicked.connect(self.add_files)
        self.stop.clicked.connect(self.attaching.stop)
        self.back.clicked.connect(self._back)
        self.paper.fetch.clicked.connect(self.fetch)
        self.paper.stop.clicked.connect(self._stop_fetching)
        self.paper.save.clicked.connect(self.save_copy)
        self.paper.withdraw.clicked.connect(self.take_off)
        self.attaching.told.connect(self._taking)
        self.attaching.ended.connect(self._taken)
        self.sitting.desk.changed.connect(self._hear)
        if self.sitting.files is not None:
            self.sitting.files.progressed.connect(self._progressed)
        pressed = {
            "Ctrl+N": self.add_files,
            "Ctrl+S": self.save_copy,
            "Delete": self.take_off,
            "Ctrl+Z": self.undo,
            "Escape": self._back,
        }
        for key, act in pressed.items():
            shortcut = QShortcut(QKeySequence(key), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- what is shown

    def open(self, subject: Any) -> None:
        """A FilesOf."""
        if isinstance(subject, FilesOf):
            if subject != self.of:
                self._show([])
            self.of, self.sub = subject, subject.words
            self._ask()

    def arrive(self) -> None:
        self._ask()
        self.rows.setFocus()

    def refresh(self) -> None:
        self._ask()

    def _ask(self) -> None:
        if self.of is not None:
            of = self.of
            found = partial(self._found, of)
            self.sitting.desk.ask(
                self, lambda session: files_of(session, of.kind, of.row), found, lane="files"
            )

    def _found(self, of: FilesOf, files: list[Attached]) -> None:
        if of == self.of:
            self._show(files)

    def _show(self, files: list[Attached]) -> None:
        self.files = files
        here = {each.sha256 for each in files}
        self._now = {sha: now for sha, now in self._now.items() if sha in here}
        arrived = sum(each.arrived for each in files)
        self.list.set_head(count_words(f"{arrived}/{len(files)}" if files else ""), self._more(files))
        self.rows.set_rows([file_row(each, self._now.get(each.sha256)) for each in files])
        self.places.setCurrentWidget(self.rows if files else self.nothing)
        self._choose(self.rows.chosen_id())

    def _more(self, files: list[Attached]) -> str:
        return self.tr("送到中心的 / 全部") if files else ""

    def chosen(self) -> Attached | None:
        """The file the page shows."""
        id = self.rows.chosen_id()
        return next((each for each in self.files if each.id == id), None)

    @Slot(str)
    def _choose(self, _id: str) -> None:
        one = self.chosen() if self.files else None
        fetching = one is not None and one.sha256 == self._fetching
        self.paper.show_file(one, self._now.get(one.sha256) if one else None, fetching)
        if one is None:
            self._seen = ""
            return
        self._say_why(one)
        key = f"{one.id} {one.state in ON_THIS_PC}"
        if key != self._seen:
            self._seen = key
            self._look(one)

    def _say_why(self, one: Attached) -> None:
        small = one.state not in ON_THIS_PC and one.thumb_sha256 is not None
        if one.problem:
            self.paper.say_why(file_words(one.problem), "waiting")
        else:
            self.paper.say_why(self.tr("这是缩略图，原件在中心") if small else "")

    def _look(self, one: Attached) -> None:
        """Reads the picture in the files' thread; of a file that is elsewhere, the small one."""
        here = one.state in ON_THIS_PC
        if self.sitting.files is None or (here and one.media == PDF) or not (here or one.thumb_sha256):
            return
        work = partial(see, one) if here else partial(see_small, one.thumb_sha256 or "")
        self.sitting.files.do(
            self, work, partial(self._looked, one.id, not here), partial(self._not_looked, one.id, not here)
        )

    def _looked(self, id: str, small: bool, image: QImage) -> None:
        if self.paper.file is not None and self.paper.file.id == id:
            self.paper.show_picture(image, small)

    def _not_looked(self, id: str, small: bool, error: Exception) -> None:
        """A thumbnail that does not come is no trouble; a file that is broken is shown as such."""
        if not small and self.paper.file is not None and self.paper.file.id == id:
            self.paper.say_why(problem(error), "trouble")
            self._ask()

    @Slot(object)
    def _progressed(self, now: FileProgress) -> None:
        if any(each.sha256 == now.sha256 for each in self.files):
            self._now[now.sha256] = now
            self._show(self.files)

    # --- adding

    @Slot()
    def add_files(self) -> None:
        if self.of is None or self.attaching.busy:
            return
        kinds = self.tr("照片、扫描件和 PDF (*.jpg *.jpeg *.png *.pdf)")
        paths = self.sitting.ask.open_files(self, self.tr("添加附件"), kinds)
        if paths:
            self.attaching.begin(paths, self.of.kind, self.of.row)
            self._show_taking(True)

    def _show_taking(self, on: bool) -> None:
        for part in (self.far, self.far_words, self.stop):
            part.setVisible(on)
        for part in (self.add, self.back):
            part.setVisible(not on)
        self._taking(0, 0)

    @Slot(object, object)
    def _taking(self, done: int, total: int) -> None:
        self.far.setRange(0, 100 if total else 0)
        self.far.setValue(done * 100 // total if total else 0)
        words = self.tr("正在收 {0}%").format(done * 100 // total if total else 0)
        self.far_words.set_runs([Run(words, "small", "text2")])

    @Slot(object)
    def _taken(self, ended: Ended) -> None:
        self._show_taking(False)
        self.rows.setFocus()
        self._ask()
        if ended.troubles:
            name, error = ended.troubles[0]
            words = problem(error)
            if len(ended.troubles) > 1:
                words = self.tr("{0}（还有 {1} 份也没加上）").format(words, len(ended.troubles) - 1)
            lead = self.tr("{0} 没加上。").format(name) if name else self.tr("没加上。")
            self.sitting.say(Said("broken", words, lead))
        elif ended.stopped:
            words = self.tr("停下了，前面的 {0} 份加上了") if ended.added else self.tr("停下了，没有加上")
            self.sitting.say(Said("done", words.format(ended.added)))
        elif ended.there and not ended.added:
            self.sitting.say(Said("done", self.tr("这几份这里已经有了")))
        else:
            words = self.tr("{0} 份附件，先送文字，再送它们").format(ended.added)
            self.sitting.say(Said("done", words, self.tr("加上了。")))

    # --- one file

    @Slot(str)
    def _open_row(self, _id: str) -> None:
        one = self.chosen()
        if one is not None and one.state in ON_THIS_PC:
            self.paper.save.setFocus()
        else:
            self.fetch()

    @Slot()
    def fetch(self) -> None:
        one = self.chosen()
        if one is None or one.state in ON_THIS_PC or self._fetching or self.sitting.files is None:
            return
        self._fetching = one.sha256
        sha256 = one.sha256
        self._choose(one.id)
        self.sitting.files.do(self, lambda hand: hand.fetch(sha256), self._fetched, self._not_fetched)

    def _fetched(self, _nothing: Any) -> None:
        self._now.pop(self._fetching, None)
        self._fetching = ""
        self.rows.setFocus()
        self._ask()

    def _not_fetched(self, error: Exception) -> None:
        self._fetched(None)
        stopped = getattr(error, "code", "") == "file-stopped"
        self.sitting.say(Said("done" if stopped else "broken", problem(error)))

    @Slot()
    def _stop_fetching(self) -> None:
        if self._fetching and self.sitting.files is not None:
            self.sitting.files.stop_one()

    @Slot()
    def save_copy(self) -> None:
        one = self.chosen()
        if one is None or one.state not in ON_THIS_PC or self.sitting.files is None:
            return
        folder = self.sitting.ask.choose_folder(self, self.tr("另存到哪个文件夹"))
        if folder is not None:
            self.sitting.files.do(self, partial(copy_out, one, folder), self._copied, self._not_copied)

    def _copied(self, path: Path) -> None:
        words = self.tr("{0} 在 {1}").format(path.name, path.parent)
        self.sitting.say(Said("done", words, self.tr("存好了。")))

    def _not_copied(self, error: Exception) -> None:
        self.sitting.say(Said("broken", problem(error)))
        self._ask()

    # --- taking off

    @Slot()
    def take_off(self) -> None:
        one = self.chosen()
        if one is not None:
            job = partial(withdraw, id=one.id)
            name = one.title or one.name
            self.sitting.desk.do(self, job, partial(self._taken_off, name), failed=self._not_copied)

    def _taken_off(self, name: str, _nothing: Any) -> None:
        self._undo = self._set
        acts = [Act("undo", self.tr("撤销"), shown_key="Ctrl Z")]
        strip = self.sitting.say(Said("undo", self.tr("撤下了 {0}").format(name), acts=acts))
        strip.acted.connect(self.undo)
        self.rows.setFocus()
        self._ask()

    @Slot()
    def undo(self) -> None:
        if self._undo:
            set_id, self._undo = self._undo, ""
            self.sitting.desk.undo(self, set_id, self._undone, failed=self._not_copied)

    def _undone(self, _nothing: Any) -> None:
        self.sitting.say(Said("done", self.tr("附件放回来了")))
        self._ask()

    @Slot(object)
    def _hear(self, sets: list[Any]) -> None:
        for each in sets:
            if any(change.kind == "attachment" for change in each.changes):
                self._set = each.id

    @Slot()
    def _back(self) -> None:
        if self.of is not None:
            self.sitting.lead("household", self.of.home)


def see(one: Attached, hand: Hand) -> QImage:
    """The picture itself, from this PC."""
    return picture(hand.files.content(one.sha256), one.media, LARGEST)


def see_small(sha256: str, hand: Hand) -> QImage:
    """A thumbnail; it is fetched if it is not here."""
    if not hand.files.is_here(sha256):
        hand.fetch(sha256)
    return picture(hand.files.content(sha256), "image/jpeg", LARGEST)


def copy_out(one: Attached, folder: Path, hand: Hand) -> Path:
    """A copy under a name that may be written anywhere; what stands there already stays."""
    name = free_name(folder, safe_name(one.title or one.name, one.media))
    return put_on(folder, name, hand.files.parts(one.sha256))
