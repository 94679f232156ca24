"""A study of assumptions under way: what is measured, and how more is measured.

It works beside a finished run, so that it can be taken up again where it stopped: every finished
point puts one table into ``assumption_parts/`` by a rename.
"""

import contextlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from arrears.errors import StorageError
from arrears.experiments.flips import ENDS, Crossing, End
from arrears.experiments.plan import Plan
from arrears.experiments.points import (
    Contrast,
    Levels,
    Luck,
    PointTask,
    levels,
    measure_point,
    paired,
)
from arrears.experiments.ranges import Assumption, Number
from arrears.experiments.variations import Changes, Variations
from arrears.runs.choose import Engine
from arrears.runs.directory import ASSUMPTION_PARTS, RunDirectory
from arrears.runs.run import Progress
from arrears.runs.storage import as_json, read_table, reason_of, write_text
from arrears.runs.workers import work

__all__ = ["Study", "differs_in"]

_PLAN = "plan.json"

Found = Mapping[Contrast, Luck] | None
"""Paired differences at a point; None where it could not be measured."""


def differs_in(earlier: Mapping[str, object], plan: Plan) -> tuple[str, object, object] | None:
    """Return the first thing in which an earlier study is another: its name, was, is."""
    for key, value in json.loads(as_json(plan.identity)).items():
        if earlier.get(key) != value:
            return key, earlier.get(key), value
    return None


def _set_name(number: int) -> str:
    return f"set.{number:06d}"


