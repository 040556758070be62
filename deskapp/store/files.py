"""Files: the contents of attachments on this PC's disk, each encrypted with a key of its own.

A file is copied, encrypted and made durable first; then its row and the record that names it are written in
one transaction. What a sudden end leaves without a row is taken away after a day. The row holds the key:
without it nobody can read a file any more.
"""

import errno
import hashlib
import io
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Row, delete, insert, select, update

from deskapp.models.blob import LIMIT, PART, length_of, sniff
from deskapp.store import Store, filequeue, tables
from deskapp.store.lock import sync_folder
from deskapp.store.sealed import STEP, Broken, disk_name, new_key, read_part, read_parts, seal

FOLDER = "files"
HERE, COMING, DAMAGED = "here", "coming", "damaged"
FRESH, PARTIAL = ".new", ".coming"
ORPHAN_AFTER = timedelta(days=1)
_file = tables.file


class FileTrouble(Exception):
    """A file cannot be taken, read or kept; `code` says why."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Taken:
    """A file that is on the disk, encrypted and durable, and has no row yet: `Files.keep` gives it one."""

    sha256: str
    size: int
    media: str
    key: bytes
    digests: bytes
    """SHA-256 of every part, one after the other."""


def open_disk(path: Path) -> BinaryIO:
    """A file of our own to write and read, made if it is not there; nobody else may look in."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return os.fdopen(os.open(path, flags, 0o600), "r+b")


