"""The operator's page: what it warns of, who may see it, and that nothing of a resident is on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import insert, update

from center import passes, seats, status, tables
from center.alarms import Alarm, alarms
from center.app import make_app
from center.pages import language_for, operators_page
from center.pagewords import ALARMS, PAGE
from center.refusal import Refused
from deskapp.models.wire import PROTOCOL
from tests.center.conftest import client
from tests.center.wire import Wire
from tests.cli.conftest import make_center
from tests.people import adding, household, person, visit
from tests.process import CenterProcess, run_quickly
from tests.town import Seat, Town

TODAY = date(2026, 11, 24)
GB = 1024**3
GOOD: dict[str, Any] = {
    "id": "ab12", "unit": "houbao", "users": ["冉小禾"], "status": "active", "parent": None, "last_seq": 9,
    "durable_seq": 9, "enrolled_at": "2026-01-05T01:00:00Z", "last_contact": "2026-11-24T00:30:00Z",
    "app": "0.1.0", "edition": 1, "waiting": 0, "attention": 0, "clock_offset": 2, "verified": True,
    "last_set": "2026-11-23T09:00:00Z", "refused_at": None,
}  # fmt: skip


def found(device: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A center in which all is well, but for what is said."""
    usual = {
        "devices": [GOOD | (device or {})],
        "backup": "2026-11-23T18:00:00Z",
        "reviews": {},
        "scopes": {},
    }
    usual |= {"disk": {"free": 100 * GB, "total": 200 * GB}, "time": "2026-11-24T01:00:00Z", "schema": 1}
    return usual | {"center": "c", "epoch": "e", "records": {}, "sets": 9} | more


DEVICES: list[tuple[str, dict[str, Any], list[Alarm]]] = [
    ("all is well", {}, []),
    ("it called three days ago", {"last_contact": "2026-11-21T01:00:00Z"}, []),
    (
        "it called four days ago",
        {"last_contact": "2026-11-20T01:00:00Z"},
        [Alarm("silent", "ab12", {"days": 4})],
    ),
    (
        "it never called",
        {"last_contact": None, "enrolled_at": "2026-11-01T01:00:00Z"},
        [Alarm("silent", "ab12", {"days": 23})],
    ),
    ("it is new", {"last_contact": None, "enrolled_at": "2026-11-24T00:00:00Z"}, []),
    ("it waits and sends", {"waiting": 5, "last_set": "2026-11-23T09:00:00Z"}, []),
    (
        "it waits and sends nothing",
        {"waiting": 5, "last_set": "2026-11-20T09:00:00Z"},
        [Alarm("waiting-stuck", "ab12", {"waiting": 5, "days": 4})],
    ),
    (
        "it waits and never sent anything",
        {"waiting": 5, "last_set": None},
        [Alarm("waiting-stuck", "ab12", {"waiting": 5, "days": 323})],
    ),
    ("its clock is five minutes off", {"clock_offset": 300}, []),
    ("its clock is slow", {"clock_offset": 301}, [Alarm("clock-off", "ab12", {"seconds": 301})]),
    ("its clock is fast", {"clock_offset": -999}, [Alarm("clock-off", "ab12", {"seconds": -999})]),
    ("its clock says nothing", {"clock_offset": None}, []),
    ("it does not agree", {"verified": False}, [Alarm("not-verified", "ab12")]),
    ("it does not say whether it agrees", {"verified": None}, []),
    (
        "it renewed itself",
        {"status": "renewed", "parent": "cd34"},
        [Alarm("renewed", "ab12", {"parent": "cd34"})],
    ),
    ("it is retired and silent", {"status": "retired", "last_contact": None}, []),
    (
        "it is retired and calls",
        {"status": "retired", "refused_at": "2026-11-22T01:00:00Z"},
        [Alarm("still-calling", "ab12", {"status": "retired"})],
    ),
    (
        "it is revoked and calls",
        {"status": "revoked", "refused_at": "2026-11-24T00:59:00Z", "clock_offset": 9999},
        [Alarm("still-calling", "ab12", {"status": "revoked"})],
    ),
    ("it was revoked and called long ago", {"status": "revoked", "refused_at": "2026-10-01T01:00:00Z"}, []),
]


