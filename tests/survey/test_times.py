"""Times of several zones are comparable, or missing; a proposed format reads its own sample."""

from __future__ import annotations

import pandas as pd
import pytest

from cxwidgets import client as clients
from cxwidgets.client_new import create
from cxwidgets.survey.date_formats import fitting
from cxwidgets.survey.times import parsed

EAST, WEST, NONE = "2026-03-31 23:30:00+08:00", "2026-03-31T09:30:00-06:00", "2026-03-31 23:30:00"


def test_times_of_different_zones_are_read_in_utc():
    assert (
        parsed(pd.Series([EAST, WEST]), "ISO8601").tolist()
        == [pd.Timestamp("2026-03-31 15:30")] * 2
    )


def test_a_time_without_a_zone_among_others_is_missing():
    found = parsed(pd.Series([EAST, NONE, None]), "ISO8601")
    assert found.isna().tolist() == [False, True, True]


def test_times_without_zones_stay_as_they_are():
    assert parsed(pd.Series([NONE]), "ISO8601").tolist() == [pd.Timestamp(NONE)]


WRITTEN = [
    ("31/03/2024 15:04", "%d/%m/%Y %H:%M"),
    ("31/03/2024 15:04:05", "%d/%m/%Y %H:%M:%S"),
    ("3/31/24 15:04", "%m/%d/%y %H:%M"),
    ("3/31/2024 3:04:05 PM", "%m/%d/%Y %I:%M:%S %p"),
    ("3/31/2024, 3:04:05\u202fp.m.", "%m/%d/%Y, %I:%M:%S %p"),
    ("2024/3/31 下午 3:04:05", "%Y/%m/%d %p %I:%M:%S"),
    ("2024/3/31 下午3:04", "%Y/%m/%d %p %I:%M"),
    ("2024-03-31下午03:04:05", "%Y-%m-%d %p %I:%M:%S"),
    ("2024年3月31日 15:04", "%Y年%m月%d日 %H:%M"),
    ("2024年3月31日15时04分05秒", "%Y年%m月%d日%H时%M分%S秒"),
    ("2024年3月31日 15时04分05秒", "%Y年%m月%d日 %H时%M分%S秒"),
    ("2024/03/31 3:04:05 PM GMT+8", "%Y/%m/%d %I:%M:%S %p %z"),
    ("2024/03/31 3:04:05 午後 GMT+9", "%Y/%m/%d %I:%M:%S %p %z"),
    ("2024/03/31 3:04:05 pm EET", "%Y/%m/%d %I:%M:%S %p EET"),
    ("31 May 2024", "%d %b %Y"),
    ("yesterday 15:04", ""),
]


@pytest.mark.parametrize(("cell", "wanted"), WRITTEN)
def test_a_proposed_format_reads_its_own_sample(write_csv, course, cell, wanted):
    answers = "".join(f'"{cell}",{score}\n' for score in (9, 3, 10))
    path = write_csv(f"Timestamp,How likely are you to recommend us? (0-10)\n{answers}")
    folder, proposal = create(course, "shop", [path], "scores")
    toml = (folder / "client.toml").read_text(encoding="utf-8")
    lines = [line for line in toml.split("\n") if line.startswith(("at = ", "at_format = "))]
    assert ("at_format" in toml.replace("at_format is needed", "")) == bool(wanted)
    assert not proposal.undecided()
    if not wanted:
        assert not lines
        return
    assert lines[1].startswith(f'at_format = "{wanted}"')
    times = clients.load(course, "shop").survey("scores")["at"]
    day, zone = (31, 3, 2024), times.dt.tz
    wall = times.dt.tz_localize(None) if zone else times
    assert {(t.day, t.month, t.year) for t in wall} <= {day, (31, 5, 2024)}
    if ":" in cell or "时" in cell:
        assert {(t.hour, t.minute) for t in wall} == {(15, 4)}
    assert {str(zone)} <= {"None", "UTC+08:00", "UTC+09:00"}
    assert ("GMT+8" in cell) == (str(zone) == "UTC+08:00")


def test_noon_and_midnight_are_what_the_halves_of_the_day_say():
    given = pd.Series(["2024/1/5 上午 12:30", "2024/1/5 下午 12:30", "2024/1/5 下午 1:30"])
    assert parsed(given, "%Y/%m/%d %p %I:%M").dt.hour.tolist() == [0, 12, 13]


def test_a_format_with_the_zone_spelled_out_is_still_read_as_it_stands():
    given = pd.Series(["2024/01/05 3:04 PM GMT+8"])
    (found,) = parsed(given, "%Y/%m/%d %I:%M %p GMT+8")
    assert found == pd.Timestamp("2024-01-05 15:04")


def test_two_formats_that_read_other_times_are_left_to_decide(write_csv, course):
    path = write_csv("Timestamp,nps (0-10)\n3/4/2024 1:00 PM,9\n5/6/2024 2:00 PM,8\n")
    folder, proposal = create(course, "shop", [path], "scores")
    assert not proposal.undecided()
    toml = (folder / "client.toml").read_text(encoding="utf-8")
    assert '# at_format = "%d/%m/%Y %I:%M %p"  # as in' in toml
    said = next(e.says for e in proposal.entries if e.says.startswith("time"))
    assert "%d/%m/%Y %I:%M %p or %m/%d/%Y %I:%M %p" in said


def test_one_cell_that_is_written_otherwise_leaves_no_format():
    assert fitting(pd.Series(["31/03/2024 15:04", "31/03/2024 15:04:05"])) == []
