"""Bringing a database to this edition's tables, and refusing one that is newer."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

HERE = Path(__file__).parent
RECORDS = (HERE / "migrations", "record_version")
DESK = (HERE / "desk_migrations", "desk_version")


class NewerStore(Exception):
    """The database was written by a later edition of the program."""


def needs_migration(connection: Connection, line: tuple[Path, str]) -> bool:
    """Whether a line of migrations has steps this database lacks. Raises NewerStore."""
    folder, version_table = line
    have = MigrationContext.configure(
        connection, opts={"version_table": version_table}
    ).get_current_revision()
    scripts = ScriptDirectory(str(folder))
    if have is not None and have not in {s.revision for s in scripts.walk_revisions()}:
        raise NewerStore(have)
    return have != scripts.get_current_head()


def migrate(connection: Connection, line: tuple[Path, str]) -> None:
    """Runs the missing steps inside the transaction the connection is in."""
    folder, version_table = line
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.attributes |= {"connection": connection, "version_table": version_table}
    command.upgrade(config, "head")
