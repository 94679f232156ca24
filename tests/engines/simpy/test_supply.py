"""A lender that holds its return, by hand: when it re-sets what, by how much, and for whom."""

import itertools

import pytest

from arrears.errors import ScenarioError
from arrears.policies.supply import Supply
from arrears.scenario.load import load_scenario
from arrears.scenario.worlds import in_world

# Nobody pays; what is 40 days late is charged off. Loans run for three months, so two a month are
# signed of a book of six.
LOSING = """
portfolio: {book: open, borrowers: 6}
collection:
  charge_off_dpd: 40
  %s
  supply: {holds: losses, over_months: 1, %s}
"""
PRICED = "target_monthly_rate: 0.1, price_gain: 0.05, rate_max: 0.2"
SCORED = "underwriting: {auc_share: 0.9, refused_good_share: 0.1}"
MONTHS = (0, 31, 59, 90, 120, 151, 181)
PPM = 1_000_000


def lender(live, supply, underwriting="", *sets):
    return live(LOSING % (underwriting, supply), "unwilling", *sets)


def losses(lived):
    """Return what was charged off in each month over balance at its end and that, from the log."""
    rows = lived.events
    up = {"originated", "interest"}
    found = []
    for first, end in itertools.pairwise(MONTHS):
        lost = rows[(rows["event"] == "charged_off") & rows["day"].between(first, end - 1)]
        until = rows[rows["day"] < end]
        gone = until.loc[until["event"] == "charged_off", "amount"].sum()
        balance = until.loc[until["event"].isin(up), "amount"].sum() - gone
        # What was charged off before counts in neither: nobody ever pays any of it back.
        found.append(lost["amount"].sum() / (balance + lost["amount"].sum()))
    return found


def steps(lived, cause):
    """Return what was set on which day, as a rate."""
    rows = lived.rows("supply_set", cause=cause)
    return dict(zip(rows["day"], rows["amount"] / PPM, strict=True))


def test_the_price_moves_by_gain_times_what_losses_exceed_the_target_by(live):
    lived = lender(live, PRICED)
    excess = [value - 0.1 for value in losses(lived)]
    assert max(excess) > 0 > min(excess), "on both sides of the target"
    surcharge, expected = 0.0, {}
    for day, over in zip(MONTHS[1:-1], excess, strict=False):
        after = min(0.2 - 0.12, max(0 - 0.12, surcharge + 0.05 * over))
        if after != surcharge:
            expected[day] = after
        surcharge = after
    assert steps(lived, "price") == pytest.approx(expected, abs=1e-6)
    assert len(expected) >= 4


def test_the_cut_off_moves_likewise_and_refuses_more(live):
    terms = "target_monthly_rate: 0.1, cutoff_gain: 0.4, cutoff_max: 0.45"
    lived = lender(live, terms, SCORED, "portfolio.borrowers=30")
    share, expected = 0.1, {}
    for day, value in zip(MONTHS[1:-1], losses(lived), strict=False):
        after = min(0.45, max(0.0, share + 0.4 * (value - 0.1)))
        if after != share:
            expected[day] = after
        share = after
    assert steps(lived, "cut_off") == pytest.approx(expected, abs=1e-6)
    assert lived.rows("priced").empty
    fixed = lender(live, f"active: false, {terms}", SCORED, "portfolio.borrowers=30")
    assert fixed.rows("supply_set").empty
    refused, before = (set(each.rows("refused_credit")["borrower"]) for each in (lived, fixed))
    early = set(lived.rows("refused_credit").query("day < 31")["borrower"])
    assert early <= before, "as it was until it is re-set"
    assert refused != before


def test_neither_leaves_its_bounds(live):
    dear = lender(live, "target_monthly_rate: 0, price_gain: 100, rate_max: 0.2")
    assert list(steps(dear, "price").values()) == [pytest.approx(0.08)], "0.12 and 0.08 is 0.2"
    cheap = lender(live, "target_monthly_rate: 1, price_gain: 100, rate_min: 0.05")
    assert list(steps(cheap, "price").values()) == [pytest.approx(-0.07)]
    closed = lender(live, "target_monthly_rate: 0, cutoff_gain: 100, cutoff_max: 0.3", SCORED)
    assert list(steps(closed, "cut_off").values()) == [pytest.approx(0.3)]
    opened = lender(live, "target_monthly_rate: 1, cutoff_gain: 100", SCORED)
    assert list(steps(opened, "cut_off").values()) == [0.0]


