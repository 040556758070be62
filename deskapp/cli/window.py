"""The window."""

from __future__ import annotations

from deskapp.cli.call import Call
from deskapp.profile import ProfileError


def window(call: Call) -> int:
    """Opens the window on the profile; returns when it is closed."""
    try:
        from deskapp.ui.main import run
    except ImportError as error:
        raise ProfileError("no-window", reason=error.name or str(error)) from error
    status: int = run(call.config.profile) or 0
    return status
