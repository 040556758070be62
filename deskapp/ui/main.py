"""The window from its first pixel to its last: what `hutong` runs."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from pathlib import Path

from deskapp.ui.application import Crashes, listen_to_qt, make_application, prepare
from deskapp.ui.ask import Ask
from deskapp.ui.entrance import ROSTER, Entrance
from deskapp.ui.garbage import Garbage
from deskapp.ui.instance import Instance
from deskapp.ui.shell import Shell, look_of
from deskapp.ui.strips import Said
from deskapp.ui.theme import Theme
from deskapp.ui.wishes import Wishes, read_wishes

log = logging.getLogger("deskapp.ui")


def first_folder(profile: Path, wishes: Wishes) -> Path | None:
    """Where the last file came from; in the demo first where its workbook lies."""
    if wishes.folder:
        return Path(wishes.folder)
    return profile.parent if (profile.parent / ROSTER).is_file() else None


def run(entrance: Entrance, language: str = "zh") -> int:
    """Returns when the window is closed; `language` is the desktop's, the profile's wish goes before it."""
    prepare(os.environ)
    wishes = read_wishes(entrance.profile)
    dark = wishes.theme == "dark"
    theme = Theme.load("dark" if dark else "light", wishes.size / 100)
    app = make_application(sys.argv[:1], language=wishes.language or language, theme=theme)
    wished = look_of(app, wishes) if wishes.theme == "system" else theme
    if wished.name != theme.name:
        wished.apply(app)
    instance = Instance(entrance.profile)
    if not instance.claim():
        return 0
    garbage = Garbage(app)
    listen_to_qt()
    faulthandler.enable()
    crashes = Crashes(entrance.profile / "crashes", app)
    ask = Ask(first_folder(entrance.profile, wishes))
    shell = Shell(app, entrance, language=language, ask=ask)
    shell.sat.connect(garbage.settle)
    ask.keep = lambda folder: shell.wish(folder=str(folder))

    def say(path: object) -> None:
        words = shell.tr("刚才有一步没做成，您写的都还在。记在 {0}").format(path)
        shell.frame.say(Said("broken", words))

    crashes.happened.connect(say)
    instance.called.connect(shell.come_forward)
    if not wishes.geometry:
        shell.frame.fit(app.primaryScreen().availableSize())
    shell.start()
    status = app.exec()
    crashes.restore()
    instance.release()
    garbage.stop()
    return status
