"""From the tables of the arms to the final tables, the same whoever finished first."""

from collections.abc import Sequence

from arrears.runs.arms import Arm
from arrears.runs.directory import RunDirectory
from arrears.runs.storage import merge_tables

__all__ = ["MERGED", "WORLDS", "merge_arms"]

MERGED = (
    "outcomes.csv", "monthly.parquet", "durations.parquet", "accounts.parquet", "events.parquet",
    "who_pays.csv",
)  # fmt: skip
WORLDS = "world_outcomes.csv"  # of the arms in other worlds than the run's own


def merge_arms(arms: Sequence[Arm], directory: RunDirectory) -> None:
    """Write each kind of table once for all arms, sorted by policy, regime and replication.

    Parameters
    ----------
    arms : sequence of Arm
        Those that are finished, in any order.
    """
    folders = [directory.parts / arm.folder for arm in sorted(arms) if not arm.world]
    for name in MERGED:
        parts = [folder / name for folder in folders if (folder / name).exists()]
        if parts:
            merge_tables(parts, directory.path / name)
    others = [directory.parts / arm.folder / "outcomes.csv" for arm in sorted(arms) if arm.world]
    if others:
        merge_tables(others, directory.path / WORLDS)
