"""The economy's path: constant, a step, two regimes, and a series from a file."""

import math
from pathlib import Path

import numpy as np
import pytest

from arrears.errors import ScenarioError
from arrears.portfolio.economy import economy
from arrears.portfolio.settings import Macro

MONTHS = range(-3, 9)
BAD = {"hazard_factor": 2.5, "income_factor": 0.93}
HEADER = "month,hazard_factor,income_factor"


def path_of(run=MONTHS, *, seed=1, replication=0, **macro):
    return economy(Macro(**macro), run, seed, replication)


@pytest.fixture
def series(tmp_path, monkeypatch):
    """Return a function that writes rows below a header and gives the path over the months."""
    monkeypatch.chdir(tmp_path)

    def read(*rows, header=HEADER):
        Path("macro.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path_of(path="series", series_path="macro.csv")

    return read


def refused(series, *rows, **options):
    with pytest.raises(ScenarioError) as refusal:
        series(*rows, **options)
    return str(refusal.value)


def test_a_constant_economy_is_normal_throughout_even_if_factors_are_given():
    path = path_of(**BAD)
    assert path.hazard_factor.tolist() == [1.0] * 12
    assert path.income_factor.tolist() == [1.0] * 12
    assert not path.is_downturn.any()


def test_a_step_is_bad_from_its_month_for_as_many_months_as_said():
    path = path_of(path="step", from_month=2, months=3, **BAD)
    assert path.first_month == -3
    assert path.hazard_factor.tolist() == [1.0] * 5 + [2.5] * 3 + [1.0] * 4
    assert path.income_factor.tolist() == [1.0] * 5 + [0.93] * 3 + [1.0] * 4
    assert np.flatnonzero(path.is_downturn).tolist() == [5, 6, 7]


def test_a_step_may_begin_in_the_burn_in_and_outlast_the_run():
    assert path_of(path="step", from_month=-9, months=600, **BAD).is_downturn.all()


@pytest.mark.parametrize("factors", [{"hazard_factor": 1.2}, {"income_factor": 0.99}])
def test_one_worse_factor_makes_a_downturn(factors):
    path = path_of(path="step", from_month=0, months=1, **factors)
    assert np.flatnonzero(path.is_downturn).tolist() == [3]


def test_a_boom_is_no_downturn():
    path = path_of(path="step", from_month=0, months=1, hazard_factor=0.5, income_factor=1.1)
    assert not path.is_downturn.any()


def test_regimes_start_in_normal_times():
    """Entering has a chance of 0.3: of 40 replications, some begin well."""
    firsts = [
        path_of(
            range(1), replication=n, path="regimes", enter_monthly_share=0.3,
            leave_monthly_share=0.0, **BAD,
        ).is_downturn[0]
        for n in range(40)
    ]  # fmt: skip
    assert 0 < sum(firsts) < 40


def test_regimes_spend_their_stationary_share_of_months_in_the_downturn():
    """Month 41 of 3,000 independent paths: 0.2 / (0.2 + 0.3), for 0.5 ** 41 is nothing.

    Chance of failing by luck 6e-7 (five standard errors).
    """
    size = 3_000
    terms = {"path": "regimes", "enter_monthly_share": 0.2, "leave_monthly_share": 0.3} | BAD
    lasts = [path_of(range(41), replication=n, **terms).is_downturn[-1] for n in range(size)]
    assert np.mean(lasts) == pytest.approx(0.4, abs=5 * math.sqrt(0.4 * 0.6 / size))


def test_regimes_are_entered_and_left_at_their_monthly_chances():
    """Over one path of 20,000 months. Chance of failing by luck 6e-7 each."""
    path = path_of(
        range(20_000), path="regimes", enter_monthly_share=0.1, leave_monthly_share=0.25, **BAD
    ).is_downturn
    before, after = path[:-1], path[1:]
    for share, found in ((0.1, after[~before]), (0.25, ~after[before])):
        allowed = 5 * math.sqrt(share * (1 - share) / len(found))
        assert found.mean() == pytest.approx(share, abs=allowed)


def test_regimes_that_are_never_left_last():
    path = path_of(
        range(50), path="regimes", enter_monthly_share=1.0, leave_monthly_share=0.0, **BAD
    )
    assert path.is_downturn.all()


def test_the_regime_of_a_month_does_not_depend_on_how_long_the_run_is():
    terms = {"path": "regimes", "enter_monthly_share": 0.3, "leave_monthly_share": 0.4} | BAD
    short, long = path_of(range(-3, 5), **terms), path_of(range(-3, 30), **terms)
    assert (short.hazard_factor == long.hazard_factor[:8]).all()


def test_a_series_gives_each_month_its_factors(series):
    path = series("-3,1,1", "-2,1.5,0.98", "4,0.8,1.02")
    assert path.hazard_factor.tolist() == [1.0] + [1.5] * 6 + [0.8] * 5
    assert path.income_factor.tolist() == [1.0] + [0.98] * 6 + [1.02] * 5


def test_months_of_a_series_may_stand_in_any_order_and_begin_before_the_run(series):
    path = series("2,3,1", "-40,2,0.9", "0,1,1")
    assert path.hazard_factor.tolist() == [2.0] * 3 + [1.0] * 2 + [3.0] * 7


def test_a_series_without_a_file_is_refused(tmp_path):
    with pytest.raises(ScenarioError, match="cannot be read"):
        path_of(path="series", series_path=str(tmp_path / "missing.csv"))


def test_a_series_that_is_no_text_is_refused(tmp_path):
    file = tmp_path / "macro.csv"
    file.write_bytes(b"month,\xff\xfe\n")
    with pytest.raises(ScenarioError, match="cannot be read"):
        path_of(path="series", series_path=str(file))


def test_a_series_that_starts_after_the_run_is_refused(series):
    assert refused(series, "-2,1,1") == (
        "macro.csv: first month is -2, but the run starts in month -3"
    )


def test_a_series_without_rows_is_refused(series):
    assert "first month is none" in refused(series)


def test_a_series_without_one_of_its_columns_is_refused(series):
    message = refused(series, "-3,1", header="month,hazard_factor")
    assert "income_factor" in message
    assert message.startswith("macro.csv")


@pytest.mark.parametrize("row", ["-3,0,1", "-3,-1,1", "-3,101,1", "-3,1,0", "-3,1,11", "-3,nan,1"])
def test_factors_that_are_impossible_are_refused_with_their_line(series, row):
    message = refused(series, "-4,1,1", row)
    assert "macro.csv:3" in message
    assert "(0, 100] and (0, 10]" in message


@pytest.mark.parametrize("row", ["-3,x,1", "a,1,1", "-3,,1", "-3,1", "-3.5,1,1"])
def test_what_is_no_number_is_refused(series, row):
    message = refused(series, "-4,1,1", row)
    assert message.startswith("macro.csv")
    assert "hold numbers" in message
