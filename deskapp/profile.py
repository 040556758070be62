"""A profile's place on the disk: where it may be, and how a new one gets there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock

from deskapp.store.database import FILE
from deskapp.store.lock import GENERATIONS, SLOTS, sync_folder

AUTHORITY = "authority.pem"
_NEW, _LOCK = "enrolling", "enrol.lock"
_FAR = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "davfs", "fuse.sshfs", "fuse.davfs2"}
_REMOTE_DRIVE = 4
_CLOUDS = (
    "onedrive",
    "dropbox",
    "icloud",
    "baidusyncdisk",
    "nutstore",
    "坚果云",
    "我的坚果云",
    "wps云盘",
    "wpsdrive",
    "微云同步盘",
)
"""How the folders of cloud clients begin; beside these OneDrive says itself where its folders are."""


class ProfileError(Exception):
    """Nothing can be done with this profile as it is; `code` says why."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def check_place(folder: Path) -> None:
    """Raises ProfileError("network-folder"): locks and sudden ends are not safe on a network drive.

    Raises ProfileError("cloud-folder") for one that a cloud client copies while it is written.
    """
    text = str(folder)
    far = text.startswith(("\\\\", "//")) or (
        _is_remote_drive(text) if os.name == "nt" else _is_mounted(text)
    )
    if far:
        raise ProfileError("network-folder", folder=text)
    if _is_copied(folder):
        raise ProfileError("cloud-folder", folder=text)


def check_complete(folder: Path) -> None:
    """Raises ProfileError unless there are slots and a store."""
    if not any((folder / name).exists() for name in GENERATIONS):
        raise ProfileError("no-profile", folder=str(folder))
    if not (folder / FILE).exists():
        raise ProfileError("store-missing", folder=str(folder))


@contextmanager
def new_profile(folder: Path) -> Iterator[Path]:
    """A place to make a profile in, one at a time; it moves to `folder` at the end.

    After an error nothing is left of it, nor of a folder that was not there before.
    """
    was_there = folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with _one_at_a_time(folder / _LOCK):
            place = folder / _NEW
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            make_private(folder)
            try:
                yield place
                _move(place, folder)
            finally:
                shutil.rmtree(place, ignore_errors=True)
    finally:
        if not was_there:
            with suppress(OSError):  # it is not empty: it is a profile now
                folder.rmdir()


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """A lock that leaves no file; who waits for it notices that its file is gone and makes a new one."""
    with FileLock(path, timeout=60):
        try:
            yield
        finally:
            with suppress(OSError):  # Windows takes no file away that somebody has open
                path.unlink(missing_ok=True)


def make_private(folder: Path) -> None:
    """Other users of this PC cannot look in; on Windows the profile lies in the user's own folder already."""
    if os.name != "nt":
        folder.chmod(0o700)


def _move(place: Path, folder: Path) -> None:
    """The slots go last: with them the profile is there."""
    _put_aside(folder / FILE)
    for name in (AUTHORITY, FILE, SLOTS):
        if (place / name).exists():
            os.replace(place / name, folder / name)
    sync_folder(folder)


def _put_aside(store: Path) -> None:
    """A store whose slots were lost is kept: somebody may still find them."""
    if store.exists():
        number = len(list(store.parent.glob(store.name + ".aside-*"))) + 1
        for suffix in ("", "-wal"):
            old = store.with_name(store.name + suffix)
            if old.exists():
                os.replace(old, store.with_name(f"{store.name}.aside-{number}{suffix}"))


def _is_copied(folder: Path) -> bool:
    """Whether a cloud client keeps a copy of this folder or of one above it."""
    path = Path(os.path.abspath(folder))
    told = {
        Path(found) for name, found in os.environ.items() if name.lower().startswith("onedrive") and found
    }
    above = (path, *path.parents)
    return any(each in told or each.name.lower().startswith(_CLOUDS) for each in above)


def _is_mounted(text: str) -> bool:
    """Whether the deepest mount above a path is a network's; unknown counts as no."""
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    path = os.path.realpath(text)
    above = [line.split() for line in lines if _is_under(path, line.split()[1])]
    return bool(above) and max(above, key=lambda each: len(each[1]))[2] in _FAR


def _is_under(path: str, mount: str) -> bool:
    return path == mount or path.startswith(mount.rstrip("/") + "/")


def _is_remote_drive(text: str) -> bool:
    import ctypes

    windows: Any = getattr(ctypes, "windll", None)
    drive = os.path.splitdrive(text)[0]
    return bool(windows and drive and windows.kernel32.GetDriveTypeW(drive + "\\") == _REMOTE_DRIVE)
