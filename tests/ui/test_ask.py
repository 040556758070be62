"""File dialogs: where they begin, and a list of completions one can read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.ui.ask import file_dialog
from deskapp.ui.main import first_folder
from deskapp.ui.theme import Theme, current
from deskapp.ui.wishes import Wishes


def test_the_completions_are_readable_in_the_dark(qapp, qtbot, tmp_path: Path) -> None:
    (tmp_path / "dong").mkdir()
    Theme.load("dark").apply(qapp)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = file_dialog(parent, "选花名册", "Excel 表格 (*.xlsx)", tmp_path)
    line = next(line for line in dialog.findChildren(QLineEdit) if line.completer())
    popup = line.completer().popup()
    popup.resize(200, 60)
    popup.show()
    qapp.processEvents()
    image = popup.grab().toImage()
    assert image.pixelColor(image.width() - 4, image.height() // 2) == current().color("sheet")
    popup.hide()
    dialog.deleteLater()


def test_the_demo_begins_where_its_workbook_lies_until_another_folder_was_chosen(tmp_path: Path) -> None:
    profile = tmp_path / "desk"
    assert first_folder(profile, Wishes()) is None
    (tmp_path / "花名册.xlsx").touch()
    assert first_folder(profile, Wishes()) == tmp_path
    assert first_folder(profile, Wishes(folder="/media/stick")) == Path("/media/stick")
