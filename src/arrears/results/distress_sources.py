"""What added to distress, by source: bookkeeping of the index, replication by replication."""

from typing import Final

import pandas as pd

from arrears.results.measures import DAYS_PER_YEAR

__all__ = ["EVERY_SOURCE", "distress_by_source"]

EVERY_SOURCE: Final = "all"
_PREFIX: Final = "distress_added_"
_KEY: Final = ["policy", "replication"]
_COLUMNS: Final = [*_KEY, "source", "points_per_year", "share"]
_MILLION: Final = 1_000_000


def distress_by_source(monthly: pd.DataFrame) -> pd.DataFrame:
    """Return by source the points added to the distress index per borrower and year.

    Parameters
    ----------
    monthly : DataFrame
        Columns of ``monthly.parquet``, segment ``all``, one arm for each ``policy``.

    Returns
    -------
    DataFrame, one row per policy, replication and source
        Columns ``policy, replication, source, points_per_year, share``. Source ``all`` stands
        first and is all that was added; ``share`` is of it, and empty where nothing was added.
        Replications without person-days are left out.
    """
    if monthly.empty:
        return pd.DataFrame(columns=_COLUMNS)
    totals = monthly.pivot_table(
        index=_KEY, columns="series", values="value", aggfunc="sum", sort=False, observed=True
    )
    sources = sorted(name for name in totals.columns if name.startswith(_PREFIX))
    if "borrower_days" not in totals.columns or "distress_added" not in totals.columns:
        return pd.DataFrame(columns=_COLUMNS)
    totals = totals[totals["borrower_days"] > 0].fillna(0)
    years = totals["borrower_days"] / DAYS_PER_YEAR
    everything = totals["distress_added"]
    parts = [
        pd.DataFrame(
            {
                "source": series.removeprefix(_PREFIX) or EVERY_SOURCE,
                "points_per_year": totals[name] / _MILLION / years,
                "share": totals[name] / everything.where(everything != 0),
            }
        )
        for name, series in {
            "distress_added": _PREFIX,
            **{source: source for source in sources},
        }.items()
    ]
    return pd.concat(parts).reset_index()[_COLUMNS]
