"""A PostgreSQL of our own for the tests: one cluster a process, without network, one database a test."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

from center.database import Database

QUICK = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Cluster:
    """A private cluster in a temporary folder; as root it runs under the user postgres."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hutong-pg-"))
        self._count = 0
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-U", "app", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", f"{QUICK} -k {self.folder}", "start")
        self._make("blank", "template1")
        database = Database(self.url("blank"))
        database.migrate()
        database.close()

    def url(self, name: str) -> str:
        return f"postgresql://app@/{name}?host={self.folder}"

    def fresh(self) -> str:
        """The URL of a migrated, empty database."""
        self._count += 1
        name = f"t{self._count}"
        self._make(name, "blank")
        return self.url(name)

    def end(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def _make(self, name: str, template: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())

    def _run(self, program: str, *arguments: str) -> None:
        bins = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
        binary = str(bins[-1] / program) if bins else program
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*user, binary, "-D", str(self.folder / "data"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)
