"""Enrolling and opening with a real keyring: a Secret Service on a bus of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Office, make_center
from tests.process import CenterProcess, environment

SCRIPT = """
set -e
started=$(printf test-password | gnome-keyring-daemon --unlock --components=secrets --daemonize 2>/dev/null)
eval "$(printf '%s\\n' "$started" | sed 's/^/export /')"
"$PYTHON" -m deskapp enrol --center "$CENTER" --code "$CODE" --user 冉小禾
"$PYTHON" -m deskapp sync
"$PYTHON" -m deskapp doctor
"""


@pytest.mark.keyring
def test_a_short_password_does_with_a_keyring_and_not_without_it(tmp_path: Path) -> None:
    make_center(tmp_path / "center")
    office = Office(CenterProcess(tmp_path / "center"), tmp_path / "center")
    home = tmp_path / "home"
    for name in ("run", "data", "config", "cache"):
        (home / name).mkdir(mode=0o700, parents=True)
    session = {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        "PYTHON": sys.executable,
        "CENTER": office.address,
        "CODE": office.code("houbao"),
        "HUTONG_PASSWORD": "six666",
    }
    try:
        done = subprocess.run(
            ["dbus-run-session", "--", "bash", "-c", SCRIPT],
            env=environment(**session),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert "keyring: ok\n" in done.stdout
        slots = (home / "data" / "hutong" / "slots.json").read_text("utf-8")
        assert '"keyring": true' in slots
        without = {**session, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
        words = [sys.executable, "-m", "deskapp", "status"]
        away = subprocess.run(words, env=environment(**without), capture_output=True, text=True, timeout=60)
        assert (away.returncode, away.stdout, away.stderr.count("\n")) == (1, "", 1)
    finally:
        office.process.kill()
