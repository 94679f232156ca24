"""What ``import arrears`` offers: load a scenario, run it, and look at what came of it."""

import json
import shutil
import tempfile
import weakref
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pandas as pd

from arrears import experiments
from arrears.errors import ScenarioError
from arrears.experiments import Assumptions
from arrears.results import CODEBOOK
from arrears.results.added_outcomes import added_outcomes
from arrears.results.assumptions import AssumptionTables, read_assumptions
from arrears.results.codebook import remember
from arrears.results.outcome_names import hint, spelled_out
from arrears.runs.directory import RunDirectory
from arrears.runs.final_tables import compared
from arrears.runs.run import execute
from arrears.runs.storage import read_table
from arrears.scenario import load
from arrears.scenario.scenario import Scenario

if TYPE_CHECKING:
    from arrears.runs.figures import Figures

__all__ = ["Assumptions", "Run", "Scenario", "load_scenario", "open_run", "run"]


def load_scenario(
    source: str | Path,
    *,
    sets: Sequence[str] = (),
    borrowers: int | None = None,
    seed: int | None = None,
    replications: int | None = None,
    policies: Sequence[str] | None = None,
    counterfactuals: Sequence[str] = (),
    distress_checks: bool = False,
) -> Scenario:
    """Return a scenario from a file or a shipped name, resolved and checked.

    Parameters
    ----------
    source : str or Path
        Path of a scenario file, or the name of a shipped scenario.
    sets : sequence of str
        ``key.path=value``, laid over the file in this order; items of lists by name.
    borrowers : int, optional
        Replaces the number on book; people of teams and desks, funds, quotas and the breaches
        from which there is an order follow pro rata.
    seed, replications : int, optional
        Replace what the scenario says.
    policies : sequence of str, optional
        Only these policies, in the order of the file.
    counterfactuals : sequence of str
        What every policy is also run without, as in ``["shocks_off", "no_contact"]``.
    distress_checks : bool
        Whether every policy is also run with distress weights and half-life x 1/2 and x 2.

    Raises
    ------
    ScenarioError
        If anything is wrong: its message lists everything, one line each, with
        ``file:line:column``, key path, value found and what would be accepted.
    """
    worlds = [f"counterfactuals={json.dumps(list(counterfactuals))}"] if counterfactuals else []
    worlds += ["distress_checks=true"] if distress_checks else []
    scenario = load.load_scenario(
        source, sets=(*sets, *worlds), borrowers=borrowers, seed=seed, replications=replications,
        policies=policies, outcomes=tuple(CODEBOOK),
    )  # fmt: skip
    remember(outcome.meaning for outcome in added_outcomes(scenario.added).values())
    return scenario


