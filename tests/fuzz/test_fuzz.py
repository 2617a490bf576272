"""Damaged files are refused in our words or read as they stand: a small part of the corpus.

The whole corpus takes longer: ``python -m tests.fuzz.run --files 10000``.
"""

from __future__ import annotations

import pytest

from tests.fuzz.exports import EXPORTS
from tests.fuzz.run import one, survey

FILES = {".csv": 80, ".tsv": 80, ".xlsx": 25, ".parquet": 60}
IN_A_PROCESS = 40


@pytest.mark.parametrize("name", [n for n, e in EXPORTS.items() if e.suffix != ".sav"])
def test_damage_is_refused_or_changes_no_value(name, tmp_path):
    outcomes = {one(name, seed, tmp_path) for seed in range(FILES[EXPORTS[name].suffix])}
    assert "read" in outcomes
    assert len(outcomes) > 1


def test_damaged_spss_files_end_no_process_but_their_own():
    outcomes, failed = survey("spss", IN_A_PROCESS)
    assert not failed
    assert sum(outcomes.values()) == IN_A_PROCESS
    assert outcomes["read"]
