"""Adjusted p-values: the example of the paper, and SciPy as a second opinion."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from cxwidgets.methods.effect import before_after
from cxwidgets.methods.kano import kano_from_categories
from cxwidgets.methods.multiplicity import adjusted

# Benjamini & Hochberg 1995, section 4.1: fifteen tests of a trial, four of which pass at 0.05.
PUBLISHED = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
]


def test_the_published_example_keeps_four_of_fifteen():
    found = adjusted(PUBLISHED)
    assert (found <= 0.05).sum() == 4
    assert found[3] == pytest.approx(0.0095 * 15 / 4)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_it_is_what_scipy_gives(p):
    np.testing.assert_allclose(adjusted(p), false_discovery_control(p), rtol=1e-12)


def test_what_was_not_tested_counts_for_nothing():
    found = adjusted([0.04, float("nan"), 0.01])
    np.testing.assert_allclose(found, [0.04, np.nan, 0.02])
    assert len(adjusted([])) == 0


def test_kano_adjusts_over_its_features():
    counts = pd.DataFrame(
        {
            "feature": ["wifi", "seat", "tea"],
            "A": [60, 40, 0],
            "O": [40, 35, 0],
            "M": 0,
            "I": 0,
            "R": 0,
            "Q": 0,
        }
    )
    table = kano_from_categories(counts).table
    np.testing.assert_allclose(
        table["p_adjusted"][:2], false_discovery_control(table["p"][:2]), rtol=1e-12
    )
    assert np.isnan(table["p_adjusted"][2])  # nothing was answered, nothing tested


def test_a_training_adjusts_over_its_statements():
    people = range(12)
    answers = pd.concat(
        pd.DataFrame(
            {
                "respondent": people,
                "item": item,
                "before": [2 + r % 2 for r in people],
                "after": [2 + r % 2 + (r % step == 0) for r in people],
            }
        )
        for item, step in (("q1", 2), ("q2", 5), ("q3", 11))
    )
    table = before_after(answers).table
    np.testing.assert_allclose(table["p_adjusted"], false_discovery_control(table["p"]), rtol=1e-12)
    assert (table["p_adjusted"] >= table["p"]).all()