def test_loans_keep_the_rate_at_which_they_were_signed(live):
    """From 12 to 20 percent: a loan of 1,200 costs 12.00 of interest in its first month, or 20."""
    lived = lender(live, "target_monthly_rate: 0, price_gain: 100, rate_max: 0.2")
    (day,) = steps(lived, "price")
    opened = lived.rows("originated").set_index("account")["day"]
    later = set(opened[opened >= day].index)
    assert later
    assert set(opened.index) - later
    priced = lived.rows("priced")
    assert set(priced["account"]) == later
    assert set(priced["amount"]) == {80_000}
    first = lived.rows("interest").groupby("account")["amount"].first()
    fixed = lender(live, f"active: false, {PRICED}")
    before = fixed.rows("interest").groupby("account")["amount"].first()
    is_new = first.index.isin(later)
    assert set(first[is_new]) == {2000}
    assert set(before[first.index[is_new]]) == {1200}
    assert first[~is_new].equals(before[first.index[~is_new]])


def test_the_return_counts_what_is_earned_and_spent(live):
    """Everybody pays: losses and costs are 0, and the book earns about a percent a month."""
    text = LOSING.replace("holds: losses", "holds: return") % ("", "%s")
    low, high = (
        live(text % f"target_monthly_rate: {target}, price_gain: 0.1") for target in (0.001, 0.03)
    )
    assert max(steps(low, "price").values()) < 0 < min(steps(high, "price").values())


def test_costs_are_spent(live):
    """A message a day at 10.00 to six borrowers who are behind is a large share of 7,200."""
    acts = (
        "stages: [{name: late, from_dpd: 1, to_dpd: 39, actions: "
        "[{name: text, channel: sms, every_days: 1, tone: neutral}]}]"
    )
    target = "target_monthly_rate: 0.9, price_gain: 0.01"
    dear, free = (lender(live, target, acts, f"collection.prices.sms={price}") for price in (10, 0))
    moved, unmoved = (list(steps(each, "price").items())[:2] for each in (dear, free))
    assert [day for day, _ in moved] == [31, 59]
    gaps = [after - without for (_, after), (_, without) in zip(moved, unmoved, strict=True)]
    rows = dear.events
    charged = rows[rows["event"].isin(["originated", "interest"])]
    spent = dear.rows("cost")
    for month, (first, end) in enumerate(((0, 31), (31, 59))):
        cost = spent.loc[spent["day"].between(first, end - 1), "amount"].sum()
        gone = rows[(rows["event"] == "charged_off") & (rows["day"] < first)]["amount"].sum()
        owed = charged.loc[charged["day"] < end, "amount"].sum() - gone
        earlier = gaps[month - 1] if month else 0.0
        assert gaps[month] - earlier == pytest.approx(0.01 * cost / owed, abs=3e-6), month


def test_without_a_target_the_burn_in_makes_it(live):
    """Half of a burn-in of losses is the target; what follows is held against its mean."""
    lived = lender(
        live, "reference_months: 2, price_gain: 0.05", "",
        "burn_in_months=4", "portfolio.borrowers=12",
    )  # fmt: skip
    assert lived.rows("supply_set")["day"].min() > 0, "supply is fixed in the burn-in"
    moved = steps(lived, "price")
    assert moved
    known = lived.rows("charged_off").query("day < 0")
    assert not known.empty


def test_pods_decide_alike(live):
    """Each sees the totals of all; one writes them down."""
    one, three = (lender(live, PRICED, "", f"pods={pods}") for pods in (1, 3))
    columns = ["day", "event", "account", "amount", "cause"]
    for name in ("supply_set", "priced"):
        told = [each.rows(name)[columns].to_numpy().tolist() for each in (one, three)]
        assert told[0] == told[1] != []


def test_no_price_goes_beyond_its_bounds_nor_is_moved_by_them():
    terms = Supply(price_gain=1, rate_min=0.05, rate_max=0.2)
    assert terms.priced(0.1, 0.3) == 0.2
    assert terms.priced(0.1, -0.3) == 0.05
    assert terms.priced(0.3, 0.1) == 0.3, "dearer than the bound already"
    assert terms.priced(0.3, -0.05) == pytest.approx(0.25)
    assert terms.priced(0.02, -0.01) == 0.02


def test_the_world_of_adjusted_supply_turns_on_what_is_described(live):
    lived = lender(live, f"active: false, {PRICED}")
    assert lived.rows("supply_set", "priced").empty
    settings = in_world(lived.scenario.base, "no_contact+supply_adjusted")
    assert settings.collection.supply.active
    assert settings.switched_off == ["no_contact"]
    plain = load_scenario("first_steps").base
    assert in_world(plain, "supply_adjusted") == plain


@pytest.mark.parametrize(
    ("terms", "sets", "said"),
    [
        ("active: false", (), "nothing is re-set"),
        ("target_monthly_rate: 0, cutoff_gain: 1", (), "needs collection.underwriting"),
        ("price_gain: 1", (), "longer burn-in"),
        ("target_monthly_rate: 0, price_gain: 1, rate_max: 0.1, rate_min: 0.2", (), "rate_min"),
    ],
)
def test_what_makes_no_sense_is_refused(live, terms, sets, said):
    with pytest.raises(ScenarioError, match=said):
        lender(live, terms, "", *sets)
