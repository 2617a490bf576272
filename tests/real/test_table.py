"""Every line of the table of reference sets comes out as it says; see ``table.py``."""

from __future__ import annotations

import pytest

from tests.real.sources import Sets
from tests.real.table import TABLE

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def sets(shared_data):
    opened = Sets(shared_data)
    yield opened
    opened.close()


def agrees(found, expected) -> bool:
    """Compare figures as they are printed, with four decimals; sets may have more groups."""
    if isinstance(expected, dict):
        return all(agrees(found[key], value) for key, value in expected.items())
    if isinstance(expected, list | tuple):
        return len(found) == len(expected) and all(map(agrees, found, expected))
    return found == (pytest.approx(expected, abs=5e-5) if isinstance(expected, float) else expected)


@pytest.mark.parametrize(
    ("compute", "expected"),
    [pytest.param(row[2], row[3], id=f"{row[0]}: {row[1]}") for row in TABLE],
)
def test_figure(sets, compute, expected):
    found = compute(sets)
    assert agrees(found, expected), found
