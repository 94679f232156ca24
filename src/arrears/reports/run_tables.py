"""The tables of a run directory, read when a figure asks for them."""

import glob
from pathlib import Path

import duckdb
import pandas as pd

from arrears.errors import StorageError
from arrears.reports.run_files import RunFiles, in_order, read_csv

__all__ = ["RunTables"]

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class RunTables:
    """A `TableSource` over the files of a run.

    Parameters
    ----------
    files : RunFiles
        What says which arms there are, and in which order.
    """

    def __init__(self, files: RunFiles) -> None:
        self.policies = files.policies
        self.baseline = files.baseline
        self.outcomes = files.outcomes
        self._directory: Path = files.directory
        self._read: dict[tuple[str, tuple[tuple[str, str | int], ...]], pd.DataFrame] = {}
        self._names = files.names

    def read(self, table: str, **equal: str | int) -> pd.DataFrame:
        """Return the rows whose columns are so, arms in the scenario's order.

        A table that the run does not have is empty.

        Raises
        ------
        StorageError
            If the file cannot be read.
        """
        policy = equal.pop("policy", None)
        key = (table, tuple(sorted(equal.items())))
        if key not in self._read:
            path = self._directory / f"{table}.parquet"
            read = self._from_parquet if path.exists() else self._from_csv
            self._read[key] = read(path if path.exists() else path.with_suffix(".csv"), equal)
        rows = self._read[key]
        if "policy" not in rows.columns:
            return rows
        rows = self._names.named(rows)
        if policy is not None:
            rows = rows.loc[rows["policy"] == policy]
        return in_order(rows, self.policies)

    @staticmethod
    def _from_parquet(path: Path, equal: dict[str, str | int]) -> pd.DataFrame:
        try:
            with duckdb.connect(config=_SETTINGS) as database:
                rows = database.read_parquet(glob.escape(str(path)))
                for column, value in equal.items():
                    wanted = duckdb.ConstantExpression(value)
                    rows = rows.filter(duckdb.ColumnExpression(column) == wanted)
                table: pd.DataFrame = rows.df()
        except duckdb.Error as error:
            raise StorageError(f"{path}: cannot be read ({error})") from error
        return table

    @staticmethod
    def _from_csv(path: Path, equal: dict[str, str | int]) -> pd.DataFrame:
        if not path.exists():
            return pd.DataFrame()
        rows = read_csv(path)
        if "outcome" in rows.columns and "value" in rows.columns:
            rows["value"] = pd.to_numeric(rows["value"])  # of parameters it may be words
        for column, value in equal.items():
            rows = rows.loc[rows[column] == value]
        return rows
