"""Amounts of money: read when there is one way to read them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.survey.amounts import amount


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", "12"),
        ("12.5", "12.5"),
        ("-12.50", "-12.50"),
        ("12,50", "12.50"),
        ("¥12.50", "12.50"),
        ("￥ 1,234.50", "1234.50"),
        ("1,234.50 元", "1234.50"),
        ("US$1,234,567", "1234567"),
        ("1.234,50 €", "1234.50"),
        ("-$5", "-5"),
        ("$-5", "-5"),
        ("EUR 7", "7"),
        ("１２", "12"),
    ],
)
def test_what_can_be_read_in_one_way_is_read(cell, value):
    assert amount(cell).value == Decimal(value)


@pytest.mark.parametrize(
    "cell", ["1,234", "1,23,4", "3-4", "1e3", "ten", "$", "", "5 apples", "(5)"]
)
def test_what_is_no_number_or_could_be_two_is_not(cell):
    assert amount(cell) is None


def test_the_sign_between_thousands_settles_it():
    assert amount("1,234", ",").value == 1234
    assert amount("1.234", ".").value == 1234
    assert amount("1.234,5", ".").value == Decimal("1234.5")
    assert amount("1 234", " ").value == amount("1\u00a0234", " ").value == 1234
    assert amount("1’234.5", "'").value == Decimal("1234.5")
    assert amount("12,50", ",") is None, "no group of three"


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from([",", " ", "'"]))
def test_a_number_written_in_groups_comes_back(value, sign):
    written = f"{value:,.2f}".replace(",", sign)
    assert amount(written, sign).value == value
