"""The operator's commands, and a center that serves."""

import datetime
import ipaddress
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from center.__main__ import main
from deskapp.store.lock import DeviceKey
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad, RoadError
from tests.cli.conftest import Hutong, Said, make_center
from tests.process import CenterProcess, environment, run

WORKER = ("--role", "community_worker", "--community", "houbao")


def center(hutong: Hutong, *words: str | Path) -> Said:
    return hutong(*words, main=main)


def one_line(said: Said) -> bool:
    return said.err.count("\n") == 1 and said.err.startswith("hutong-center: ")


def ask(address: str, authority: Path | None = None) -> str:
    """What a stranger is told."""
    road = HttpRoad(address, DeviceKey.new(), Nonces(), authority)
    try:
        road.status()
    except RoadError as error:
        return error.code
    finally:
        road.close()
    return "let in"


def test_a_center_is_made_once_and_filled(hutong: Hutong, tmp_path: Path) -> None:
    folder = tmp_path / "center"
    assert center(hutong, "init", folder).status == 0
    said = center(hutong, "init", folder)
    assert (said.status, one_line(said)) == (1, True)
    assert center(hutong, "community", "add", folder, "houbao", "后堡").status == 0
    user = center(hutong, "user", "add", folder, "冉小禾", *WORKER).out.strip()
    (listed,) = center(hutong, "list", "user", folder, "--json").rows
    assert (listed["id"], listed["name"], listed["role"]) == (user, "冉小禾", "community_worker")
    code = center(hutong, "device", "code", folder, "--community", "street").out.strip()
    assert len(code) == 10
    status = center(hutong, "status", folder, "--json").rows[0]
    assert status["records"]["user"] == 1
    assert center(hutong, "list", "change_set", folder, "--json").rows[0]["action"] == "add_community"
    assert center(hutong, "list", "device", folder, "--json").rows == []


@pytest.mark.parametrize(
    "words",
    [
        ("community", "add", "DIR", "Hou Bao", "后堡"),
        ("community", "add", "DIR", "houbao", "后堡"),
        ("user", "add", "DIR", "冉小禾", *WORKER),
        ("user", "add", "DIR", "凌小满", "--role", "king", "--community", "houbao"),
        ("user", "add", "DIR", "凌小满", "--role", "community_worker", "--community", "nowhere"),
        ("user", "set", "DIR", "凌小满", "--active", "no"),
        ("user", "set", "DIR", "冉小禾", "--role", "king"),
        ("device", "revoke", "DIR", "no-such-device"),
        ("device", "revoke", "DIR", "0"),
        ("device", "code", "DIR", "--community", "nowhere"),
        ("device", "code", "DIR", "--community", "houbao", "--user", "凌小满"),
        ("serve", "DIR", "--host", "0.0.0.0"),
        ("serve", "DIR", "--tls-cert", "none.pem", "--tls-key", "none.pem"),
        ("status", "DIR/none"),
        ("init", "DIR/new", "--database", "postgresql://127.0.0.1:1/none"),
        ("init", "DIR/new", "--database", "nonsense"),
    ],
)
def test_what_the_center_could_not_do_is_one_line(
    hutong: Hutong, tmp_path: Path, words: tuple[str, ...]
) -> None:
    make_center(tmp_path / "center")
    said = center(hutong, *(word.replace("DIR", str(tmp_path / "center")) for word in words))
    assert (said.status, said.out, one_line(said)) == (1, "", True), said.err
    assert "—" not in said.err


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("dance",),
        ("list", "dog", "DIR"),
        ("user", "add", "DIR", "", *WORKER),
        ("user", "add", "DIR", "  ", *WORKER),
        ("community", "add", "DIR", "nanlu", ""),
        ("user", "set", "DIR", "冉小禾"),
        ("user", "set", "DIR", "冉小禾", "--active", "perhaps"),
        ("serve", "DIR", "--port", "70000"),
        ("serve", "DIR", "--tls-key", "k"),
    ],
)
def test_wrong_use_ends_with_2_and_one_line(hutong: Hutong, tmp_path: Path, words: tuple[str, ...]) -> None:
    make_center(tmp_path / "center")
    said = center(hutong, *(word.replace("DIR", str(tmp_path / "center")) for word in words))
    assert (said.status, said.out, one_line(said)) == (2, "", True)


def test_a_user_without_a_name_is_not_made(hutong: Hutong, tmp_path: Path) -> None:
    make_center(tmp_path / "center")
    said = center(hutong, "user", "add", tmp_path / "center", " ", *WORKER)
    assert (said.status, said.out, one_line(said)) == (2, "", True)
    assert len(center(hutong, "list", "user", tmp_path / "center", "--json").rows) == 3


