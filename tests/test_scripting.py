"""Every example of docs/scripting.md is run, in order, by a shell against a real center."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from deskapp.demo.town import make_community
from deskapp.demo.workbook import write_roster
from tests.process import ROOT, environment

DOCUMENT = ROOT / "docs" / "scripting.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = ("", "demo", "enrol", "import", "add", "list", "set", "sync", "status", "doctor")
END = "--- that was"
CHEAPLY = (
    "import runpy; from deskapp.store import lock; lock.WITHOUT_KEYRING = lock.Cost(8192, 1, 1); "
    "runpy.run_module('deskapp', run_name='__main__', alter_sys=True)"
)
"""A password that is dear to try is dear in every example; what it costs is for tests/store/test_lock.py."""


@dataclass
class Example:
    """A command and what the document shows below it."""

    line: int
    command: str
    shown: list[str] = field(default_factory=list)


def examples(text: str) -> list[Example]:
    found: list[Example] = []
    for block in BLOCK.finditer(text):
        first = text.count("\n", 0, block.start(1)) + 1
        for number, line in enumerate(block[1].splitlines(), first):
            if line.startswith("$ "):
                found.append(Example(number, line[2:]))
            else:
                found[-1].shown.append(line)
    return found


def agrees(shown: list[str], printed: list[str]) -> bool:
    """Line by line; … stands for anything in a line, and a line of it alone for any lines at all."""
    pattern = ""
    for line in shown:
        pattern += r"(?:.*\n)*" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n"
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


class Shell:
    """One bash for all examples, so that what they set stays set."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=folder,
            env=environment(PATH=f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, command: str) -> list[str]:
        assert self.process.stdin
        assert self.process.stdout
        # $? is kept for the next example; what the command leaves open must not read our commands.
        self.process.stdin.write(
            f"(exit $kept)\n{command} </dev/null\n" if needs_status(command) else f"{command}\n"
        )
        self.process.stdin.write(f"kept=$?; echo '{END}'\n")
        self.process.stdin.flush()
        printed: list[str] = []
        for line in self.process.stdout:
            if line.rstrip("\n") == END:
                return printed
            printed.append(line.rstrip("\n"))
        raise AssertionError(f"the shell ended at: {command}")

    def close(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()


def needs_status(command: str) -> bool:
    return command == "echo $?"


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    (tmp_path / "bin").mkdir()
    for name, started in (("hutong", f'-c "{CHEAPLY}"'), ("hutong-center", "-m center")):
        script = tmp_path / "bin" / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {started} "$@"\n')
        script.chmod(0o755)
    write_roster(tmp_path / "花名册.xlsx", make_community("houbao", "后堡", households=20, vacant=2))
    shell = Shell(tmp_path)
    yield shell
    shell.close()


@pytest.mark.skipif(os.name == "nt", reason="the examples are for a POSIX shell")
def test_every_example_does_what_is_shown(shell: Shell) -> None:
    listed = examples(DOCUMENT.read_text("utf-8"))
    assert len(listed) > 40
    for example in listed:
        printed = shell.run(example.command)
        assert agrees(example.shown, printed), (
            f"{DOCUMENT.name}:{example.line}: {example.command}\n" + "\n".join(printed)
        )


def test_every_command_is_documented() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert [
        name for name in COMMANDS if not re.search(rf"\bhutong {name}\b" if name else "`hutong`", text)
    ] == []


def test_an_example_that_prints_something_else_is_noticed() -> None:
    assert agrees(["id\t…", "…"], ["id\tx", "y", "z"])
    assert agrees([], [])
    assert not agrees(['{"waiting":0}'], ['{"waiting":1}'])
    assert not agrees([], ["more"])