class Run:
    """A finished run; its tables are read from its directory when they are asked for.

    Parameters
    ----------
    directory : Path
        A run directory.
    is_temporary : bool
        Whether the directory is removed with this object.

    Raises
    ------
    StorageError
        If the directory holds no finished run.

    Notes
    -----
    Columns are described in ``docs``. Words are categories, for they repeat much.
    """

    def __init__(self, directory: Path, *, is_temporary: bool = False) -> None:
        self.directory = directory
        self.manifest = RunDirectory(directory).manifest()
        if is_temporary:
            weakref.finalize(self, shutil.rmtree, directory, ignore_errors=True)

    def __repr__(self) -> str:
        return f"Run({str(self.directory)!r})"

    @property
    def failures(self) -> dict[str, str]:
        """Arms and points of assumptions that failed, and why; the tables hold the others."""
        arms = cast(dict[str, str], self.manifest["failures"])
        study = cast(dict[str, dict[str, str]], self.manifest.get("assumptions") or {})
        return arms | study.get("failures", {})

    @property
    def policies(self) -> list[str]:
        """Names of the policies, in the scenario's order."""
        return list(cast(list[str], self.manifest["policies"]))

    @property
    def regimes(self) -> list[str]:
        """Names of the regimes, the baseline first, the others in the scenario's order."""
        return list(cast(list[str], self.manifest["regimes"]))

    @property
    def stopped_at(self) -> int | None:
        """Number of replications at which the run was precise enough; None if it was not asked."""
        stopping = cast(dict[str, int | None], self.manifest.get("stopping") or {})
        return stopping.get("stopped_at")

    @cached_property
    def scenario(self) -> Scenario:
        """The resolved scenario, loaded again."""
        return load_scenario(self.directory / "scenario.yaml")

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """One row per policy, regime, replication, segment and outcome."""
        return self._table("outcomes.csv")

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """One row per policy, regime, replication, month, segment and series: integer tallies."""
        return self._table("monthly.parquet")

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """One row per policy, regime, replication and account; amounts in minor units."""
        return self._table("accounts.parquet")

    @cached_property
    def events(self) -> pd.DataFrame:
        """One row per event, in total order; of replication 0 unless all were kept."""
        return self._table("events.parquet")

    @cached_property
    def durations(self) -> pd.DataFrame:
        """One row per policy, regime, replication, segment, series and number of days."""
        return self._table("durations.parquet")

    @cached_property
    def assumptions(self) -> AssumptionTables | None:
        """What the ranking rests on; None if the assumptions were not studied."""
        return read_assumptions(self.directory)

    @property
    def counterfactuals(self) -> pd.DataFrame | None:
        """What goes when something is switched off; None if nothing was."""
        return self._table_if_there("counterfactuals.csv")

    @property
    def supply(self) -> pd.DataFrame | None:
        """Differences with supply fixed and adjusted; None if it was not adjusted."""
        return self._table_if_there("supply.csv")

    @property
    def distress_rankings(self) -> pd.DataFrame | None:
        """The order of policies under other distress weights; None if it was not checked."""
        return self._table_if_there("distress_rankings.csv")

    @cached_property
    def plot(self) -> "Figures":
        """Figures: ``plot.recovery()``, ``plot.differences("loss_rate")`` and others."""
        # Imported late: drawing is slow to import, and most runs are not drawn.
        from arrears.runs.figures import Figures  # noqa: PLC0415

        return Figures(self.directory)

    def summary(
        self, *, outcomes: Sequence[str] | None = None, segment: str | None = "all"
    ) -> pd.DataFrame:
        """Return mean and interval of outcomes per policy, policies in the scenario's order.

        Parameters
        ----------
        outcomes : sequence of str, optional
            Only these, in this order; all by default.
        segment : str or None
            Only this segment; None for all of them, ``all`` included.

        Raises
        ------
        ScenarioError
            If an outcome or segment is not in the run.
        """
        return self._chosen(self._table("summary.csv"), outcomes, segment)

    def compare(
        self,
        *,
        baseline: str | None = None,
        outcomes: Sequence[str] | None = None,
        by: str | None = None,
    ) -> pd.DataFrame:
        """Return paired differences from a baseline, with intervals.

        Parameters
        ----------
        baseline : str, optional
            A policy of the run; the scenario's own by default.
        outcomes : sequence of str, optional
            Only these, in this order; those that the scenario compares by default.
        by : str, optional
            ``segment`` compares within each segment too.

        Raises
        ------
        ScenarioError
            If a name is not in the run.
        """
        if by not in (None, "segment"):
            raise ScenarioError(f"--by: {by!r}; differences can be had by segment")
        chosen = baseline or self.scenario.compare.baseline
        if chosen not in self.policies:
            raise ScenarioError(f"--baseline: no policy {chosen!r}; the run has {self.policies}")
        table = compared(
            self.outcomes, chosen, self.scenario.regimes[0],
            seed=self.scenario.base.seed, stopped_at=self.stopped_at,
            stated=self.scenario.compare.outcomes,
        )  # fmt: skip
        wanted = list(self.scenario.compare.outcomes) if outcomes is None else outcomes
        return self._chosen(table, wanted, None if by else "all")

    def _table(self, name: str) -> pd.DataFrame:
        return read_table(self.directory / name)

    def _table_if_there(self, name: str) -> pd.DataFrame | None:
        return self._table(name) if (self.directory / name).exists() else None

    def _chosen(
        self, table: pd.DataFrame, outcomes: Sequence[str] | None, segment: str | None
    ) -> pd.DataFrame:
        """Return rows in the scenario's order of policies and the order of outcomes asked for."""
        table = _only(table, "segment", None if segment is None else [segment])
        outcomes = spelled_out(outcomes, table["outcome"].unique().tolist())
        table = _only(table, "outcome", outcomes)
        places = {name: place for place, name in enumerate(outcomes or ())}
        order = pd.DataFrame(
            {
                "policy": table["policy"].map(self.policies.index),
                "regime": table["regime"].map(self.regimes.index),
                "outcome": table["outcome"].map(places) if places else 0,
            }
        )
        rows = order.sort_values(["policy", "regime", "outcome"], kind="stable").index
        return table.loc[rows].reset_index(drop=True)


