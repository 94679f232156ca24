"""The tables that exist once per run: merged from its arms, then summarised and compared."""

from collections.abc import Collection, Sequence

import pandas as pd

from arrears.results import holdout_effects
from arrears.runs.arms import Arm
from arrears.runs.directory import RunDirectory
from arrears.runs.merge import WORLDS, merge_arms
from arrears.runs.storage import read_table, write_table, write_text
from arrears.scenario.origins import OriginRow
from arrears.scenario.scenario import Scenario
from arrears.scenario.switches import ADJUSTED
from arrears.scenario.worlds import DISTRESS_CHECKS
from arrears.statistics import differences, summary
from arrears.statistics.counterfactuals import counterfactual_parts
from arrears.statistics.rankings import rankings
from arrears.statistics.supply import supply_table

__all__ = ["compared", "origin_table", "write_final_tables"]

_ORIGIN_COLUMNS = ("key", "value", "origin", "detail")


def write_final_tables(
    scenario: Scenario,
    arms: Sequence[Arm],
    directory: RunDirectory,
    stopped_at: int | None = None,
) -> None:
    """Write every table of a run but its report, from the parts that are there.

    Parameters
    ----------
    arms : sequence of Arm
        Those that are finished, in any order.
    stopped_at : int, optional
        Number of replications at which the run was stopped because it was precise enough.
    """
    directory.clear_results()
    merge_arms(arms, directory)
    outcomes = read_table(directory.path / "outcomes.csv")
    seed = scenario.base.seed
    levels = summary(outcomes, seed=seed, stopped_at=stopped_at)
    write_table(levels, directory.path / "summary.csv")
    differing = compared(
        outcomes, scenario.compare.baseline, scenario.regimes[0], seed=seed,
        stopped_at=stopped_at, stated=scenario.compare.outcomes,
    )  # fmt: skip
    write_table(differing, directory.path / "differences.csv")
    _write_other_worlds(scenario, outcomes, directory, stopped_at)
    withheld = read_table(directory.path / "monthly.parquet", where="series LIKE 'holdout.%'")
    if not withheld.empty:
        write_table(holdout_effects(withheld), directory.path / "holdout.csv")
    write_table(origin_table(scenario.origins), directory.path / "origins.csv")
    write_text(scenario.text, directory.path / "scenario.yaml")


def _write_other_worlds(
    scenario: Scenario, outcomes: pd.DataFrame, directory: RunDirectory, stopped_at: int | None
) -> None:
    """Write what came of the other worlds, beside the run's own."""
    path, base = directory.path / WORLDS, scenario.base
    if not path.exists():
        return
    worlds = read_table(path)
    if base.counterfactuals:
        in_order = [worlds.loc[worlds["world"] == name] for name in base.counterfactuals]
        lacking = pd.concat(in_order)
        parts = counterfactual_parts(outcomes, lacking, seed=base.seed, stopped_at=stopped_at)
        write_table(parts, directory.path / "counterfactuals.csv")
    if ADJUSTED in base.counterfactuals:
        table = supply_table(
            outcomes, worlds.loc[worlds["world"] == ADJUSTED], scenario.compare.baseline,
            scenario.regimes[0], seed=base.seed, stopped_at=stopped_at,
        )  # fmt: skip
        write_table(table, directory.path / "supply.csv")
    if base.distress_checks:
        order = rankings(
            outcomes, worlds, baseline=scenario.compare.baseline, seed=base.seed,
            compared=scenario.compare.outcomes, checks=tuple(DISTRESS_CHECKS),
            stopped_at=stopped_at,
        )  # fmt: skip
        write_table(order, directory.path / "distress_rankings.csv")


def compared(
    outcomes: pd.DataFrame,
    baseline: str,
    baseline_regime: str,
    *,
    seed: int,
    stopped_at: int | None = None,
    stated: Collection[str] = (),
) -> pd.DataFrame:
    """Return the paired differences of every arm from the baseline."""
    return differences(
        outcomes, baseline=baseline, baseline_regime=baseline_regime, seed=seed,
        stopped_at=stopped_at, stated=stated,
    )  # fmt: skip


def origin_table(rows: Sequence[OriginRow]) -> pd.DataFrame:
    """Return where each parameter comes from, as a table of words."""
    return pd.DataFrame(
        [(row.key, str(row.value), row.kind, _detail(row)) for row in rows],
        columns=list(_ORIGIN_COLUMNS),
        dtype="str",
    )


def _detail(row: OriginRow) -> str:
    if row.low is None or row.high is None:
        return row.detail
    between = f"{row.low:g} to {row.high:g}"
    return f"{between}; {row.detail}" if row.detail else between
