"""One attachment as one sees it: the picture itself, or words in its place, and what can be done with it.

paper = AttachmentPaper(parent)
paper.show_file(attached, now)          None: none is chosen
paper.show_picture(image, small=True)   a thumbnail, while the file itself is elsewhere
paper.fetch, paper.stop, paper.save, paper.withdraw      the buttons
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from deskapp.sync.files import FileProgress
from deskapp.ui.attachmentlines import PDF, size_words, sort_words, state_of
from deskapp.ui.buttons import button
from deskapp.ui.empty import Empty
from deskapp.ui.sheet import Sheet, rule
from deskapp.ui.symbols import Icon, Mark
from deskapp.ui.text import label
from deskapp.ui.theme import current
from deskapp.work.attachments import AT_CENTER, DAMAGED, FETCHING, HERE, NOT_THERE, SENDING, WAITING, Attached

ON_THIS_PC = (HERE, WAITING, SENDING)


class Picture(QWidget):
    """An image on the desk's ground, as large as there is room, never larger than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_image(self, image: QImage, said: str) -> None:
        self.image = image
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(300), current().px(220))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().color("well"))
        if not self.image.isNull():
            ratio, room = self.devicePixelRatioF(), self.size() - QSize(24, 24)
            shown = QSize(round(self.image.width() / ratio), round(self.image.height() / ratio))
            if shown.width() > room.width() or shown.height() > room.height():
                shown = shown.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - shown.width()) // 2, (self.height() - shown.height()) // 2
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(QPoint(left, top), shown), self.image)
        painter.end()


class AttachmentPaper(Sheet):
    """The sheet beside the list of files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.file: Attached | None = None
        self._reading = False
        self.why = QWidget(self)
        row = QHBoxLayout(self.why)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(6)
        self.why_mark = Mark(Icon("info"), "", self.why)
        self.why_words = label("", "small", "text2", self.why, wrap=True)
        row.addWidget(self.why_mark)
        row.addWidget(self.why_words, 1)
        self._why_rule = rule(self)
        self.picture = Picture(self)
        self.places = QStackedWidget(self)
        self.places.addWidget(self.picture)
        self._words: Empty | None = None
        for part in (self.why, self._why_rule):
            self.add(part)
        self.add(self.places, 1)
        self._make_foot()
        self.show_file(None)

    def _make_foot(self) -> None:
        self.fetch = button(self.tr("取到这台电脑"), "main", icon="down", key="Enter", parent=self)
        self.stop = button(self.tr("停下"), icon="pause", parent=self)
        self.save = button(self.tr("另存为"), icon="file", key="Ctrl S", parent=self)
        self.withdraw = button(self.tr("撤下"), "quiet", key="Del", parent=self)
        foot = self.foot()
        for each in (self.fetch, self.stop, self.save):
            foot.addWidget(each)
        foot.addStretch(1)
        foot.addWidget(self.withdraw)

    def show_file(self, one: Attached | None, now: FileProgress | None = None, reading: bool = False) -> None:
        """`reading`: it is being fetched because somebody asked."""
        before, self.file, self._reading = self.file, one, reading
        here = one is not None and one.state in ON_THIS_PC
        self.fetch.setVisible(one is not None and not here and not reading)
        self.stop.setVisible(reading)
        self.save.setVisible(here)
        self.withdraw.setVisible(one is not None)
        if one is None:
            self.set_head("")
            self.say_why("")
            self._say(
                Icon("file"), self.tr("还没有附件"), self.tr("照片、扫描件和 PDF 都可以，会跟着这户送到中心")
            )
            return
        name = one.title or one.name
        self.set_head(name, f"{size_words(one.size)} · {sort_words(one.media)} · {state_of(one, now).text}")
        if before is None or before.id != one.id or before.state != one.state:
            self._say_state(one)

    def _say_state(self, one: Attached) -> None:
        """In the place of the picture, until it is read."""
        if one.state == NOT_THERE:
            words = self.tr("加它的那台电脑还没把它送到中心，等它联网再来取")
            self._say(Icon("hourglass"), self.tr("还没送到中心"), words)
        elif one.state == DAMAGED:
            words = self.tr("这台电脑上的这一份坏了。从中心再取一份；取不到就重新扫描")
            self._say(Icon("warning", "trouble"), self.tr("坏了"), words)
        elif one.state in (AT_CENTER, FETCHING):
            words = self.tr("要看就从中心取过来，取过一次就留在这里")
            self._say(Icon("down"), self.tr("不在这台电脑"), words)
        elif one.media == PDF:
            words = self.tr("互通不打开 PDF。另存为一份，用这台电脑上的阅读器看")
            self._say(Icon("file"), self.tr("这是 PDF 文件"), words)
        else:
            self._say(Icon("file"), self.tr("正在打开…"), "")

    def show_picture(self, image: QImage, small: bool) -> None:
        """A null one is said in words."""
        one = self.file
        if one is None or (small and image.isNull()):
            return
        if image.isNull():
            words = self.tr("图太大，或者没拍好。另存为一份，用看图的程序打开")
            self._say(Icon("file"), self.tr("这张图在这里打不开"), words)
            return
        words = self.tr("缩略图：{0}") if small else self.tr("图片：{0}")
        self.picture.set_image(image, words.format(one.title or one.name))
        self.places.setCurrentWidget(self.picture)

    def say_why(self, words: str, tone: str = "still") -> None:
        """A line above the picture: what went wrong last, or that this is the small one."""
        icon = {"trouble": "warning", "waiting": "hourglass"}.get(tone, "info")
        self.why_mark.set_mark(Icon(icon, tone), "")
        self.why_words.setText(words)
        for part in (self.why, self._why_rule):
            part.setVisible(bool(words))

    def words(self) -> str:
        """What stands in the place of the picture."""
        shown = self.places.currentWidget()
        return shown.accessibleName() if shown is not None else ""

    def _say(self, mark: Icon, title: str, line: str) -> None:
        if self._words is not None:
            self.places.removeWidget(self._words)
            self._words.deleteLater()
        self._words = Empty(mark, title, line, parent=self.places)
        self.places.addWidget(self._words)
        self.places.setCurrentWidget(self._words)
