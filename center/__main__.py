"""hutong-center: making a center, letting people and devices in, serving, and looking at how it stands."""

import argparse
import errno
import io
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from center import orders, upkeep
from center.help import HELP
from center.words import WORDS
from deskapp.argwords import speak
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
    speak(_language())
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
    except ExceptionGroup as several:
        for error in several.exceptions:
            _say(error)
        return COULD_NOT
    except Exception as error:
        _say(error)
        return WRONG_USE if isinstance(error, WrongUse) else COULD_NOT


def _say(error: Exception) -> None:
    """One sentence, after the file it is about where there are several."""
    code, params = _reading_of(error)
    sentence = " ".join(_sentences().say(code, **params).split())
    print(": ".join(["hutong-center", *getattr(error, "__notes__", ()), sentence]), file=sys.stderr)


def _reading_of(error: Exception) -> tuple[str, Answer]:
    """What an error says, as a code of the words; what we did not foresee goes on as it is."""
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    from center.refusal import Refused
    from deskapp.models.bundle import BadBundle
    from deskapp.store.migrate import NewerStore

    match error:
        case WrongUse():
            return error.code, error.params
        case Refused():
            params = error.refusal.params
            return error.refusal.code, params | {
                n: _help("between").join(v) for n, v in params.items() if isinstance(v, list)
            }
        case BadBundle():
            return error.code, error.params
        case NewerStore():
            return "newer-store", {"version": str(error)}
        case DBAPIError():
            return "database-unreachable", {"reason": type(error.orig).__name__}
        case ArgumentError() | NoSuchModuleError():
            return "database-unreachable", {"reason": type(error).__name__}
        case OSError(errno=errno.ENOSPC):
            return "disk-full", {}
        case OSError():
            return "folder-unusable", {"folder": error.filename or "", "reason": error.strerror or ""}
    raise error


def _language() -> str:
    return language_of(locale_of(os.environ))


def _sentences() -> Sentences:
    return Sentences(WORDS, _language())


# --- the commands


def init(asked: argparse.Namespace) -> None:
    from center import registry

    registry.init(asked.folder, asked.database, _clock()).close()
    _print(asked, {"folder": str(asked.folder), "recovery_key": str(asked.folder / registry.RECOVERY)})


def serve(asked: argparse.Namespace) -> None:
    from center import registry
    from center.app import make_app
    from center.serve import serve as serve_app

    if bool(asked.tls_cert) != bool(asked.tls_key):
        raise WrongUse("tls-both")
    with registry.serving(asked.folder) as database:
        serve_app(
            make_app(database, _clock(), asked.blobs or asked.folder / "blobs"),
            asked.host,
            asked.port,
            (asked.tls_cert, asked.tls_key) if asked.tls_cert else None,
            _listening,
            _stdin_ends if asked.until_stdin_ends else None,
        )
    _leave()


