"""A ward for the tests of a file: where runs are traced."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from tests.crash.running import Ward


def hindrance() -> str:
    """Why nothing can be traced here; "" if it can."""
    if not shutil.which("strace"):
        return "strace is not on this machine"
    tried = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, text=True)
    return f"strace may not trace here: {tried.stderr.strip()}" if tried.returncode else ""


@pytest.fixture(scope="module")
def ward() -> Iterator[Ward]:
    if words := hindrance():
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    ward = Ward()
    yield ward
    ward.close()


@pytest.fixture
def seed() -> int:
    return int(os.environ.get("HUTONG_SEED", "7"))
