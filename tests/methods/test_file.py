"""Files by their path: just this one, whatever its name looks like."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cxwidgets.methods import covariance_tally, pareto


def write(frame, path):
    path.parent.mkdir(exist_ok=True)
    if path.suffix == ".csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_parquet(path)


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
@pytest.mark.parametrize("name", ["a[1]", "a*", "a?", "[1]/a", "*/a1", "a]", "{a1,a2}"])
def test_a_name_that_looks_like_a_pattern_is_a_name(name, suffix, tmp_path):
    for other in ("a1", "a2", "1/a", "1/a1"):
        write(pd.DataFrame({"reason": ["other", "file"]}), tmp_path / f"{other}{suffix}")
    file = tmp_path / f"{name}{suffix}"
    write(pd.DataFrame({"reason": ["late"]}), file)
    assert pareto.tally(file)["reason"].tolist() == ["late"]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_long_columns_are_read_from_the_named_file(suffix, tmp_path):
    write(pd.DataFrame({"a": [7.0, 7.0]}), tmp_path / f"a1{suffix}")
    file = tmp_path / f"a[1]{suffix}"
    write(pd.DataFrame({"a": [1.0, 2.0]}), file)
    assert covariance_tally.tally(file, ["a"], patterns_up_to=0).means.tolist() == [1.5]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_the_name_of_a_folder_is_no_column(suffix, tmp_path):
    write(pd.DataFrame({"score": [1]}), tmp_path / f"reason=late{suffix}")
    (tmp_path / "reason=late").mkdir()
    write(pd.DataFrame({"score": [1]}), tmp_path / "reason=late" / f"a{suffix}")
    with pytest.raises(ValueError, match="no column 'reason'; the table has score"):
        pareto.tally(tmp_path / "reason=late" / f"a{suffix}")


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_column_that_comes_twice_is_refused_like_in_a_frame(suffix, tmp_path):
    file = tmp_path / f"answers{suffix}"
    if suffix == ".csv":
        file.write_text("reason,score,reason\nlate,1,dear\n", encoding="utf-8")
    else:
        columns = [pa.array(["late"]), pa.array([1]), pa.array(["dear"])]
        pq.write_table(pa.Table.from_arrays(columns, ["reason", "score", "reason"]), file)
    with pytest.raises(ValueError, match=rf"answers\{suffix} has 2 columns 'reason'"):
        pareto.tally(file)


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_columns_that_are_numbered_by_their_author_are_not_repeated(suffix, tmp_path):
    file = tmp_path / f"answers{suffix}"
    write(pd.DataFrame({"reason": ["late"], "reason_1": ["dear"]}), file)
    assert pareto.tally(file)["reason"].tolist() == ["late"]
