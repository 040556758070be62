"""The lock of a profile: who may open the store, with which key, and the device's own signature.

32 random bytes open the store. Each user has a slot that holds them, sealed with a key made of their password
(argon2id) and a secret in the system's keyring; the recovery slot is sealed to the center's offline key.
"""

import base64
import json
import os
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import argon2.low_level
import keyring
import keyring.errors
import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from deskapp.models.signature import fingerprint

SERVICE = "hutong"
LONG_PASSWORD = 12
SHORT_PASSWORD = 6
SLOTS = "slots.json"
GENERATIONS = (SLOTS, SLOTS + ".1")


class LockError(Exception):
    """The profile cannot be opened or closed; `code` says why."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Cost:
    """What argon2id may cost: memory in KiB, passes, lanes."""

    memory: int
    time: int = 3
    lanes: int = 4


WITH_KEYRING = Cost(64 * 1024)
WITHOUT_KEYRING = Cost(256 * 1024)


class SystemKeyring:
    """A secret per profile in the system's keyring; raises LockError("no-keyring") where there is none."""

    def get(self, profile: str) -> bytes | None:
        text = self._call(lambda ring: ring.get_password(SERVICE, profile))
        return base64.b64decode(text) if text else None

    def put(self, profile: str, secret: bytes) -> None:
        self._call(lambda ring: ring.set_password(SERVICE, profile, base64.b64encode(secret).decode()))

    def available(self) -> bool:
        """Whether there is a keyring at all; a plain-text stand-in does not count."""
        return self._backend() is not None

    def _backend(self) -> Any:
        """The first real keyring; one that is a chain of several is looked into, plain files may be in it."""
        found: Any = keyring.get_keyring()
        for backend in getattr(found, "backends", [found]):
            if backend.priority > 0 and not type(backend).__module__.startswith("keyrings."):
                return backend
        return None

    def _call(self, call: Callable[[Any], Any]) -> Any:
        backend = self._backend()
        if backend is None:
            raise LockError("no-keyring")
        try:
            return call(backend)
        except keyring.errors.KeyringError as error:
            raise LockError("no-keyring") from error


