"""Reading what strace wrote (-f -xx): calls to the system in their order, strings as bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    *("openat", "open", "creat", "close", "dup", "dup2", "dup3", "lseek", "mkdir", "mkdirat", "rmdir"),
    *("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendfile", "copy_file_range"),
    *("ftruncate", "truncate", "fallocate", "fsync", "fdatasync", "sync_file_range"),
    *("rename", "renameat", "renameat2", "unlink", "unlinkat", "link", "linkat", "symlink"),
)
_LINE = re.compile(r"(\d+)\s+(.*)")
_CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)(.*)")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>\s?")
_STRING = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Call:
    """`words` are the arguments as strace writes them, `strings` those among them that are bytes."""

    name: str
    words: list[str]
    strings: list[bytes]
    result: int
    injected: bool

    @property
    def number(self) -> int:
        """The first argument, mostly a file's descriptor."""
        return int(self.words[0])


def calls(trace: Path) -> Iterator[Call]:
    """Every call that came back. A call nobody expects a desk to make is for whoever asked to refuse."""
    begun: dict[str, str] = {}
    for line in trace.read_text("ascii").splitlines():
        found = _LINE.fullmatch(line)
        assert found, line[:200]
        pid, text = found.groups()
        if text.endswith("<unfinished ...>"):
            begun[pid] = text.removesuffix("<unfinished ...>")
            continue
        if resumed := _RESUMED.match(text):
            text = begun.pop(pid) + text[resumed.end() :]
        if text.startswith(("+++", "---")) or (call := _CALL.fullmatch(text)) is None:
            continue
        assert '"...' not in text, "strace has cut a string short"
        name, arguments, result, rest = call.groups()
        strings = [bytes.fromhex(each.replace("\\x", "")) for each in _STRING.findall(arguments)]
        yield Call(name, arguments.split(", "), strings, int(result), "INJECTED" in rest)
