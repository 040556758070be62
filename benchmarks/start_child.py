"""A start of the program, or of an empty window, that says "ready" once somebody could type.

python -m benchmarks.start_child bare | PROFILE
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow


def bare() -> int:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.show()
    QTimer.singleShot(0, _ready)
    return app.exec()


def sign_in(profile: Path) -> int:
    from deskapp.cli.window import entrance_of
    from deskapp.ui.main import run
    from deskapp.ui.shell import Shell

    started = Shell.start

    def start(shell: Shell) -> None:
        started(shell)
        _end_when_ready()

    Shell.start = start  # type: ignore[method-assign]
    return run(entrance_of(profile))


def _ready() -> None:
    print("ready", flush=True)
    QApplication.quit()


def _end_when_ready() -> None:
    """The password field is there, seen and has the focus."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit) and field.echoMode() == QLineEdit.EchoMode.Password and field.isVisible():
        _ready()
    else:
        QTimer.singleShot(0, _end_when_ready)


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else sign_in(Path(sys.argv[1])))
