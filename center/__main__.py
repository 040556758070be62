"""hutong-center: making a center, letting people and devices in, serving, and looking at how it stands."""

import argparse
import io
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from center.words import WORDS
from deskapp.language import Sentences, language_of, locale_of

COULD_NOT, WRONG_USE = 1, 2
Answer = dict[str, Any]


class WrongUse(Exception):
    """The command cannot be understood; its code and what fills the sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def main(words: list[str] | None = None) -> int:
    """Runs one command; 0, 1 (could not) or 2 (wrong use)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    asked = _parser().parse_args(words)
    try:
        asked.command(asked)
        sys.stdout.flush()
        return 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        code, params = _reading_of(error)
        print(f"hutong-center: {_sentences().say(code, **params)}", file=sys.stderr)
        return WRONG_USE if isinstance(error, WrongUse) else COULD_NOT


def _reading_of(error: Exception) -> tuple[str, Answer]:
    """What an error says, as a code of the words; what we did not foresee goes on as it is."""
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    from center.refusal import Refused
    from deskapp.store.migrate import NewerStore

    match error:
        case WrongUse():
            return error.code, error.params
        case Refused():
            params = error.refusal.params
            return error.refusal.code, params | {
                n: ", ".join(v) for n, v in params.items() if isinstance(v, list)
            }
        case NewerStore():
            return "newer-store", {"version": str(error)}
        case DBAPIError():
            return "database-unreachable", {"reason": type(error.orig).__name__}
        case ArgumentError() | NoSuchModuleError():
            return "database-unreachable", {"reason": type(error).__name__}
        case OSError():
            return "folder-unusable", {"folder": error.filename or "", "reason": error.strerror or ""}
    raise error


def _sentences() -> Sentences:
    return Sentences(WORDS, language_of(locale_of(os.environ)))


# --- the commands


def init(asked: argparse.Namespace) -> None:
    from center import registry

    registry.init(asked.folder, asked.database, _clock()).close()
    _print(asked, {"folder": str(asked.folder), "recovery_key": str(asked.folder / registry.RECOVERY)})


def serve(asked: argparse.Namespace) -> None:
    from center.app import make_app
    from center.serve import serve as serve_app

    if bool(asked.tls_cert) != bool(asked.tls_key):
        raise WrongUse("tls-both")
    database = _open(asked)
    try:
        serve_app(
            make_app(database, _clock()),
            asked.host,
            asked.port,
            (asked.tls_cert, asked.tls_key) if asked.tls_cert else None,
            _listening,
            (lambda: sys.stdin.buffer.read()) if asked.until_stdin_ends else None,
        )
    finally:
        database.close()


def _listening(address: str) -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    print(f"listening on {address}", flush=True)


def add_community(asked: argparse.Namespace) -> None:
    from center import registry

    _with_database(asked, lambda db: {"id": registry.add_community(db, asked.code, asked.name, _clock())})


def add_user(asked: argparse.Namespace) -> None:
    from center import registry

    _with_database(
        asked, lambda db: {"id": registry.add_user(db, asked.name, asked.role, asked.community, _clock())}
    )


def make_device_code(asked: argparse.Namespace) -> None:
    from center import devices, registry

    def make(database: Any) -> Answer:
        registry.check_unit(database, asked.community)
        user = registry.find_user(database, asked.community, asked.user) if asked.user else None
        with database.writing() as connection:
            return {"code": devices.make_code(connection, asked.community, user, _clock())}

    _with_database(asked, make)


def show(asked: argparse.Namespace) -> None:
    """Lists the records of a kind, the devices or the sets, one a line."""
    from center.lists import LISTS
    from deskapp.models.record import kinds
    from deskapp.work.listing import as_line, heads, listed

    known = [*kinds(), *LISTS]
    if asked.kind not in known:
        raise WrongUse("unknown-kind", kind=asked.kind, kinds=", ".join(known))
    names, ask = LISTS.get(asked.kind) or (
        heads(asked.kind),
        lambda connection: listed(connection, asked.kind, today=_clock().today().isoformat()),
    )
    database = _open(asked)
    try:
        with database.reading() as connection:
            if not asked.json:
                print("\t".join(names))
            for row in ask(connection):
                if asked.json:
                    _write_json(row)
                else:
                    print(as_line(row, names))
    finally:
        database.close()


def tell_status(asked: argparse.Namespace) -> None:
    from center import status

    _with_database(asked, lambda db: status.whole(db, _clock()))


# --- what they share


def _clock() -> Any:
    from deskapp.models.clock import Clock

    return Clock()


def _open(asked: argparse.Namespace) -> Any:
    from center import registry

    return registry.open_center(asked.folder)


def _with_database(asked: argparse.Namespace, ask: Callable[[Any], Answer]) -> None:
    database = _open(asked)
    try:
        answer = ask(database)
    finally:
        database.close()
    _print(asked, answer)


def _print(asked: argparse.Namespace, answer: Answer) -> None:
    """One JSON object, or one value bare, or several with their names."""
    if asked.json:
        _write_json(answer)
    elif len(answer) == 1:
        print(*answer.values())
    else:
        for name, value in answer.items():
            print(f"{name}: {_plain(value)}")


def _plain(value: Any) -> str:
    import msgspec

    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _write_json(value: Any) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")


# --- reading the command


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        self.exit(
            WRONG_USE, f"hutong-center: {_sentences().say('wrong-use', message=message, program=self.prog)}\n"
        )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="hutong-center", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        under: Any, name: str, command: Callable[[argparse.Namespace], None], *places: str, help: str
    ) -> Any:
        one = under.add_parser(name, help=help, description=help)
        one.set_defaults(command=command)
        for place in places:
            one.add_argument("folder", type=Path, metavar="DIR") if place == "folder" else one.add_argument(
                place
            )
        one.add_argument("--json", action="store_true", help="one JSON object a line")
        return one

    one = add(commands, "init", init, "folder", help="make a center in DIR")
    one.add_argument("--database", metavar="URL", help="postgresql://…; default: SQLite in DIR")
    one = add(commands, "serve", serve, "folder", help="answer desks until SIGTERM")
    one.add_argument("--host", default="127.0.0.1", help="default: %(default)s; others need TLS")
    one.add_argument("--port", type=_port, default=8765, help="default: %(default)s; 0: a free one")
    one.add_argument("--tls-cert", type=Path, metavar="FILE", help="certificate (PEM)")
    one.add_argument("--tls-key", type=Path, metavar="FILE", help="its private key (PEM)")
    one.add_argument("--until-stdin-ends", action="store_true", help="end with the program that started it")
    community = commands.add_parser("community", help="communities").add_subparsers(required=True)
    add(community, "add", add_community, "folder", "code", "name", help="add a community")
    user = commands.add_parser("user", help="users").add_subparsers(required=True)
    one = add(user, "add", add_user, "folder", "name", help="add a user of a community or of the street")
    one.add_argument("--role", required=True)
    one.add_argument("--community", required=True, metavar="CODE|street")
    device = commands.add_parser("device", help="devices").add_subparsers(required=True)
    one = add(device, "code", make_device_code, "folder", help="a one-time code that lets one device in")
    one.add_argument("--community", required=True, metavar="CODE|street")
    one.add_argument("--user", metavar="NAME", help="the only user this code is for")
    add(commands, "list", show, "kind", "folder", help="list the records of a KIND, device or change_set")
    add(commands, "status", tell_status, "folder", help="how the center stands")
    return parser


if __name__ == "__main__":
    sys.exit(main())
