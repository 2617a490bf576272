"""Records, purchases and customers who stay or leave, become tidy; each row is accounted for."""

from __future__ import annotations

import math

import pytest

from cxwidgets import client as clients
from cxwidgets.client import ClientError
from cxwidgets.survey import problems_of

BOUGHT = """\
[transactions]
customer = "card"
at = "day"
amount = "paid"
{more}
[[transactions.file]]
name = "till.csv"
"""
STAYED = """\
[retention]
customer = "member"
{more}
[[retention.file]]
name = "club.csv"
"""


@pytest.fixture
def till(make):
    """Write a client with a till."""

    def write(rows, more="", head="card,day,paid"):
        return make("tea", BOUGHT.format(more=more), {"till.csv": f"{head}\n{rows}"})

    return write


@pytest.fixture
def club(make):
    """Write a client with members."""

    def write(rows, more, head):
        return make("tea", STAYED.format(more=more), {"club.csv": f"{head}\n{rows}"})

    return write


def read(root, kind):
    return clients.load(root, "tea").survey_with_account(kind)


def problems(root):
    client = clients.load(root, "tea")
    return [str(p) for p in problems_of(client.folder, client.toml)]


def test_purchases_have_fixed_columns_and_each_row_left_out_its_reason(till):
    rows = "a,2026-03-01,5\na,2026-03-02,-5\nb,2026-03-02,0\n,2026-03-02,1\nb,,1\nb,2026-03-04,\n"
    frame, account = read(till(rows + "b,2026-03-05 10:30,7.5\n"), "transactions")
    assert list(frame.columns) == ["customer", "at", "amount"]
    assert frame["customer"].tolist() == ["a", "b"]
    assert frame["amount"].tolist() == [5, 7.5]
    assert str(frame["at"].iloc[1]) == "2026-03-05 10:30:00"
    assert (account.read, account.used) == (7, 2)
    assert {a.reason: a.rows for a in account.aside} == {
        "refund": (3, 4),
        "no_customer": (5,),
        "no_time": (6,),
        "no_amount": (7,),
    }


def test_a_price_is_multiplied_by_the_pieces(till):
    root = till("a,2026-03-01,2.5,4\n", 'quantity = "pieces"', "card,day,paid,pieces")
    assert read(root, "transactions")[0]["amount"].tolist() == [10]


def test_a_customer_named_as_nobody_is_nobody(till):
    root = till("guest,2026-03-01,2\na,2026-03-01,2\n", 'no_answer = ["guest"]')
    assert read(root, "transactions")[0]["customer"].tolist() == ["a"]


def test_an_amount_that_could_be_two_numbers_names_row_value_and_what_would_do(till):
    (found,) = problems(till('a,2026-03-01,"1,234"\n'))
    assert 'till.csv, row 2, column "paid": no number that makes sense here' in found
    assert '"1,234"; accepted: a number, or thousands = "," (or ".") in client.toml' in found


def test_among_decimal_commas_a_point_before_three_digits_is_not_guessed(till):
    (found,) = problems(till('a,2026-03-01,"12,50"\na,2026-03-02,1.234\n'))
    assert '"1.234"' in found


def test_unusual_amounts_are_said(till):
    _, account = read(till('a,2026-03-01,"¥1,234.50"\n'), "transactions")
    assert any("1 cells read as numbers: '¥1,234.50' as 1234.5" in n.what for n in account.notes)


def test_a_date_that_is_none_and_a_column_that_is_not_there_are_said_once(till):
    found = problems(till("a,soon,5\n", 'segment = "who"'))
    assert len(found) == 2
    assert any('column "day": not a time: "soon"; accepted: 2026-03-31' in p for p in found)
    assert any('column "who": there is no such column' in p for p in found)


def test_a_file_of_which_no_row_counts_is_a_problem(till):
    (found,) = problems(till("a,2026-03-01,-5\nb,2026-03-01,0\n"))
    assert found == (
        'till.csv, rows 2, 3, column "paid": no row counts; of 2 of 2 rows: the amount is not '
        'above 0 (a refund, a cancellation, a gift): "-5"; accepted: amounts above 0 for what was '
        "bought, such as 12.50"
    )


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ("a,2026-03-01,0,1\nb,2026-03-01,0,2\n", ('rows 2, 3, column "paid"', '"0"')),
        ("a,2026-03-01,5,0\nb,2026-03-01,7,0\n", ('rows 2, 3, column "many"', '"0"')),
        ("a,2026-03-01,,1\nb,2026-03-01,0,2\n,2026-03-01,,2", ('row 2, column "paid"', '""')),
        ("a,2026-03-01,5,\nb,2026-03-01,7,\n", ('rows 2, 3, column "many"', '""')),
        (",2026-03-01,5,1\n", ('row 2, column "card"', '""')),
        ("a,,5,1\n", ('row 2, column "day"', '""')),
    ],
)
def test_where_no_row_counts_the_first_is_named_with_what_would_be_right(till, rows, where):
    (found,) = problems(till(rows, 'quantity = "many"', "card,day,paid,many"))
    assert found.startswith(f"till.csv, {where[0]}: no row counts; of ")
    assert f": {where[1]}; accepted: " in found


