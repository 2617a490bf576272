"""A number is what stands in the cell, or it is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cxwidgets.survey.numerals import is_ambiguous, is_date, number


@pytest.mark.parametrize(
    ("cell", "value", "how"),
    [
        ("5", "5", ""),
        ("-2", "-2", ""),
        ("5.0", "5.0", ""),
        ("１０", "10", "wide"),
        ("5,0", "5.0", "comma"),
        ("3,5", "3.5", "comma"),
        ("5 分", "5", "unit"),
        ("５分", "5", "unit"),
        ("4 Stars", "4", "unit"),
        ("10 - Extremely likely", "10", "words"),
        ("1 (not at all)", "1", "words"),
    ],
)
def test_reads_what_can_be_read_in_one_way(cell, value, how):
    found = number(cell)
    assert (found.value, found.how) == (Decimal(value), how)


@pytest.mark.parametrize(
    "cell",
    [
        *("", "five", "5²", "½", "①", "٣", "1e3", "inf", "nan", "0x5", "--5", "=5", "5 6", "3-4"),
        *("1,000", "1,234", "3/5", "5%", "2026-03-05", "5 - 6", "1.2.3", "5 minutes late"),
        *("3-Apr", "10-May", "3. Mai", "4月3日", "3 - SEPT"),
    ],
)
def test_what_could_be_two_numbers_or_none_is_none(cell):
    assert number(cell) is None


def test_a_percentage_is_a_number_of_a_scale_to_a_hundred_only():
    assert number("80%", 100).value == 80
    assert number("８０％", 100).value == 80
    assert number("80%", 10) is None


def test_what_a_spreadsheet_makes_of_a_number_is_named_as_a_date():
    dates = ["3-Apr", "3-Apr.", "Apr-03", "4月3日", "2026-04-03", "2026/4/3", "3/4/2026"]
    assert all(map(is_date, dates))
    assert not any(map(is_date, ["3-4", "3 - maybe", "5 - marvellous", "3", "2026"]))
    assert number("3 - maybe").value == 3


def test_a_thousand_or_one_is_named_as_such():
    assert is_ambiguous("1,000")
    assert not is_ambiguous("1,0")


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_come_back(value):
    assert number(str(value)).value == value


@given(st.text(max_size=12))
@example("5\u00b2")
@example("5.000000000000000001")
def test_no_digit_is_ever_added_lost_or_changed(cell):
    found = number(cell, 100)
    if found is not None:
        wide = {chr(0xFF10 + i): str(i) for i in range(10)}
        digits = [wide.get(c, c) for c in cell if c in wide or (c.isascii() and c.isdigit())]
        written = "".join(c for c in str(found.value) if c.isdigit())
        assert written.lstrip("0") == "".join(digits).lstrip("0")
