"""The who-pays table of the page says what the figure's table says."""

import pandas as pd

from arrears.reports.cash_tables import cash_tables
from arrears.words import Words


def who_pays():
    rows = [
        ("cash", party, flow, policy, mean, low, high)
        for policy in ("status_quo", "firm")
        for flow, cells in {
            "instalments": {"borrower": (-40.0, -42.0, -38.0), "lender": (40.0, 38.0, 42.0)},
            "messages": {"borrower": (0.0, 0.0, 0.0), "lender": (-2.0, -2.5, -1.5)},
            "net": {"borrower": (-40.0, -42.0, -38.0), "lender": (38.0, 36.0, 40.0)},
        }.items()
        for party, (mean, low, high) in cells.items()
    ]
    rows.append(("days", "borrower", "days_in_arrears", "status_quo", 9.0, 8.0, 10.0))
    columns = ["panel", "party", "flow", "policy", "mean", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def test_there_is_one_table_per_policy_with_parties_across_and_flows_down():
    first, second = cash_tables(who_pays())
    assert (first.policy, second.policy) == ("status_quo", "firm")
    assert first.parties == ("borrower", "lender", "sum")
    assert [row.flow for row in first.rows] == ["instalments", "messages", "net"]


def test_cells_have_their_intervals_and_a_dash_where_nothing_flows():
    [instalments, messages, _] = cash_tables(who_pays())[0].rows
    assert instalments.cells[1].value == "+40.0"
    assert instalments.cells[1].interval == "+38.0 to +42.0"
    assert messages.cells[0].value == "\N{EN DASH}"


def test_each_row_ends_with_its_sum():
    sums = [row.cells[-1].value for row in cash_tables(who_pays())[0].rows]
    assert sums == ["0.00", "2.00", "2.00"]


def test_words_are_in_the_readers_language():
    [table, _] = cash_tables(who_pays(), words=Words("zh"))
    assert table.parties[0] == "借款人"
    assert table.rows[-1].flow == "净额"
