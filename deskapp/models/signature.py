"""HTTP message signatures (RFC 9421) and content digests (RFC 9530): one fixed shape, no clock."""

import base64
import hashlib
import re

COVERED = '("@method" "@path" "content-digest")'
_INPUT = re.compile(
    r'hutong=\("@method" "@path" "content-digest"\);keyid="([0-9a-f]{64})";nonce="([0-9]{1,18}-[0-9a-f]{16})"'
    r';alg="ed25519"'
)
_SIGNATURE = re.compile(r"hutong=:([A-Za-z0-9+/]{86}==):")


def fingerprint(public: bytes) -> str:
    """SHA-256 of a public key in hex: the id of the device that has it."""
    return hashlib.sha256(public).hexdigest()


def content_digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def signature_input(device: str, nonce: str) -> str:
    """No `created`: the clocks of our PCs are wrong, so the nonce alone says which request is newer."""
    return f'hutong={COVERED};keyid="{device}";nonce="{nonce}";alg="ed25519"'


def signature_base(method: str, path: str, digest: str, given_input: str) -> bytes:
    """The text that is signed (RFC 9421, 2.5)."""
    params = given_input.removeprefix("hutong=")
    lines = (
        f'"@method": {method.upper()}',
        f'"@path": {path}',
        f'"content-digest": {digest}',
        f'"@signature-params": {params}',
    )
    return "\n".join(lines).encode("ascii")


def to_header(signature: bytes) -> str:
    return f"hutong=:{base64.b64encode(signature).decode()}:"


def read_input(header: str) -> tuple[str, str] | None:
    """(device, nonce) of a Signature-Input header, None unless it has exactly our shape."""
    match = _INPUT.fullmatch(header)
    return (match[1], match[2]) if match else None


def read_signature(header: str) -> bytes | None:
    match = _SIGNATURE.fullmatch(header)
    return base64.b64decode(match[1]) if match else None


def nonce_number(nonce: str) -> int:
    """The counter in a nonce "counter-random"."""
    return int(nonce.partition("-")[0])