@pytest.mark.parametrize(("device", "expected"), [d[1:] for d in DEVICES], ids=[d[0] for d in DEVICES])
def test_what_a_device_is_warned_of(device: dict[str, Any], expected: list[Alarm]) -> None:
    assert alarms(found(device), TODAY) == expected


@pytest.mark.parametrize(
    ("center", "expected"),
    [
        ({"backup": None}, [Alarm("never-backed-up")]),
        ({"backup": "2026-11-22T01:00:00Z"}, []),
        ({"backup": "2026-11-21T01:00:00Z"}, [Alarm("backup-old", params={"days": 3})]),
        ({"disk": {"free": 4 * GB, "total": 200 * GB}}, [Alarm("disk-full", params={"free": 4 * GB})]),
        ({"disk": {"free": 4 * GB, "total": 20 * GB}}, []),
        ({"disk": None}, []),
    ],
)
def test_what_the_center_itself_is_warned_of(center: dict[str, Any], expected: list[Alarm]) -> None:
    assert alarms(found(**center), TODAY) == expected


def test_every_alarm_is_a_sentence_in_both_languages() -> None:
    codes = {alarm.code for _, device, _ in DEVICES for alarm in alarms(found(device), TODAY)}
    codes |= {"never-backed-up", "backup-old", "disk-full"}
    assert codes == ALARMS.keys()
    assert all(len(pair) == 2 and all(pair) for pair in [*ALARMS.values(), *PAGE.values()])


# --- what is gathered


def test_status_tells_devices_reviews_and_alarms(town: Town, seat: Seat) -> None:
    with town.center.writing() as connection:
        review = {"row_kind": "person", "row": "p", "change_set": "s", "reason": "conflict", "details": {}}
        common = {"scope": "houbao/roster", "rev": 1, "seq": 1, "gone": False, "author": "a", "extra": {}}
        for number, state in enumerate(("open", "open", "done")):
            row = {"id": f"r{number}", "state": state, "made_at": f"2026-11-2{number}T01:00:00Z"}
            connection.execute(insert(reviews()).values(**review, **common, **row))
    said = status.whole(town.center, town.clock, town.folder)
    assert said["reviews"] == {"houbao/roster": {"open": 2, "oldest": "2026-11-20T01:00:00Z"}}
    (device,) = said["devices"]
    assert (device["users"], device["verified"]) == ([seat.desk.actor.name], None)
    assert said["alarms"] == [Alarm("never-backed-up")]
    assert said["disk"]["total"] > said["disk"]["free"] > 0


def reviews() -> Any:
    from deskapp.models.record import table_of

    return table_of("review")


def test_a_desk_tells_whether_it_agrees(town: Town, seat: Seat) -> None:
    seat.sync()
    assert status.whole(town.center, town.clock)["devices"][0]["verified"] is True
    seat.desk.store.put("verified", "no")
    seat.sync()
    assert status.whole(town.center, town.clock)["devices"][0]["verified"] is False


def test_a_device_that_is_out_and_calls_is_noted_once_a_day(town: Town, seat: Seat, wire: Wire) -> None:
    def refused_at() -> str | None:
        return str(status.whole(town.center, town.clock)["devices"][0]["refused_at"])

    seats.revoke(town.center, wire.key.id)
    assert refused_at() == "None"
    first = town.clock.now()
    assert wire.send("status", method="GET")[0] == 403
    town.clock.advance(hours=1)
    wire.send("status", method="GET")
    assert refused_at() == f"{first:%Y-%m-%dT%H:%M:%S}Z"
    town.clock.advance(days=1)
    wire.send("status", method="GET")
    assert refused_at().startswith("2026-11-25")


