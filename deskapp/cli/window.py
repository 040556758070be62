"""The window, and the doors of a profile as the window wants them.

The store, the network and the screens are imported when somebody signs in, not before the field is there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskapp.cli.call import Call

if TYPE_CHECKING:
    from deskapp.ui.entrance import Entrance


def window(call: Call) -> int:
    """Opens the window on the profile; returns when it is closed."""
    try:
        from deskapp.ui.main import run
    except ImportError as error:
        from deskapp.profile import ProfileError

        raise ProfileError("no-window", reason=error.name or str(error)) from error
    return run(entrance_of(call.config.profile), call.config.window_language)


def entrance_of(profile: Path) -> Entrance:
    """The doors of a profile that may not be there yet."""
    from deskapp.ui.entrance import Entrance

    def open_it(password: str, user: str) -> Any:
        from deskapp.app import open_desk

        return open_desk(profile, password, user or None)

    def check(password: str, user: str) -> None:
        from deskapp.store.lock import Lock

        Lock(profile).open(password, user or None)

    def enrol(
        center: str, code: str, name: str, password: str, without_keyring: bool, authority: Path | None
    ) -> str:
        from deskapp.app import enrol

        alone = without_keyring
        made = enrol(profile, center, code, name, password, without_keyring=alone, authority=authority)
        return made.user

    return Entrance(profile, _warm, open_it, check, enrol, _add_user, _change_password)


def _warm() -> None:
    from deskapp.ui.screens import screens

    screens()


def _add_user(opened: Any, own_password: str, code: str, name: str, password: str) -> str:
    from deskapp.app import enrol_another

    return enrol_another(opened, own_password, code, name or None, password).name


def _change_password(opened: Any, old: str, new: str) -> None:
    from deskapp.store.lock import Lock

    lock = Lock(opened.profile)
    lock.check_password(new)
    key, user = lock.open(old, opened.user)
    name = next(slot["name"] for slot in lock.users() if slot["user"] == user)
    lock.add(key, user, name, new)
