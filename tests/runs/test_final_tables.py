"""Tables that exist once per run."""

from pathlib import Path

import pandas as pd
import pytest

from arrears.runs.final_tables import compared, origin_table
from arrears.runs.storage import read_table
from arrears.scenario.load import load_scenario
from arrears.scenario.origins import OriginRow


def test_the_scenario_in_the_directory_is_the_one_that_was_run(finished: Path, pretended: Path):
    original = load_scenario(pretended, replications=2)
    again = load_scenario(finished / "scenario.yaml")
    assert again.hash == original.hash
    assert again.text == original.text == (finished / "scenario.yaml").read_text(encoding="utf-8")


def test_identical_policies_differ_by_exactly_nothing(finished: Path):
    outcomes = read_table(finished / "outcomes.csv")
    twin = outcomes[outcomes["policy"] == "grace"].assign(policy="twin")
    found = compared(pd.concat([outcomes, twin]), "grace", "none", seed=7)
    difference = found.loc[found["policy"] == "twin", "difference"]
    assert difference.dropna().eq(0).all()
    assert difference.notna().any()


@pytest.mark.parametrize(
    ("row", "detail"),
    [
        (OriginRow(key="a.b", value=1, kind="measured", detail="a citation"), "a citation"),
        (OriginRow(key="a.b", value=1, kind="assumed", low=0.5, high=2.0), "0.5 to 2"),
        (
            OriginRow(key="a.b", value=1, kind="assumed", detail="a note", low=0.5, high=2.0),
            "0.5 to 2; a note",
        ),
    ],
)
def test_origins_say_range_and_note(row: OriginRow, detail: str):
    assert origin_table([row]).to_dict("records") == [
        {"key": "a.b", "value": "1", "origin": row.kind, "detail": detail}
    ]
