"""The floor of a first sync: the same bytes over HTTP, the same rows into the same tables, nothing else.

Rows and search terms are prepared before the clock starts, so the floor decodes, merges and checks nothing:
one download a page, one `executemany` a table, one commit, in a SQLCipher file with the same indexes.
"""

from __future__ import annotations

import http.server
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from deskapp.models.clock import Clock
from deskapp.models.record import kinds
from deskapp.store import Store, rows
from deskapp.store.search import terms_for
from deskapp.sync.stage import read_page


@dataclass
class Prepared:
    """A first sync's answers as they came, and what they put into each table."""

    packed: list[bytes]
    statements: list[tuple[str, list[tuple[Any, ...]]]]


def prepare(packed: list[bytes], plain: list[bytes]) -> Prepared:
    """From the bodies of all pulls, packed and plain."""
    docs: dict[str, dict[str, rows.Doc]] = {}
    for body in plain:
        for row in read_page(body).rows:
            docs.setdefault(row.kind, {})[row.id] = rows.doc_of(row)
    statements: list[tuple[str, list[tuple[Any, ...]]]] = []
    terms: list[tuple[str, str, str]] = []
    for kind, found in docs.items():
        statements.append(rows.prepared(kind, found.values()))
        cls = kinds()[kind]
        terms += [(term, kind, id) for id, doc in found.items() for term in terms_for(cls, doc)]
    terms.sort()
    statements.append(("INSERT OR IGNORE INTO search_term (term, kind, id) VALUES (?, ?, ?)", terms))
    return Prepared(packed, statements)


def run(prepared: Prepared, folder: Path) -> float:
    """Seconds for the download and the one transaction; the empty store is made before."""
    store = Store.open(folder, bytes(32), Clock())
    server = _serve(prepared.packed)
    address = f"http://127.0.0.1:{server.server_port}/"
    session = requests.Session()
    session.trust_env = False
    began = time.perf_counter()
    for number in range(len(prepared.packed)):
        session.get(address + str(number)).content  # noqa: B018
    with store.absorbing() as connection:
        raw: Any = connection.connection.dbapi_connection
        for statement, parameters in prepared.statements:
            raw.executemany(statement, parameters)
    taken = time.perf_counter() - began
    session.close()
    server.shutdown()
    server.server_close()
    store.close()
    return taken


def _serve(packed: list[bytes]) -> http.server.ThreadingHTTPServer:
    class Ready(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = packed[int(self.path[1:])]
            self.send_response(200)
            self.send_header("content-encoding", "zstd")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ready)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
