"""Whether a run directory is what it says: its hashes, and its bytes when it is run again."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from arrears.errors import StorageError
from arrears.runs.added import changed_modules
from arrears.runs.directory import MANIFEST, TABLES, RunDirectory
from arrears.runs.manifest import sums_that_differ
from arrears.runs.run import Progress, execute
from arrears.runs.storage import file_hash
from arrears.runs.versions import package_versions, version
from arrears.scenario.load import load_scenario

__all__ = ["Verified", "verify"]

_REPEATED = (*TABLES, "scenario.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a verification found.

    ``altered`` files are not as the manifest says; ``unrepeated`` ones come out otherwise when
    the run is done again; ``notes`` say what may explain it.
    """

    altered: tuple[str, ...]
    unrepeated: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.altered and not self.unrepeated

    def differences(self) -> list[tuple[str, str]]:
        """Return each file that differs, and how."""
        names = dict.fromkeys((*self.altered, *self.unrepeated))
        return [(name, " and ".join(self._found(name))) for name in names]

    def _found(self, name: str) -> Iterator[str]:
        if name in self.altered:
            yield "is not as the manifest says"
        if name in self.unrepeated:
            yield "comes out otherwise when the run is repeated"


def verify(
    directory: Path, *, jobs: int | None = None, progress: Progress | None = None
) -> Verified:
    """Compare a run with its manifest, and with itself run again.

    Parameters
    ----------
    directory : Path
        A finished run.
    jobs : int, optional
        Processes that repeat the run.
    progress : callable, optional
        Told after each arm.

    Raises
    ------
    StorageError
        If there is no finished run.
    ScenarioError
        If its scenario can no longer be loaded.
    """
    run = RunDirectory(directory)
    try:
        manifest = run.manifest()
    except StorageError as error:
        if not (directory / MANIFEST).exists():
            raise
        return Verified(altered=(MANIFEST,), unrepeated=(), notes=(str(error),))
    altered = sums_that_differ(run)
    if "scenario.yaml" in altered or MANIFEST in altered:
        note = "not run again: what the run was has been altered"
        return Verified(altered=tuple(altered), unrepeated=(), notes=(note,))
    altered += changed_modules(manifest)
    unrepeated = _repeat(run, manifest, jobs, progress)
    return Verified(
        altered=tuple(altered), unrepeated=tuple(unrepeated), notes=tuple(_notes(manifest))
    )


def _repeat(
    run: RunDirectory, manifest: dict[str, object], jobs: int | None, progress: Progress | None
) -> list[str]:
    """Return the names of tables that come out otherwise."""
    if manifest.get("failures"):
        raise StorageError(
            f"{run.path}: some replications failed, so there is no whole run to repeat"
        )
    scenario = load_scenario(run.path / "scenario.yaml")
    with tempfile.TemporaryDirectory(prefix="arrears-verify-") as folder:
        execute(
            scenario,
            out=Path(folder, "run"),
            jobs=jobs,
            keep=cast(Sequence[str], manifest["keep"]),
            engine=str(manifest["engine"]),
            report=False,
            progress=progress,
            precision=cast(float | None, manifest.get("precision")),
        )
        return [
            name
            for name in _REPEATED
            if _hash_if_there(run.path / name) != _hash_if_there(Path(folder, "run", name))
        ]


def _hash_if_there(path: Path) -> str:
    return file_hash(path) if path.exists() else ""


def _notes(manifest: dict[str, object]) -> list[str]:
    notes = []
    if manifest["arrears"] != version():
        notes.append(f"the run was made by arrears {manifest['arrears']}; this is {version()}")
    then = cast(dict[str, str], manifest.get("packages") or {})
    notes.extend(
        f"{name} was {then.get(name)} and is {now} here"
        for name, now in package_versions().items()
        if then.get(name) != now
    )
    return notes
