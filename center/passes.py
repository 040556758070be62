"""Passes: who may see the operator's page: whoever got a link from the center's own command."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import Connection, delete

from center import settings, tables
from center.database import Database
from center.refusal import Refused
from deskapp.models.clock import Clock, iso

LINK_FOR, PASS_FOR = timedelta(minutes=10), timedelta(hours=8)
LINK, PASS = "page-link:", "page-pass:"
"""Before a secret's digest in the settings; the value says until when it is good."""
_setting = tables.setting


def make_link(database: Database, clock: Clock) -> str:
    """The secret of a link that opens the page once, within ten minutes."""
    with database.writing() as connection:
        _forget_old(connection, clock)
        return _give(connection, LINK, clock, LINK_FOR)


def enter(database: Database, link: str, clock: Clock) -> str:
    """The secret of a pass, for a link nobody has used yet. Raises Refused."""
    with database.writing() as connection:
        key = LINK + _digest(link)
        until = settings.get(connection, key)
        if until < iso(clock.now()):
            raise Refused("unsigned", 401)
        connection.execute(delete(_setting).where(_setting.c.key == key))
        return _give(connection, PASS, clock, PASS_FOR)


def check(database: Database, given: str, clock: Clock) -> None:
    """Raises Refused unless this is the secret of a pass that is still good."""
    with database.reading() as connection:
        if settings.get(connection, PASS + _digest(given)) < iso(clock.now()):
            raise Refused("unsigned", 401)


def _give(connection: Connection, sort: str, clock: Clock, good_for: timedelta) -> str:
    secret = secrets.token_urlsafe(32)
    settings.put(connection, sort + _digest(secret), iso(clock.now() + good_for))
    return secret


def _forget_old(connection: Connection, clock: Clock) -> None:
    for sort in (LINK, PASS):
        old = _setting.c.key.startswith(sort) & (_setting.c.value < iso(clock.now()))
        connection.execute(delete(_setting).where(old))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
