import pandas as pd

from arrears.plots import plot_distress


def _months():
    return pd.DataFrame(
        {
            "policy": ["a"] * 3 + ["b"] * 3,
            "month": [0, 1, 2] * 2,
            "mean": [0.10, 0.11, 0.12, 0.20, 0.21, 0.22],
            "low": [0.09] * 6,
            "high": [0.23] * 6,
        }
    )


def test_each_policy_is_one_line_over_months():
    first, second = plot_distress(_months()).get_lines()
    assert list(first.get_ydata()) == [0.10, 0.11, 0.12]
    assert list(second.get_xdata()) == [0, 1, 2]


def test_the_share_starts_at_nothing_and_is_read_in_percent():
    axes = plot_distress(_months())
    assert axes.get_ylim()[0] == 0
    assert axes.yaxis.get_major_formatter()(0.105) == "10.5%"
    assert axes.get_ylabel() == "Screening positive (share of person-days)"
    assert axes.get_xlabel() == "Month of the run"
