"""A font of widths only: how wide words are, without looking at how letters are drawn.

Drawing a chart is mostly measuring its words, and measuring a word in a large Chinese font takes
thirty times as long as in a small one. Here every letter is a box as wide as in the font that the
theme names for Chinese (Noto Sans CJK SC; other fonts of the kind are as wide within a per cent or
two, and all ideographs are square). So charts are laid out alike on every machine, whether or not
it has a Chinese font. The reader's own fonts draw the letters.

``python -m cxwidgets.report.letters`` writes the file beside this one again.
"""

from __future__ import annotations

import struct
from itertools import pairwise
from pathlib import Path

FAMILY, MEASURED = "CXLetters", "Noto Sans CJK SC"
FILE = Path(__file__).with_name("fonts") / "letters.ttf"
_EM, _BOX = 1000, 700
_ASCENT, _DESCENT = 880, -120
# Advances in thousandths of an em from U+0020; what is not listed is as wide as an ideograph.
_ASCII = (
    "224 323 474 555 555 921 680 278 338 338 467 555 278 347 278 392 555 555 555 555 555 555 555 "
    "555 555 555 278 278 555 555 555 474 946 608 657 638 688 589 552 689 728 293 535 646 543 812 "
    "723 742 633 742 635 596 599 721 575 878 573 531 603 338 392 338 555 559 606 563 618 510 620 "
    "554 325 564 607 275 275 552 284 926 610 606 620 620 388 468 377 607 521 802 498 521 475 338 "
    "270 338 555"
)
_LATIN = (  # from U+00A0
    "224 323 555 555 555 555 270 1000 606 832 386 479 555 347 473 606 370 1000 411 411 606 628 "
    "1000 1000 606 411 407 479 873 903 889 474 608 608 608 608 608 608 918 638 589 589 589 589 293 "
    "293 293 293 712 723 742 742 742 742 742 1000 742 721 721 721 721 531 652 643 563 563 563 563 "
    "563 563 877 510 554 554 554 554 275 275 275 275 608 610 606 606 606 606 606 1000 606 607 607 "
    "607 607 521 620 521"
)
_OTHERS = {0x2013: 536, 0x2014: 894, 0x2032: 278, 0x2212: 555}
_RANGES = ((0x100, 0x1FFF, 600), (0x2000, 0xFFFD, _EM), (0x10000, 0x3FFFF, _EM))


def advances() -> list[tuple[int, int, int]]:
    """Return first character, last character and advance, in the order of characters."""
    single = {0x20 + i: int(w) for i, w in enumerate(_ASCII.split())}
    single |= {0xA0 + i: int(w) for i, w in enumerate(_LATIN.split())}
    single |= _OTHERS
    found = [(c, c, w) for c, w in single.items()]
    for first, last, width in _RANGES:
        taken = sorted(c for c in single if first <= c <= last)
        edges = [first - 1, *taken, last + 1]
        found += [(a + 1, b - 1, width) for a, b in pairwise(edges) if a + 1 < b]
    return sorted(found)


def font() -> bytes:
    """Return the font as TrueType."""
    runs = advances()
    widths = [_EM, *sorted({width for _, _, width in runs})]  # the first stands for what is missing
    glyph = {width: number for number, width in enumerate(widths) if number}
    boxes = [_box(width) for width in widths]
    places = [sum(map(len, boxes[:number])) // 2 for number in range(len(boxes) + 1)]
    tables = {
        b"OS/2": _os2(),
        b"cmap": _cmap([(first, last, glyph[width]) for first, last, width in runs]),
        b"glyf": b"".join(boxes),
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0, 0, 0, _EM, _BOX, 0, 8, 2, 0, 0),
        ),
        b"hhea": struct.pack(
            ">IhhhH11hH",
            *(0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 0, 0, 0, 0, len(widths)),
        ),
        b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in widths),
        b"loca": struct.pack(f">{len(places)}H", *places),
        b"maxp": struct.pack(">I14H", 0x10000, len(widths), 4, 1, 0, 0, 2, *[0] * 8),
        b"name": _name(),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -125, 50, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _box(width: int) -> bytes:
    head = struct.pack(">hhhhhHH4B", 1, 0, 0, width, _BOX, 3, 0, 1, 1, 1, 1)
    return head + struct.pack(">8h", 0, 0, width, 0, 0, _BOX, 0, -_BOX)


def _cmap(groups: list[tuple[int, int, int]]) -> bytes:
    """Return a table of format 13: many characters, one glyph."""
    body = b"".join(struct.pack(">III", *group) for group in groups)
    head = struct.pack(">HHIII", 13, 0, 16 + len(body), 0, len(groups))
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + head + body


def _os2() -> bytes:
    marks = (650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0)
    return (
        struct.pack(">HhHHH11h", 4, _EM, 400, 5, 0, *marks)
        + bytes(10)
        + struct.pack(">4I4sHHH", 0, 0, 0, 0, b"NONE", 64, 0x20, 0xFFFD)
        + struct.pack(">hhhHHIIhhHHH", _ASCENT, _DESCENT, 0, 1160, 288, 0, 0, 543, 733, 0, 32, 0)
    )


def _name() -> bytes:
    words = {1: FAMILY, 2: "Regular", 4: FAMILY, 6: f"{FAMILY}-Regular"}
    records, text = b"", b""
    for number, word in words.items():
        said = word.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(said), len(text))
        text += said
    return struct.pack(">3H", 0, len(words), 6 + len(records)) + records + text


def _file(tables: dict[bytes, bytes]) -> bytes:
    place = 12 + 16 * len(tables)
    head, body = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, 16 * len(tables) - 128), b""
    for tag, content in sorted(tables.items()):
        padded = content + bytes(-len(content) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        head += struct.pack(">4sIII", tag, total, place + len(body), len(content))
        body += padded
    return head + body


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(font())
