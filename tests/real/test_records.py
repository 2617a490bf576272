"""Records of real customers, from the file through ``client new`` to the report's figures.

Expected figures were computed from the same files with plain pandas (counts, revenue) or
statsmodels (survival), without this product; see also ``test_loyalty.py``.
"""

from __future__ import annotations

import pytest

from cxwidgets import client as clients
from cxwidgets.client_new import create
from cxwidgets.methods.purchases import purchases
from cxwidgets.methods.retention import at
from cxwidgets.report import retention, transactions
from cxwidgets.survey import problems_of
from tests.real.sources import Sets

pytestmark = pytest.mark.real
# contract: customers, share that left (REFERENCE of the sets: plain pandas)
CONTRACTS = {
    "Month-to-month": (3875, 0.4271),
    "One year": (1473, 0.1127),
    "Two year": (1695, 0.0283),
}


@pytest.fixture(scope="module")
def sets(shared_data):
    opened = Sets(shared_data)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return tmp_path_factory.mktemp("course")


def test_a_web_shop(sets, course, english):
    create(course, "shop", [sets.file("online_retail_uci/online_retail.csv.gz")], "transactions")
    client = clients.load(course, "shop")
    assert problems_of(client.folder, client.toml) == ()
    frame, account = client.survey_with_account("transactions")
    # 541,909 rows, 135,080 without a customer; 397,884 of 4,338 customers with 8,911,407.9 remain
    assert (account.read, account.used) == (541_909, 397_884)
    left = {aside.reason: aside.n for aside in account.aside}
    assert left == {"no_customer": 135_080, "refund": 541_909 - 135_080 - 397_884}
    assert frame["customer"].nunique() == 4338
    assert frame["amount"].sum() == pytest.approx(8_911_407.904)
    row = purchases(frame).overall.iloc[0]
    assert (row["n"], row["again"]) == (4338, 2790)
    assert row["days"] == 12_425 + 4338
    panel = transactions.panel(frame, client, english).to_json()
    assert [i["value"] for i in panel["blocks"][0]["items"]] == ["4,338", "16,763", "64%", "2,054"]


def test_a_telephone_company(sets, course, english):
    source = sets.file("telco_churn_ibm/Telco-Customer-Churn.csv")
    folder, proposal = create(course, "telco", [source], "retention", accept=True)
    assert proposal.undecided() == ['tenure: "tenure" in months?']
    file = folder / "client.toml"
    words = file.read_text(encoding="utf-8")
    hint = next(line for line in words.splitlines() if line.startswith("# segment = one of"))
    assert '"Contract"' in hint
    file.write_text(words.replace(hint, 'segment = "Contract"'), encoding="utf-8")
    client = clients.load(course, "telco")
    assert problems_of(client.folder, client.toml) == ()
    frame, account = client.survey_with_account("retention")
    assert (account.read, account.used, len(frame)) == (7043, 7043, 7043)
    assert frame["churned"].mean() == pytest.approx(0.26537, abs=5e-6)
    by_contract = frame.groupby("segment")["churned"].agg(["count", "mean"])
    for contract, (n, share) in CONTRACTS.items():
        assert by_contract.loc[contract, "count"] == n
        assert by_contract.loc[contract, "mean"] == pytest.approx(share, abs=5e-5)
    everybody = retention.overall(frame)
    for months, share in ((1, 0.945961), (12, 0.843200), (24, 0.788736), (72, 0.592790)):
        assert at(everybody, months)["survival"].iloc[0] == pytest.approx(share, abs=1e-6)
    # log-rank chi-square of statsmodels: 2352.8725
    assert retention.by_segment(frame).chi2 == pytest.approx(2352.8725, abs=5e-4)
    panel = retention.segments(frame, client, english).to_json()
    monthly = panel["blocks"][-1]["rows"][0]
    assert monthly[:2] == ("Month-to-month", "3,875")
    assert "70% [69%, 72%]" in monthly  # .703097 after twelve months