def test_a_user_is_switched_off_and_on_and_given_a_role_through_the_ledger(
    hutong: Hutong, tmp_path: Path
) -> None:
    folder = tmp_path / "center"
    make_center(folder)
    for words, active, role in (
        (("--active", "no"), False, "community_worker"),
        (("--active", "no"), False, "community_worker"),
        (("--active", "yes", "--role", "community_secretary"), True, "community_secretary"),
    ):
        assert center(hutong, "user", "set", folder, "冉小禾", *words).status == 0
        rows = center(hutong, "list", "user", folder, "--json").rows
        (found,) = [row for row in rows if row["name"] == "冉小禾"]
        assert (found["active"], found["role"]) == (active, role)
    sets = center(hutong, "list", "change_set", folder, "--json").rows
    assert [each["action"] for each in sets].count("set_user") == 2  # what changes nothing makes no set


def test_a_name_in_two_communities_has_to_be_told_apart(hutong: Hutong, tmp_path: Path) -> None:
    folder = tmp_path / "center"
    make_center(folder)
    elsewhere = ("--role", "community_worker", "--community", "donglu")
    center(hutong, "user", "add", folder, "冉小禾", *elsewhere)
    said = center(hutong, "user", "set", folder, "冉小禾", "--active", "no")
    assert (said.status, one_line(said)) == (1, True)
    assert "--community" in said.err
    done = center(hutong, "user", "set", folder, "冉小禾", "--active", "no", "--community", "donglu")
    assert done.status == 0
    rows = center(hutong, "list", "user", folder, "--json").rows
    assert {r["community"]: r["active"] for r in rows if r["name"] == "冉小禾"} == {
        "houbao": True,
        "donglu": False,
    }


def test_the_devices_are_listed_without_a_column_nobody_fills(hutong: Hutong, tmp_path: Path) -> None:
    make_center(tmp_path / "center")
    heads = center(hutong, "list", "device", tmp_path / "center").out.splitlines()[0].split("\t")
    assert "last_contact" in heads
    assert "verified" not in heads


def test_sigterm_while_it_listens_to_stdin_ends_it_without_a_fatal_error(tmp_path: Path) -> None:
    make_center(tmp_path / "center")
    command = [sys.executable, "-m", "center", "serve", str(tmp_path / "center"), "--port", "0"]
    with subprocess.Popen(
        [*command, "--until-stdin-ends"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith("listening on ")
        process.terminate()
        assert process.wait(30) == 0
        assert process.stderr.read() == ""


def test_it_answers_once_it_says_so_and_ends_on_sigterm(tmp_path: Path) -> None:
    make_center(tmp_path / "center")
    running = CenterProcess(tmp_path / "center")
    try:
        assert ask(running.address) == "unknown-device"
        port = running.address.rpartition(":")[2]
        taken = run("center", "serve", tmp_path / "center", "--port", port)
        assert (taken.returncode, taken.stderr.count("\n")) == (1, 1)
    finally:
        assert running.end() == 0


@pytest.mark.skipif(os.name == "nt", reason="descriptors are closed in the POSIX way")
def test_it_serves_with_stdin_closed(tmp_path: Path) -> None:
    make_center(tmp_path / "center")
    command = f'exec "{sys.executable}" -m center serve center --port 0 <&-'
    with subprocess.Popen(
        ["sh", "-c", command], cwd=tmp_path, stdout=subprocess.PIPE, env=environment(), text=True
    ) as process:
        assert process.stdout
        address = process.stdout.readline().removeprefix("listening on ").strip()
        assert ask(address) == "unknown-device"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def test_it_ends_with_the_program_that_started_it(tmp_path: Path) -> None:
    make_center(tmp_path / "center")
    command = [
        sys.executable,
        "-m",
        "center",
        "serve",
        str(tmp_path / "center"),
        "--port",
        "0",
        "--until-stdin-ends",
    ]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True
    ) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline().startswith("listening on http://127.0.0.1:")
        process.stdin.close()
        assert process.wait(30) == 0


def test_with_a_certificate_it_serves_https_to_anybody(tmp_path: Path) -> None:
    make_center(tmp_path / "center")
    cert, key = certificate(tmp_path)
    words = ("--host", "0.0.0.0", "--tls-cert", str(cert), "--tls-key", str(key))
    running = CenterProcess(tmp_path / "center", words)
    try:
        assert running.address.startswith("https://0.0.0.0:")
        address = running.address.replace("0.0.0.0", "127.0.0.1")
        assert ask(address, cert) == "unknown-device"
        assert ask(address) == "tls"
    finally:
        assert running.end() == 0


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine that signs itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hutong")])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(private, hashes.SHA256())
    )
    cert, key = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return cert, key


def test_the_words_of_the_center_come_in_both_languages(
    hutong: Hutong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "没有中心" in center(hutong, "status", "/nowhere/at/all").err
    assert "缺少 NAME" in center(hutong, "user", "add", "center").err
    helped = center(hutong, "user", "set", "--help").out
    assert "用法：hutong-center user set" in helped
    assert "停用、恢复一位用户" in helped
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "usage: hutong-center" in center(hutong, "--help").out
