"""Paging: where a desk's cursors stand once a page of a pull is applied."""

from collections.abc import Collection

from deskapp.models.wire import Cursor, Footer


def after(cursors: dict[str, Cursor], footer: Footer) -> dict[str, Cursor]:
    """The cursors the next question has when all of an answer was applied and agreed."""
    following = {}
    held = holds_back({scope for scope, cursor in cursors.items() if not cursor.loading}, footer)
    for scope, seq in footer.cursors.items():
        before = cursors.get(scope, Cursor(loading=True, since=footer.heads[scope]))
        loading = before.loading and (held or seq < footer.heads[scope])
        following[scope] = Cursor(seq, loading, before.since)
    return following


def holds_back(shown: Collection[str], footer: Footer) -> bool:
    """Whether news of a scope that is shown already comes with a later page: nothing else is shown before."""
    return any(seq < footer.heads[scope] for scope, seq in footer.cursors.items() if scope in shown)
