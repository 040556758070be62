"""Desks in processes of their own (benchmarks/worker.py), and the center they speak to."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.process import CenterProcess, environment
from tests.town import Town


@dataclass
class Worker:
    """One desk; `ask` waits for the answer, `send` and `heard` are its halves."""

    process: subprocess.Popen[str]

    def ask(self, command: str, **more: Any) -> dict[str, Any]:
        self.send(command, **more)
        return self.heard()

    def send(self, command: str, **more: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"cmd": command, **more}) + "\n")
        self.process.stdin.flush()

    def heard(self) -> dict[str, Any]:
        assert self.process.stdout
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer

    def end(self) -> None:
        self.process.communicate()


class Street:
    """A center in a process of its own and desks of one community, each in another; to be ended."""

    def __init__(self, folder: Path, work: Path) -> None:
        self.folder, self.work = folder, work
        self.town = Town(folder)
        self.town.community("houbao", "后堡")
        self.center = CenterProcess(folder / "center")
        self.workers: list[Worker] = []

    def desk(self) -> Worker:
        """A new desk, enrolled; the answer to its first question says that it is up."""
        self.town.clock.jump(datetime.now(UTC))  # the center's own clock judges the code
        name = f"worker{len(self.workers)}"
        user = self.town.user("houbao", name=name)
        words = (self.work, self.folder / name, self.center.address, self.town.code("houbao", user), name)
        command = [sys.executable, "-m", "benchmarks.worker", *map(str, words)]
        worker = Worker(
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True
            )
        )
        self.workers.append(worker)
        worker.ask("count")
        return worker

    def end(self) -> None:
        for worker in self.workers:
            worker.end()
        self.center.end()
        self.town.close()
