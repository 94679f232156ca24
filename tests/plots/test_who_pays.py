import pytest

from arrears.plots.who_pays import plot_who_pays, who_pays_alt, who_pays_grid, who_pays_table
from arrears.words import ENGLISH


@pytest.mark.parametrize("value", ["mean", "difference"])
def test_every_flow_and_the_net_sum_to_0(make_table, value):
    grid = who_pays_grid(make_table("who_pays"), "reminders", value)
    assert grid["sum"].abs().max() < 1e-9
    assert grid.index[-1] == "net"
    assert grid.columns.tolist() == [
        "borrower", "lender", "agency", "staff_and_suppliers", "sum",
    ]  # fmt: skip


def test_the_net_of_a_party_is_the_sum_of_its_flows(make_table):
    grid = who_pays_grid(make_table("who_pays"), "status_quo")
    assert grid.drop(index="net").sum().to_numpy() == pytest.approx(
        grid.loc["net"].to_numpy(), abs=1e-9
    )


def test_amounts_are_currency_units_per_borrower(make_tables):
    tables = make_tables(replications=1)
    cents = tables.held["who_pays"]
    chosen = (cents["policy"] == "status_quo") & (cents["flow"] == "instalments")
    [amount] = cents.loc[chosen & (cents["party"] == "lender"), "amount"]
    borrowers = 50 * 6  # in each of six months
    grid = who_pays_grid(who_pays_table(tables), "status_quo")
    assert grid.loc["instalments", "lender"] == pytest.approx(amount / 100 / borrowers)


def test_days_and_claims_stand_beside_the_cash_and_are_added_to_nothing(make_table):
    table = make_table("who_pays")
    flows = {panel: rows["flow"].unique().tolist() for panel, rows in table.groupby("panel")}
    assert flows["days"] == [
        "days_screening_positive", "days_in_arrears", "days_contact_paused",
        "days_waiting_for_an_answer",
    ]  # fmt: skip
    assert flows["claims"] == ["necessities_cut", "still_owed_at_the_horizon"]
    assert "net" not in flows["days"] + flows["claims"]


def test_the_baseline_differs_from_nothing(make_table):
    table = make_table("who_pays")
    assert table.loc[table["policy"] == "status_quo", "difference"].isna().all()
    assert table.loc[table["policy"] != "status_quo", "difference"].notna().all()


def test_changes_are_drawn_and_the_level_of_the_baseline_stands_below_the_name(make_table):
    table = make_table("who_pays")
    ax = plot_who_pays(table)
    assert ax.get_xlabel().startswith("Change in net cash per borrower (currency units)")
    net = who_pays_grid(table, "status_quo").loc["net", "agency"]
    assert ax.get_yticklabels()[2].get_text() == f"agency\n+{net:.3f}"


def test_of_one_policy_levels_are_drawn(make_table):
    ax = plot_who_pays(make_table("who_pays", policies=1))
    assert ax.get_xlabel() == "Net cash per borrower (currency units)"
    assert [text.get_text() for text in ax.get_yticklabels()][:2] == ["borrower", "lender"]


def test_the_words_name_every_party_under_each_policy(make_table):
    said = who_pays_alt(make_table("who_pays"), ENGLISH)
    assert said.startswith("Change in net cash per borrower compared with status_quo")
    assert said.count("staff and suppliers") == 2
