"""Paging: where a desk's cursors stand once a page of a pull is applied."""

from deskapp.models.wire import Cursor, Footer


def after(cursors: dict[str, Cursor], footer: Footer) -> dict[str, Cursor]:
    """The cursors the next question has when all of an answer was applied and agreed."""
    following = {}
    for scope, seq in footer.cursors.items():
        before = cursors.get(scope, Cursor(loading=True, since=footer.heads[scope]))
        following[scope] = Cursor(seq, before.loading and seq < footer.heads[scope], before.since)
    return following