class Files:
    """The files of one store, in the folder `files` beside it.

    `opener` opens what is written; `step` is told what is about to be done: copy, sync, rename, sync folder.
    """

    def __init__(
        self,
        store: Store,
        opener: Callable[[Path], BinaryIO] = open_disk,
        step: Callable[[str], None] = lambda _what: None,
    ) -> None:
        self.store, self.opener, self.step = store, opener, step
        self.folder = Path(store.engine.url.database or "").parent / FOLDER

    def take(self, source: Path, tell: Callable[[int], None] = lambda _size: None) -> Taken:
        """Copies a file in. Raises FileTrouble; nothing of it stays then.

        `tell` hears after each part how many bytes are here, and may itself raise FileTrouble to stop it.
        """
        with _open_source(source) as file:
            return self._take(file, tell)

    def take_bytes(self, content: bytes) -> Taken:
        """The same for a content that is no file, such as a thumbnail just made."""
        return self._take(io.BytesIO(content))

    def keep(self, connection: Connection, taken: Taken) -> None:
        """Gives a file its row and lets it wait to be sent, in the transaction that adds its record."""
        row = self._row(connection, taken.sha256)
        if row is None or row.state != HERE:
            if not self._path(taken.key, taken.sha256).exists():
                raise FileTrouble("file-lost")
            connection.execute(delete(_file).where(_file.c.sha256 == taken.sha256))
            values = {"sha256": taken.sha256, "size": taken.size, "key": taken.key}
            connection.execute(insert(_file).values(**values, digests=taken.digests, state=HERE))
        filequeue.add(connection, filequeue.SEND, taken.sha256, taken.size)

    def part(self, sha256: str, n: int) -> bytes:
        """One part of a file that is here. Raises FileTrouble; a damaged file is marked as such."""
        with self._reading(sha256) as (file, row):
            return read_part(file, row.key, row.size, n)

    def parts(self, sha256: str) -> Iterator[bytes]:
        """All parts in order, each checked. Raises FileTrouble."""
        with self._reading(sha256) as (file, row):
            yield from read_parts(file, row.key, row.size)

    def content(self, sha256: str) -> bytes:
        """A whole file. Raises FileTrouble."""
        return b"".join(self.parts(sha256))

    def digests(self, sha256: str) -> bytes:
        """SHA-256 of every part of a file that is here. Raises FileTrouble."""
        with self.store.engine.connect() as connection:
            row = self._row(connection, sha256)
        if row is None or row.state == COMING:
            raise FileTrouble("file-not-here")
        return bytes(row.digests)

    def is_here(self, sha256: str) -> bool:
        with self.store.engine.connect() as connection:
            row = self._row(connection, sha256)
        return row is not None and row.state == HERE

    def begin(self, sha256: str, size: int) -> "Coming":
        """A file that is being fetched, with the parts that came before. Raises FileTrouble."""
        with self.store.keeping() as connection:
            row = self._row(connection, sha256)
            if row is None or row.state == DAMAGED or row.size != size:
                connection.execute(delete(_file).where(_file.c.sha256 == sha256))
                values = {"sha256": sha256, "size": size, "key": new_key(), "state": COMING}
                connection.execute(insert(_file).values(**values))
                row = self._row(connection, sha256)
            assert row is not None
            if row.state == HERE:
                raise FileTrouble("file-is-here")
        with self.on_disk():
            self.make_folder()
            return Coming(self, sha256, size, bytes(row.key))

    def forget(self, sha256: str) -> None:
        """Takes a file away for good: with its row goes the only key, then the file itself."""
        with self.store.keeping() as connection:
            row = self._row(connection, sha256)
            connection.execute(delete(_file).where(_file.c.sha256 == sha256))
            filequeue.drop(connection, sha256)
        if row is not None:
            for suffix in ("", PARTIAL):
                self._path(row.key, sha256, suffix).unlink(missing_ok=True)

    def sweep(self) -> int:
        """Takes away what no row knows and nobody has touched for a day; returns how many files went."""
        if not self.folder.is_dir():
            return 0
        known: set[str] = set()
        with self.store.engine.connect() as connection:
            for row in connection.execute(select(_file)):
                name = disk_name(row.key, row.sha256)
                known |= {name, name + PARTIAL} if row.state == COMING else {name}
        before = self.store.clock.now() - ORPHAN_AFTER
        gone = 0
        for path in self.folder.iterdir():
            if path.name not in known and datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def make_folder(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(self.folder.parent)

    @contextmanager
    def on_disk(self) -> Iterator[None]:
        """What the disk does not do, as FileTrouble."""
        try:
            yield
        except OSError as error:
            full = error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
            raise FileTrouble("disk-full" if full else "disk-failed", reason=error.strerror or "") from error

    def put_in_place(self, path: Path, key: bytes, sha256: str) -> None:
        """The last steps of a file that is written: durable under its name before anything speaks of it."""
        self.step("rename")
        os.replace(path, self._path(key, sha256))
        self.step("sync folder")
        sync_folder(self.folder)

    def _take(self, source: BinaryIO, tell: Callable[[int], None] = lambda _size: None) -> Taken:
        key, fresh = new_key(), self.folder / (secrets.token_hex(16) + FRESH)
        try:
            with self.on_disk():
                self.make_folder()
                with self.opener(fresh) as target:
                    self.step("copy")
                    taken = _copy(source, target, key, tell)
                    self.step("sync")
                    target.flush()
                    os.fsync(target.fileno())
                again = self._taken_before(taken)
                if again is None:
                    self.put_in_place(fresh, key, taken.sha256)
                    return taken
                fresh.unlink()
                return again
        except FileTrouble:
            fresh.unlink(missing_ok=True)
            raise

    def _taken_before(self, taken: Taken) -> Taken | None:
        """The same content, if it is here already: it is kept and sent once."""
        with self.store.engine.connect() as connection:
            row = self._row(connection, taken.sha256)
        if row is None or row.state != HERE or not self._path(row.key, row.sha256).exists():
            return None
        return Taken(taken.sha256, taken.size, taken.media, bytes(row.key), bytes(row.digests))

    @contextmanager
    def _reading(self, sha256: str) -> Iterator[tuple[BinaryIO, Row[Any]]]:
        with self.store.engine.connect() as connection:
            row = self._row(connection, sha256)
        if row is None or row.state == COMING:
            raise FileTrouble("file-not-here")
        if row.state == DAMAGED:
            raise FileTrouble("file-damaged")
        try:
            with self.on_disk(), open(self._path(row.key, sha256), "rb") as file:
                yield file, row
        except Broken as error:
            self._mark_damaged(sha256)
            raise FileTrouble("file-damaged") from error
        except FileTrouble as error:
            if isinstance(error.__cause__, FileNotFoundError):
                self._mark_damaged(sha256)
                raise FileTrouble("file-damaged") from error
            raise

    def _mark_damaged(self, sha256: str) -> None:
        with self.store.keeping() as connection:
            connection.execute(update(_file).where(_file.c.sha256 == sha256).values(state=DAMAGED))

    def _row(self, connection: Connection, sha256: str) -> Row[Any] | None:
        return connection.execute(select(_file).where(_file.c.sha256 == sha256)).first()

    def _path(self, key: bytes, sha256: str, suffix: str = "") -> Path:
        return self.folder / (disk_name(key, sha256) + suffix)


class Coming:
    """A file that is being fetched, part after part; `have` are here, whatever happened between."""

    def __init__(self, files: Files, sha256: str, size: int, key: bytes) -> None:
        self._files, self.sha256, self.size, self._key = files, sha256, size, key
        name = files.folder / disk_name(key, sha256)
        self._path = name.with_name(name.name + PARTIAL)
        if name.exists() and not self._path.exists():
            os.replace(name, self._path)  # it ended between its name and its row
        self._file = files.opener(self._path)
        self.have = self._count()

    def add(self, part: bytes) -> None:
        """The next part. Raises FileTrouble."""
        length = length_of(self.size, self.have)
        if not length or len(part) != length:
            raise FileTrouble("wrong-content")
        last = self.size <= (self.have + 1) * PART
        with self._files.on_disk():
            self._file.seek(self.have * STEP)
            self._file.write(seal(self._key, self.have, part, last=last))
            self._file.flush()
        self.have += 1

    def finish(self) -> None:
        """Checks the whole and lets it be here. Raises FileTrouble; what is not the file asked for goes."""
        files, whole, digests, head = self._files, hashlib.sha256(), b"", b""
        with files.on_disk():
            self._file.truncate(self._file.seek(0, os.SEEK_END))
            self._sync()
            try:
                for part in read_parts(self._file, self._key, self.size):
                    head = head or part
                    whole.update(part)
                    digests += hashlib.sha256(part).digest()
            except Broken:
                digests = b""
            self.close()
            if whole.hexdigest() != self.sha256 or sniff(head) is None or not digests:
                files.forget(self.sha256)
                raise FileTrouble("wrong-content")
            files.put_in_place(self._path, self._key, self.sha256)
        with files.store.keeping() as connection:
            changed = update(_file).where(_file.c.sha256 == self.sha256, _file.c.key == self._key)
            connection.execute(changed.values(state=HERE, digests=digests))
            filequeue.arrived(connection, self.sha256)

    def close(self) -> None:
        self._file.close()

    def _sync(self) -> None:
        """What a disk once failed to take can still be read, and the next sync says nothing: it goes."""
        try:
            os.fsync(self._file.fileno())
        except OSError:
            self.close()
            self._path.unlink(missing_ok=True)
            raise

    def _count(self) -> int:
        """How many parts are whole from the beginning on; what follows them goes."""
        count = 0
        try:
            while length_of(self.size, count):
                read_part(self._file, self._key, self.size, count)
                count += 1
        except Broken:
            pass
        self._file.truncate(min(count * STEP, self._file.seek(0, os.SEEK_END)))
        return count


@contextmanager
def _open_source(path: Path) -> Iterator[BinaryIO]:
    """Opens a file once and looks at what was opened: nothing can be put in its place."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # a pipe would wait for its writer
    try:
        if path.is_symlink():  # where a system cannot refuse it while opening
            raise FileTrouble("file-is-a-link")
        descriptor = os.open(path, flags)
    except FileNotFoundError as error:
        raise FileTrouble("file-missing") from error
    except OSError as error:
        code = "file-is-a-link" if error.errno == errno.ELOOP else "file-unreadable"
        raise FileTrouble(code, reason=error.strerror or "") from error
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)
        raise FileTrouble("not-a-file")
    with os.fdopen(descriptor, "rb") as file:
        if about.st_size > LIMIT:
            raise FileTrouble("file-too-large", limit=LIMIT // 1024 // 1024)
        yield file


def _copy(source: BinaryIO, target: BinaryIO, key: bytes, tell: Callable[[int], None]) -> Taken:
    """Reads to the end, hashing what it encrypts. Raises FileTrouble for what is not kept here."""
    whole, digests, size, n = hashlib.sha256(), [], 0, 0
    part = _read(source)
    media = sniff(part)
    if not part:
        raise FileTrouble("file-empty")
    if media is None:
        raise FileTrouble("file-kind-refused")
    while part:
        following = _read(source)
        size += len(part)
        if size > LIMIT:
            raise FileTrouble("file-too-large", limit=LIMIT // 1024 // 1024)
        whole.update(part)
        digests.append(hashlib.sha256(part).digest())
        target.write(seal(key, n, part, last=not following))
        tell(size)
        part, n = following, n + 1
    return Taken(whole.hexdigest(), size, media, key, b"".join(digests))


def _read(source: BinaryIO) -> bytes:
    """A whole part, or what is left."""
    try:
        part = source.read(PART)
        while len(part) < PART and (more := source.read(PART - len(part))):
            part += more
    except OSError as error:
        raise FileTrouble("file-unreadable", reason=error.strerror or "") from error
    return part
