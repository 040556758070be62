"""doctor: everything the program needs, one line each: ok, or what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskapp.cli.call import Call, write_json
from deskapp.cli.trouble import trouble_of

if TYPE_CHECKING:
    from deskapp.app import OpenDesk

NEED_MB = 500
CLOCK_MAY_BE_OFF = 120
WINDOWS_FONTS = ("msyh.ttc", "simsun.ttc", "Deng.ttf")


class Wrong(Exception):
    """A check that found something; its code and what fills the sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def doctor(call: Call) -> int:
    """Looks at all of it; 1 if something is to be done."""
    found = _Found(call)
    profile = call.config.profile
    found.look("profile", lambda: _profile(call, profile))
    found.look("keyring", lambda: _keyring(call, profile))
    opened = found.look("store", lambda: _open(call))
    found.look("integrity", lambda: _integrity(_needed(opened)))
    found.look("disk", lambda: _disk(call, profile))
    found.look("clock", lambda: _clock(_needed(opened)))
    found.look("center", lambda: _center(_needed(opened)))
    found.look("fonts", _fonts)
    if opened is not None:
        opened.close()
    return found.status


class _Found:
    """Says each finding as it comes."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.status = 0

    def look(self, check: str, look: Callable[[], Any]) -> Any:
        """What the check brought, None if something is wrong. A str is said beside the ok."""
        words = self.call.words
        try:
            brought = look()
        except Wrong as wrong:
            self._say(check, False, words.say(f"check:{wrong.code}", **wrong.params))
            return None
        except Exception as error:
            trouble = trouble_of(error, words)
            self._say(check, False, trouble.sentence if trouble else type(error).__name__)
            return None
        self._say(check, True, brought if isinstance(brought, str) else "")
        return brought

    def _say(self, check: str, ok: bool, sentence: str) -> None:
        words = self.call.words
        self.status |= not ok
        if self.call.asked.json:
            write_json({"check": check, "ok": ok, "message": sentence})
            return
        said = f"{words.say('ok')} {sentence}".strip() if ok else sentence
        print(f"{words.say(f'doctor:{check}')}: {said}", flush=True)


def _needed(opened: OpenDesk | None) -> OpenDesk:
    if opened is None:
        raise Wrong("not-looked")
    return opened


def _profile(call: Call, profile: Path) -> str:
    from deskapp.profile import check_complete, check_place
    from deskapp.store.lock import Lock

    check_place(profile)
    check_complete(profile)
    return call.words.say("check:users", names=", ".join(user["name"] for user in Lock(profile).users()))


def _keyring(call: Call, profile: Path) -> str:
    from deskapp.store.lock import Lock, LockError, SystemKeyring

    lock = Lock(profile)
    if lock.exists and not lock.with_keyring:
        return call.words.say("check:without-keyring")
    if not SystemKeyring().available():
        raise LockError("no-keyring")
    return ""


def _open(call: Call) -> OpenDesk:
    from deskapp.app import open_desk
    from deskapp.profile import check_complete

    check_complete(call.config.profile)
    return open_desk(call.config.profile, call.password(), call.asked.user)


def _integrity(opened: OpenDesk) -> None:
    from deskapp.store.database import DamagedStore

    with opened.store.engine.connect() as connection:
        found = list(connection.exec_driver_sql("PRAGMA integrity_check").scalars())
    if found != ["ok"]:
        raise DamagedStore(str(found[0]))


def _disk(call: Call, profile: Path) -> str:
    place = next(folder for folder in (profile, *profile.parents) if folder.exists())
    free = shutil.disk_usage(place).free // 1_000_000
    if free < NEED_MB:
        raise Wrong("little-space", free=free, need=NEED_MB)
    return call.words.say("check:free", free=free)


def _clock(opened: OpenDesk) -> None:
    offset = opened.store.text("clock_offset")
    if not offset:
        raise Wrong("never-synced")
    if abs(int(offset)) > CLOCK_MAY_BE_OFF:
        raise Wrong("clock-off", seconds=abs(int(offset)))


def _center(opened: OpenDesk) -> str:
    """Asks as a stranger: a request of ours would use up a number the open window counts with."""
    from deskapp.store.lock import DeviceKey
    from deskapp.sync.road import RoadError

    road = opened.road(DeviceKey.new())
    try:
        road.status()
    except RoadError as error:
        if error.code != "unknown-device":
            raise
    finally:
        road.close()
    return opened.center


def _fonts() -> None:
    if os.name == "nt":
        fonts = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        there = any((fonts / name).exists() for name in WINDOWS_FONTS)
    elif sys.platform.startswith("linux"):
        program = shutil.which("fc-list")
        there = program is not None and bool(
            subprocess.run([program, ":lang=zh", "family"], capture_output=True).stdout.strip()
        )
    else:
        there = True
    if not there:
        raise Wrong("no-font")
