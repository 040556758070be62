"""Every question to the user that no strip can put, and every file dialog; nothing else opens a dialog.

    ask = Ask()                                       handed to the screens by the composition root
    ask.whether(self, "要把这户标成空户吗？", "标成空户后不再排进走访", yes="标成空户", no="先不标") -> bool
    ask.words(self, "为什么要改？", "收到以后的走访要写明原因") -> str | None
    ask.open_file(self, "选花名册", "花名册 (*.xlsx)") -> Path | None
    ask.open_files(self, "添加附件", "附件 (*.jpg)") -> list[Path]
    ask.save_file(self, "存到哪里", "名册.xlsx", "工作簿 (*.xlsx)") -> Path | None
    ask.choose_folder(self, "写到哪个 U 盘") -> Path | None
    ask.printer(self, "打印交班单") -> QPrinter | None

Tests and the unattended tour hand in `Answered([...])`, which answers from a list and keeps what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from deskapp.ui.theme import set_state


class Ask:
    """Asks the person in front of the screen; file dialogs begin where the last one ended."""

    def __init__(self, folder: Path | None = None, keep: Callable[[Path], None] | None = None) -> None:
        self.folder = folder
        self.keep = keep
        """Told the folder of each file chosen."""

    def whether(
        self, parent: QWidget, question: str, more: str = "", *, yes: str, no: str, grave: bool = False
    ) -> bool:
        """The safe answer `no` is the default of a grave question; both buttons are verbs."""
        box = QMessageBox(parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setInformativeText(more)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        set_state(agree, role="grave" if grave else "main")
        refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse if grave else agree)
        box.setEscapeButton(refuse)
        box.exec()
        agreed = box.clickedButton() is agree
        box.deleteLater()
        return agreed

    def words(self, parent: QWidget, question: str, more: str = "") -> str | None:
        text, given = QInputDialog.getText(parent, question, more or question)
        return text.strip() if given else None

    def open_file(self, parent: QWidget, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        dialog = file_dialog(parent, title, kinds, folder or self._begin())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return self._chosen(dialog)

    def open_files(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        dialog = file_dialog(parent, title, kinds, self._begin())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        return self._all_chosen(dialog)

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        dialog = file_dialog(parent, title, "", self._begin())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        files = self._all_chosen(dialog)
        return files[0] if files else None

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        dialog = file_dialog(parent, title, kinds, self._begin())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        return self._chosen(dialog)

    def printer(self, parent: QWidget, title: str) -> Any:
        """A QPrinter that was chosen; None if none was, or there is none on this PC."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            return None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(title)
        agreed = dialog.exec()
        dialog.deleteLater()
        return printer if agreed else None

    def _begin(self) -> Path:
        return self.folder if self.folder is not None and self.folder.is_dir() else Path.home()

    def _chosen(self, dialog: QFileDialog) -> Path | None:
        files = self._all_chosen(dialog)
        return files[0] if files else None

    def _all_chosen(self, dialog: QFileDialog) -> list[Path]:
        files = [Path(file) for file in dialog.selectedFiles()] if dialog.exec() else []
        of_folders = dialog.fileMode() == QFileDialog.FileMode.Directory
        dialog.deleteLater()
        if files:
            self.folder = files[0] if of_folders else files[0].parent
            if self.keep is not None:
                self.keep(self.folder)
        return files


def file_dialog(parent: QWidget, title: str, kinds: str, folder: Path) -> QFileDialog:
    """The system's own where it has one, else Qt's, whose list of completions is a window by itself."""
    dialog = QFileDialog(parent, title, str(folder), kinds)
    for line in dialog.findChildren(QLineEdit):
        completer = line.completer()
        if completer is not None:
            completer.popup().setProperty("role", "sheet")  # before it is dressed
    return dialog


class Answered(Ask):
    """Answers in the order given; an unexpected question is an error."""

    def __init__(self, answers: Sequence[bool | str | Path | list[Path] | None] = ()) -> None:
        super().__init__()
        self._answers = list(answers)
        self.asked: list[str] = []

    def _answer(self, question: str) -> bool | str | Path | list[Path] | None:
        self.asked.append(question)
        if not self._answers:
            raise AssertionError(f"nobody expected the question {question!r}")
        return self._answers.pop(0)

    def whether(
        self, parent: QWidget, question: str, more: str = "", *, yes: str, no: str, grave: bool = False
    ) -> bool:
        return bool(self._answer(question))

    def words(self, parent: QWidget, question: str, more: str = "") -> str | None:
        answer = self._answer(question)
        return None if answer is None else str(answer)

    def open_file(self, parent: QWidget, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        answer = self._answer(title)
        return None if answer is None else Path(str(answer))

    def open_files(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        answer = self._answer(title)
        return [Path(file) for file in answer] if isinstance(answer, list) else []

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        answer = self._answer(title)
        return None if answer is None else Path(str(answer))

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        answer = self._answer(title)
        return None if answer is None else Path(str(answer))

    def printer(self, parent: QWidget, title: str) -> Any:
        return self._answer(title)
