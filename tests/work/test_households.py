"""Lists of doors, a door's page, and finding."""

import pytest
from sqlalchemy.orm import Session

from deskapp.models.community import Community
from deskapp.work.households import (
    SHOWS,
    find,
    household,
    household_counts,
    household_ids,
    household_lines,
    phone_of,
)
from tests.work.desks import DAY, WORKER, Beat, person, plans


def rooms(beat: Beat, **how: object) -> list[str]:
    ids = beat.ask(household_ids, WORKER, DAY, **how)
    return [line.room for line in beat.ask(household_lines, ids, DAY)]


def test_doors_stand_as_one_walks_and_backwards_on_demand(beat: Beat) -> None:
    for room in ("1001", "502", "901"):
        beat.door(room)
    assert rooms(beat) == ["502", "901", "1001"]
    assert rooms(beat, descending=True) == ["1001", "901", "502"]


def test_names_are_sorted_by_sound_and_nameless_doors_come_last(beat: Beat) -> None:
    for room, name in (("501", "张三妹"), ("502", ""), ("503", "蒲文斌"), ("504", "阿旺")):
        beat.door(room, name)
    assert rooms(beat, sort="name") == ["504", "503", "501", "502"]


def test_by_last_visit_the_never_visited_come_first_then_the_longest_ago(beat: Beat) -> None:
    beat.campaign()
    beat.visit(beat.door("501"), on="2026-11-20")
    beat.visit(beat.door("502"), on="2026-03-20")
    beat.door("503")
    assert rooms(beat, sort="last") == ["503", "502", "501"]
    assert rooms(beat, sort="last", descending=True) == ["501", "502", "503"]


def test_each_count_is_the_length_of_its_list(beat: Beat) -> None:
    beat.campaign()
    for room, outcome in (("201", "O1"), ("202", "O3"), ("203", "O4"), ("204", "O5")):
        beat.visit(beat.door(room), outcome, next_try="2026-11-24")
    beat.door("301", vacant=True, worker=None)
    beat.door("302", since="2026-11-20")
    counts = beat.ask(household_counts, WORKER, DAY)
    assert list(counts) == list(SHOWS)
    for show in SHOWS:
        assert counts[show] == len(beat.ask(household_ids, WORKER, DAY, show=show)), show
    assert (counts["all"], counts["mine"], counts["vacant"], counts["due"], counts["new"]) == (6, 5, 2, 4, 1)


def test_a_list_is_narrowed_by_what_is_typed(beat: Beat) -> None:
    beat.door("501", "王桂芳")
    beat.door("502", "蒲文斌")
    assert rooms(beat, text="wgf") == ["501"]
    assert rooms(beat, text="3-2-502") == ["502"]
    assert rooms(beat, text="没有的") == []
    assert rooms(beat, text="  ") == ["501", "502"]


def test_a_line_says_what_was_seen_last(beat: Beat) -> None:
    beat.campaign()
    home = beat.door("501", "王桂芳", born="1943-05-02")
    beat.add(person(home, "李建成"))
    beat.visit(home, "O1", "2026-03-20")
    beat.visit(home, "O3", "2026-11-20")
    (line,) = beat.ask(household_lines, [home, "not-here"], DAY)
    assert (line.head, line.persons, line.visits, line.tags) == ("王桂芳", 2, 2, ("EL02",))
    assert (line.last_visit, line.last_outcome, line.state) == ("2026-11-20", "O3", "met")
    assert line.sync == "waiting"


def test_what_the_center_took_is_received(beat: Beat) -> None:
    home = beat.door("501")
    beat.settle()
    assert beat.ask(household_lines, [home], DAY)[0].sync == "received"


def test_lines_keep_the_order_they_were_asked_in(beat: Beat) -> None:
    ids = [beat.door(room) for room in ("503", "501", "502")]
    assert [line.id for line in beat.ask(household_lines, ids, DAY)] == ids


def test_a_scope_that_is_still_being_filled_is_hidden(beat: Beat) -> None:
    beat.door("501")
    beat.settle()
    new = beat.door("502")
    with beat.desk.store.keeping() as connection:
        connection.exec_driver_sql(
            "INSERT INTO cursor (scope, seq, epoch, loading, since, digest, verified)"
            " VALUES ('houbao/roster', 1, 'e1', 1, 0, 0, 0)"
        )
    assert beat.ask(household_ids, WORKER, DAY) == [new]


