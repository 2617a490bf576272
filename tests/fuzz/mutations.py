"""Damage as it happens: to cells, to rows, to bytes, to the parts of a workbook."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from tests.fuzz.exports import Export, Grid

NASTY = [
    *("", " ", "5 分", "５", "１０", "5.0", "5,0", "1,234", "1,000", "80%", "８０％", "4 stars"),
    *("5 - Very satisfied", "10 分（满分）", "3/5", "3-4", "1e3", "0x1F", "٣", "²", "5²", "½", "①"),
    *("inf", "NaN", "-1", "−1", "+3", "--3", "11", "999999999999999999999", "5.000000000000000001"),
    *("=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "#REF!", "#N/A", "TRUE", "2026-05-03", "N/A", "-99"),
    *("-2", "-3", "(跳过)", "{question_not_shown}", "99", "Survey Preview", "preview", "1", "2"),
    *("I like it", "ｉ  LIKE it", "I don’t like it", "理应如此", "我很 喜欢", "\u202e5", "\u200b5"),
    *('"', '""', "a,b", "a;b", "a\tb", "two\nlines", "\r", "\x1b[2J", "\ufeff", "\ufffd", "\u0085"),
    *("é", "联通", "😀", "x" * 3000, "┋", "a┋b", "../../etc/passwd", "CON", "[[kano]]", "'", "\\"),
]  # fmt: skip
BYTES = [
    *(b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3\x28", b"\xb0\xa1", b"\x1a", b"\x80"),
    *(b'"', b'"\n"', b",", b";", b"\t", b"\n", b"\r", b"\r\n", b"\n\n\n", b"=1+1", b"sep=;\n"),
    *("é".encode("latin-1"), "空座".encode(), "空座".encode("gbk"), b"\xe2\x80\xa8", b"<", b"&lt;"),
]  # fmt: skip


def mutated(export: Export, grid: Grid, rng: random.Random) -> bytes:
    """Return the export's file with some damage done to it; a part of it is only unusual."""
    grid = [list(row) for row in grid]
    for _ in range(rng.choice([0, 1, 1, 2, 5])):
        rng.choice(GRID_MOVES)(grid, rng)
    content = export.content(grid or [[""]])
    for _ in range(rng.choice([0, 0, 0, 1, 1, 3])):
        if export.suffix == ".xlsx" and rng.random() > 0.2:
            content = in_part(content, rng)
        else:
            content = in_bytes(content, rng)
    return content


def cell(grid: Grid, rng: random.Random) -> None:
    row = rng.choice(grid)
    if row:
        row[rng.randrange(len(row))] = rng.choice(NASTY)


def swapped(grid: Grid, rng: random.Random) -> None:
    i, j = rng.randrange(len(grid)), rng.randrange(len(grid))
    grid[i], grid[j] = grid[j], grid[i]


def repeated(grid: Grid, rng: random.Random) -> None:
    grid.insert(rng.randrange(len(grid) + 1), list(rng.choice(grid)))


def dropped(grid: Grid, rng: random.Random) -> None:
    if len(grid) > 1:
        grid.pop(rng.randrange(len(grid)))


def shifted(grid: Grid, rng: random.Random) -> None:
    row = rng.choice(grid)
    if row and rng.random() < 0.5:
        row.pop(rng.randrange(len(row)))
    else:
        row.insert(rng.randrange(len(row) + 1), rng.choice(NASTY))


def column(grid: Grid, rng: random.Random) -> None:
    place, empty = rng.randrange(max(map(len, grid)) + 1), rng.random() < 0.5
    for row in grid:
        if place < len(row):
            if empty:
                row[place] = ""
            else:
                row.insert(place, row[place])


def header(grid: Grid, rng: random.Random) -> None:
    row = grid[0]
    if row:
        row[rng.randrange(len(row))] = rng.choice([*NASTY, *row])


def above(grid: Grid, rng: random.Random) -> None:
    grid.insert(0, rng.choice([["Table 1"], [""], ["a", "b"], [rng.choice(NASTY)]]))


GRID_MOVES = (cell, cell, cell, cell, swapped, repeated, dropped, shifted, column, header, above)


def in_bytes(content: bytes, rng: random.Random) -> bytes:  # noqa: PLR0911 - one for each kind of damage
    """Return bytes of which some were changed, inserted, removed, repeated or cut off."""
    if not content:
        return rng.choice(BYTES)
    at = rng.randrange(len(content))
    end = min(len(content), at + rng.randint(1, 40))
    move = rng.randrange(6)
    if move == 0:
        return content[:at] + bytes([rng.randrange(256)]) + content[at + 1 :]
    if move == 1:
        return content[:at] + rng.choice(BYTES) + content[at:]
    if move == 2:
        return content[:at] + content[end:]
    if move == 3:
        return content[:end] + content[at:end] * rng.choice([1, 3, 200]) + content[end:]
    if move == 4:
        return content[:at]
    return content[:at] + rng.choice(BYTES) * rng.choice([2, 50]) + content[end:]


def in_part(content: bytes, rng: random.Random) -> bytes:
    """Return a workbook with damage inside one of its parts, so that its archive stays whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 - damaged before
        return in_bytes(content, rng)
    if not parts:
        return content
    likely = [n for n in parts if "sheet1.xml" in n or "sharedStrings" in n or "workbook" in n]
    name = rng.choice(likely or list(parts))
    move = rng.randrange(8)
    if move == 0:
        parts.pop(name)
    elif move == 1:
        extra = rng.choice(XML)
        parts[name] = parts[name].replace(b"</row>", extra + b"</row>", rng.choice([1, 1, -1]))
    elif move == 2:
        old, new = rng.choice(CHANGES)
        parts[name] = parts[name].replace(old, new, rng.choice([1, -1]))
    else:
        parts[name] = in_bytes(parts[name], rng)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    return stream.getvalue()


XML = [
    b'<c r="C3"><f>1+1</f></c>',
    b'<c r="C4"><f>1+1</f><v>2</v></c>',
    b'<c r="XFD1048576"><v>5</v></c>',
    b'<c r="ZZZ9"><v>5</v></c>',
    b'<c t="e"><v>#REF!</v></c>',
    b'<c t="s"><v>99999</v></c>',
    b'<c t="d"><v>2026-13-45</v></c>',
    b'<c t="b"><v>7</v></c>',
    b"<c><v>1e400</v></c>",
    b'<c t="inlineStr"><is><t>5</t></is></c>',
]
CHANGES = [
    (b"<dimension ref=", b'<dimension x="1" ref='),
    (b'ref="A1:', b'ref="A1:XFD1048576" x="'),
    (b'ref="A1:', b'ref="A1" x="A1:'),
    (b' r="', b' r="XFD'),
    (b'<row r="', b'<row r="9'),
    (b'<row r="', b'<row x="'),
    (b't="s"', b't="n"'),
    (b"<v>", b"<v>9"),
    (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B1:D1"/></mergeCells>'),
    (b"<?xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><?xml"),
    (b"encoding=", b"encoding='utf-99' x="),
]
