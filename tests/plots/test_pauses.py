import pytest

from arrears.plots.pauses import pauses_alt, plot_pauses
from arrears.words import ENGLISH


def test_shares_of_each_split_and_policy_sum_to_1(make_table):
    sums = make_table("pauses").groupby(["split", "policy"])["share"].sum()
    assert sums.tolist() == pytest.approx([1.0] * 6)


def test_the_commonest_kind_stands_first_and_what_has_no_cause_last(make_table):
    table = make_table("pauses")
    causes = table.loc[table["split"] == "cause", "kind"].drop_duplicates().tolist()
    assert causes == ["plan", "out_of_reach", "other"]


def test_beside_each_kind_stands_its_share_under_the_first_policy(make_table):
    table = make_table("pauses")
    first = table.iloc[0]
    label = plot_pauses(table).get_yticklabels()[0].get_text()
    assert label == f"plan\n{first['share'] * 100:.0f}\N{NO-BREAK SPACE}%"


def test_the_words_name_the_commonest_cause_and_root(make_table):
    said = pauses_alt(make_table("pauses"), ENGLISH)
    assert "booked to plan, days of pause per 1000 accounts status_quo" in said
    assert "booked to shock, days of pause per 1000 accounts status_quo" in said
