"""What a report is made from, as bytes: for a machine that does not see the course's folder."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cxwidgets.report.job import Job

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of time, as zip files count it: same content, same bytes


def of_course(job: Job) -> bytes:
    """Return the course's data and the notebooks of a job."""
    data = (job.root / "data" / "course").rglob("*")
    books = [job.root / "notebooks" / f"{module.notebook}.ipynb" for module in job.modules]
    return _packed(job.root, [*data, *books])


def of_client(job: Job) -> bytes:
    """Return the folder of a job's client."""
    return _packed(job.root, (job.root / "data" / "clients" / job.slug).rglob("*"))


def unpack(parcel: bytes, root: Path) -> None:
    """Lay the files out under ``root`` as they lay where they come from."""
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        archive.extractall(root)


def _packed(root: Path, files: Iterable[Path]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files):
            if file.is_file():
                entry = zipfile.ZipInfo(file.relative_to(root).as_posix(), _BEGINNING)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, file.read_bytes())
    return stream.getvalue()
