"""Arms are merged in order, whoever finished first."""

from pathlib import Path

import pandas as pd

from arrears.runs.arms import Arm
from arrears.runs.directory import RunDirectory
from arrears.runs.merge import merge_arms
from arrears.runs.storage import read_table, write_table


def test_rows_follow_policy_and_replication_though_arms_do_not(tmp_path: Path):
    directory = RunDirectory(tmp_path)
    keys = [("b", 0), ("a", 10), ("a", 9)]
    arms = [Arm(policy=policy, regime="none", replication=number) for policy, number in keys]
    for arm in arms:
        folder = directory.parts / arm.folder
        folder.mkdir(parents=True)
        table = pd.DataFrame({"policy": [arm.policy], "replication": [arm.replication]})
        write_table(table, folder / "outcomes.csv")
        if arm.replication == 9:
            write_table(table, folder / "events.parquet")
    merge_arms(arms, directory)
    assert read_table(tmp_path / "outcomes.csv")["replication"].tolist() == [9, 10, 0]
    assert read_table(tmp_path / "events.parquet")["replication"].tolist() == [9]