def test_a_page_says_all_that_is_known(beat: Beat) -> None:
    beat.campaign()
    home = beat.door("501", "王桂芳", born="1948-05-02", phone="13812346027", tenure="T1", note="门口有鞋柜")
    son = beat.add(person(home, "李建成", relation="20", sex="1"))
    beat.tag(son, "DS01")
    beat.visit(home, "O3", "2026-03-20")
    beat.visit(home, "O2", "2026-11-20", met=[son], note="平安", started="10:05")
    beat.request(home)
    beat.request(home, "已经好了", state="closed", triage="small")
    page = beat.ask(household, home, DAY, WORKER)
    assert page is not None
    assert (page.door, page.full, page.note, page.state) == ("3-2-501", "3栋2单元501", "门口有鞋柜", "met")
    assert page.head is not None
    assert (page.head.name, page.head.relation, page.head.age) == ("王桂芳", "02", 78)
    assert [(m.name, m.relation, m.sex, m.tags) for m in page.members[1:]] == [
        ("李建成", "20", "1", ("DS01",))
    ]
    assert [(v.visited_on, v.outcome) for v in page.history] == [("2026-11-20", "O2"), ("2026-03-20", "O3")]
    newest = page.history[0]
    assert (newest.met, newest.note, newest.mine, newest.sync) == (("李建成",), "平安", True, "waiting")
    assert [request.text for request in page.requests] == ["楼道灯不亮"]


def test_a_phone_is_masked_until_somebody_asks_for_it(beat: Beat) -> None:
    home = beat.door("501", "王桂芳", phone="13812346027")
    page = beat.ask(household, home, DAY)
    assert page is not None
    assert page.head is not None
    assert page.head.phone == "138****6027"
    assert "13812346027" not in repr(page)
    assert beat.ask(phone_of, page.head.id) == "13812346027"


def test_a_door_that_is_not_here_has_no_page(beat: Beat) -> None:
    assert beat.ask(household, "not-here", DAY) is None
    assert beat.ask(household, beat.door("501", gone=True), DAY) is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [("王桂", "name"), ("桂芳", "name"), ("wgf", "name"), ("wanggui", "name"), ("6027", "phone")],
)
def test_a_resident_is_found_by_what_people_type(beat: Beat, typed: str, why: str) -> None:
    home = beat.door("501", "王桂芳", phone="13812346027")
    (hit,) = beat.ask(find, typed)
    assert (hit.kind, hit.household, hit.door, hit.name, hit.why) == (
        "person",
        home,
        "3-2-501",
        "王桂芳",
        why,
    )


@pytest.mark.parametrize("typed", ["3 2 501", "3-2-501", "3栋2单元501", "3-2-5-1", "501", "2-501"])
def test_a_door_is_found_however_it_is_written(beat: Beat, typed: str) -> None:
    home = beat.door("501", "王桂芳")
    beat.door("601")
    (hit,) = beat.ask(find, typed)
    assert (hit.kind, hit.id, hit.name, hit.why) == ("household", home, "王桂芳", "door")


def test_nothing_typed_finds_nothing_and_a_limit_is_kept(beat: Beat) -> None:
    for room in ("501", "502", "503"):
        beat.door(room, "王桂芳")
    assert beat.ask(find, "  ") == []
    assert len(beat.ask(find, "wgf", 2)) == 2


def test_a_community_is_called_by_its_name(beat: Beat) -> None:
    home = beat.door("501")
    with beat.desk.store.absorbing() as connection:
        common = {"scope": "street/public", "rev": 1, "seq": 1, "gone": False, "author": "", "made_at": ""}
        connection.execute(
            Community.__table__.insert().values(id="c", code="houbao", name="后堡社区", extra={}, **common)
        )
    page = beat.ask(household, home, DAY)
    assert page is not None
    assert page.community == "后堡社区"


def test_a_page_of_lines_is_looked_up_and_costs_the_same_however_long(beat: Beat) -> None:
    beat.campaign()
    ids = [beat.door(str(room), "冉小禾") for room in range(501, 513)]
    for home in ids:
        beat.visit(home, "O3")
    few, _ = plans(beat, lambda s: household_lines(s, ids[:1], DAY))
    many, steps = plans(beat, lambda s: household_lines(s, ids, DAY))
    assert few == many
    assert steps
    assert not [s for s in steps if s.startswith(("SCAN visit", "SCAN person", "SCAN tag", "SCAN household"))]


def test_a_whole_list_takes_as_many_statements_for_one_door_as_for_many(beat: Beat) -> None:
    beat.campaign()
    beat.visit(beat.door("501", "冉小禾"), "O3")

    def ask_all(session: Session) -> None:
        for show in SHOWS:
            household_ids(session, WORKER, DAY, show=show, sort="last")
        household_counts(session, WORKER, DAY)

    few, _ = plans(beat, ask_all)
    for room in range(601, 609):
        beat.visit(beat.door(str(room), "冉小禾"), "O3")
    many, steps = plans(beat, ask_all)
    assert few == many
    assert not [s for s in steps if "CORRELATED" in s]
