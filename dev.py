#!/usr/bin/env python3
"""The developer's commands: setup, run, tour, test, check, bench, soak. Standard library only."""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
EXE = ".exe" if WINDOWS else ""
PYTHON = BIN / f"python{EXE}"
OLDEST = (3, 11)
PATIENT = ("-o", "faulthandler_timeout=0")
"""What is meant to take minutes prints no stacks while it does."""

# What Qt opens by itself, and the Debian package it is in. QtGui wants the first seven even without a screen.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libbrotlidec.so.1": "libbrotli1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# What only tests start.
PROGRAMS = {
    "gnome-keyring-daemon": "gnome-keyring",
    "dbus-run-session": "dbus-daemon",
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "strace": "strace",
}


class Stop(Exception):
    """What is wrong and what to do about it, in words for the person at the terminal."""


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


# --- the machine


def missing_for_running() -> list[str]:
    wanted = [package for library, package in LIBRARIES.items() if not can_open(library)]
    if not has_chinese_font():
        wanted += ["fontconfig", "fonts-noto-cjk"]
    if not importlib.util.find_spec("ensurepip"):
        wanted.append(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    return wanted


def missing_for_tests() -> list[str]:
    wanted = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) and not shutil.which("initdb"):
        wanted.append("postgresql")
    return wanted


def can_open(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True).stdout.strip())


def provide(packages: list[str]) -> None:
    """Install Debian packages when we may; otherwise say the one line to type."""
    line = apt_line(packages)
    if not shutil.which("apt-get"):
        raise Stop("These are missing (Debian's names); install them and try again:\n  " + " ".join(packages))
    if os.geteuid() != 0:
        raise Stop(f"Missing system packages. Type this and try again:\n  sudo {line}")
    say("Installing " + " ".join(packages))
    apt("update")
    if apt("install", "-y", "--no-install-recommends", *packages):
        raise Stop(f"apt-get could not install what is missing. Try it by hand:\n  {line}")


def apt(*words: str) -> int:
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3", *words]
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=settings, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        say(done.stderr.strip())
    return done.returncode


def apt_line(packages: list[str]) -> str:
    return " ".join(["apt-get install -y --no-install-recommends", *packages])


def ready_machine(tests: bool) -> None:
    if not sys.platform.startswith("linux"):
        return
    needed, wished = missing_for_running(), missing_for_tests() if tests else []
    may_install = bool(shutil.which("apt-get")) and os.geteuid() == 0
    if needed or (wished and may_install) or (wished and os.environ.get("CI")):
        provide(needed + wished)
    elif wished:
        say(f"Some tests will be skipped. To run them too:\n  sudo {apt_line(wished)}")


# --- the virtual environment


def ready_venv() -> None:
    """All of the lock, then the project itself. Stamps come last, so a set-up cut short starts over."""
    lock = stamp_of("requirements.lock")
    if not PYTHON.exists() or read(VENV / ".lock-stamp") != lock:
        say("Making .venv (about half a minute the first time)")
        must([sys.executable, "-m", "venv", "--clear", str(VENV)], "Python could not make .venv.")
        pip("--no-compile", "--require-hashes", "--only-binary=:all:", "-r", "requirements.lock")
        (VENV / ".lock-stamp").write_text(lock)
    project = stamp_of("pyproject.toml")
    if read(VENV / ".project-stamp") != project:
        pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(HERE))
        (VENV / ".project-stamp").write_text(project)


def stamp_of(name: str) -> str:
    """A venv is good for one place and one Python only, so these count too."""
    return hashlib.sha256((HERE / name).read_bytes() + f"{HERE}\n{sys.version}".encode()).hexdigest()


def read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def pip(*words: str) -> None:
    quiet = ("-qq", "--disable-pip-version-check", "--no-input")
    must(
        [str(PYTHON), "-m", "pip", "install", *quiet, *words],
        "pip could not install; its words are above. Is there a network or an index it may use?",
    )


def must(command: list[str], otherwise: str) -> None:
    if subprocess.run(command, stdin=subprocess.DEVNULL, cwd=HERE).returncode:
        raise Stop(otherwise)


# --- the commands


def call(*command: str, **environment: str) -> int:
    settings = {**os.environ, "PYTHONUTF8": "1", **environment}
    return subprocess.call([str(BIN / (command[0] + EXE)), *command[1:]], env=settings, cwd=HERE)


def has_display() -> bool:
    return not sys.platform.startswith("linux") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def setup(*_: str) -> int:
    say(f"Ready: {BIN / 'hutong'}, {BIN / 'hutong-center'}")
    return 0


def run(*words: str) -> int:
    if has_display():
        return call("hutong", "demo", *words)
    say("No display here, so the demo runs by itself; its pictures go to build/tour/")
    return tour(*words)


def tour(*words: str) -> int:
    return call("hutong", "demo", "--tour", "build/tour", *words, QT_QPA_PLATFORM="offscreen")


def test(*words: str) -> int:
    return call("pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", *words)


def check(*_: str) -> int:
    steps = (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports", "--no-logo"),
        ("pytest", "-q", "tests/test_sizes.py"),
    )
    failed = []
    for step in steps:
        say("· " + " ".join(step))
        if call(*step):
            failed.append(" ".join(step))
    say("Not right yet: " + ", ".join(failed) if failed else "All checks are right.")
    return 1 if failed else 0


def bench(*words: str) -> int:
    return call("pytest", "benchmarks", "-s", "-p", "no:randomly", *PATIENT, *words)


def soak(*words: str) -> int:
    return call("pytest", "-m", "soak", *PATIENT, *words, HUTONG_SOAK="1")


COMMANDS = {command.__name__: command for command in (setup, run, tour, test, check, bench, soak)}


def main(words: list[str]) -> int:
    name = words[0] if words else "run"
    if name not in COMMANDS:
        say(f"usage: python3 dev.py {' | '.join(COMMANDS)}")
        return 2
    if sys.version_info < OLDEST:
        say(f"Hutong needs Python 3.11 or newer; this is {sys.version.split()[0]} at {sys.executable}")
        return 1
    began = time.monotonic()
    try:
        ready_machine(tests=name in {"test", "soak"})
        ready_venv()
        if time.monotonic() - began > 1:
            say(f"Set up in {time.monotonic() - began:.0f} s")
        return COMMANDS[name](*words[1:])
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
