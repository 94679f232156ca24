"""Where a difference turns its sign: the value, its unit and the assumption's name in words."""

from dataclasses import replace

import pandas as pd
import pytest

from arrears.reports.arm_names import ArmNames
from arrears.reports.reversals import assumed_rules, reversal_sentences, reversals, tried_alone
from arrears.reports.run_files import RunFiles
from arrears.words import Words

SILENCE = "behaviour.distress.silence_weekly_points"
KNOWN = "behaviour.application.awareness_share"
MEANING = "added for every 7 days of a pause without a word"


def ends(key, rank, verdicts, differences, at=("", "")):
    values = ("0", "1.5") if key == SILENCE else ("0.2", "0.9")
    return [
        {
            "policy": "long_halt", "baseline": "status_quo", "outcome": "distress_share",
            "rank": rank, "parameter": key, "strength": "0.1", "screening": "0.2", "end": end,
            "value": value, "difference": f"{difference}", "low": f"{difference - 0.001}",
            "high": f"{difference + 0.001}", "verdict": verdict, "flips_at": place,
            "flips_within": place and "0.01", "base_value": "0.3", "base_difference": "0.002",
            "base_low": "0.001", "base_high": "0.003",
        }
        for end, value, verdict, difference, place in zip(
            ("low", "high"), values, verdicts, differences, at, strict=True
        )
    ]  # fmt: skip


def study(folder, flips):
    """Write the tables of a study of two assumptions."""
    ranges = [
        (SILENCE, "0.3", "0", "1.5", "varied", "", "0", "points", MEANING),
        (KNOWN, "0.3", "0.2", "0.9", "varied", "", "0", "share", ""),
    ]
    columns = ["parameter", "value", "low", "high", "use", "reason", "kept_in_sets"]
    shares = {
        "policy": "long_halt", "baseline": "status_quo", "outcome": "distress_share",
        "better": "lower", "sets": 20, "higher": 12, "lower": 8, "equal": 0, "clearly_higher": 3,
        "clearly_lower": 1, "beats_share": 0.4, "parameter_variance": 1, "luck_variance": 1,
        "parameter_share": 0.5, "variance_sets": 20, "replications": 5,
    }  # fmt: skip
    tables = {
        "ranges": pd.DataFrame(ranges, columns=[*columns, "unit", "meaning"]),
        "sets": pd.DataFrame(columns=["set", "parameter", "value"]),
        "differences": pd.DataFrame(columns=["set", "policy", "outcome", "difference"]),
        "levels": pd.DataFrame(columns=["set", "policy", "outcome", "mean", "replications"]),
        "shares": pd.DataFrame([shares]),
        "flips": pd.DataFrame(flips),
    }
    for name, table in tables.items():
        table.to_csv(folder / f"assumption_{name}.csv", index=False)
    none = pd.DataFrame()
    return RunFiles(
        directory=folder, manifest={}, scenario={}, scenario_text="",
        policies=("status_quo", "long_halt"),
        names=ArmNames(policies=("status_quo", "long_halt"), regimes=("none",)),
        baseline="status_quo", outcomes=("distress_share",), summary=none, differences=none,
        origins=None,
    )  # fmt: skip


@pytest.fixture
def run(tmp_path):
    """Return a run in which silence turns the sign of the difference, and knowing does not."""
    flips = [
        *ends(SILENCE, 1, ("flips", "holds"), (-0.009, 0.02), at=("0.21", "")),
        *ends(KNOWN, 2, ("holds", "holds"), (0.002, 0.003)),
    ]
    return study(tmp_path, flips)


def test_the_place_is_said_with_unit_name_and_what_stands_at_the_end(run):
    (found,) = reversals(run)
    assert found.turns[0] == (
        f"the sign turns between 0.2 and 0.22 points of silence weekly points "
        f"({SILENCE}), which is 0.3 here; at 0 the difference is \N{MINUS SIGN}0.90 percentage "
        "points (\N{MINUS SIGN}1.00 to \N{MINUS SIGN}0.80)"
    )


def test_what_turns_nothing_is_said_with_the_range_tried(run):
    (found,) = reversals(run)
    (said,) = found.turns[1:]
    assert said == (
        f"no turn at the ends of awareness share ({KNOWN}) from 20\N{NO-BREAK SPACE}% to "
        "90\N{NO-BREAK SPACE}%"
    )


def test_the_base_says_its_interval_and_the_sets_are_counted(run):
    (found,) = reversals(run)
    assert found.base == "+0.20 percentage points (+0.10 to +0.30): off 0"
    assert found.sets == (
        "of 20 parameter sets, higher in 12 (3 with an interval off 0), lower in 8 (1)"
    )


def test_a_turn_that_luck_could_explain_is_said_to_be_one(tmp_path):
    flips = ends(SILENCE, 1, ("turns", "unclear"), (-0.0001, 0.001), at=("0.15", ""))
    (found,) = reversals(study(tmp_path, flips))
    assert "between 0.14 and 0.16 points" in found.turns[0]
    assert found.turns[0].endswith("; luck could explain one sign or both")


def test_a_turn_that_could_not_be_located_is_said_between_the_values_known(tmp_path):
    flips = ends(SILENCE, 1, ("flips", "holds"), (-0.009, 0.02))
    (found,) = reversals(study(tmp_path, flips))
    assert "turns between 0 and 0.3 points" in found.turns[0]


def test_where_nothing_was_tried_alone_that_is_said(tmp_path):
    flips = ends(SILENCE, 1, ("not tried", "not tried"), (float("nan"), float("nan")))
    (found,) = reversals(study(tmp_path, flips))
    assert found.turns == ("no assumption was tried alone",)


def test_the_answer_names_what_decides_it_in_both_languages(run):
    (said,) = reversal_sentences(run)
    assert said.startswith("long_halt: of 20 parameter sets")
    assert "The sign turns between 0.2 and 0.22 points" in said
    (in_chinese,) = reversal_sentences(run, words=Words("zh"))
    assert "沉默每周加分" in in_chinese
    assert "0.2 至 0.22 分 之间变号" in in_chinese


def test_what_was_moved_alone_is_explained_once(run):
    (silence, about), (known, _) = tried_alone(run)
    assert (silence, known) == (SILENCE, KNOWN)
    assert about == f"Silence weekly points: 0 to 1.5 points, 0.3 in the scenario; {MEANING}"


def test_without_a_study_nothing_is_said(run, tmp_path):
    assert list(reversal_sentences(replace(run, directory=tmp_path / "none"))) == []


def test_of_several_regimes_the_one_is_named_under_which_assumptions_vary(run):
    assert assumed_rules(run, Words("en")) == ""
    names = ArmNames(policies=("status_quo", "long_halt"), regimes=("none", "kr"))
    under_two = replace(run, names=names, baseline="status_quo / none")
    assert assumed_rules(under_two, Words("en")) == (
        "Of 2 regimes that were run, assumptions were varied under none only."
    )
