"""What a report says of ladders: at base, and over parameter sets where they were tried."""

from dataclasses import replace

import pandas as pd
import pytest

from arrears.reports.arm_names import ArmNames
from arrears.reports.ladders import ladder_sentences
from arrears.reports.run_files import RunFiles
from arrears.words import Words

RUNGS = ("seldom", "often", "daily")


def run_of(folder, best: str, **compare) -> RunFiles:
    ladder = {"outcome": "collected_share", "policies": list(RUNGS)}
    summary = pd.DataFrame({
        "policy": RUNGS,
        "outcome": "collected_share",
        "mean": [0.9 if name == best else 0.8 for name in RUNGS],
    })  # fmt: skip
    return RunFiles(
        directory=folder, manifest={}, scenario={"compare": {"ladders": [ladder]} | compare},
        scenario_text="", policies=RUNGS, names=ArmNames(policies=RUNGS, regimes=("none",)),
        baseline="often", outcomes=("collected_share",),
        summary=summary, differences=summary, origins=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("best", "where"), [("often", "inside the ladder"), ("daily", "at an end of the ladder")]
)
def test_the_best_rung_and_where_it_lies_are_said(tmp_path, best, where):
    (said,) = ladder_sentences(run_of(tmp_path, best))
    assert f"is best under {best} (90" in said
    assert f", {where};" in said
    assert "was not tried" in said


def test_nothing_is_said_of_a_ladder_of_which_two_rungs_were_run(tmp_path):
    ladder = {"outcome": "collected_share", "policies": ["seldom", "often", "hourly"]}
    assert list(ladder_sentences(run_of(tmp_path, "often", ladders=[ladder]))) == []


def test_of_a_longer_ladder_the_rungs_that_were_run_count(tmp_path):
    ladder = {"outcome": "collected_share", "policies": ["never", *RUNGS, "hourly"]}
    (said,) = ladder_sentences(run_of(tmp_path, "daily", ladders=[ladder]))
    assert said.startswith("From seldom to daily, ")
    assert "at an end of the ladder" in said


def test_it_is_said_in_chinese_too(tmp_path):
    (said,) = ladder_sentences(run_of(tmp_path, "often"), words=Words("zh"))
    assert "位于阶梯中间" in said


def test_under_several_regimes_each_has_its_own_sentence(tmp_path):
    """Sets are run under the baseline's regime: what they say is not said of another."""
    run = run_of(tmp_path, "often")
    names = ArmNames(policies=RUNGS, regimes=("none", "kr"))
    parts = [
        run_of(tmp_path, best).summary.assign(regime=regime)
        for regime, best in (("none", "often"), ("kr", "daily"))
    ]
    summary = names.named(pd.concat(parts, ignore_index=True))
    under_two = replace(
        run, names=names, policies=names.all, baseline="often / none", summary=summary
    )
    none, kr = ladder_sentences(under_two)
    assert none.startswith("Under the rules none: From seldom to daily")
    assert "is best under often (90" in none
    assert "was not tried" in none
    assert kr.startswith("Under the rules kr: From seldom to daily")
    assert "is best under daily (90" in kr
    assert "tried" not in kr
    assert "规则 kr 下" in list(ladder_sentences(under_two, words=Words("zh")))[1]
