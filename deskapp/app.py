"""The composition root: a profile's folder becomes a desk to sit at, with the road to its center."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from filelock import FileLock, Timeout

from deskapp.desk import Desk
from deskapp.models.actor import Actor
from deskapp.models.clock import Clock
from deskapp.models.community import User
from deskapp.models.wire import Enrol, Enrolled
from deskapp.profile import AUTHORITY, ProfileError, check_complete, check_place, new_profile
from deskapp.store import Store
from deskapp.store.lock import LONG_PASSWORD, SHORT_PASSWORD, Cost, DeviceKey, Lock, LockError, SystemKeyring

if TYPE_CHECKING:
    from deskapp.sync.courier import Progress, Report
    from deskapp.sync.live import Live
    from deskapp.sync.road import HttpRoad

COURIER_LOCK = "courier.lock"
APP = "0.1.0"


class _Seat(msgspec.Struct):
    """What the center last said of a user, for as long as their record is not here."""

    name: str
    role: str


@dataclass
class OpenDesk:
    """An unlocked profile: the desk, whose it is, and how it reaches its center."""

    profile: Path
    desk: Desk
    user: str
    _road: HttpRoad | None = None
    """Kept between rounds, so that its connection is."""
    _met: bool = False
    """Whether the users here were looked up after a round; then only when one of them changed."""
    _brought: bool = False
    """Whether rounds wrote more than a few pages since the log was last folded into the file."""

    @property
    def store(self) -> Store:
        return self.desk.store

    @property
    def center(self) -> str:
        return self.store.text("center")

    def refresh_actor(self) -> Actor:
        """Takes over what the center says of the users here; to be called after every whole round.

        Whose record did not come is nobody to the center any more: a device of no active user gets nothing.
        """
        for slot in Lock(self.profile).users():
            with self.store.reading() as session:
                record = session.get(User, slot["user"])
            seat = _Seat(record.name, record.role) if record is not None else _Seat(slot["name"], "")
            _keep_seat(self.store, slot["user"], seat)
        self.desk.actor = actor_of(self.store, self.user)
        return self.desk.actor

    def road(self, key: DeviceKey | None = None) -> HttpRoad:
        """A road for one run of a courier, numbered from a new hundred; with a `key`, a stranger's."""
        return _road(self.store, self.center, self.profile, key)

    def live(self) -> Live:
        """What waits for the center's news, on a road of its own: the center does not count its numbers."""
        from deskapp.sync.live import Live

        return Live(self.store, lambda: _road(self.store, self.center, self.profile, self.store.device))

    def courier_lock(self) -> FileLock:
        """Held by the one process that may speak to the center for this profile."""
        return FileLock(self.profile / COURIER_LOCK)

    @contextmanager
    def round(self, patience: float = 0) -> Iterator[None]:
        """The only round of this profile for as long as it lasts. Raises ProfileError("courier-busy").

        A round that another process is on, such as the open window, is waited for `patience` seconds.
        """
        lock = self.courier_lock()
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            raise ProfileError("courier-busy", folder=str(self.profile)) from None
        try:
            yield
        finally:
            lock.release()

    def sync(
        self,
        tell: Callable[[Progress], None] = lambda _progress: None,
        stopping: Callable[[], bool] = lambda: False,
        patience: float = 0,
    ) -> Report:
        """One whole round in this process. Raises RoadError, or ProfileError("courier-busy")."""
        from deskapp.sync.courier import go_round

        with self.round(patience):
            if self._road is None:
                self._road = self.road()
            self._road.nonces.begin()
            report = go_round(self.store, self._road, tell, stopping)
            self._brought |= bool(report.received or report.settled)
            if not self._met or "user" in report.kinds:
                self.refresh_actor()
                self._met = True
            return report

    def tidy(self) -> None:
        """What may be done after a round, once its report is out."""
        if self._brought:
            self._brought = False
            self.store.fold()

    def close(self) -> None:
        if self._road is not None:
            self._road.close()
        self.store.close()


def open_desk(
    profile: Path,
    password: str,
    user: str | None = None,
    *,
    ring: SystemKeyring | None = None,
    clock: Clock | None = None,
) -> OpenDesk:
    """Unlocks a profile for a user by id or name, default the only one. Raises ProfileError or LockError."""
    check_place(profile)
    check_complete(profile)
    key, who = Lock(profile, ring).open(password, user)
    clock = clock or Clock()
    store = Store.open(profile, key, clock)
    clock.offset = int(store.text("clock_offset") or 0)
    return OpenDesk(profile, Desk(store, actor_of(store, who), clock), who)


