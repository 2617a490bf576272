"""What each survey platform would write for the questionnaire: headers, codes, encodings.

``python -m tests.fuzz.exports FOLDER`` writes one synthetic file of each, for looking at.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz import typed_files
from tests.fuzz.questionnaire import ASKED, FIELDS, GROUPS, KANO, Person, code_of, people, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

Grid = list[list[str]]
VV = {"{": "{lbrace}", "\n": "{newline}", "\r": "{cr}", "\t": "{tab}"}


@dataclass(frozen=True)
class Export:
    """One way to write the questionnaire.

    ``header_rows`` rows come before the answers; ``column`` is what ``client.toml`` calls a field.
    """

    name: str
    dialect: str
    suffix: str
    lang: str
    coded: bool
    header_rows: int
    column: Callable[[str], str]
    grid: Callable[[list[Person]], Grid]
    content: Callable[[Grid], bytes]
    multiple: bool = False


def text(encoding: str = "utf-8", delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL):
    """Return a writer of text files."""

    def content(grid: Grid) -> bytes:
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter=delimiter, quoting=quoting).writerows(grid)
        return stream.getvalue().encode(encoding, "replace")

    return content


def _answers(person: Person, lang: str, *, coded: bool) -> list[str]:
    give = code_of if coded else lambda p, f: words_of(p, f, lang)
    return [give(person, field) for field in FIELDS]


# Qualtrics: three header rows; the questions have codes.
QUALTRICS = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)"]
QUALTRICS += ["Finished", "RecordedDate", "ResponseId", "DistributionChannel", "UserLanguage"]
CODES = {field: f"Q{i}" for i, field in enumerate(FIELDS, start=1)}


def qualtrics(*, coded: bool, quote: str) -> Callable[[list[Person]], Grid]:
    def grid(persons: list[Person]) -> Grid:
        asked = ASKED["en"]
        tags = [*QUALTRICS, *(f"QID{i}" for i in range(1, len(FIELDS) + 1))]
        rows = [
            [*QUALTRICS, *CODES.values()],
            [*QUALTRICS, *(asked[f] for f in FIELDS)],
            ["{" + f"{quote}ImportId{quote}:{quote}{tag}{quote}" + "}" for tag in tags],
        ]
        for person in persons:
            status = "0" if coded else "IP Address"
            about = [person.at, person.at, status, "192.0.2.7", "100", "61"]
            about += [
                "1" if coded else "True",
                person.at,
                f"R_{person.number:05}",
                "anonymous",
                "EN",
            ]
            rows.append([*about, *_answers(person, "en", coded=coded)])
        return rows

    return grid


# SurveyMonkey: questions, then choices; a question goes on where its header is blank.
MONKEY = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Custom Data 1"]


def surveymonkey(persons: list[Person]) -> Grid:
    asked = ASKED["en"]
    rows = [
        [*MONKEY, *(asked[f] for f in FIELDS[:-1]), asked["comment"], ""],
        [*[""] * len(MONKEY), *["Response"] * (len(FIELDS) - 1), "Open-Ended Response", "Later"],
    ]
    for person in persons:
        about = [f"1180{person.number:06}", "400", person.at, person.at, "192.0.2.7", ""]
        rows.append([*about, *_answers(person, "en", coded=False), ""])
    return rows


# LimeSurvey: codes, full questions, or VV with both.
LIME = ["id", "submitdate", "lastpage", "startlanguage", "seed"]
LIME_FULL = ["Response ID", "Date submitted", "Last page", "Start language", "Seed"]
LIME_CODES = {f: f"Q{i}" if f not in KANO else f"K[{f}]" for i, f in enumerate(FIELDS, start=1)}


def limesurvey(*, full: bool) -> Callable[[list[Person]], Grid]:
    def grid(persons: list[Person]) -> Grid:
        asked = [ASKED["en"][f] for f in FIELDS] if full else list(LIME_CODES.values())
        rows = [[*(LIME_FULL if full else LIME), *asked]]
        for person in persons:
            about = [str(person.number), person.at if person.number % 4 else "", "3", "en", "77"]
            rows.append([*about, *_answers(person, "en", coded=not full)])
        return rows

    return grid


def limesurvey_vv(persons: list[Person]) -> Grid:
    rows = [
        [*LIME_FULL, *(ASKED["en"][f] for f in FIELDS)],
        [*LIME, *(LIME_CODES[f].replace("[", "_").replace("]", "") for f in FIELDS)],
    ]
    for person in persons:
        about = [str(person.number), person.at, "3", "en", "77"]
        cells = [c or "{question_not_shown}" for c in _answers(person, "en", coded=True)]
        rows.append(
            [
                *about,
                *(
                    "".join(VV.get(c, c) for c in cell) if cell[:1] != "{" else cell
                    for cell in cells
                ),
            ]
        )
    return rows


# WJX: six columns about the sheet, numbered questions, -3 not shown, -2 left out.
WJX = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]
WJX_ASKED = {f: f"{i}、{ASKED['zh'][f]}" for i, f in enumerate(FIELDS, start=1)}


def wjx(*, coded: bool) -> Callable[[list[Person]], Grid]:
    def grid(persons: list[Person]) -> Grid:
        rows = [[*WJX, *WJX_ASKED.values(), "9、您常坐哪些线路？"]]
        for person in persons:
            about = [
                str(person.number),
                person.at.replace("-", "/"),
                "61秒",
                "微信",
                "N/A",
                "192.0.2.7",
            ]
            left = ("-2", "-3") if coded else ("(空)", "(跳过)")
            cells = [
                cell or left[i % 2] for i, cell in enumerate(_answers(person, "zh", coded=coded))
            ]
            cells[-2] = str(person.answers["group"])
            rows.append([*about, *cells, "12 路┋快 3"])
        return rows

    return grid


TENCENT = [
    "编号",
    "开始答题时间",
    "结束答题时间",
    "答题时长",
    "清洗数据结果",
    "智能清洗数据无效概率",
]
TENCENT += [
    "地理位置国家和地区",
    "地理位置省",
    "地理位置市",
    "用户类型",
    "用户标识",
    "昵称",
    "IP",
    "UA",
]
TENCENT_ASKED = {f: f"{i}.{ASKED['zh'][f]}" for i, f in enumerate(FIELDS, start=1)}


def tencent(persons: list[Person]) -> Grid:
    rows = [[*TENCENT, *TENCENT_ASKED.values()]]
    for person in persons:
        about = [str(person.number), person.at, person.at, "61秒", "有效", "0.02"]
        about += ["中国", "广东", "深圳", "微信", f"u{person.number}", "", "192.0.2.7", "Mozilla"]
        rows.append([*about, *_answers(person, "zh", coded=False)])
    return rows


def google_forms(persons: list[Person]) -> Grid:
    rows = [["Timestamp", *(ASKED["en"][f] for f in FIELDS)]]
    return rows + [[p.at.replace("-", "/"), *_answers(p, "en", coded=False)] for p in persons]


def plain(persons: list[Person]) -> Grid:
    rows = [["id", "date", *FIELDS]]
    return rows + [[str(p.number), p.at, *_answers(p, "en", coded=True)] for p in persons]


def long(persons: list[Person]) -> Grid:
    rows = [["respondent", "question", "answer", "team"]]
    for person in persons:
        team = GROUPS["en"][person.number % 3]
        rows += [[f"r{person.number}", f, code_of(person, f), team] for f in FIELDS]
    return rows


def _own(field: str) -> str:
    return field


def _asked(field: str) -> str:
    return ASKED["en"][field]


def _joined_code(field: str) -> str:
    return LIME_CODES[field].replace("[", "_").replace("]", "")


EXPORTS = {
    export.name: export
    for export in (
        Export("qualtrics", "qualtrics", ".csv", "en", False, 3, CODES.__getitem__,
               qualtrics(coded=False, quote='"'), text("utf-8-sig")),
        Export("qualtrics_values", "qualtrics", ".csv", "en", True, 3, CODES.__getitem__,
               qualtrics(coded=True, quote="'"), text()),
        Export("qualtrics_tsv", "qualtrics", ".tsv", "en", False, 3, CODES.__getitem__,
               qualtrics(coded=False, quote='"'), text("utf-16", "\t")),
        Export("qualtrics_xlsx", "qualtrics", ".xlsx", "en", False, 3, CODES.__getitem__,
               qualtrics(coded=False, quote='"'), typed_files.workbook()),
        Export("surveymonkey", "surveymonkey", ".csv", "en", False, 2, _asked,
               surveymonkey, text()),
        Export("surveymonkey_xlsx", "surveymonkey", ".xlsx", "en", False, 2, _asked,
               surveymonkey, typed_files.workbook(merged="N1:O1")),
        Export("limesurvey_codes", "limesurvey", ".csv", "en", True, 1, LIME_CODES.__getitem__,
               limesurvey(full=False), text("utf-8-sig", ";", csv.QUOTE_ALL)),
        Export("limesurvey_full", "limesurvey", ".csv", "en", False, 1, _asked,
               limesurvey(full=True), text("utf-8-sig", ",", csv.QUOTE_ALL)),
        Export("limesurvey_vv", "limesurvey", ".csv", "en", True, 2, _joined_code,
               limesurvey_vv, text("utf-8", "\t")),
        Export("wjx", "wjx", ".csv", "zh", True, 1, WJX_ASKED.__getitem__,
               wjx(coded=True), text("gb18030")),
        Export("wjx_xlsx", "wjx", ".xlsx", "zh", False, 1, WJX_ASKED.__getitem__,
               wjx(coded=False), typed_files.workbook()),
        Export("tencent", "tencent", ".csv", "zh", False, 1, TENCENT_ASKED.__getitem__,
               tencent, text("utf-8-sig")),
        Export("google_forms", "google_forms", ".csv", "en", False, 1, _asked,
               google_forms, text()),
        Export("spss", "spss", ".sav", "en", True, 1, _own, plain, typed_files.spss),
        Export("plain", "plain", ".csv", "en", True, 1, _own, plain, text()),
        Export("plain_xlsx", "plain", ".xlsx", "en", True, 1, _own, plain, typed_files.workbook()),
        Export("parquet", "plain", ".parquet", "en", True, 1, _own, plain, typed_files.parquet),
        Export("long", "long", ".csv", "en", True, 1, _own, long, text()),
    )
}  # fmt: skip


def made(name: str, seed: int) -> tuple[list[Person], Grid]:
    """Return people and the grid of their export; the same seed gives the same again."""
    export = EXPORTS[name]
    persons = people(random.Random(f"{name} {seed}"), export.lang)  # noqa: S311 - no secret
    return persons, export.grid(persons)


def main(folder: str) -> None:
    """Write one file of every kind."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, export in EXPORTS.items():
        content = export.content(made(name, 1)[1])
        (Path(folder) / f"synthetic_{name}{export.suffix}").write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1])