def test_tenure_and_words_for_leaving(club):
    more = 'tenure = "months"\nchurned = "gone"\nsegment = "plan"\n'
    root = club(
        "1,12,Yes,x\n2,3.5,No,y\n3,,No,x\n4,7,,y\n5,0,No,\n",
        f"{more}[retention.churned_answers]\nYes = 1\nNo = 0\n",
        "member,months,gone,plan",
    )
    frame, account = read(root, "retention")
    assert list(frame.columns) == ["customer", "segment", "tenure", "churned"]
    assert frame[["tenure", "churned"]].to_numpy().tolist() == [[12, 1], [3.5, 0], [0, 0]]
    assert frame["segment"].isna().tolist() == [False, False, True]
    assert {a.reason: a.rows for a in account.aside} == {"no_tenure": (4,), "no_churn": (5,)}


def test_first_and_last_day_become_time_and_leaving(club):
    more = 'began = "from"\nended = "to"\nunit = "days"\nuntil = 2026-02-01\n'
    rows = (
        "1,2026-01-01,2026-01-11\n"  # left after ten days
        "2,2026-01-02,\n"  # still there: watched for thirty
        "3,2026-01-22,2026-03-01\n"  # left after the last day watched: still there then
        "4,2026-01-20,2026-01-10\n"  # ends before it begins
        "5,2026-02-05,\n"  # begins after the last day watched
        "6,,2026-01-10\n"
    )
    frame, account = read(club(rows, more, "member,from,to"), "retention")
    assert frame[["tenure", "churned"]].to_numpy().tolist() == [[10, 1], [30, 0], [10, 0]]
    assert {a.reason: a.rows for a in account.aside} == {"backwards": (5, 6), "no_tenure": (7,)}


def test_the_last_date_of_the_file_is_taken_where_nothing_is_said_and_it_is_noted(club):
    rows = "1,2025-01-01,2026-01-01\n2,2025-01-01,\n"
    frame, account = read(
        club(rows, 'began = "from"\nended = "to"\n', "member,from,to"), "retention"
    )
    assert frame["tenure"].tolist() == [pytest.approx(365 / (365.25 / 12))] * 2
    assert "watched until 2026-01-01, the last date" in account.notes[-1].what


def test_gone_on_an_unknown_day_is_left_out_not_dated(club):
    more = 'began = "from"\nended = "to"\nchurned = "gone"\nuntil = 2026-01-01\nunit = "years"\n'
    rows = "1,2025-01-01,,1\n2,2025-01-01,,0\n3,2025-01-01,2025-07-02,0\n"
    frame, account = read(club(rows, more, "member,from,to,gone"), "retention")
    assert {a.reason: a.rows for a in account.aside} == {"no_tenure": (2,)}
    assert frame["churned"].tolist() == [0, 0]
    assert frame["tenure"].tolist() == pytest.approx([365 / 365.25, 182 / 365.25])


def test_times_with_a_zone_are_read_in_utc(club):
    more = 'began = "from"\nended = "to"\nuntil = 2026-01-11\nunit = "days"\n'
    root = club("1,2026-01-01T00:00:00Z,\n", more, "member,from,to")
    assert read(root, "retention")[0]["tenure"].tolist() == [10]


def test_a_customer_in_several_rows_is_noted_for_retention_only(club, till, course):
    root = club("1,2,1\n1,3,0\n", 'tenure = "m"\nchurned = "c"\n', "member,m,c")
    frame, account = read(root, "retention")
    assert len(frame) == 2
    (note,) = account.notes
    assert "1 customers stand in several rows" in note.what
    assert (note.rows, note.column, note.value) == ((2, 3), "member", "1")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", "either tenure (how long) or began (the first day) is needed"),
        ('tenure = "t"', "churned is needed"),
        ('tenure = "t"\nbegan = "b"', "either tenure"),
        ('tenure = "t"\nchurned = "c"\nended = "e"', "ended and until belong to began"),
        ('began = "b"', "ended is needed"),
        ('began = "b"\nended = "e"\nunit = "moons"', "'days', 'weeks', 'months' or 'years'"),
        ('respondent = "b"', "unknown key retention.respondent; accepted: file, asked, customer"),
    ],
)
def test_what_does_not_fit_together_is_said(club, more, said):
    with pytest.raises(ClientError) as error:
        clients.load(club("1\n", more, "member"), "tea")
    assert said in str(error.value)


def test_a_time_below_zero_is_a_problem(club):
    (found,) = problems(club("1,-2,1\n2,1,0\n", 'tenure = "m"\nchurned = "c"\n', "member,m,c"))
    assert (
        'row 2, column "m": no number that makes sense here: "-2"; accepted: a number, 0' in found
    )


def test_records_alone_make_a_client_and_the_door_is_the_same(till):
    client = clients.load(till("a,2026-03-01,5\n"), "tea")
    assert client.kinds == ("transactions",)
    assert not math.isnan(client.survey("transactions", "zh")["amount"][0])
