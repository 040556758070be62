"""Who may open a profile: passwords, the keyring, the recovery slot, and slots that were torn by a cut."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import keyring.backend
import keyring.backends.chainer
import keyring.backends.fail
import keyring.errors
import pyrage
import pytest

from deskapp.models.signature import fingerprint
from deskapp.store.lock import GENERATIONS, SLOTS, Cost, DeviceKey, Lock, LockError, SystemKeyring

CHEAP = Cost(8 * 4, 1)
PASSWORD = "一二三四五六"


class Memory(keyring.backend.KeyringBackend):
    """A keyring that keeps its secrets in this process."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.broken = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.broken:
            raise keyring.errors.KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[(service, username)]


class Plaintext(Memory):
    """As keyrings.alt does it: a file anyone can read."""

    priority = 0.5  # type: ignore[assignment]


Plaintext.__module__ = "keyrings.alt.file"


@pytest.fixture
def ring() -> Iterator[Memory]:
    before, ring = keyring.get_keyring(), Memory()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def lock(tmp_path: Path, ring: Memory) -> Lock:
    return Lock(tmp_path / "profile", SystemKeyring(), CHEAP)


@pytest.fixture
def key(lock: Lock) -> bytes:
    key = lock.create(with_keyring=True)
    lock.add(key, "u1", "蓝天晴", PASSWORD)
    return key


def code_of(call: Any, *args: Any) -> str:
    with pytest.raises(LockError) as caught:
        call(*args)
    return caught.value.code


def test_a_password_opens_its_slot(lock: Lock, key: bytes) -> None:
    assert lock.open(PASSWORD) == lock.open(PASSWORD, "u1") == lock.open(PASSWORD, "蓝天晴") == (key, "u1")
    assert len(key) == 32


def test_a_wrong_password_does_not(lock: Lock, key: bytes) -> None:
    assert code_of(lock.open, PASSWORD + "!") == "wrong-password"
    assert code_of(lock.open, PASSWORD, "u2") == "no-such-user"


def test_a_password_typed_in_full_width_is_the_same(lock: Lock, key: bytes) -> None:
    lock.add(key, "u1", "蓝天晴", "abc１２３")
    assert lock.open("abc123")[0] == key


def test_each_has_their_own_slot_and_says_who_they_are(lock: Lock, key: bytes) -> None:
    lock.add(key, "u2", "岑若水", "another one")
    assert lock.open("another one", "岑若水") == (key, "u2")
    assert code_of(lock.open, PASSWORD, "岑若水") == "wrong-password"
    assert code_of(lock.open, PASSWORD) == "which-user"
    lock.remove("u1")
    assert lock.open("another one") == (key, "u2")
    assert lock.users() == [{"user": "u2", "name": "岑若水"}]


def test_a_new_password_replaces_the_old_one(lock: Lock, key: bytes) -> None:
    lock.add(key, "u1", "蓝天晴", "a new password")
    assert lock.open("a new password") == (key, "u1")
    assert code_of(lock.open, PASSWORD) == "wrong-password"
    assert len(lock.users()) == 1


@pytest.mark.parametrize(
    ("with_keyring", "short", "long"), [(True, "12345", "123456"), (False, "x" * 11, "x" * 12)]
)
def test_without_a_keyring_a_password_must_be_longer(
    tmp_path: Path, ring: Memory, with_keyring: bool, short: str, long: str
) -> None:
    lock = Lock(tmp_path / "p", SystemKeyring(), CHEAP)
    key = lock.create(with_keyring=with_keyring)
    assert code_of(lock.add, key, "u", "n", short) == "password-too-short"
    lock.add(key, "u", "n", long)
    assert lock.open(long) == (key, "u")
    assert bool(ring.kept) == with_keyring


def test_neither_key_nor_password_nor_verifier_is_on_disk(lock: Lock, key: bytes, ring: Memory) -> None:
    text = (lock.folder / SLOTS).read_text()
    slot = json.loads(text)["slots"][0]
    assert slot.keys() == {"user", "name", "kdf", "salt", "nonce", "box"}
    assert PASSWORD not in text
    assert not any(secret in text for secret in ring.kept.values())


def test_a_slot_of_another_profile_or_a_cheaper_one_does_not_open(lock: Lock, key: bytes) -> None:
    path = lock.folder / SLOTS
    slots = json.loads(path.read_text())
    slots["slots"][0]["user"] = "u9"
    path.write_text(json.dumps(slots))
    assert code_of(lock.open, PASSWORD) == "wrong-password"


def test_without_the_keyrings_secret_the_password_alone_is_worth_nothing(
    lock: Lock, key: bytes, ring: Memory
) -> None:
    ring.kept.clear()
    assert code_of(lock.open, PASSWORD) == "keyring-lost"
    ring.kept[("hutong", json.loads((lock.folder / SLOTS).read_text())["profile"])] = "AAAA"
    assert code_of(lock.open, PASSWORD) == "wrong-password"


def test_a_locked_keyring_says_so(lock: Lock, key: bytes, ring: Memory) -> None:
    ring.broken = True
    assert code_of(lock.open, PASSWORD) == "no-keyring"


