"""Store: one community's papers on this PC, in one encrypted SQLite file."""

import re
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from deskapp.models import pinyin
from deskapp.models.actor import Actor
from deskapp.models.clock import Clock, iso
from deskapp.store import database
from deskapp.store.capture import Capture, CapturingSession, guard
from deskapp.store.hidden import hiding
from deskapp.store.lock import DeviceKey, sync_folder

_DIGITS = re.compile(r"\d+")


def natural(text: str) -> str:
    """A sort key by which room 9-1 stands before 10-1."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(8), text)


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "natural": lambda text: natural(text or ""),
    "pinyin": lambda text: pinyin.sort_key(text or ""),
}


def random_id() -> str:
    return str(uuid.uuid4())


class Store:
    """Reading, writing with capture, and absorbing what was pulled. One writer at a time."""

    def __init__(self, engine: Engine, clock: Clock, new_id: Callable[[], str] = random_id) -> None:
        self.engine = engine
        self.clock = clock
        self.new_id = new_id
        self._lock = threading.RLock()
        self._device: tuple[bytes, DeviceKey] | None = None
        guard(engine)

    @classmethod
    def open(cls, folder: Path, key: bytes, clock: Clock, new_id: Callable[[], str] = random_id) -> "Store":
        """Opens a profile's store, made or migrated first.

        Raises WrongKey, DamagedStore, NewerStore; OSError if the disk does not keep what it is told.
        """
        folder.mkdir(parents=True, exist_ok=True)
        database.bring_up_to_date(folder, key)
        store = cls(database.open_engine(folder / database.FILE, key, FUNCTIONS), clock, new_id)
        try:
            known = store.get("device_key") is not None
            sync_folder(folder)  # the WAL has its name now; SQLite takes no notice if this fails
            if not known:
                store.put("device_key", DeviceKey.new().dump())
        except BaseException:
            store.engine.dispose()
            raise
        return store

    def close(self) -> None:
        """Folds the WAL into the file, so that a stick or a copy has everything in one.

        A disk that does not take that leaves the WAL beside the file: what was saved is durable there.
        """
        try:
            with (
                suppress(OperationalError),
                database.one_sort_of_error(),
                self.engine.connect() as connection,
            ):
                raw: Any = connection.connection.dbapi_connection
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.engine.dispose()

    def fold(self) -> None:
        """Folds the WAL into the file as far as it can without anybody waiting for it."""
        with suppress(OperationalError), database.one_sort_of_error(), self.engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)")

    @property
    def device(self) -> DeviceKey:
        raw = self.get("device_key")
        assert raw is not None
        known = self._device  # other threads ask too, and a renewal may come between
        if known is None or known[0] != raw:
            known = self._device = (raw, DeviceKey.load(raw))
        return known[1]

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One snapshot to ask questions of; nothing can be written through it. What loads is not seen."""
        with (
            self.engine.connect() as connection,
            hiding(connection),
            Session(connection, autoflush=False) as session,
        ):
            yield session

    @contextmanager
    def writing(
        self, actor: Actor, action: str, confirmed: frozenset[str] = frozenset()
    ) -> Iterator[CapturingSession]:
        """One unit of work: committed whole with its change sets at the end, or not at all."""
        with self._lock, database.writing(self.engine) as connection:
            session = CapturingSession(connection, expire_on_commit=False)
            session.capture = self._capture(actor, action, confirmed)
            try:
                with session.begin():
                    yield session
            finally:
                connection.info["flushing"] = False
                session.close()

    @contextmanager
    def absorbing(self) -> Iterator[Connection]:
        """One transaction that takes over what the center said; it makes no change sets."""
        with self._lock, database.writing(self.engine) as connection:
            connection = connection.execution_options(absorbing=True)
            with connection.begin():
                yield connection

    @contextmanager
    def keeping(self) -> Iterator[Connection]:
        """One transaction on what stays on this PC: drafts, settings, attention. Records are refused."""
        with self._lock, database.writing(self.engine) as connection, connection.begin():
            yield connection

    def get(self, key: str) -> bytes | None:
        """A small value of this PC's own, such as the center's address."""
        with self.engine.connect() as connection:
            return get_meta(connection, key)

    def put(self, key: str, value: bytes | str | None) -> None:
        with self.keeping() as connection:
            put_meta(connection, key, value)

    def text(self, key: str) -> str:
        return (self.get(key) or b"").decode()

    def _capture(self, actor: Actor, action: str, confirmed: frozenset[str]) -> Capture:
        return Capture(
            actor=actor,
            action=action,
            key=self.device,
            epoch=self.text("epoch"),
            today=self.clock.today(),
            made_at=iso(self.clock.now()),
            offset=int(offset) if (offset := self.text("clock_offset")) else None,
            new_id=self.new_id,
            confirmed=confirmed,
        )


def get_meta(connection: Connection, key: str) -> bytes | None:
    found = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).first()
    return found[0] if found else None


def get_metas(connection: Connection, *keys: str) -> dict[str, bytes]:
    """Those of several that are there, in one question."""
    marks = ", ".join("?" * len(keys))
    return dict(connection.exec_driver_sql(f"SELECT key, value FROM meta WHERE key IN ({marks})", keys).all())


def put_meta(connection: Connection, key: str, value: bytes | str | None) -> None:
    if value is None:
        connection.exec_driver_sql("DELETE FROM meta WHERE key = ?", (key,))
    else:
        put_metas(connection, {key: value})


def put_metas(connection: Connection, values: Mapping[str, bytes | str]) -> None:
    """Several at once; one that stands already is not written again."""
    raw = [(key, value.encode() if isinstance(value, str) else value) for key, value in values.items()]
    if raw:
        connection.exec_driver_sql(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE"
            " SET value = excluded.value WHERE value IS NOT excluded.value",
            raw,
        )
