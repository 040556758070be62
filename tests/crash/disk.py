"""A disk as a power cut finds it: what was written, what is durable, moment by moment of recorded runs.

Content: fsync makes a file's writes durable; before, any of them may be there or not, in any order, torn at a
sector. Names: by the letter of POSIX a name is durable once its folder was synced, each on its own; on one
like ext4 they go into one journal in their order, and any fsync writes it out. An fsync that failed leaves
its writes to be read; whether they are durable nobody knows: `doubtful` says how it is taken here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.trace import Call

SECTOR = 512
Names = dict[str, int]
"""Path within the profile → the file's number; -1 is a folder."""
FOLDER = -1


@dataclass(frozen=True)
class Write:
    at: int
    data: bytes


@dataclass(frozen=True)
class Cut:
    """ftruncate, or opening with O_TRUNC."""

    size: int


Change = Write | Cut


@dataclass(frozen=True)
class Entry:
    """A name appears (`file`), or goes (None); `moved` is the name it had before."""

    name: str
    file: int | None
    moved: str | None = None

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]


def applied(content: bytearray, change: Change) -> None:
    if isinstance(change, Cut):
        del content[change.size :]
        content.extend(bytes(change.size - len(content)))
        return
    content.extend(bytes(max(0, change.at - len(content))))
    content[change.at : change.at + len(change.data)] = change.data


def entered(names: Names, entry: Entry) -> None:
    if entry.moved is not None:
        names.pop(entry.moved, None)
    if entry.file is None:
        names.pop(entry.name, None)
    else:
        names[entry.name] = entry.file


@dataclass
class File:
    """All changes since the beginning, which of them wait for an fsync, and the content without those."""

    durable: bytes
    live: bytearray = field(default_factory=bytearray)
    pending: tuple[Change, ...] = ()

    def change(self, change: Change) -> None:
        applied(self.live, change)
        self.pending += (change,)

    def sync(self) -> None:
        content = bytearray(self.durable)
        for change in self.pending:
            applied(content, change)
        self.durable, self.pending = bytes(content), ()


@dataclass(frozen=True)
class Moment:
    """Between two calls: contents, names under both readings, and the steps that were acknowledged."""

    files: dict[int, tuple[bytes, tuple[Change, ...]]]
    live_files: dict[int, bytes]
    live: Names
    durable: dict[str, Names]
    waiting: dict[str, tuple[Entry, ...]]
    acked: frozenset[int]


STRICT, JOURNAL = "strict", "journal"


