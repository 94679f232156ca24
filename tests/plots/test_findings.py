import numpy as np
import pandas as pd

from arrears.plots.findings import levels_said
from arrears.words import ENGLISH


def _rows(means):
    return pd.DataFrame(
        {"policy": list("abcde")[: len(means)], "mean": means, "low": np.nan, "high": np.nan}
    )


def test_few_policies_are_named_one_by_one():
    assert levels_said(_rows([1.0, 2.0]), percent=False) == "a 1.00, b 2.00"


def test_of_many_the_ends_are_named():
    said = levels_said(_rows([2.0, 1.0, 5.0, 3.0, 4.0]), percent=False)
    assert said == "of 5 policies, lowest b 1.00, highest c 5.00"


def test_intervals_stand_behind_their_level():
    rows = _rows([0.5]).assign(low=0.4, high=0.6)
    assert levels_said(rows, percent=True, words=ENGLISH) == "a 50\N{NO-BREAK SPACE}% (40 to 60)"


def test_nothing_known_is_said_to_be_empty():
    assert levels_said(_rows([np.nan]), percent=False) == "empty"


def test_of_many_that_are_all_the_same_none_is_lowest():
    rows = _rows([1.0] * 4).assign(low=1.0, high=1.0)
    assert levels_said(rows, percent=True) == "all 4 policies 100\N{NO-BREAK SPACE}% (100 to 100)"
