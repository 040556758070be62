"""Bringing a database to this edition's tables, and refusing one that is newer."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HERE = Path(__file__).parent
RECORDS = (HERE / "migrations", "record_version")
DESK = (HERE / "desk_migrations", "desk_version")


class NewerStore(Exception):
    """The database was written by a later edition of the program."""


def needs_migration(connection: Connection, line: tuple[Path, str]) -> bool:
    """Whether a line of migrations has steps this database lacks. Raises NewerStore."""
    folder, version_table = line
    have = None
    if inspect(connection).has_table(version_table):
        have = connection.scalar(text(f"SELECT version_num FROM {version_table}"))
    steps = _steps(folder)
    if have is not None and have not in steps:
        raise NewerStore(have)
    return have != steps[-1]


def _steps(folder: Path) -> list[str]:
    """The revisions in order, by the names of their files: alembic is imported only to run them."""
    return sorted(path.stem.partition("_")[0] for path in (folder / "versions").glob("[0-9]*.py"))


def migrate(connection: Connection, line: tuple[Path, str]) -> None:
    """Runs the missing steps inside the transaction the connection is in."""
    from alembic import command
    from alembic.config import Config

    folder, version_table = line
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.attributes |= {"connection": connection, "version_table": version_table}
    command.upgrade(config, "head")
