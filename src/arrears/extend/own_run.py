"""Small runs with and without something of a user's own, and what must be the same in both."""

from pathlib import Path

import pandas as pd

from arrears.log import events_frame
from arrears.runs.choose import choose
from arrears.scenario.load import load_scenario
from arrears.scenario.schema import Settings

__all__ = ["LUCK", "life", "of_events", "settings_of", "without"]

# Rows that follow from the draws alone, whatever anybody does.
LUCK = ("originated", "shock_start")


def settings_of(scenario: str | Path, borrowers: int) -> Settings:
    """Return the scenario of a trial, without any policy's changes."""
    return load_scenario(scenario, borrowers=borrowers, replications=1).base


def life(settings: Settings, replication: int = 0) -> pd.DataFrame:
    """Run one replication and return its events as a table."""
    simulated = choose("auto").simulate(
        settings, settings, replication=replication, seed=settings.seed, loans=None
    )
    return events_frame(simulated.log, "trial", "none", 0).astype({"event": "str"})


def of_events(events: pd.DataFrame, *names: str) -> pd.DataFrame:
    """Return the rows of some events as words and numbers that can be compared."""
    return _bare(events[events["event"].isin(names)])


def without(events: pd.DataFrame, *names: str) -> pd.DataFrame:
    """Return all other rows."""
    return _bare(events[~events["event"].isin(names)])


def _bare(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out how many rows stand before in the same phase."""
    return rows.drop(columns="seq").astype(str).reset_index(drop=True)