class Disk:
    """Follows the calls of one or more runs in one profile, beginning with what was there before."""

    def __init__(self, profile: Path, before: Path, *, doubtful: bool = False) -> None:
        self.profile, self.doubtful = str(profile), doubtful
        self.files: dict[int, File] = {}
        self.names: Names = {}
        for path in sorted(before.rglob("*")):
            name = str(path.relative_to(before))
            content = b"" if path.is_dir() else path.read_bytes()
            self.names[name] = FOLDER if path.is_dir() else self._new(content)
        self.durable: dict[str, Names] = {STRICT: dict(self.names), JOURNAL: dict(self.names)}
        self.waiting: dict[str, tuple[Entry, ...]] = {STRICT: (), JOURNAL: ()}
        self.open: dict[int, int | str] = {}
        """Descriptor → a file's number, or a folder's name."""
        self.places: dict[int, int] = {}
        self.acked: frozenset[int] = frozenset()
        self._live: dict[int, bytes] = {}

    def begin(self) -> None:
        """Another process: it has nothing open, and is told of its own steps only."""
        self.open, self.places = {}, {}

    def moment(self) -> Moment:
        return Moment(
            {n: (file.durable, file.pending) for n, file in self.files.items()},
            {n: self._content(n) for n in self.names.values() if n != FOLDER},
            dict(self.names),
            {model: dict(names) for model, names in self.durable.items()},
            dict(self.waiting),
            self.acked,
        )

    def follow(self, call: Call) -> bool:
        """Whether the call changed anything here."""
        if call.result < 0:
            return self._failed(call)
        handle = getattr(self, f"_{call.name}", None)
        if handle is not None:
            return bool(handle(call))
        touched = bool(call.words) and call.words[0].isdigit() and call.number in self.open
        assert not touched, f"nobody has taught this disk {call.name}"
        assert not any(self._name(each) for each in call.strings), f"nobody has taught this disk {call.name}"
        return False

    def _failed(self, call: Call) -> bool:
        """Of what fails only an fsync leaves a trace: the system takes the pages for written."""
        if call.name in ("fsync", "fdatasync") and call.injected:
            number = self.open.get(call.number)
            if isinstance(number, int):
                if self.doubtful:
                    self.files[number].sync()
                self.files[number].pending = ()
                return True
        return False

    # --- calls, by their names; each says whether something changed

    def _openat(self, call: Call) -> bool:
        self.open.pop(call.result, None)
        name = self._name(call.strings[0])
        if name is None:
            return False
        flags = call.words[2].split("|")
        self.places[call.result] = 0
        if name == "" or self.names.get(name) == FOLDER:
            self.open[call.result] = name
            return False
        fresh = name not in self.names
        if fresh:
            self._enter(Entry(name, self._new(b"")))
        self.open[call.result] = self.names[name]
        if "O_APPEND" in flags:
            self.places[call.result] = len(self.files[self.names[name]].live)
        if "O_TRUNC" in flags and self.files[self.names[name]].live:
            return self._change(call.result, Cut(0))
        return fresh

    def _close(self, call: Call) -> bool:
        self.open.pop(call.number, None)
        return False

    def _lseek(self, call: Call) -> bool:
        self.places[call.number] = call.result
        return False

    def _write(self, call: Call) -> bool:
        if call.number not in self.open:
            return False
        at = self.places[call.number]
        self.places[call.number] = at + call.result
        return self._change(call.number, Write(at, call.strings[0][: call.result]))

    def _pwrite64(self, call: Call) -> bool:
        if call.number not in self.open:
            return False
        return self._change(call.number, Write(int(call.words[-1]), call.strings[0][: call.result]))

    def _writev(self, call: Call) -> bool:
        assert call.number not in self.open
        said = b"".join(call.strings).split()
        if said and said[0] == b"ACK":
            self.acked |= {int(said[1])}
            return True
        return False

    def _ftruncate(self, call: Call) -> bool:
        return call.number in self.open and self._change(call.number, Cut(int(call.words[1])))

    def _fsync(self, call: Call) -> bool:
        what = self.open.get(call.number)
        if what is None:
            return False
        if isinstance(what, int):
            self.files[what].sync()
        else:
            done = [e for e in self.waiting[STRICT] if e.folder == what]
            for entry in done:
                entered(self.durable[STRICT], entry)
            self.waiting[STRICT] = tuple(e for e in self.waiting[STRICT] if e.folder != what)
        for entry in self.waiting[JOURNAL]:
            entered(self.durable[JOURNAL], entry)
        self.waiting[JOURNAL] = ()
        return True

    _fdatasync = _fsync

    def _rename(self, call: Call) -> bool:
        old, new = (self._name(each) for each in call.strings)
        if old is None and new is None:
            return False
        assert old is not None
        assert new is not None
        return self._enter(Entry(new, self.names[old], moved=old))

    _renameat = _renameat2 = _rename

    def _link(self, call: Call) -> bool:
        old, new = (self._name(each) for each in call.strings)
        return old is not None and new is not None and self._enter(Entry(new, self.names[old]))

    _linkat = _link

    def _unlink(self, call: Call) -> bool:
        name = self._name(call.strings[0])
        return name is not None and self._enter(Entry(name, None))

    _unlinkat = _rmdir = _unlink

    def _mkdir(self, call: Call) -> bool:
        name = self._name(call.strings[0])
        return name is not None and self._enter(Entry(name, FOLDER))

    _mkdirat = _mkdir

    # --- what they share

    def _name(self, path: bytes) -> str | None:
        """Within the profile, "" the profile itself; None is elsewhere, or lost by any power cut."""
        text = path.decode()
        if text.endswith("-shm") or not (text + "/").startswith(self.profile + "/"):
            return None
        return text[len(self.profile) + 1 :]

    def _new(self, content: bytes) -> int:
        number = len(self.files)
        self.files[number] = File(content, bytearray(content))
        return number

    def _change(self, descriptor: int, change: Change) -> bool:
        number = self.open[descriptor]
        assert isinstance(number, int)
        self.files[number].change(change)
        self._live.pop(number, None)
        return True

    def _enter(self, entry: Entry) -> bool:
        entered(self.names, entry)
        self.waiting = {model: (*waiting, entry) for model, waiting in self.waiting.items()}
        return True

    def _content(self, number: int) -> bytes:
        if number not in self._live:
            self._live[number] = bytes(self.files[number].live)
        return self._live[number]
