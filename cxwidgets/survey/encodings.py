"""How the bytes of a text file are to be read: certain, likely, or not in one way at all."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxwidgets.survey.grid import refusal

if TYPE_CHECKING:
    import re
    from pathlib import Path

_UNICODE = ("utf-8", "utf-8-sig", "utf-16")
_SAMPLE = 262_144
_NAMED = 8
_WIDE = 3
_EAST_ASIAN = ("gb18030", "gbk", "gb2312", "big5", "shift_jis", "cp949", "euc_kr", "euc_jp")
_TRIED = ["gb18030", "big5", "cp1252", "shift_jis"]


@dataclass(frozen=True)
class Decoded:
    """The characters of a file.

    Attributes
    ----------
    text
        All of them.
    encoding
        How they were read.
    is_sure
        Whether no other reading makes sense.
    """

    text: str
    encoding: str
    is_sure: bool


def decoded(path: Path, content: bytes, encoding: str, known: re.Pattern[str]) -> Decoded:
    """Read bytes as characters.

    Parameters
    ----------
    path
        Named in errors.
    content
        The whole file.
    encoding
        What ``client.toml`` says; found out when empty.
    known
        Words of platforms that write in Chinese: a file whose beginning has them once read as
        GB 18030 is written in it.

    Raises
    ------
    cxwidgets.survey.problems.SurveyError
        If the bytes do not fit the encoding, or are written in two encodings at once.
    """
    said = bool(encoding)
    encoding = encoding or detected(content)
    sure = said or encoding in _UNICODE
    if not sure and known.search(content[:_SAMPLE].decode("gb18030", "ignore")):
        encoding, sure = "gb18030", True
    if not said and not sure:
        _refuse_mixture(path, content, encoding)
    try:
        text = content.decode(encoding)
    except LookupError:
        raise refusal(path, f"there is no encoding {encoding!r}", "utf-8, gb18030, …") from None
    except UnicodeError as error:
        if not said:
            _refuse_mixture(path, content, encoding)
        start = getattr(error, "start", 0)
        line = content.count(b"\n", 0, start) + 1
        raise refusal(
            path, f"not written in {encoding} (byte {start}, line {line})", "utf-8, gb18030, …"
        ) from None
    except ValueError:
        raise refusal(path, f"{encoding!r} is not an encoding of text", "utf-8, …") from None
    return Decoded(text, encoding, sure)


def detected(content: bytes) -> str:
    """Return the encoding of a text file: certain for Unicode, likely for anything else."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(content[:_SAMPLE], cp_isolation=_TRIED).best()
        return best.encoding if best else "gb18030"
    return "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8"


def _refuse_mixture(path: Path, content: bytes, likely: str) -> None:
    """Refuse a file some of whose lines are UTF-8 and some are not: each way spoils the other.

    A short line of GB 18030 may happen to be valid UTF-8 with sequences of two bytes, so that only
    longer ones tell where the rest of the file is East Asian.
    """
    wide = _WIDE if likely in _EAST_ASIAN else _WIDE - 1
    unicode, other = [], []
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.isascii():
            continue
        try:
            characters = line.decode("utf-8")
        except UnicodeDecodeError:
            other.append(number)
        else:
            if any(len(c.encode()) >= wide for c in characters):
                unicode.append(number)
    if unicode and other:
        fewer, name = (unicode, "utf-8") if len(unicode) < len(other) else (other, likely)
        lines = ", ".join(map(str, fewer[:_NAMED])) + (" …" if len(fewer) > _NAMED else "")
        raise refusal(
            path,
            f"two encodings in one file: {len(unicode)} lines in utf-8, {len(other)} lines not; "
            f"written in {name}: lines {lines}",
            "the file exported again, or saved in one encoding",
        )