def _only(table: pd.DataFrame, column: str, names: Sequence[str] | None) -> pd.DataFrame:
    """Return the rows whose column is one of the names; all if there are none."""
    if names is None:
        return table
    known = table[column].unique().tolist()
    for name in names:
        if name not in known:
            raise ScenarioError(f"there is no {column} {name!r}{hint(name, known)}")
    return table.loc[table[column].isin(names)]


def open_run(directory: str | Path) -> Run:
    """Return a finished run from its directory.

    Raises
    ------
    StorageError
        If there is none.
    """
    return Run(Path(directory))


def run(  # noqa: PLR0913 (one argument for each option of the command)
    scenario: Scenario | str | Path,
    *,
    out: str | Path | None = None,
    jobs: int | None = None,
    keep: Collection[str] = ("accounts",),
    engine: str = "auto",
    resume: bool = False,
    force: bool = False,
    report: bool | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    command: Sequence[str] = (),
    precision: float | None = None,
    assumptions: Assumptions | int | None = None,
    notice: Callable[[str], None] | None = None,
) -> Run:
    """Run every policy of a scenario under the same luck.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A loaded scenario, or what `load_scenario` takes.
    out : str or Path, optional
        Run directory. Without one the tables live as long as the `Run` that is returned.
    jobs : int, optional
        Processes that work side by side, by default one for each core; no result depends on it.
    keep : collection of str
        ``events`` keeps the events of all replications instead of the first one's only.
    engine : str
        ``auto`` or ``simpy``.
    resume, force : bool
        Complete an unfinished run in ``out``, or replace what is there.
    report : bool, optional
        Whether figures and page are made; by default if there is an ``out``.
    progress : callable, optional
        Told after each arm: how many are finished, of how many, and which was.
    command : sequence of str
        How the run was asked for, for the manifest.
    precision : float, optional
        Stop at the first replication, the tenth at the earliest, at which half the width of no
        paired interval of the first compared outcome exceeds this, in the outcome's unit; at the
        latest after the scenario's number of replications.
    assumptions : Assumptions or int, optional
        Also study what the ranking rests on, with so many parameter sets from the ranges of what
        is assumed.
    notice : callable, optional
        Told in words what the study will take, before anything is simulated.

    Returns
    -------
    Run
        ``failures`` names arms that failed; the tables hold the others.

    Raises
    ------
    ScenarioError
        If the scenario or an argument is invalid.
    StorageError
        If ``out`` cannot be used.
    RunError
        If every arm failed.
    """
    chosen = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    directory = Path(tempfile.mkdtemp(prefix="arrears-") if out is None else out)
    try:
        has_report = out is not None if report is None else report
        study = _study(chosen, assumptions, notice)
        execute(
            chosen, out=directory, jobs=jobs, keep=keep, engine=engine, resume=resume, force=force,
            report=has_report and study is None, progress=progress, command=command,
            precision=precision,
        )  # fmt: skip
        if study is not None:
            experiments.assess(study, directory, engine=engine, jobs=jobs, progress=progress)
            if has_report:
                # Imported late: drawing is slow to import.
                from arrears.runs.report import make_report  # noqa: PLC0415

                make_report(directory, jobs=jobs)
    except BaseException:
        if out is None:
            shutil.rmtree(directory, ignore_errors=True)
        raise
    return Run(directory, is_temporary=out is None)


def _study(
    scenario: Scenario, wanted: Assumptions | int | None, notice: Callable[[str], None] | None
) -> experiments.Plan | None:
    """Return what is asked of the assumptions, and say what it takes."""
    if wanted is None:
        return None
    options = wanted if isinstance(wanted, Assumptions) else Assumptions(sets=wanted)
    study = experiments.plan(scenario, options)
    if notice is not None:
        for line in study.budget():
            notice(line)
    return study