def actor_of(store: Store, user: str) -> Actor:
    """A user as the center has them, before the first round as it enrolled them; no role once inactive."""
    with store.reading() as session:
        record = session.get(User, user)
        if record is not None:
            role = record.role if record.active and not record.gone else ""
            return Actor(record.id, record.name, role, record.community)
    raw = store.get(f"user:{user}")
    if raw is None:
        raise ProfileError("not-enrolled", user=user)
    seat = msgspec.json.decode(raw, type=_Seat)
    return Actor(user, seat.name, seat.role, store.text("unit"))


def enrol(
    profile: Path,
    center: str,
    code: str,
    user: str | None,
    password: str,
    *,
    ring: SystemKeyring | None = None,
    without_keyring: bool = False,
    authority: Path | None = None,
    cost: Cost | None = None,
    clock: Clock | None = None,
) -> Enrolled:
    """Makes a profile and lets its device in. Nothing of it stays unless the center agreed.

    `authority` is a certificate (PEM) of who signed the center's. Raises ProfileError, LockError, RoadError.
    """
    check_place(profile)
    _refuse_existing(profile)
    _check_before_asking(center, password, ring or SystemKeyring(), without_keyring)
    with new_profile(profile) as place:
        _refuse_existing(profile)
        lock = Lock(place, ring, cost)
        key = lock.create(with_keyring=not without_keyring)
        if authority is not None:
            _keep_authority(authority, place / AUTHORITY)
        store = Store.open(place, key, clock or Clock())
        try:
            answer = _ask(store, center, code, user, place)
            store.put("epoch", answer.epoch)
            store.put("center", center.rstrip("/"))
            store.put("center_id", answer.center)
            store.put("unit", answer.unit)
            store.put("center_sign", answer.sign)
            store.put("center_seal", answer.seal)
            _keep_seat(store, answer.user, _Seat(answer.name, answer.role))
        finally:
            store.close()
        lock.add(key, answer.user, answer.name, password)
        lock.add_recovery(key, answer.recovery)
    return answer


def enrol_another(
    opened: OpenDesk,
    opener_password: str,
    code: str,
    user: str | None,
    password: str,
    *,
    ring: SystemKeyring | None = None,
    cost: Cost | None = None,
) -> Enrolled:
    """Gives one more user a slot on a profile somebody has unlocked with `opener_password`."""
    lock = Lock(opened.profile, ring, cost)
    lock.check_password(password)
    key, _ = lock.open(opener_password, opened.user)
    answer = _ask(opened.store, opened.center, code, user, opened.profile)
    _keep_seat(opened.store, answer.user, _Seat(answer.name, answer.role))
    lock.add(key, answer.user, answer.name, password)
    return answer


def _refuse_existing(profile: Path) -> None:
    if Lock(profile).exists:
        raise ProfileError("profile-exists", folder=str(profile))


def _check_before_asking(center: str, password: str, ring: SystemKeyring, without_keyring: bool) -> None:
    """What would fail anyway must not use up the code."""
    from deskapp.sync.road import check_address

    check_address(center)
    need = LONG_PASSWORD if without_keyring else SHORT_PASSWORD
    if len(password) < need:
        raise LockError("password-too-short", need=need)
    if not without_keyring and not ring.available():
        raise LockError("no-keyring")


def _ask(store: Store, center: str, code: str, user: str | None, profile: Path) -> Enrolled:
    """Asks to be let in; the center's time is right from then on, before any round."""
    road = _road(store, center, profile)
    try:
        answer = road.enrol(Enrol(code, store.device.public.hex(), user, APP))
    finally:
        road.close()
    store.put("clock_offset", str(store.clock.agree_with(answer.server_time)))
    return answer


def _road(store: Store, center: str, profile: Path, key: DeviceKey | None = None) -> HttpRoad:
    from deskapp.sync.nonces import Nonces
    from deskapp.sync.road import HttpRoad

    authority = profile / AUTHORITY
    nonces = Nonces(store if key is None else None)
    return HttpRoad(center, key or store.device, nonces, authority if authority.exists() else None)


def _keep_seat(store: Store, user: str, seat: _Seat) -> None:
    raw = msgspec.json.encode(seat)
    if store.get(f"user:{user}") != raw:
        store.put(f"user:{user}", raw)


def _keep_authority(given: Path, kept: Path) -> None:
    try:
        kept.write_bytes(given.read_bytes())
    except OSError as error:
        raise ProfileError("file-unusable", file=str(given)) from error