def test_the_recovery_slot_opens_with_the_centers_offline_key(lock: Lock, key: bytes, ring: Memory) -> None:
    identity = pyrage.x25519.Identity.generate()
    assert code_of(lock.recover, str(identity)) == "no-recovery-slot"
    lock.add_recovery(key, str(identity.to_public()))
    ring.kept.clear()
    assert lock.recover(str(identity) + "\n") == key
    assert code_of(lock.recover, str(pyrage.x25519.Identity.generate())) == "wrong-recovery-key"
    assert code_of(lock.recover, "AGE-SECRET-KEY-1") == "wrong-recovery-key"


def test_neither_an_old_password_nor_a_removed_user_lives_on_in_the_other_generation(
    lock: Lock, key: bytes
) -> None:
    lock.add(key, "u2", "岑若水", "another one")
    lock.add(key, "u1", "蓝天晴", "a new password")
    lock.remove("u2")
    for _ in GENERATIONS:
        assert code_of(lock.open, PASSWORD, "u1") == "wrong-password"
        assert code_of(lock.open, "another one", "u2") == "no-such-user"
        assert lock.open("a new password", "u1") == (key, "u1")
        (lock.folder / SLOTS).unlink(missing_ok=True)


@pytest.mark.parametrize("name", GENERATIONS)
def test_when_one_generation_is_torn_the_other_opens(lock: Lock, key: bytes, name: str) -> None:
    path = lock.folder / name
    for torn in (b"", path.read_bytes()[:50], b"\0" * 400, b"[]", b"{}", b'"x"', b"7"):
        path.write_bytes(torn)
        assert lock.open(PASSWORD) == (key, "u1")
    path.unlink()
    assert lock.exists
    assert lock.open(PASSWORD) == (key, "u1")


class Cut(Exception):
    """The power, between two steps."""


@pytest.mark.parametrize("step", range(4))
def test_a_cut_while_slots_are_written_loses_nobody(
    lock: Lock, key: bytes, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, done = os.replace, []

    def cut(old: Any, new: Any) -> None:
        if len(done) == step:
            raise Cut
        done.append(1)
        real(old, new)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", cut)
        with contextlib.suppress(Cut):
            lock.add(key, "u1", "蓝天晴", "a new password")
    assert lock.exists
    assert "u1" in [user for password in (PASSWORD, "a new password") for user in opened(lock, password)]


def opened(lock: Lock, password: str) -> list[str]:
    try:
        return [lock.open(password)[1]]
    except LockError:
        return []


def test_a_profile_with_people_in_it_is_not_made_again(lock: Lock, key: bytes) -> None:
    with pytest.raises(LockError, match="profile-exists"):
        lock.create(with_keyring=True)
    assert lock.open(PASSWORD) == (key, "u1")


def test_no_profile_says_so(tmp_path: Path) -> None:
    assert not Lock(tmp_path).exists
    assert code_of(Lock(tmp_path).open, PASSWORD) == "no-profile"


@pytest.mark.parametrize(
    "backend", [keyring.backends.fail.Keyring(), Plaintext()], ids=["none", "plain text"]
)
def test_no_keyring_and_a_plain_text_one_are_both_none(tmp_path: Path, ring: Memory, backend: Any) -> None:
    keyring.set_keyring(backend)
    assert not SystemKeyring().available()
    lock = Lock(tmp_path, SystemKeyring(), CHEAP)
    assert code_of(lambda: lock.create(with_keyring=True)) == "no-keyring"
    assert not lock.exists
    assert not getattr(backend, "kept", {})


def test_a_chain_of_keyrings_with_plain_text_in_it_keeps_nothing_in_plain_text(
    ring: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, real = Plaintext(), Memory()
    chain = keyring.backends.chainer.ChainerBackend()
    backends: list[Any] = [plain]
    monkeypatch.setattr(keyring.backends.chainer.ChainerBackend, "backends", backends)
    keyring.set_keyring(chain)
    assert not SystemKeyring().available()
    backends.append(real)
    SystemKeyring().put("p", b"secret")
    assert SystemKeyring().get("p") == b"secret"
    assert (plain.kept, len(real.kept)) == ({}, 1)


def test_a_device_is_its_keys_fingerprint() -> None:
    key = DeviceKey.new()
    assert DeviceKey.load(key.dump()).id == key.id == fingerprint(key.public)
    assert len(key.id) == 64


def test_a_password_is_dear_to_try_and_dearer_without_a_keyring(tmp_path: Path, ring: Memory) -> None:
    asked = {}
    for name, with_keyring in (("with", True), ("without", False)):
        lock = Lock(tmp_path / name)
        key = lock.create(with_keyring=with_keyring)
        lock.add(key, "u", "冉小禾", PASSWORD * 2)
        (slot,) = json.loads((tmp_path / name / SLOTS).read_text("utf-8"))["slots"]
        asked[name] = slot["kdf"]
    assert asked["with"] == {"name": "argon2id", "memory": 64 * 1024, "time": 3, "lanes": 4}
    assert asked["without"] == asked["with"] | {"memory": 256 * 1024}