@dataclass(slots=True, kw_only=True)
class Study:
    """Measures points that are not there yet, and remembers what could not be measured.

    Parameters
    ----------
    plan : Plan
        What is asked for.
    run : RunDirectory
        The finished run.
    engine : Engine
        What simulates.
    jobs : int
        Processes.
    progress : callable or None
        Told after each point.
    """

    plan: Plan
    run: RunDirectory
    engine: Engine
    jobs: int
    progress: Progress | None
    finished: int = 0
    total: int = 0
    failures: dict[str, str] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where the tables of points are until all is done."""
        return self.run.path / ASSUMPTION_PARTS

    def begin(self) -> None:
        """Make the folder, or go on with what an interrupted study of the same plan left there.

        Raises
        ------
        StorageError
            If it belongs to another plan, or cannot be written.
        """
        self.total = self.plan.points
        known = self.folder / _PLAN
        try:
            self.folder.mkdir(exist_ok=True)
            if known.exists():
                self.check_same(json.loads(known.read_text(encoding="utf-8")))
            for leftover in self.folder.glob(".*.unfinished"):
                leftover.unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            raise StorageError(f"{self.folder}: cannot be used: {reason_of(error)}") from error
        write_text(as_json(self.plan.identity), known)

    def check_same(self, earlier: Mapping[str, object]) -> None:
        """Refuse to mix two studies.

        Raises
        ------
        StorageError
            If an earlier one is another; says in what.
        """
        found = differs_in(earlier, self.plan)
        if found is not None:
            name, was, now = found
            raise StorageError(
                f"{self.run.path}: holds another study of assumptions: {name} was {was!r} and is "
                f"{now!r} now; repeat the first command with --resume, or start anew with --force"
            )

    def end(self) -> None:
        """Remove the folder unless something is still to be done."""
        if not self.failures:
            shutil.rmtree(self.folder)

    def base(self) -> dict[Contrast, Luck]:
        """Return the run's own differences, in as many replications as each point has."""
        table = read_table(self.run.path / "outcomes.csv")
        regime = self.plan.scenario.regimes[0]
        table = table.loc[(table["segment"] == "all") & (table["regime"] == regime)]
        there = set(table["outcome"])
        compare = self.plan.scenario.compare
        contrasts = [
            (policy, outcome)
            for policy in self.plan.scenario.policies
            if policy != compare.baseline
            for outcome in compare.outcomes
            if outcome in there
        ]
        return paired(
            table,
            baseline=compare.baseline,
            contrasts=contrasts,
            replications=self.plan.replications,
        )

    def sets(self, contrasts: Sequence[Contrast]) -> list[Found]:
        """Return the differences in each parameter set."""
        points = {_set_name(number): changes for number, changes in enumerate(self.plan.sets)}
        self._measure(points)
        return [self._found(name, contrasts) for name in points]

    def levels(self) -> list[Levels | None]:
        """Return the levels in each parameter set that has been measured."""
        paths = [self._path(_set_name(number)) for number in range(len(self.plan.sets))]
        return [levels(read_table(path)) if path.exists() else None for path in paths]

    def ends(self, ordered: Sequence[Assumption], contrasts: Sequence[Contrast]) -> list[End]:
        """Return every assumption at both ends of its range, alone; the first ones are tried."""
        tried = ordered[: self.plan.tried]
        self._measure(
            {
                self._name(each, value): {each.key: value}
                for each in tried
                for value in (each.low, each.high)
            }
        )
        return [
            self._end(each, name, contrasts, is_tried=place < len(tried))
            for place, each in enumerate(ordered)
            for name in ENDS
        ]

    def refused(self) -> dict[str, str]:
        """Return why assumptions were refused alone, by key."""
        return {
            each.key: self.refusals[name]
            for each in self.plan.varied
            for value in (each.low, each.high)
            if (name := self._name(each, value)) in self.refusals
        }

    def _end(
        self, assumption: Assumption, name: str, contrasts: Sequence[Contrast], *, is_tried: bool
    ) -> End:
        if not is_tried:
            return End(assumption=assumption, name=name, luck=None, reason="not tried")
        point = self._name(assumption, assumption.low if name == "low" else assumption.high)
        luck = self._found(point, contrasts)
        reason = "refused" if point in self.refusals else "failed" if luck is None else ""
        return End(assumption=assumption, name=name, luck=luck, reason=reason)

    def locate(self, searches: Iterable[Crossing], contrasts: Sequence[Contrast]) -> None:
        """Carry searches on, all of them side by side, until every flip is located."""
        open_ = list(searches)
        while open_:
            tried = [(each, each.next()) for each in open_]
            steps = [(each, value) for each, value in tried if value is not None]
            points = {
                self._name(each.end.assumption, value): {each.end.assumption.key: value}
                for each, value in steps
            }
            self.total += len(points)
            self._measure(points)
            for each, value in steps:
                name = self._name(each.end.assumption, value)
                each.learn(value, self._found(name, contrasts))
            open_ = [each for each, _ in steps]

    def _name(self, assumption: Assumption, value: Number) -> str:
        return f"alone.{self.plan.varied.index(assumption):06d}.{value!r}"

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.csv"

    def _found(self, name: str, contrasts: Sequence[Contrast]) -> Found:
        path = self._path(name)
        if not path.exists():
            return None
        return paired(
            read_table(path),
            baseline=self.plan.scenario.compare.baseline,
            contrasts=contrasts,
            replications=self.plan.replications,
        )

    def _measure(self, points: Mapping[str, Changes]) -> None:
        """Measure the points that are not there yet."""
        variations = Variations(scenario=self.plan.scenario, path=self.run.path / "scenario.yaml")
        tasks = [
            PointTask(
                variations=variations,
                changes=changes,
                replications=self.plan.replications,
                engine=self.engine,
                path=self._path(name),
            )
            for name, changes in points.items()
            if not self._path(name).exists()
        ]
        self.finished += len(points) - len(tasks)
        results = work(
            measure_point,
            tasks,
            jobs=self.jobs,
            preload=["arrears.experiments.points", *self.engine.preload],
        )
        if self.progress is not None:
            self.progress(self.finished, self.total, "")
        with contextlib.closing(results):
            for done in results:
                if done.is_fatal:
                    raise StorageError(done.failure)
                self.finished += 1
                name = done.task.path.name.removesuffix(".csv")
                if done.failure:
                    self.failures[str(done.task)] = done.failure
                elif done.result:
                    self.refusals[name] = done.result
                if self.progress is not None:
                    self.progress(self.finished, self.total, str(done.task))
