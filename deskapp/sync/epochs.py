"""A center that began anew after a restore: everything is filled into the stage and swapped in at once.

Until then the old rows stay in sight. What the center lacks is sent before: it was kept for this.
"""

from collections.abc import Callable

from sqlalchemy import Connection, delete, insert, select

from deskapp.models.paging import after
from deskapp.models.wire import Cursor, Erase, Left, Refusal, Row
from deskapp.store import Store, get_metas, outbox, put_meta, tables
from deskapp.sync.apply import Applied, apply
from deskapp.sync.stage import Page, read_page

NEXT = "next_epoch"
_stage, _cursor = tables.stage, tables.stage_cursor


def working(connection: Connection) -> tuple[str, bool]:
    """The epoch requests speak of, the one that is being filled or else the one that is shown; and which."""
    found = get_metas(connection, NEXT, "epoch")
    return found.get(NEXT, found.get("epoch", b"")).decode(), NEXT in found


def begin(store: Store, refusal: Refusal) -> None:
    """The center speaks of another epoch: from now on that one is filled, from its beginning.

    Sets go on from the center's last one if it is ours; whatever it lacks is sent again.
    """
    with store.keeping() as connection:
        _clear(connection)
        put_meta(connection, NEXT, refusal.epoch)
        ours = outbox.chain_at(connection, refusal.last_seq or 0)
        known = ours is not None and ours.hex() == refusal.last_chain
        put_meta(connection, "center_seq", str(refusal.last_seq or 0) if known else "0")


def cursors(connection: Connection) -> dict[str, Cursor]:
    """How far each scope is in the stage."""
    return {r.scope: Cursor(r.seq, r.loading, r.since) for r in connection.execute(select(_cursor))}


def keep(store: Store, answer: bytes, page: Page) -> None:
    """Keeps a page of the new epoch with the cursors it reaches, in one transaction: a cut costs one page."""
    with store.keeping() as connection:
        before = cursors(connection)
        connection.execute(insert(_stage).values(page=answer))
        connection.execute(delete(_cursor))
        following = after(before, page.footer).items()
        reached = [{"scope": s, "seq": c.seq, "loading": c.loading, "since": c.since} for s, c in following]
        if reached:
            connection.execute(insert(_cursor), reached)


def swap(store: Store, last: Page, step: Callable[[str], None], *, carried: bool = False) -> Applied:
    """Everything staged takes the old rows' place, sets are settled, in one transaction."""
    with store.engine.connect() as connection:
        epoch, _ = working(connection)
        pages = list(connection.scalars(select(_stage.c.page).order_by(_stage.c.n)))
    whole = Page(_latest([read_page(answer) for answer in pages]), [], [], last.footer)

    def close(connection: Connection) -> None:
        put_meta(connection, "epoch", epoch)
        put_meta(connection, NEXT, None)
        _clear(connection)

    return apply(store, whole, epoch, step, anew=close, carried=carried)


def _latest(pages: list[Page]) -> list[Row]:
    """Each row as it came last, without those that left the scope they came in or were erased.

    Nor those of a scope that a later page does not speak of any more: whoever sits there lost it on the way.
    """
    rows: dict[tuple[str, str], Row] = {}
    for page in pages:
        rows = {key: row for key, row in rows.items() if row.scope in page.footer.cursors}
        for row in page.rows:
            known = rows.get((row.kind, row.id))
            if known is None or row.rev > known.rev:
                rows[(row.kind, row.id)] = row
        leavers: list[Left | Erase] = [*page.left, *page.erased]
        for item in leavers:
            known = rows.get((item.kind, item.id))
            if known is not None and known.scope == item.scope and known.seq < item.seq:
                del rows[(item.kind, item.id)]
    return list(rows.values())


def _clear(connection: Connection) -> None:
    connection.execute(delete(_stage))
    connection.execute(delete(_cursor))
