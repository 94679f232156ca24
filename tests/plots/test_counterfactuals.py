"""Where the misery comes from: what goes, beside what the books say."""

import pandas as pd
import pytest

from arrears.plots.counterfactuals import counterfactuals_alt, counterfactuals_table
from arrears.words import ENGLISH


def test_shares_are_of_the_level_and_the_books_stand_beside_their_own_source(make_table):
    """What is left is 0.8, 0.7 and 0.6; of 9 points added 5 are booked to arrears."""
    table = make_table("counterfactuals").query("policy == 'status_quo'")
    assert table["share"].tolist() == pytest.approx([0.2, 0.3, 0.4])
    booked = table.set_index("counterfactual")["booked_share"]
    assert booked["no_arrears"] == pytest.approx(5 / 9, abs=0.05)
    assert booked[["shocks_off", "no_limbo+no_contact"]].isna().all()


def test_the_words_say_that_parts_need_not_add_up(make_table):
    said = counterfactuals_alt(make_table("counterfactuals"), ENGLISH)
    assert "if no shocks happen, 20" in said
    assert "waiting does not distress + nobody is contacted" in said
    assert said.endswith("Parts need not add up.")


def test_nothing_is_divided_by_a_level_of_0(make_tables):
    tables = make_tables()
    held = {**tables.held}
    parts = held["counterfactuals"]
    held["counterfactuals"] = parts.assign(as_is=0.0, share=float("nan"))
    found = counterfactuals_table(type(tables)(policies=tables.policies, held=held))
    assert found[["share_low", "share_high"]].isna().all(axis=None)
    assert isinstance(found, pd.DataFrame)
