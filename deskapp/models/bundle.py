"""A bundle: one side of a round as a file for a stick, sealed to its reader and signed by its writer.

    hutong bundle 1 LF  header (JSON) LF  signature (hex) LF  sealed body (age, X25519)

The signature (Ed25519) is over SHA-256 of everything else and is checked before anything is opened. There is
no time limit: a stick may lie in a drawer for weeks, and the ledger knows each set by its id.
"""

import hashlib
from typing import Annotated, Any, TypeVar

import msgspec
import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from deskapp.models.change import Number
from deskapp.models.wire import Cursor, Pull, Pushed, Refusal, Renewal, Word

try:
    from compression import zstd
except ImportError:
    from backports import zstd

MAGIC = b"hutong bundle 1\n"
SUFFIX = ".htb"
OUT, BACK = "out", "back"
HEADER_LIMIT, BODY_LIMIT, PLAIN_LIMIT = 2_000, 64 * 1024 * 1024, 256 * 1024 * 1024
T = TypeVar("T")


class BadBundle(Exception):
    """A file that is no bundle for this reader; `code` says why. Nothing of it was used."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands on a bundle in the open: which way it goes, whose it is, and which sets it carries."""

    way: Word
    device: Word
    center: Word
    number: Number
    first: Number = 0
    last: Number = 0


class Out(msgspec.Struct):
    """From a desk: all the center may lack, what it is asked, and to whom the answer is sealed.

    `pushes` are pushes as they go over the wire, as JSON: the bodies in them are signed byte for byte.
    """

    pushes: list[bytes]
    question: Pull
    reply_to: Annotated[str, msgspec.Meta(max_length=128)]
    renewals: list[Renewal] = []
    made_at: str = ""


class Back(msgspec.Struct):
    """From the center: what it took, or why not, and the pages of the pull.

    `begins` is how far the desk was when it asked: the first page goes on from there.
    """

    answers: int
    pushed: Pushed | None
    refusal: Refusal | None
    pages: list[bytes]
    made_at: str
    begins: dict[str, Cursor] = {}


def digest_of(header: bytes, sealed: bytes) -> bytes:
    """What is signed."""
    return MAGIC + hashlib.sha256(header + b"\n" + sealed).digest()


def pack(header: Header, body: Out | Back, recipient: str, sign: Any) -> bytes:
    """The file. `sign` takes the text to sign and gives 64 bytes."""
    first = msgspec.json.encode(header)
    plain = zstd.compress(msgspec.msgpack.encode(body), level=3)
    sealed = pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(recipient)])
    sig: bytes = sign(digest_of(first, sealed))
    return b"".join((MAGIC, first, b"\n", sig.hex().encode(), b"\n", sealed))


def read_header(file: bytes) -> Header:
    """What stands in the open, not yet believed. Raises BadBundle."""
    return parts(file)[0]


def check(file: bytes, public: bytes) -> tuple[Header, bytes]:
    """(header, sealed body) of a file that whoever has the key wrote, byte for byte. Raises BadBundle."""
    header, first, sig, sealed = parts(file)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(sig, digest_of(first, sealed))
    except (InvalidSignature, ValueError):
        raise BadBundle("bundle-forged") from None
    return header, sealed


def unseal(sealed: bytes, identity: str, shape: type[T]) -> T:
    """The body of a checked file, for the reader it is sealed to. Raises BadBundle."""
    try:
        packed = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)])
        plain = zstd.ZstdDecompressor().decompress(packed, max_length=PLAIN_LIMIT + 1)
        if len(plain) > PLAIN_LIMIT:
            raise BadBundle("bundle-too-large")
        return msgspec.msgpack.decode(plain, type=shape)
    except (pyrage.DecryptError, zstd.ZstdError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadBundle("bundle-not-for-us") from None


def parts(file: bytes) -> tuple[Header, bytes, bytes, bytes]:
    """(header, its bytes, signature, sealed body), nothing of it believed yet. Raises BadBundle."""
    if len(file) > BODY_LIMIT:
        raise BadBundle("bundle-too-large")
    if not file.startswith(MAGIC):
        raise BadBundle("not-a-bundle")
    first, mark, rest = file[len(MAGIC) :].partition(b"\n")
    text, mark2, sealed = rest[: HEADER_LIMIT + 200].partition(b"\n")
    sealed = rest[len(text) + 1 :]
    if not mark or not mark2 or len(first) > HEADER_LIMIT:
        raise BadBundle("bundle-torn")
    try:
        header = msgspec.json.decode(first, type=Header)
        sig = bytes.fromhex(text.decode("ascii"))
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError):
        raise BadBundle("bundle-torn") from None
    if sig.hex().encode() != text or len(sig) != 64:
        raise BadBundle("bundle-torn")
    return header, first, sig, sealed
