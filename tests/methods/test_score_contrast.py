"""Segments against the rest: which test of two shares is used when."""

from __future__ import annotations

from math import comb, isnan, sqrt

import pandas as pd
import pytest
from scipy.stats import norm

from cxwidgets.methods.score_contrast import against_rest
from cxwidgets.methods.scores import csat, nps


def shares(hits, n, other, m):
    """Return segment a with ``hits`` satisfied of ``n`` against b with ``other`` of ``m``."""
    scores = [5] * hits + [1] * (n - hits) + [5] * other + [1] * (m - other)
    return against_rest(csat(pd.DataFrame({"score": scores, "segment": ["a"] * n + ["b"] * m})))


def test_small_expected_counts_are_tested_exactly():
    # Fisher's tea tasting (Fisher 1935): 3 of 4 against 1 of 4, two-sided p = 34/70
    assert shares(3, 4, 1, 4)["p"].tolist() == pytest.approx([34 / 70] * 2)
    # 3 of 3 against 0 of 3: 2 of 20 tables are as far apart. The z test would say .014
    found = shares(3, 3, 0, 3)
    assert found["p"].tolist() == pytest.approx([0.1, 0.1])
    assert not found["differs"].any()


def test_from_five_on_it_is_the_pooled_z():
    # 9 of 20 against 1 of 20: expected 5 and 15; z = .4 / sqrt(.25 * .75 / 10)
    p = 2 * norm.sf(0.4 / sqrt(0.25 * 0.75 / 10))
    assert shares(9, 20, 1, 20)["p"].tolist() == pytest.approx([p, p])
    # one hit fewer: 4.5 expected; tables with 9 hits in all that are no likelier: 0, 1, 8 or 9 of a
    tables = sum(comb(20, k) * comb(20, 9 - k) for k in (0, 1, 8, 9))
    assert shares(8, 20, 1, 20).loc[0, "p"] == pytest.approx(tables / comb(40, 9))


def test_nothing_to_tell_apart_has_no_p():
    assert all(isnan(p) for p in shares(4, 4, 3, 3)["p"])


def test_the_difference_of_points_is_that_of_the_scores_that_stand_beside_it():
    """The adjusted difference is nearer to 0: 0 between a score of -39 and one of -36."""
    scores = [10] * 3 + [10] * 10 + [8] * 30 + [3] * 10
    frame = pd.DataFrame({"segment": ["A"] * 3 + ["B"] * 50, "score": scores})
    table = against_rest(nps(frame))
    assert table[["value", "rest", "change"]].to_numpy().tolist() == [[100, 0, 100], [0, 100, -100]]
    assert ((table["low"] <= table["change"]) & (table["change"] <= table["high"])).all()
