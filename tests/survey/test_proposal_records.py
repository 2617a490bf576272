"""`client new --kind transactions|retention`: columns found by header and by what they hold."""

from __future__ import annotations

import pandas as pd
import pytest

from cxwidgets import client as clients
from cxwidgets.client_new import create, opened
from cxwidgets.survey import problems_of
from cxwidgets.survey.columns import RECORDS
from cxwidgets.survey.date_formats import fitting
from cxwidgets.survey.problems import SurveyError
from cxwidgets.survey.proposal import propose
from tests.fuzz.exports import EXPORTS, made


def left(root, slug="tea"):
    client = clients.load(root, slug)
    return [str(p) for p in problems_of(client.folder, client.toml)]


@pytest.mark.parametrize("kind", ["transactions", ""])
def test_a_till_with_price_and_pieces_is_ready(course, write_csv, kind):
    source = write_csv(
        "InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID\n"
        "1,6,2010-12-01 08:26:00,2.55,17850\n2,-1,2010-12-02 08:26:00,2.55,17850\n"
    )
    _, proposal = create(course, "tea", [source], kind)
    assert proposal.is_sure()
    assert left(course) == []
    section = clients.load(course, "tea").toml.transactions
    assert (section.respondent, section.at) == ("CustomerID", "InvoiceDate")
    assert (section.amount, section.quantity) == ("UnitPrice", "Quantity")
    assert clients.load(course, "tea").survey("transactions")["amount"].tolist() == [6 * 2.55]


def test_chinese_headers_and_dates(course, write_csv):
    rows = "会员卡号,消费日期,消费金额\nA1,2026年3月1日,￥12.50\nA1,2026年3月15日,￥8.00\n"
    create(course, "tea", [write_csv(rows)])
    frame = clients.load(course, "tea").survey("transactions")
    assert frame["amount"].tolist() == [12.5, 8]
    assert [str(d.date()) for d in frame["at"]] == ["2026-03-01", "2026-03-15"]


def test_a_date_that_could_be_two_and_a_thousand_that_could_be_one_are_to_decide(course, write_csv):
    rows = 'card,date,amount\na,03/04/2026,"1,200"\na,05/04/2026,3\n'
    _, proposal = create(course, "tea", [write_csv(rows)])
    open_ = proposal.undecided()
    assert any("%d/%m/%Y or %m/%d/%Y" in what for what in open_)
    assert any("thousands" in what and "1,200" in what for what in open_)
    assert any("not a time" in p for p in left(course))
    create(course, "milk", [write_csv(rows)], accept=True)
    assert left(course, "milk") == []
    assert clients.load(course, "milk").survey("transactions")["amount"].tolist() == [1200, 3]


def test_a_file_without_a_customer_who_comes_again_is_no_till(course, write_csv):
    with pytest.raises(SurveyError, match="found no transactions records"):
        create(course, "tea", [write_csv("card,date,amount\na,2026-03-01,1\n")], "transactions")


def test_tenure_and_churn_of_a_telephone_company(course, write_csv):
    rows = "customerID,Contract,tenure,Churn\n" + "".join(
        f"{i},{'Monthly' if i % 2 else 'Yearly'},{i},{'Yes' if i % 3 else 'No'}\n"
        for i in range(20)
    )
    folder, proposal = create(course, "tea", [write_csv(rows)], "retention")
    # the header does not say what tenure is counted in
    assert proposal.undecided() == ['tenure: "tenure" in months?']
    assert '# segment = one of "Contract"' in (folder / "client.toml").read_text(encoding="utf-8")
    create(course, "milk", [write_csv(rows)], "retention", accept=True)
    assert left(course, "milk") == []
    frame = clients.load(course, "milk").survey("retention")
    assert frame["churned"].tolist() == [float(i % 3 > 0) for i in range(20)]


def test_joined_and_left(course, write_csv):
    rows = "会员号,入会日期,退会日期\n1,2025-01-01,2025-06-01\n2,2025-02-01,\n"
    _, proposal = create(course, "tea", [write_csv(rows)])
    assert (proposal.kind, proposal.is_sure()) == ("retention", True)
    assert left(course) == []
    assert clients.load(course, "tea").survey("retention")["churned"].tolist() == [1, 0]


def test_a_status_speaks_for_itself_and_a_bare_yes_does_not(course, write_csv):
    good = "id,months,status\n1,5,active\n2,3,churned\n3,4,paused\n"
    _, proposal = create(course, "tea", [write_csv(good)], "retention")
    assert proposal.undecided() == ['"paused" = 0 (still there)']
    with pytest.raises(SurveyError, match="found no retention records"):
        create(course, "milk", [write_csv("id,months,status\n1,5,yes\n2,3,no\n")], "retention")


@pytest.mark.parametrize(
    ("cells", "formats"),
    [
        (["2026-03-01", "2026-03-01 10:00"], ["ISO8601"]),
        (["2026/3/1 9:05", "2026/12/31 19:05"], ["ISO8601"]),
        (["31.03.2026"], ["%d.%m.%Y"]),
        (["03/31/2026 09:05"], ["%m/%d/%Y %H:%M"]),
        (["03/04/2026"], ["%d/%m/%Y", "%m/%d/%Y"]),
        (["soon"], []),
        ([""], []),
    ],
)
def test_how_dates_are_written(cells, formats):
    assert fitting(pd.Series(cells)) == formats


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_no_survey_is_taken_for_records(tmp_path, name):
    path = tmp_path / f"survey{EXPORTS[name].suffix}"
    path.write_bytes(EXPORTS[name].content(made(name, 1)[1]))
    tables = opened([path])
    for kind in RECORDS:
        with pytest.raises(SurveyError, match=f"found no {kind} records"):
            propose(tables, kind)


def test_when_somebody_answered_is_not_how_long_they_were_a_customer(course, write_csv):
    rows = (
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Are you happy?\n"
        ",,,,,Response\n"
        "1,9,01/31/2026 10:00:00,01/31/2026 10:09:00,1.1.1.1,Yes\n"
        "2,9,01/30/2026 10:00:00,,1.1.1.1,No\n"
    )
    with pytest.raises(SurveyError, match="found no survey questions"):
        create(course, "tea", [write_csv(rows)])


def test_a_list_of_nobody_but_those_who_left_tells_nothing_of_staying(course, write_csv):
    rows = "id,start date,end date\n1,2025-01-01,2025-06-01\n2,2025-01-01,2025-07-01\n"
    with pytest.raises(SurveyError, match="found no retention records"):
        create(course, "tea", [write_csv(rows)], "retention")
    create(course, "tea", [write_csv(rows + "3,2025-01-01,\n")], "retention")
    assert left(course) == []
