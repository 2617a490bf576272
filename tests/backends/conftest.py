"""Every engine a tally may be asked to count with, each as a function from a pandas frame."""

from __future__ import annotations

import os
import shutil

import pandas as pd
import pytest


def _polars(frame, _folder):
    import polars as pl

    return pl.DataFrame(_columns(frame))


def _polars_lazy(frame, folder):
    return _polars(frame, folder).lazy()


def _pyarrow(frame, _folder):
    import pyarrow as pa

    return pa.Table.from_pandas(frame, preserve_index=False)


def _duckdb(frame, _folder):
    from cxwidgets.methods.file import engine

    return engine().from_df(frame)


def _parquet(frame, folder):
    file = folder / f"answers {len(list(folder.iterdir()))}.parquet"
    _duckdb(frame, folder).write_parquet(str(file))
    return file


def _csv(frame, folder):
    file = folder / f"answers {len(list(folder.iterdir()))}.csv"
    frame.to_csv(file, index=False, encoding="utf-8")
    return str(file)


def _ibis(frame, _folder):
    import ibis

    return ibis.memtable(frame)


def _dask(frame, _folder):
    import dask.dataframe

    return dask.dataframe.from_pandas(frame, npartitions=2)


def _pyspark(frame, _folder):
    kinds = {name: _spark_kind(frame[name]) for name in frame}
    schema = ", ".join(f"`{name}` {kind}" for name, kind in kinds.items())
    values = list(zip(*_columns(frame).values(), strict=True))
    return _spark().createDataFrame(values, schema)


BACKENDS = {
    "polars": _polars,
    "polars lazy": _polars_lazy,
    "pyarrow": _pyarrow,
    "duckdb": _duckdb,
    "parquet": _parquet,
    "csv": _csv,
    "ibis": _ibis,
    "dask": _dask,
    "pyspark": _pyspark,
}
_SESSION = []


@pytest.fixture(params=BACKENDS)
def backend(request, tmp_path):
    """Return a function that hands a pandas frame to one engine."""
    if request.param == "pyspark" and not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("PySpark needs Java, which is not installed")
    return lambda frame: BACKENDS[request.param](frame, tmp_path)


@pytest.fixture(scope="session", autouse=True)
def _end_of_spark():
    yield
    for session in _SESSION:
        session.stop()


def _columns(frame):
    """Return plain lists with None for what is missing."""
    return {
        name: [None if pd.isna(v) else v.item() if hasattr(v, "item") else v for v in frame[name]]
        for name in frame
    }


def _spark_kind(column):
    if pd.api.types.is_integer_dtype(column):
        return "bigint"
    return "double" if pd.api.types.is_float_dtype(column) else "string"


def _spark():
    """Start Spark once: it takes seconds."""
    if not _SESSION:
        from pyspark.sql import SparkSession

        settings = {
            "spark.ui.enabled": "false",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.sql.shuffle.partitions": "1",
            "spark.log.level": "ERROR",
        }
        builder = SparkSession.builder.master("local[1]")
        for name, value in settings.items():
            builder = builder.config(name, value)
        _SESSION.append(builder.getOrCreate())
    return _SESSION[0]