def test_a_forged_call_in_the_name_of_a_device_that_is_out_is_not_noted(
    town: Town, seat: Seat, wire: Wire
) -> None:
    seats.revoke(town.center, wire.key.id)
    headers = wire.headers("GET", PROTOCOL + "status", b"") | {"signature": f"hutong=:{'A' * 86}==:"}
    assert wire.raw("GET", PROTOCOL + "status", b"", headers)[0] == 401
    assert status.whole(town.center, town.clock)["devices"][0]["refused_at"] is None


# --- who may see it


@pytest.fixture
def browser(town: Town, seat: Seat) -> Iterator[Any]:
    with client(town) as found:
        found.follow_redirects = False
        yield found


def enter(town: Town, browser: Any) -> Any:
    return browser.get(f"/page/{passes.make_link(town.center, town.clock)}")


def test_without_a_pass_there_is_nothing_to_see(town: Town, browser: Any) -> None:
    for given in ("", "x", "page-pass:"):
        browser.cookies.set("hutong-page", given)
        answer = browser.get("/page")
        assert (answer.status_code, "devices" in answer.text) == (401, False)
    assert browser.get("/page/" + "A" * 43).status_code == 401


def test_a_link_that_is_over_says_how_to_come_by_another(town: Town, browser: Any) -> None:
    link = f"/page/{passes.make_link(town.center, town.clock)}"
    browser.get(link)
    for path, accepted, word in (
        (link, "zh-CN", "再运行一次：hutong-center page"),
        ("/page/x", "en", "run once more: hutong-center page"),
    ):
        answer = browser.get(path, headers={"accept-language": accepted})
        assert (answer.status_code, word in answer.text) == (401, True)
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_link_opens_the_page_once(town: Town, browser: Any) -> None:
    link = f"/page/{passes.make_link(town.center, town.clock)}"
    answer = browser.get(link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/page")
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "secure", "path=/page"))
    shown = browser.get("/page")
    assert shown.status_code == 200
    assert shown.headers["content-type"].startswith("text/html")
    assert shown.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert browser.get("/page").status_code == 200
    assert browser.get(link).status_code == 401


def test_a_link_is_good_for_ten_minutes_and_a_pass_for_eight_hours(town: Town, browser: Any) -> None:
    late = passes.make_link(town.center, town.clock)
    town.clock.advance(minutes=11)
    with pytest.raises(Refused, match="unsigned"):
        passes.enter(town.center, late, town.clock)
    enter(town, browser)
    town.clock.advance(hours=7, minutes=59)
    assert browser.get("/page").status_code == 200
    town.clock.advance(minutes=2)
    assert browser.get("/page").status_code == 401


def test_neither_secret_stands_in_the_database(town: Town) -> None:
    link = passes.make_link(town.center, town.clock)
    given = passes.enter(town.center, passes.make_link(town.center, town.clock), town.clock)
    with town.center.reading() as connection:
        kept = str(connection.execute(tables.setting.select()).fetchall())
    assert link not in kept
    assert given not in kept


def test_old_links_and_passes_are_forgotten(town: Town) -> None:
    passes.enter(town.center, passes.make_link(town.center, town.clock), town.clock)
    passes.make_link(town.center, town.clock)
    town.clock.advance(hours=9)
    passes.make_link(town.center, town.clock)
    with town.center.reading() as connection:
        keys = [row.key for row in connection.execute(tables.setting.select())]
    assert len([key for key in keys if key.startswith("page-")]) == 1


def test_over_plain_http_another_machine_sees_nothing(town: Town, seat: Seat) -> None:
    from litestar.testing import TestClient

    link = passes.make_link(town.center, town.clock)
    given = passes.enter(town.center, passes.make_link(town.center, town.clock), town.clock)
    with TestClient(make_app(town.center, town.clock), base_url="http://center.test") as there:
        there.cookies.set("hutong-page", given)
        for path in ("/page", f"/page/{link}"):
            assert (there.get(path).status_code, there.get(path).json()) == (403, {"code": "https-only"})
    assert passes.enter(town.center, link, town.clock), "it was used up"


