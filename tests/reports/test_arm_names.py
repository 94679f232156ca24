"""What arms are called in a report."""

import pandas as pd
import pytest

from arrears.reports.arm_names import ArmNames

SCENARIO = {"policies": {"soft": {}, "hard": {}}, "regimes": ["none", {"name": "kr"}, "au"]}


def table(*arms):
    return pd.DataFrame(arms, columns=["policy", "regime"])


@pytest.mark.parametrize(
    ("arms", "names"),
    [
        ([("hard", "none"), ("soft", "none")], ["hard", "soft"]),
        ([("soft", "au"), ("soft", "none")], ["au", "none"]),
        ([("hard", "kr"), ("soft", "none")], ["hard / kr", "soft / none"]),
    ],
    ids=["policies", "regimes", "both"],
)
def test_an_arm_is_called_by_what_tells_it_apart(arms, names):
    rows = table(*arms)
    assert ArmNames.of(rows, SCENARIO).named(rows)["policy"].tolist() == names


def test_arms_stand_in_the_scenarios_order():
    rows = table(("soft", "au"), ("soft", "none"), ("soft", "kr"))
    assert ArmNames.of(rows, SCENARIO).all == ("none", "kr", "au")


def test_a_name_leads_back_to_its_policy():
    both = ArmNames(policies=("soft", "hard"), regimes=("none", "kr"))
    assert both.policy_of("hard / kr") == "hard"
    assert ArmNames(policies=("soft",), regimes=("none", "kr")).policy_of("kr") == "soft"
