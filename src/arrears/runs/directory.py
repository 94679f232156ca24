"""A run directory: what may be in it, and how it comes to be complete.

A run works inside its directory, so that it can be taken up again where it stopped:

1. ``unfinished.json`` says what the run is. While it is there, the run is not finished.
2. Every finished arm puts the folder of its tables into ``parts/`` by one rename.
3. When all arms are there, ``parts/`` is merged into the final tables, sorted by policy, regime
   and replication; summary, differences, scenario and report follow, each by a rename.
4. ``manifest.json`` is written last, then ``parts/`` and ``unfinished.json`` go.

Whenever it is killed, a run taken up again does what is missing and comes to the same bytes.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from arrears.errors import StorageError
from arrears.runs.storage import as_json, write_text

__all__ = ["FIGURES", "MANIFEST", "PARTS", "REPORT", "TABLES", "RunDirectory"]

MANIFEST = "manifest.json"
TIMINGS = "timings.json"
UNFINISHED = "unfinished.json"
PARTS = "parts"
FIGURES = "figures"
REPORT = "report.html"
TABLES = (
    "outcomes.csv", "summary.csv", "differences.csv", "origins.csv", "monthly.parquet",
    "accounts.parquet", "events.parquet", "durations.parquet", "holdout.csv",
    "who_pays.csv",
)  # fmt: skip
_FILES = (*TABLES, "scenario.yaml", REPORT, TIMINGS, MANIFEST)
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
        return self._holds_run() and not (self.path / UNFINISHED).exists()

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
                self._prepare(plan, resume=resume, force=force)
            self.parts.mkdir(parents=True, exist_ok=True)
            for leftover in self.parts.glob(".*.unfinished"):
                shutil.rmtree(leftover)
            write_text(as_json(plan), self.path / UNFINISHED)
        except OSError as error:
            reason = error.strerror or str(error)
            raise StorageError(f"{self.path}: cannot be written: {reason}") from error

    def _is_occupied(self) -> bool:
        if self.path.exists() and not self.path.is_dir():
            raise StorageError(f"{self.path}: is a file; --out names a directory")
        return self.path.is_dir() and any(self.path.iterdir())

    def _prepare(self, plan: Plan, *, resume: bool, force: bool) -> None:
        if not self._holds_run():
            raise StorageError(
                f"{self.path}: is not empty and no run directory; choose another --out"
            )
        if force:
            self.clear()
        elif resume:
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

    def _holds_run(self) -> bool:
        """Tell a run from somebody else's files of the same names."""
        present = [name for name in (UNFINISHED, MANIFEST) if (self.path / name).exists()]
        return bool(present) and "arrears" in self._read(present[0])

    def check_same(self, plan: Plan) -> None:
        """Refuse to take up a run that is another one.

        Raises
        ------
        StorageError
            If the directory's run differs from the plan; says in what.
        """
        earlier = self._read(UNFINISHED if (self.path / UNFINISHED).exists() else MANIFEST)
        may_change_length = (self.path / UNFINISHED).exists()
        for key, value in json.loads(as_json(plan)).items():
            if key == "replications" and may_change_length:
                continue  # an unfinished run may be made longer or shorter: arms are apart
            if earlier.get(key) != value:
                raise StorageError(
                    f"{self.path}: cannot be resumed: {key} was {earlier.get(key)!r} when the run "
                    f"was started and is {value!r} now; repeat the first command with --resume, "
                    "or start anew with --force"
                )

    def clear(self) -> None:
        """Remove every file that a run writes; what somebody else put there stays."""
        for name in _FILES:
            (self.path / name).unlink(missing_ok=True)
        for figure in self.figures():
            figure.unlink()
        if (self.path / FIGURES).is_dir() and not any((self.path / FIGURES).iterdir()):
            (self.path / FIGURES).rmdir()
        for leftover in self.path.glob(".*.unfinished"):
            leftover.unlink()
        self._clear_work()

    def _clear_work(self) -> None:
        if self.parts.exists():
            shutil.rmtree(self.parts)
        (self.path / UNFINISHED).unlink(missing_ok=True)

    def finish(self, manifest: Mapping[str, object], *, keep_parts: bool) -> None:
        """Write the manifest and, unless something is still to be done, remove the parts."""
        self.write_manifest(manifest)
        if not keep_parts:
            self._clear_work()

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
