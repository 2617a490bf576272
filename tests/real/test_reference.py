"""Surveys that real people answered: read with `client new`, and compared figure by figure.

The files lie beside the repository, never in it. Expected figures were computed from them with
plain pandas, without this product; the Kano counts of the buses are also those of their author.

| data set | what is computed | expected |
|---|---|---|
| kano_iitb_bus | Kano counts of 13 features, n = 72, Better and Worse | `BUSES` |
| kano_reppl | the same of 3 cohorts (5 features) and of everybody (6) | `COHORTS` |
| nps_channels | NPS, mean and counts of 3 channels in 3 files | `CHANNELS` |
"""

from __future__ import annotations

import pytest

from cxwidgets import client as clients
from cxwidgets.client_new import create
from cxwidgets.methods.kano import kano
from cxwidgets.methods.scores import nps
from cxwidgets.survey import problems_of

pytestmark = pytest.mark.real

# A, O, M, I, R, Q, category, Better, Worse
BUSES = [
    (7, 4, 38, 10, 10, 3, "M", 0.1864, -0.7119),
    (19, 4, 23, 15, 7, 4, "M", 0.3770, -0.4426),
    (23, 12, 7, 18, 10, 2, "A", 0.5833, -0.3167),
    (6, 10, 35, 9, 11, 1, "M", 0.2667, -0.7500),
    (20, 10, 19, 14, 8, 1, "A", 0.4762, -0.4603),
    (12, 10, 28, 11, 9, 2, "M", 0.3607, -0.6230),
    (10, 9, 30, 14, 8, 1, "M", 0.3016, -0.6190),
    (9, 6, 27, 17, 9, 4, "M", 0.2542, -0.5593),
    (19, 7, 23, 13, 9, 1, "M", 0.4194, -0.4839),
    (12, 5, 18, 28, 8, 1, "I", 0.2698, -0.3651),
    (11, 2, 8, 41, 9, 1, "I", 0.2097, -0.1613),
    (4, 3, 44, 12, 7, 2, "M", 0.1111, -0.7460),
    (2, 12, 35, 13, 7, 3, "M", 0.2258, -0.7581),
]
COHORTS = {
    "storage--cohort1-clean": (
        91,
        [
            (13, 6, 5, 48, 15, 4, "I", 0.2639, -0.1528),
            (8, 36, 19, 23, 4, 1, "O", 0.5116, -0.6395),
            (7, 54, 14, 14, 2, 0, "O", 0.6854, -0.7640),
            (6, 44, 27, 11, 3, 0, "O", 0.5682, -0.8068),
            (16, 30, 7, 27, 7, 4, "O", 0.5750, -0.4625),
        ],
    ),
    "storage--cohort2-clean": (
        97,
        [
            (15, 0, 1, 59, 16, 6, "I", 0.2000, -0.0133),
            (34, 21, 11, 27, 2, 2, "A", 0.5914, -0.3441),
            (20, 39, 13, 19, 3, 3, "O", 0.6484, -0.5714),
            (7, 46, 25, 13, 3, 3, "O", 0.5824, -0.7802),
            (31, 11, 11, 35, 5, 4, "I", 0.4773, -0.2500),
        ],
    ),
    "storage--cohort4-clean": (
        86,
        [
            (17, 2, 2, 50, 12, 3, "I", 0.2676, -0.0563),
            (11, 35, 15, 20, 2, 3, "O", 0.5679, -0.6173),
            (15, 41, 11, 13, 1, 5, "O", 0.7000, -0.6500),
            (2, 56, 13, 5, 3, 7, "O", 0.7632, -0.9079),
            (19, 18, 17, 22, 4, 6, "I", 0.4868, -0.4605),
        ],
    ),
    "transfers--all_cohorts-clean": (
        358,
        [
            (91, 19, 9, 177, 49, 13, "I", 0.3716, -0.0946),
            (70, 121, 59, 87, 9, 12, "O", 0.5668, -0.5341),
            (78, 122, 66, 71, 7, 14, "O", 0.5935, -0.5579),
            (145, 76, 25, 85, 12, 15, "A", 0.6677, -0.3051),
            (18, 174, 90, 52, 7, 17, "O", 0.5749, -0.7904),
            (88, 90, 32, 114, 15, 19, "I", 0.5494, -0.3765),
        ],
    ),
}
IMPORTANCE = (
    5.089385,
    6.804469,
    7.125698,
    6.664804,
    7.729050,
    6.865922,
)  # as printed by its author
# n, promoters, passives, detractors, NPS, mean
CHANNELS = {
    "nps_email": (1952, 819, 677, 456, 18.60, 7.4442),
    "nps_mobile": (1801, 377, 782, 642, -14.71, 6.5502),
    "nps_web": (2290, 1000, 796, 494, 22.10, 7.5288),
}
TOGETHER = (6043, 2196, 2255, 1592, 10.0, 7.2098)


@pytest.fixture
def made(tmp_path):
    """Make a client from files as the command does, and return it if it is ready.

    What has to be decided is accepted as it is proposed; ``undecided`` says how much that is.
    """

    def make(files, kind, undecided=0):
        _, proposal = create(tmp_path, "real", files, kind, accept=bool(undecided))
        client = clients.load(tmp_path, "real")
        assert len(proposal.undecided()) == undecided
        assert undecided or proposal.is_sure()
        assert problems_of(client.folder, client.toml) == ()
        return client

    return make


def assert_kano(answers, n, expected):
    table = kano(answers).table
    assert table["n"].tolist() == [n] * len(expected)
    found = table[["A", "O", "M", "I", "R", "Q"]].to_numpy().tolist()
    assert found == [list(row[:6]) for row in expected]
    assert table["category"].tolist() == [row[6] for row in expected]
    assert table["better"].tolist() == pytest.approx([row[7] for row in expected], abs=5e-5)
    assert table["worse"].tolist() == pytest.approx([row[8] for row in expected], abs=5e-5)


def test_campus_buses(shared_data, made):
    # "clean energy" and "polluting fuels": neither question denies anything
    client = made([shared_data / "kano_iitb_bus" / "Responses.xlsx"], "kano", undecided=1)
    assert {v: k for k, v in client.toml.kano.answers.items()}[1].startswith(
        "I’d be happy about it"
    )
    assert_kano(client.survey("kano"), 72, BUSES)


@pytest.mark.parametrize("file", COHORTS)
def test_electronic_cash(shared_data, made, file):
    answers = made([shared_data / "kano_reppl" / f"{file}.csv"], "kano").survey("kano")
    assert_kano(answers, *COHORTS[file])
    if file.startswith("transfers"):
        found = kano(answers).table["importance"].tolist()
        assert found == pytest.approx(IMPORTANCE, abs=1e-6)


def test_three_channels(shared_data, made):
    files = [shared_data / "nps_channels" / f"{name}.csv" for name in CHANNELS]
    answers = made(files, "scores").survey("scores")
    result = nps(answers)
    counts = ["n", "promoters", "passives", "detractors"]
    by_channel = result.table.set_index("segment")
    means = answers.groupby("segment")["score"].mean()
    for name, expected in CHANNELS.items():
        assert by_channel.loc[name, counts].tolist() == list(expected[:4])
        assert by_channel.loc[name, "nps"] == pytest.approx(expected[4], abs=0.005)
        assert means[name] == pytest.approx(expected[5], abs=5e-5)
    assert result.overall.loc[0, counts].tolist() == list(TOGETHER[:4])
    assert result.overall.loc[0, "nps"] == pytest.approx(TOGETHER[4], abs=0.005)
    assert answers["score"].mean() == pytest.approx(TOGETHER[5], abs=5e-5)
