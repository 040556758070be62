"""Renewal: this profile is a copy, or was put back to an older state; it goes on under a new number.

The new key is on disk before anybody hears of it. All sets still kept are numbered and signed anew and sent
again; the center knows each by its id, so nothing of either copy is lost or done twice.
"""

import msgspec

from deskapp.models.change import renewal_text
from deskapp.models.edition import EDITION
from deskapp.models.wire import Renew, Renewal
from deskapp.store import Store, get_meta, outbox, put_meta
from deskapp.store.lock import DeviceKey
from deskapp.sync.road import Road

RENEWALS = "renewals"


def renew(store: Store, road: Road, app: str) -> None:
    """Takes a new number and tells the center. Raises RoadError; the new number holds all the same."""
    take_number(store)
    tell(store, road, app)


def take_number(store: Store) -> None:
    """From now on this profile has a new key, and all its sets new envelopes; in one transaction."""
    old, fresh = store.device, DeviceKey.new()
    with store.keeping() as connection:
        parent_seq = outbox.renumber(connection, fresh)
        said = _kept(get_meta(connection, RENEWALS))
        sig = old.sign(renewal_text(old.id, fresh.public.hex(), parent_seq)).hex()
        said.append(Renewal(old.id, fresh.public.hex(), parent_seq, sig))
        put_meta(connection, RENEWALS, msgspec.json.encode(said))
        put_meta(connection, "device_key", fresh.dump())
        put_meta(connection, "center_seq", "0")


def tell(store: Store, road: Road, app: str) -> bool:
    """Says all renewals again; whether there are any. A restored center may have lost them."""
    said = kept(store)
    if said:
        road.renew(Renew(said, app, EDITION), store.device)
    return bool(said)


def kept(store: Store) -> list[Renewal]:
    """All renewals of this profile, the oldest first."""
    return _kept(store.get(RENEWALS))


def _kept(raw: bytes | None) -> list[Renewal]:
    return msgspec.json.decode(raw, type=list[Renewal]) if raw else []
