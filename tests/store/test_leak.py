"""A PC that is switched off, or taken away, with the store open: nothing readable is in the profile."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from deskapp.store.lock import Lock
from tests.people import WORKER
from tests.store.leak_child import PASSWORD

ROOT = Path(__file__).parents[2]
SURNAMES, GIVEN = "冉蒲童岑郝蓝凌", "禾舟苇水川晴满溪岚野汀"


def planted(count: int) -> list[str]:
    """Names, numbers and notes, a third each, that occur nowhere else."""
    chance = random.Random(7)
    found: list[str] = []
    while len(found) < count:
        found.append(chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=4)))
        found.append("5001" + "".join(chance.choices("0123456789", k=14)))
        found.append("住院" + "".join(chance.choices(GIVEN, k=5)))
    return found[:count]


def files_of(*folders: Path) -> list[Path]:
    return [p for folder in folders for p in sorted(folder.rglob("*")) if p.is_file()]


def found_in(content: bytes, texts: list[str]) -> list[str]:
    return [
        f"{text} as {coding}"
        for text in texts
        for coding in ("utf-8", "utf-16-le", "utf-16-be", "gbk")
        if text.encode(coding) in content
    ]


def test_a_killed_process_leaves_nothing_readable(tmp_path: Path) -> None:
    profile, temp, secret = tmp_path / "profile", tmp_path / "temp", tmp_path / "planted.txt"
    profile.mkdir()
    temp.mkdir()
    texts = planted(500)
    secret.write_text("\n".join(texts), "utf-8")
    surroundings = os.environ | {"TMPDIR": str(temp), "SQLITE_TMPDIR": str(temp), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.store.leak_child", str(profile), str(secret)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=surroundings) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"planted\n"
        child.send_signal(signal.SIGKILL)
    left = files_of(profile, temp)
    assert {"store.db", "store.db-wal", "store.db-shm", "slots.json", "hutong.log"} <= {p.name for p in left}
    leaks = {p.name: found_in(p.read_bytes(), texts) for p in left}
    assert {name: found for name, found in leaks.items() if found} == {}
    assert PASSWORD.encode() not in b"".join(p.read_bytes() for p in left)
    assert b"nowhere" in (profile / "hutong.log").read_bytes()
    key, user = Lock(profile).open(PASSWORD)
    assert user == WORKER.id
    assert key not in b"".join(p.read_bytes() for p in left)
    assert key.hex().encode() not in b"".join(p.read_bytes() for p in left)


def test_the_search_itself_would_find_them() -> None:
    texts = planted(500)
    assert len(set(texts)) == 500
    for coding in ("utf-8", "utf-16-le", "gbk"):
        assert found_in(b"\0" + "、".join(texts).encode(coding), texts[:3])
