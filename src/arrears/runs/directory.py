"""A run directory: what may be in it, and how it comes to be complete.

A run works inside its directory, so that it can be taken up again where it stopped:

1. ``unfinished.json`` says what the run is. While it is there, the run is not finished.
2. Every finished arm puts the folder of its tables into ``parts/`` by one rename.
3. When all arms are there, ``parts/`` is merged into the final tables, sorted by policy, regime
   and replication; summary, differences, scenario and report follow, each by a rename.
4. ``manifest.json`` is written last, then ``unfinished.json`` goes, then ``parts/``.

Whenever it is killed, a run taken up again does what is missing and comes to the same bytes. One
process at a time works in a directory: it holds a lock, which the system takes back when it ends.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from arrears.errors import StorageError
from arrears.runs.storage import as_json, reason_of, sync, write_text

if os.name == "posix":
    import fcntl

__all__ = [
    "ASSUMPTION_PARTS",
    "ASSUMPTION_TABLES",
    "FIGURES",
    "MANIFEST",
    "PARTS",
    "REPORT",
    "TABLES",
    "RunDirectory",
]

MANIFEST = "manifest.json"
TIMINGS = "timings.json"
UNFINISHED = "unfinished.json"
PARTS = "parts"
FIGURES = "figures"
REPORT = "report.html"
TABLES = (
    "outcomes.csv", "summary.csv", "differences.csv", "origins.csv", "monthly.parquet",
    "accounts.parquet", "events.parquet", "durations.parquet", "holdout.csv",
    "who_pays.csv", "world_outcomes.csv", "counterfactuals.csv", "supply.csv",
    "distress_rankings.csv",
)  # fmt: skip
ASSUMPTION_TABLES = (
    "assumption_ranges.csv", "assumption_sets.csv", "assumption_levels.csv",
    "assumption_differences.csv", "assumption_shares.csv", "assumption_flips.csv",
)  # fmt: skip
ASSUMPTION_PARTS = "assumption_parts"
_FILES = (*TABLES, *ASSUMPTION_TABLES, "scenario.yaml", REPORT, TIMINGS, MANIFEST)
_FIGURE_ENDINGS = (".svg", ".csv")

Plan = Mapping[str, object]


class RunDirectory:
    """The directory of one run.

    Parameters
    ----------
    path : Path
        Need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parts = path / PARTS

    @property
    def is_finished(self) -> bool:
        """Whether every table and the manifest are in place."""
        return self.holds_run and not (self.path / UNFINISHED).exists()

    def begin(self, plan: Plan, *, resume: bool, force: bool) -> None:
        """Make the directory ready for a run, or for the rest of one.

        Parameters
        ----------
        plan : mapping
            What the run is; a run is taken up again only if it is the same.
        resume : bool
            Go on with an unfinished run, if there is one.
        force : bool
            Remove what an earlier run wrote, and nothing else.

        Raises
        ------
        StorageError
            If the directory holds something else, an earlier run and neither option is given, a
            different run to be taken up, or cannot be written.
        """
        try:
            if self._is_occupied():
                self._check_occupant(plan, resume=resume, force=force)
            self.path.mkdir(parents=True, exist_ok=True)
            if not resume or force:
                self.clear_parts()  # before the new plan is there, which they are not of
            # Before anything else, so that the directory is known to hold a run from now on.
            write_text(as_json(plan), self.path / UNFINISHED)
            if force:
                self.clear_results()
            self.clear_leftovers()
            self.parts.mkdir(exist_ok=True)
        except OSError as error:
            raise StorageError(f"{self.path}: cannot be written: {reason_of(error)}") from error

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from working here; the directory is made if it is missing.

        Raises
        ------
        StorageError
            If another process works here, or the directory cannot be made.
        """
        if os.name != "posix":
            yield
            return
        handle = self._opened()
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StorageError(
                    f"{self.path}: another process is working on this run; wait for its end, or "
                    "choose another --out"
                ) from error
            except OSError:  # a file system without locks: then it is up to the user
                pass
            yield
        finally:
            os.close(handle)

    def _opened(self) -> int:
        try:
            if self.path.exists() and not self.path.is_dir():
                raise StorageError(f"{self.path}: is a file; --out names a directory")
            self.path.mkdir(parents=True, exist_ok=True)
            return os.open(self.path, os.O_RDONLY)
        except OSError as error:
            raise StorageError(f"{self.path}: cannot be written: {reason_of(error)}") from error

    def _is_occupied(self) -> bool:
        if self.path.exists() and not self.path.is_dir():
            raise StorageError(f"{self.path}: is a file; --out names a directory")
        if not self.path.is_dir():
            return False
        present = [path.name for path in self.path.iterdir()]
        return any(not _is_trace_of_begin(name) for name in present)

    def _check_occupant(self, plan: Plan, *, resume: bool, force: bool) -> None:
        if not self.holds_run:
            raise StorageError(
                f"{self.path}: is not empty and no run directory; choose another --out"
            )
        if force:
            return
        if resume:
            self.check_same(plan)
        elif self.is_finished:
            raise StorageError(
                f"{self.path}: holds a run already; --force replaces it, --out chooses another "
                "directory"
            )
        else:
            raise StorageError(
                f"{self.path}: holds an unfinished run; --resume completes it, --force starts anew"
            )

    @property
    def holds_run(self) -> bool:
        """Whether a run, finished or not, is here; somebody else's files of these names are not."""
        present = [name for name in (UNFINISHED, MANIFEST) if (self.path / name).exists()]
        return bool(present) and "arrears" in self._read(present[0])

    def check_same(self, plan: Plan) -> None:
        """Refuse to take up a run that is another one.

        Raises
        ------
        StorageError
            If the directory's run differs from the plan; says in what.
        """
        is_unfinished = (self.path / UNFINISHED).exists()
        earlier = self._read(UNFINISHED if is_unfinished else MANIFEST)
        now = json.loads(as_json(plan))
        if is_unfinished:
            now.pop("replications", None)  # it may be made longer or shorter: arms are apart
        # The hash covers seed and policies; what can be named is named.
        keys = sorted(now, key=lambda key: key == "scenario_hash")
        different = [key for key in keys if earlier.get(key) != now[key]]
        if different:
            key = different[0]
            what = "the scenario or what was set in it" if key == "scenario_hash" else key
            raise StorageError(
                f"{self.path}: cannot be resumed: {what} has changed since the run was started "
                f"({key} was {earlier.get(key)!r} and is {now[key]!r} now); repeat the first "
                "command with --resume, or start anew with --force"
            )

    def clear_results(self) -> None:
        """Remove all final tables, figures and pages, which may be of an earlier attempt."""
        for name in reversed(_FILES):
            (self.path / name).unlink(missing_ok=True)
        for figure in self.figures():
            figure.unlink()
        if (self.path / FIGURES).is_dir() and not any((self.path / FIGURES).iterdir()):
            (self.path / FIGURES).rmdir()
        shutil.rmtree(self.path / ASSUMPTION_PARTS, ignore_errors=True)

    def clear_leftovers(self) -> None:
        """Remove what processes that were killed had begun to write."""
        for folder in (self.path, self.path / FIGURES, self.parts):
            for leftover in folder.glob(".*.unfinished"):
                if leftover.is_dir():
                    shutil.rmtree(leftover, ignore_errors=True)
                else:
                    leftover.unlink(missing_ok=True)

    def clear_parts(self) -> None:
        """Remove the tables of the arms, all at once: half an arm must never look like one."""
        if self.parts.exists():
            doomed = self.path / f".{PARTS}.{os.getpid()}.unfinished"
            shutil.rmtree(doomed, ignore_errors=True)
            self.parts.rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)

    def finish(self, manifest: Mapping[str, object], *, keep_parts: bool) -> None:
        """Write the manifest and, unless something is still to be done, remove the parts."""
        self.write_manifest(manifest)
        sync(self.path)
        if not keep_parts:
            (self.path / UNFINISHED).unlink(missing_ok=True)
            self.clear_parts()

    def write_manifest(self, manifest: Mapping[str, object]) -> None:
        """Write what the run was."""
        write_text(as_json(manifest), self.path / MANIFEST)

    def write_timings(self, timings: Mapping[str, object]) -> None:
        """Write how long it took; apart, because it differs from time to time."""
        write_text(as_json(timings), self.path / TIMINGS)

    def manifest(self) -> dict[str, object]:
        """Return what a finished run was.

        Raises
        ------
        StorageError
            If there is no finished run here.
        """
        if not self.path.is_dir():
            raise StorageError(f"{self.path}: there is no such directory")
        if not (self.path / MANIFEST).exists():
            if (self.path / UNFINISHED).exists():
                raise StorageError(f"{self.path}: the run is not finished; complete it by --resume")
            raise StorageError(f"{self.path}: has no {MANIFEST}, so it is no run directory")
        return self._read(MANIFEST)

    def _read(self, name: str) -> dict[str, object]:
        try:
            content = json.loads((self.path / name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StorageError(f"{self.path / name}: cannot be read: {error}") from error
        if not isinstance(content, dict):
            raise StorageError(f"{self.path / name}: holds no mapping")
        return content

    def figures(self) -> Iterator[Path]:
        """Yield the files of figures and of the numbers behind them, by name."""
        folder = self.path / FIGURES
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.suffix in _FIGURE_ENDINGS:
                yield path

    def files(self) -> Iterator[Path]:
        """Yield every file whose bytes the manifest vouches for."""
        for name in _FILES:
            if name not in (TIMINGS, MANIFEST) and (self.path / name).exists():
                yield self.path / name
        yield from self.figures()


def _is_trace_of_begin(name: str) -> bool:
    """Whether a file is all that is left of a run which was killed before it said what it is."""
    return name.startswith(f".{UNFINISHED}.") and name.endswith(".unfinished")