class Lock:
    """The slots of one profile folder, on disk, never with the key or a verifier in the open."""

    def __init__(self, folder: Path, ring: SystemKeyring | None = None, cost: Cost | None = None) -> None:
        self.folder = folder
        self.ring = ring or SystemKeyring()
        self.cost = cost

    @property
    def exists(self) -> bool:
        return any((self.folder / name).exists() for name in GENERATIONS)

    @property
    def with_keyring(self) -> bool:
        """Whether the passwords here work only together with the keyring's secret."""
        return bool(self._read()["keyring"])

    def users(self) -> list[dict[str, str]]:
        """Who has a slot: [{user, name}], for the sign-in list."""
        return [{"user": s["user"], "name": s["name"]} for s in self._read()["slots"]]

    def create(self, *, with_keyring: bool) -> bytes:
        """Makes the store's key and the profile's secret; returns the key. Nobody has a slot yet.

        Raises LockError("profile-exists") rather than forget the key of a store.
        """
        if self.exists and self.users():
            raise LockError("profile-exists", folder=str(self.folder))
        profile = secrets.token_hex(16)
        if with_keyring:
            self.ring.put(profile, secrets.token_bytes(32))
        self._write(
            {"version": 1, "profile": profile, "keyring": with_keyring, "slots": [], "recovery": None}
        )
        return secrets.token_bytes(32)

    def check_password(self, password: str) -> None:
        """Raises LockError("password-too-short")."""
        need = SHORT_PASSWORD if self._read()["keyring"] else LONG_PASSWORD
        if len(unicodedata.normalize("NFKC", password)) < need:
            raise LockError("password-too-short", need=need)

    def add(self, key: bytes, user: str, name: str, password: str) -> None:
        """Gives a user a slot, or a new password in the slot they have."""
        self.check_password(password)
        slots = self._read()
        cost = self.cost or (WITH_KEYRING if slots["keyring"] else WITHOUT_KEYRING)
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        slot = {"user": user, "name": name, "kdf": {"name": "argon2id", **asdict(cost)}, "salt": _b64(salt)}
        sealing = self._sealing_key(slots, slot, password)
        slot |= {"nonce": _b64(nonce), "box": _b64(AESGCM(sealing).encrypt(nonce, key, _aad(slots, slot)))}
        slots["slots"] = [s for s in slots["slots"] if s["user"] != user] + [slot]
        self._write(slots)

    def add_recovery(self, key: bytes, recipient: str) -> None:
        """Seals the key to the center's offline recovery key."""
        sealed = pyrage.encrypt(key, [pyrage.x25519.Recipient.from_str(recipient)])
        self._write(self._read() | {"recovery": _b64(sealed)})

    def remove(self, user: str) -> None:
        slots = self._read()
        slots["slots"] = [s for s in slots["slots"] if s["user"] != user]
        self._write(slots)

    def open(self, password: str, user: str | None = None) -> tuple[bytes, str]:
        """(key, user) for a user's id or name; default the only slot. Raises LockError."""
        slots = self._read()
        matching = [s for s in slots["slots"] if user is None or user in (s["user"], s["name"])]
        if not matching:
            raise LockError("no-such-user", name=user or "")
        if len(matching) > 1:
            raise LockError("which-user", names=[s["name"] for s in matching])
        slot = matching[0]
        sealing = self._sealing_key(slots, slot, password)
        try:
            key = AESGCM(sealing).decrypt(_raw(slot["nonce"]), _raw(slot["box"]), _aad(slots, slot))
        except InvalidTag:
            raise LockError("wrong-password") from None
        return key, slot["user"]

    def recover(self, identity: str) -> bytes:
        """The key out of the recovery slot, with the center's offline identity."""
        sealed = self._read()["recovery"]
        if not sealed:
            raise LockError("no-recovery-slot")
        try:
            key: bytes = pyrage.decrypt(_raw(sealed), [pyrage.x25519.Identity.from_str(identity.strip())])
            return key
        except Exception as error:
            raise LockError("wrong-recovery-key") from error

    def _sealing_key(self, slots: dict[str, Any], slot: dict[str, Any], password: str) -> bytes:
        secret = self.ring.get(slots["profile"]) if slots["keyring"] else b""
        if secret is None:
            raise LockError("keyring-lost")
        kdf = slot["kdf"]
        stretched = argon2.low_level.hash_secret_raw(
            unicodedata.normalize("NFKC", password).encode(),
            _raw(slot["salt"]),
            time_cost=kdf["time"],
            memory_cost=kdf["memory"],
            parallelism=kdf["lanes"],
            hash_len=32,
            type=argon2.low_level.Type.ID,
        )
        return HKDF(hashes.SHA256(), 32, salt=None, info=b"hutong slot v1").derive(stretched + secret)

    def _read(self) -> dict[str, Any]:
        for name in GENERATIONS:
            try:
                slots: dict[str, Any] = json.loads((self.folder / name).read_bytes())
                if isinstance(slots["slots"], list):
                    return slots
            except (OSError, ValueError, KeyError, TypeError):
                continue
        raise LockError("no-profile", folder=str(self.folder))

    def _write(self, slots: dict[str, Any]) -> None:
        """Two generations of one content: a power cut or damage leaves one of them whole.

        The second is replaced first, so that no old password is left behind once the new one holds.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        content = json.dumps(slots, ensure_ascii=False, indent=1).encode()
        fresh = self.folder / (SLOTS + ".new")
        for name in reversed(GENERATIONS):
            write_whole(fresh, content)
            os.replace(fresh, self.folder / name)
            sync_folder(self.folder)


class DeviceKey:
    """The device's Ed25519 key; its fingerprint is the device's id. Kept inside the encrypted store."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        raw = serialization.Encoding.Raw, serialization.PublicFormat.Raw
        self.public = private.public_key().public_bytes(*raw)
        self.id = fingerprint(self.public)

    @classmethod
    def new(cls) -> "DeviceKey":
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def load(cls, raw: bytes) -> "DeviceKey":
        return cls(Ed25519PrivateKey.from_private_bytes(raw))

    def dump(self) -> bytes:
        none = serialization.NoEncryption()
        return self._private.private_bytes(serialization.Encoding.Raw, serialization.PrivateFormat.Raw, none)

    def sign(self, text: bytes) -> bytes:
        return self._private.sign(text)


def write_whole(path: Path, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Makes a rename durable, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _aad(slots: dict[str, Any], slot: dict[str, Any]) -> bytes:
    bound = {"profile": slots["profile"], "user": slot["user"], "kdf": slot["kdf"], "salt": slot["salt"]}
    return json.dumps(bound, sort_keys=True).encode()


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: str) -> bytes:
    return base64.b64decode(text)
