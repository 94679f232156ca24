"""Where tallies add up: integers by month and segment, and by length and segment."""

import itertools
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from arrears.results.measures import Measures
from arrears.results.rows import Integers

__all__ = ["DURATION_COLUMNS", "MONTHLY_COLUMNS", "DurationSums", "MonthlySums"]

MONTHLY_COLUMNS = ("month", "segment", "series", "value")
DURATION_COLUMNS = ("segment", "series", "days", "count", "amount", "censored")


@dataclass(slots=True)
class MonthlySums:
    """Integer series by month from day 0 and by segment; what happens before day 0 is left out."""

    measures: Measures
    segments: tuple[str, ...]
    _tables: dict[str, Integers] = field(default_factory=dict)

    @property
    def month_starts(self) -> Integers:
        """Days on which the counted months start, and the horizon."""
        return np.array(self.measures.counted_months, np.int64)

    def _table(self, series: str) -> Integers:
        shape = (len(self.measures.counted_months) - 1, len(self.segments) + 1)
        return self._tables.setdefault(series, np.zeros(shape, np.int64))

    def add(self, series: str, day: Integers, segment: Integers, value: Integers | int = 1) -> None:
        """Add a value for each day and segment given; days before day 0 do not count."""
        table = self._table(series)
        counts = day >= 0
        month = np.searchsorted(self.month_starts, day[counts], side="right") - 1
        value = np.broadcast_to(np.asarray(value, np.int64), day.shape)
        np.add.at(table, (month, segment[counts]), value[counts])

    def add_days(self, series: str, first: Integers, end: Integers, segment: Integers) -> None:
        """Add the days of spans, each in its month; ``end`` is the day after the last."""
        table = self._table(series)
        starts = self.month_starts
        for month, (month_start, month_end) in enumerate(itertools.pairwise(starts)):
            days = np.minimum(end, month_end) - np.maximum(first, month_start)
            np.add.at(table[month], segment, np.maximum(days, 0))

    def add_at_end(self, series: str, segment: Integers, value: Integers) -> None:
        """Add values known only at the horizon, to the last month."""
        last = np.full(len(segment), self.measures.horizon - 1, np.int64)
        self.add(series, last, segment, value)

    def frame(self) -> pd.DataFrame:
        """Return the sums that are not zero, tidy: months rise, ``all`` stands first."""
        labels = np.array(["all", *self.segments], dtype=object)
        names = sorted(self._tables)
        tables = np.stack([self._tables[name] for name in names])
        with_all = np.concatenate([tables.sum(axis=2, keepdims=True), tables[:, :, :-1]], axis=2)
        series, month, segment = np.nonzero(with_all)
        columns = {
            "month": month,
            "segment": labels[segment],
            "series": np.array(names, dtype=object)[series],
            "value": with_all[series, month, segment],
        }
        return pd.DataFrame(columns)[list(MONTHLY_COLUMNS)]


@dataclass(slots=True)
class DurationSums:
    """Counts and amounts by length in days (or by day) and segment."""

    segments: tuple[str, ...]
    _parts: list[pd.DataFrame] = field(default_factory=list)

    def add(
        self,
        series: str,
        days: Integers,
        segment: Integers,
        *,
        count: Integers | int = 0,
        amount: Integers | int = 0,
        censored: Integers | int = 0,
    ) -> None:
        """Add one entry for each length and segment given."""
        values = {"count": count, "amount": amount, "censored": censored}
        columns: dict[str, npt.NDArray[np.int64]] = {"place": segment + 1, "days": days}
        for name, value in values.items():
            columns[name] = np.broadcast_to(np.asarray(value, np.int64), days.shape)
        entries = pd.DataFrame(columns).groupby(["place", "days"], as_index=False).sum()
        everybody = entries.assign(place=0)
        of_somebody = entries[entries["place"] <= len(self.segments)]
        self._parts.append(pd.concat([everybody, of_somebody]).assign(series=series))

    def frame(self) -> pd.DataFrame:
        """Return the sums that are not all zero, tidy: ``all`` first, days rising."""
        labels = np.array(["all", *self.segments], dtype=object)
        table = pd.concat(self._parts, ignore_index=True)
        table = table.groupby(["place", "series", "days"], as_index=False).sum()
        table = table[table[["count", "amount", "censored"]].ne(0).any(axis=1)]
        table = table.assign(segment=labels[table["place"].to_numpy(np.int64)])
        return table[list(DURATION_COLUMNS)].reset_index(drop=True)
