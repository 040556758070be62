"""What the center knows of itself: its epochs, its id, its public recovery key."""

from sqlalchemy import Connection, insert, select, update

from center import tables

_setting, _epoch = tables.setting, tables.epoch
_running = select(_epoch.c.n, _epoch.c.id).order_by(_epoch.c.n.desc()).limit(1)


def get(connection: Connection, key: str) -> str:
    """A setting's value, "" if it was never set."""
    value = connection.scalar(select(_setting.c.value).where(_setting.c.key == key))
    return value or ""


def put(connection: Connection, key: str, value: str) -> None:
    if connection.scalar(select(_setting.c.key).where(_setting.c.key == key)) is None:
        connection.execute(insert(_setting).values(key=key, value=value))
    else:
        connection.execute(update(_setting).where(_setting.c.key == key).values(value=value))


def epoch(connection: Connection) -> tuple[int, str]:
    """(number, id) of the running epoch; a restore begins a new one."""
    number, id = connection.execute(_running).one()
    return number, id


def epochs(connection: Connection) -> dict[str, int]:
    """Every epoch this center remembers, by id; in one it does not know, nothing of ours had happened yet."""
    return {row.id: row.n for row in connection.execute(select(_epoch))}


def begin_epoch(connection: Connection, id: str) -> None:
    last = connection.scalar(select(_epoch.c.n).order_by(_epoch.c.n.desc()).limit(1))
    connection.execute(insert(_epoch).values(n=(last or 0) + 1, id=id))
