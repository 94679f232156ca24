"""The figures of a finished run, on axes of the caller's."""

from functools import cached_property
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes

from arrears.errors import ScenarioError
from arrears.plots.complaints import plot_complaints
from arrears.plots.differences import plot_differences
from arrears.plots.distress import plot_distress
from arrears.plots.recovery import plot_recovery
from arrears.plots.style import PolicyStyle, policy_styles
from arrears.plots.trade_off import plot_trade_off
from arrears.reports.curve_tables import distress_by_month, recovery_by_day
from arrears.reports.run_files import RunFiles, in_order, read_run_files

__all__ = ["Figures"]


class Figures:
    """Draws what the report draws; every method takes ``ax`` and returns it, or new axes.

    Intervals and bands are 95 % and carry luck only.

    Parameters
    ----------
    directory : Path
        A finished run.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def recovery(self, *, ax: Axes | None = None) -> Axes:
        """Draw the share of overdue amounts paid by days since due (Kaplan-Meier)."""
        curves = in_order(recovery_by_day(self._files.durations), self._files.policies)
        return plot_recovery(curves, styles=self._styles, ax=ax)

    def distress(self, *, ax: Axes | None = None) -> Axes:
        """Draw the share of person-days that screen positive, by month."""
        months = in_order(distress_by_month(self._files.monthly), self._files.policies)
        return plot_distress(months, styles=self._styles, ax=ax)

    def complaints(self, *, ax: Axes | None = None) -> Axes:
        """Draw complaints per 1000 borrowers and year."""
        rows = _of(self._files.summary, "complaints_per_1000")
        return plot_complaints(rows, styles=self._styles, ax=ax)

    def differences(self, outcome: str, *, ax: Axes | None = None) -> Axes:
        """Draw how an outcome differs from the baseline's."""
        rows = _of(self._compared, outcome)
        return plot_differences(rows, outcome=outcome, styles=self._styles, ax=ax)

    def trade_off(self, x: str, y: str, *, ax: Axes | None = None) -> Axes:
        """Draw the differences of one outcome against those of another."""
        rows = pd.concat([_of(self._compared, name) for name in (x, y)])
        return plot_trade_off(
            rows, x=x, y=y, baseline=self._files.baseline, styles=self._styles, ax=ax
        )

    @cached_property
    def _files(self) -> RunFiles:
        return read_run_files(self._directory)

    @property
    def _styles(self) -> dict[str, PolicyStyle]:
        return policy_styles(self._files.policies)

    @property
    def _compared(self) -> pd.DataFrame:
        table = self._files.differences
        return table.loc[table["policy"] != self._files.baseline]


def _of(table: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return the rows of one outcome."""
    rows = table.loc[table["outcome"] == outcome]
    if rows.empty:
        raise ScenarioError(f"there is nothing to draw of outcome {outcome!r} in this run")
    return rows