def test_the_command_gives_a_link_that_opens_the_page_of_a_running_center(tmp_path: Path) -> None:
    make_center(tmp_path / "center")
    running = CenterProcess(tmp_path / "center")
    try:
        said = run_quickly("center", "page", tmp_path / "center", "--address", running.address)
        assert said.returncode == 0, said.stderr
        with requests.Session() as browser:
            browser.trust_env = False
            shown = browser.get(said.stdout.strip())
            assert shown.status_code == 200
            assert "没有验过的备份" in shown.content.decode()
            again = browser.get(running.address + "/page", headers={"accept-language": "en"})
            assert "There is no verified backup yet" in again.content.decode()
        assert requests.get(said.stdout.strip(), timeout=30).status_code == 401
    finally:
        running.kill()


def test_no_link_leads_over_plain_http_to_another_machine(tmp_path: Path) -> None:
    make_center(tmp_path / "center")
    for address in ("http://10.0.0.1:8765", "ftp://localhost", "center.test", "http://[::1"):
        said = run_quickly("center", "page", tmp_path / "center", "--address", address)
        assert (said.returncode, said.stdout) == (2, "")


def test_the_status_command_carries_the_alarms(tmp_path: Path) -> None:
    make_center(tmp_path / "center")
    said = json.loads(run_quickly("center", "status", tmp_path / "center", "--json").stdout)
    assert said["alarms"] == [{"code": "never-backed-up", "device": "", "params": {}}]


# --- what stands on it


def test_nothing_of_a_resident_is_on_it(town: Town, seat: Seat, browser: Any) -> None:
    home = seat.do(adding(household(note="秘密住户", room="秘密室")))
    seat.do(adding(person(home, "秘密姓名", phone="13800138000")))
    seat.do(adding(visit(home, seat.desk.actor.id, note="秘密走访")))
    seat.sync()
    enter(town, browser)
    shown = browser.get("/page").text
    assert "houbao/roster" in shown
    assert seat.desk.actor.name in shown
    for word in ("秘密", "13800138000", home):
        assert word not in shown


def test_what_comes_from_outside_is_shown_as_it_is_written(town: Town, seat: Seat, browser: Any) -> None:
    nasty = "<script>alert(1)</script>\"'&"
    with town.center.writing() as connection:
        connection.execute(update(tables.device).values(app=nasty))
        connection.execute(update(users()).values(name=nasty))
        connection.execute(insert(tables.scope).values(id=f"{nasty}/x", seq=1, min_seq=0, digest=0))
    enter(town, browser)
    shown = browser.get("/page").text
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;") >= 3


def users() -> Any:
    from deskapp.models.record import table_of

    return table_of("user")


def test_it_is_chinese_unless_english_is_asked_for_first(town: Town, browser: Any) -> None:
    enter(town, browser)
    assert "要看的" in browser.get("/page", headers={"accept-language": "zh-CN,en;q=0.8"}).text
    assert "To look into" in browser.get("/page", headers={"accept-language": "en-GB,zh;q=0.8"}).text
    assert language_for("") == language_for("fr") == "zh"


def test_every_device_has_its_row_and_every_alarm_its_sentence() -> None:
    troubled = {"clock_offset": -999, "verified": False, "last_contact": "2026-11-20T01:00:00Z", "waiting": 3}
    one = found(troubled, backup=None, scopes={"houbao/roster": 12, "street/public": 3})
    one["reviews"] = {"houbao/roster": {"open": 2, "oldest": "2026-11-20T01:00:00Z"}}
    one["alarms"] = alarms(one, TODAY)
    shown = operators_page(one, "en")
    for words in (
        "houbao · ab12",
        "4 days ago",
        "-999 seconds off",
        "▲ ✕ differs",
        "9 / 9",
        "There is no verified",
    ):
        assert words in shown, words
    assert 'houbao/roster</td><td class="n">12</td><td class="n">2</td><td>4 days ago' in shown
    one["alarms"] = []
    assert "✓ Nothing to look into" in operators_page(one, "en")
