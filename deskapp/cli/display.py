"""Whether there is a screen to open a window on: Qt ends the whole program where there is none."""

from __future__ import annotations

import os
import sys

from deskapp.cli.call import Call
from deskapp.profile import ProfileError

PLATFORM = "QT_QPA_PLATFORM"
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", PLATFORM)


def window(call: Call) -> int:
    """The window on the profile, where it can be shown."""
    check_display()
    from deskapp.cli.window import window as open_window

    return open_window(call)


def check_display() -> None:
    """Raises ProfileError("no-display")."""
    if not has_display():
        raise ProfileError("no-display")


def has_display() -> bool:
    return not sys.platform.startswith("linux") or any(map(os.environ.get, _SCREENS))
