"""Where each parameter comes from."""

from pathlib import Path

import pytest

from arrears.scenario.load import load_scenario

PART = """\
kinds:
  - {name: job_loss, monthly_share: 0.01, duration_days: 90, income_factor: 0.3}
  - {name: illness, monthly_share: 0.02, onset_points: 5}
origins:
  kinds.job_loss.monthly_share: {assumed: [0.005, 0.02], note: no survey}
  kinds.job_loss: {measured: labour office 2024}
  kinds.*.onset_points: {literature: DIS06}
"""


@pytest.fixture
def origins(tiny):
    """Return a function that loads with options and returns origins by key."""
    Path("parts/shocks").mkdir(parents=True)
    Path("parts/shocks/mine.yaml").write_text(PART)
    text = tiny.read_text()
    start, end = text.index("shocks:"), text.index("collection:")
    tiny.write_text(text[:start] + "shocks: {use: mine}\n" + text[end:])

    def load(*sets):
        return {row.key: row for row in load_scenario(tiny, sets=sets).origins}

    return load


def test_the_most_exact_entry_counts(origins):
    rows = origins()
    share = rows["shocks.kinds.job_loss.monthly_share"]
    assert (share.kind, share.low, share.high) == ("assumed", 0.005, 0.02)
    assert (share.value, share.detail) == (0.01, "no survey")
    days = rows["shocks.kinds.job_loss.duration_days"]
    assert (days.kind, days.detail) == ("measured", "labour office 2024")


def test_a_star_stands_for_any_item(origins):
    row = origins()["shocks.kinds.illness.onset_points"]
    assert (row.kind, row.detail) == ("literature", "DIS06")


PLANS = """\
  relief:
    - {name: longer, trigger: offer, extra_months: 6}
    - {name: holiday, trigger: offer, skip_months: 3}
"""
PATTERNS = """\
  origins:
    relief.*.skip_months: {assumed: [1, 6]}
    relief.*.extra_months: {assumed: [1, 24]}
    relief.longer.reduced_months: {assumed: [0, 6]}
"""


def test_a_star_leaves_out_what_an_item_of_a_policy_does_not_write(tiny):
    """Else a relief without a holiday would have one of 0 months, assumed to be 1 to 6."""
    text = tiny.read_text().replace("  relief:\n", PLANS)
    tiny.write_text(text.replace("collection:\n", f"collection:\n{PATTERNS}", 1))
    rows = {row.key: row for row in load_scenario(tiny).origins}
    kinds = {
        (name, key): rows[f"collection.relief.{name}.{key}"].kind
        for name in ("longer", "holiday")
        for key in ("skip_months", "extra_months")
    }
    assert kinds == {
        ("longer", "skip_months"): "not stated",
        ("longer", "extra_months"): "assumed",
        ("holiday", "skip_months"): "assumed",
        ("holiday", "extra_months"): "not stated",
    }
    assert rows["collection.relief.longer.reduced_months"].kind == "assumed"


def test_a_value_of_a_part_without_an_entry_is_not_stated(origins):
    assert origins()["shocks.kinds.illness.monthly_share"].kind == "not stated"


def test_a_default_is_not_stated(origins):
    assert origins()["collection.charge_off_dpd"].kind == "not stated"


def test_a_value_changed_later_is_set_by_the_scenario(origins):
    row = origins("shocks.kinds.job_loss.monthly_share=0.03")["shocks.kinds.job_loss.monthly_share"]
    assert (row.kind, row.value, row.low) == ("set by scenario", 0.03, None)


def test_what_only_the_scenario_says_is_set_by_it(origins):
    assert origins()["collection.grace_days"].kind == "set by scenario"


def test_origins_survive_writing_and_loading_again(tiny, origins):
    origins()
    first = load_scenario(tiny, sets=["shocks.kinds.illness.onset_points=7"])
    Path("scenario.yaml").write_text(first.text)
    assert load_scenario("scenario.yaml").origins == first.origins


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "{measured: labour office 2024}",
            "{measured: x, literature: y}",
            (
                "parts/shocks/mine.yaml:6:19: shocks.origins.kinds.job_loss: "
                "an origin is one of assumed, literature and measured"
            ),
        ),
        (
            "[0.005, 0.02]",
            "[0.02, 0.005]",
            (
                "parts/shocks/mine.yaml:5:33: shocks.origins.kinds.job_loss.monthly_share: "
                "a range goes from low to high; found [0.02, 0.005]"
            ),
        ),
    ],
)
def test_an_origin_that_contradicts_itself_is_refused(tiny, origins, old, new, message):
    Path("parts/shocks/mine.yaml").write_text(PART.replace(old, new))
    with pytest.raises(Exception, match="origins") as refusal:
        load_scenario(tiny)
    assert str(refusal.value) == message
