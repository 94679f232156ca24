"""A policy may offer a product to a segment; all others sign what they would have signed."""

from arrears.engines.simpy import simulate
from arrears.scenario.load import load_scenario

SMALL = (
    "{name: first_loan, share: 0.5, kind: interest_free, principal: {median: 1500, sigma: 0.3}, "
    "principal_min: 500, principal_max: 3000, rate: 0, term_months: [12], penalty_rate: 0.1, "
    "late_fee: 0, who: {segments: [student, low_income]}}"
)


def accounts(tmp_path, policy):
    path = tmp_path / "offers.yaml"
    path.write_text(
        "schema_version: 1\nscenario: offers\nextends: first_steps\nhorizon_months: 2\n"
        "portfolio: {borrowers: 120}\npolicies:\n  first_loans:\n    portfolio:\n      products:\n"
        f"        - {SMALL}\n        - {{name: instalment_loan, share: 0.5}}\n",
        encoding="utf-8",
    )
    scenario = load_scenario(str(path))
    return simulate(scenario.base, scenario.policies[policy], replication=0, seed=1).accounts


def test_only_the_segments_it_is_for_sign_another_loan(tmp_path):
    before, after = (accounts(tmp_path, name) for name in ("status_quo", "first_loans"))
    is_for = before["segment"].isin(["student", "low_income"])
    same = before["disbursed"] == after["disbursed"]
    assert same[~is_for].all()
    changed = after[is_for & ~same]
    assert len(changed) >= 5
    assert changed["disbursed"].between(50_000, 300_000).all()
