"""Importing a community's workbook, against merely opening it with the library everybody uses."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl

from benchmarks.town import HOUSEHOLDS
from deskapp.demo.town import make_community
from deskapp.demo.workbook import write_roster
from deskapp.store.capture import EVERYTHING
from deskapp.work.imports import apply_import, plan_import
from deskapp.work.workbook import read_roster
from tests.town import Town

PERSONS = 7392


def test_an_import_of_a_community(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    write_roster(path, make_community("houbao", "后堡", households=HOUSEHOLDS, persons=PERSONS))
    town = Town(tmp_path)
    town.community("houbao", "后堡")
    seat = town.join("houbao")
    seat.sync()
    steps: dict[str, float] = {}
    began = time.perf_counter()
    openpyxl.load_workbook(path)
    steps["openpyxl"] = time.perf_counter() - began
    began = time.perf_counter()
    roster = read_roster(path, seat.desk.clock.today())
    steps["read"] = time.perf_counter() - began
    began = time.perf_counter()
    seat.desk.ask(lambda session: plan_import(session, roster, "houbao"))
    steps["plan"] = time.perf_counter() - began
    began = time.perf_counter()
    seat.do(lambda session: apply_import(session, roster, "houbao"), confirmed=EVERYTHING)
    steps["apply"] = time.perf_counter() - began
    again = seat.desk.ask(lambda session: plan_import(session, roster, "houbao"))
    town.close()
    assert (roster.counts.households, roster.counts.persons) == (HOUSEHOLDS, PERSONS)
    assert again.empty
    ours = steps["read"] + steps["plan"] + steps["apply"]
    print("\nimport " + ", ".join(f"{name} {taken:.2f} s" for name, taken in steps.items()), end="")
    print(f"; whole import {ours / steps['openpyxl']:.2f} times opening the workbook with openpyxl")
