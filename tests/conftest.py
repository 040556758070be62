"""What holds for every test: no screen, no keyring of the person who runs them, nothing skipped in CI."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.center.postgres import Cluster

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "soak", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("soak" if os.environ.get("HUTONG_SOAK") else "ci" if os.environ.get("CI") else "here")

NEEDS = {"x11": "Xvfb", "keyring": "gnome-keyring-daemon", "postgres": "initdb"}


def installed(program: str) -> bool:
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{program}")  # Debian keeps these out of PATH
    return bool(shutil.which(program)) or any(versions)


LONG = (
    *(
        "test_scripting",
        "test_simulator",
        "test_mutants",
        "test_sweeps",
        "test_power_cuts",
        "test_two_editions",
    ),
    *("test_kill", "test_days", "test_day", "test_demo", "test_keyring", "test_app", "test_docs"),
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files of few long tests go first, or one worker would end with them when the other has nothing left."""
    items.sort(key=lambda item: item.path.stem not in LONG)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark, program in NEEDS.items():
        if item.get_closest_marker(mark) and not installed(program):
            words = f"{program} is not on this machine"
            pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)


BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def cluster() -> "Iterator[Cluster]":
    from tests.center.postgres import Cluster

    cluster = Cluster()
    yield cluster
    cluster.end()


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest) -> str | None:
    """The URL of an empty database of each sort; None is SQLite in the center's folder."""
    return str(request.getfixturevalue("cluster").fresh()) if request.param == "postgres" else None