def _leave() -> NoReturn:
    """Ends here: the server's own threads may be inside Python still, and abort when the interpreter ends."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _stdin_ends() -> None:
    """Reads the descriptor itself: a thread inside sys.stdin would stop the interpreter from ending."""
    while os.read(0, 4096):
        pass


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


def set_user(asked: argparse.Namespace) -> None:
    from center import seats

    values: Answer = {} if asked.active is None else {"active": asked.active == "yes"}
    values |= {"role": asked.role} if asked.role else {}
    if not values:
        raise WrongUse("nothing-to-set")
    _with_database(
        asked, lambda db: {"id": seats.set_user(db, asked.name, asked.community, values, _clock())}
    )


def revoke_device(asked: argparse.Namespace) -> None:
    from center import seats

    def revoke(database: Any) -> Answer:
        seats.revoke(database, asked.id)
        return {"id": asked.id}

    _with_database(asked, revoke)


def confirm_device(asked: argparse.Namespace) -> None:
    from center import renewals

    def confirm(database: Any) -> Answer:
        renewals.confirm(database, asked.id)
        return {"id": asked.id}

    _with_database(asked, confirm)


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
        raise WrongUse("unknown-kind", kind=asked.kind, kinds=_help("between").join(known))
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

    _with_database(asked, lambda db: status.whole(db, _clock(), asked.folder))


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
    """One JSON object, or one value bare (a list one a line), or several with their names."""
    if asked.json:
        _write_json(answer)
    elif len(answer) == 1:
        (value,) = answer.values()
        print(*(value if isinstance(value, list) else [_plain(value)]), sep="\n")
    else:
        for name, value in answer.items():
            print(f"{name}: {_plain(value)}")


def _tell(asked: argparse.Namespace, answer: Answer) -> None:
    """The same, and for people what comes next if the answer leaves that open."""
    _print(asked, answer)
    if "epoch" in answer and not asked.json:
        next_ = "restored" if answer["own"] is not None else "restored-blind"
        print(_sentences().say(next_))


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
        raise argparse.ArgumentTypeError(_help("not-a-port"))
    return int(text)


def _name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError(_help("empty-name"))
    return text.strip()


def _help(code: str) -> str:
    return Sentences(HELP, _language()).say(code)


_PLACES: dict[str, dict[str, Any]] = {
    "folder": {"type": Path, "metavar": "DIR"},
    "name": {"type": _name, "metavar": "NAME"},
    "code": {"metavar": "CODE"},
    "kind": {"metavar": "KIND"},
    "id": {"metavar": "ID"},
}


def _add(under: Any, whole: str, command: Callable[[argparse.Namespace], None], *places: str) -> Any:
    """A command by its whole name, such as "user add", which is also where HELP has its words."""
    said = _help(whole)
    one = under.add_parser(whole.rpartition(" ")[2], help=said, description=said)
    one.set_defaults(command=command)
    for place in places:
        one.add_argument(place, **_PLACES[place])
    one.add_argument("--json", action="store_true", help=_help("json"))
    return one


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="hutong-center", description=_help("top"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def group(name: str) -> Any:
        return commands.add_parser(name, help=_help(name)).add_subparsers(required=True, metavar="COMMAND")

    one = _add(commands, "init", init, "folder")
    one.add_argument("--database", metavar="URL", help=_help("database"))
    one = _add(commands, "serve", serve, "folder")
    one.add_argument("--host", default="127.0.0.1", help=_help("host"))
    one.add_argument("--port", type=_port, default=8765, help=_help("port"))
    one.add_argument("--tls-cert", type=Path, metavar="FILE", help=_help("tls-cert"))
    one.add_argument("--tls-key", type=Path, metavar="FILE", help=_help("tls-key"))
    one.add_argument("--blobs", type=Path, metavar="DIR", help=_help("blobs"))
    one.add_argument("--until-stdin-ends", action="store_true", help=_help("until-stdin-ends"))
    _add(group("community"), "community add", add_community, "folder", "code", "name")
    _add_user_commands(group("user"))
    _add_device_commands(group("device"))
    _add(commands, "list", show, "kind", "folder")
    _add(commands, "status", tell_status, "folder")
    orders.add_commands(commands, group, _add, _print, _help)
    upkeep.add_commands(commands, _add, _tell, _help)
    return parser


def _add_user_commands(user: Any) -> None:
    one = _add(user, "user add", add_user, "folder", "name")
    one.add_argument("--role", required=True, help=_help("role"))
    one.add_argument("--community", required=True, metavar="CODE|street", help=_help("unit"))
    one = _add(user, "user set", set_user, "folder", "name")
    one.add_argument("--active", choices=("yes", "no"), help=_help("active"))
    one.add_argument("--role", help=_help("role"))
    one.add_argument("--community", metavar="CODE|street", help=_help("unit of user"))


def _add_device_commands(device: Any) -> None:
    one = _add(device, "device code", make_device_code, "folder")
    one.add_argument("--community", required=True, metavar="CODE|street", help=_help("unit"))
    one.add_argument("--user", metavar="NAME", help=_help("device user"))
    _add(device, "device revoke", revoke_device, "folder", "id")
    _add(device, "device confirm", confirm_device, "folder", "id")


if __name__ == "__main__":
    sys.exit(main())
