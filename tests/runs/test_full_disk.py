"""A full disk or one that cannot be written: one clear error, and nothing finished is lost."""

import contextlib
import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from arrears.errors import ArrearsError, RunError, StorageError
from arrears.runs import storage
from arrears.runs.directory import RunDirectory
from arrears.runs.run import execute
from arrears.scenario.load import load_scenario

PRETEND = Path(__file__).parents[1] / "pretend"
REASONS = {errno.ENOSPC: "No space left on device", errno.EROFS: "Read-only file system"}


def everything_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "timings.json"
    }


def parts_in(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every finished arm's tables."""
    return {
        name: content
        for name, content in everything_in(folder).items()
        if name.startswith("parts/") and "/." not in name
    }


class Failing:
    """Wraps what reaches the disk, and lets the call of some number fail, and all later ones."""

    def __init__(self, patch: pytest.MonkeyPatch, code: int) -> None:
        self.calls = 0
        self.fails_at: int | None = None
        self._code = code
        for owner, name in (
            (os, "fsync"), (Path, "write_text"), (Path, "replace"), (Path, "rename"),
            (Path, "mkdir"), (storage, "_write_parquet"),
        ):  # fmt: skip
            patch.setattr(owner, name, self._wrapped(getattr(owner, name)))

    def _wrapped(self, function: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            self.calls += 1
            if self.fails_at is not None and self.calls >= self.fails_at:
                raise OSError(self._code, os.strerror(self._code))
            return function(*arguments, **options)

        return counted


def run(source: Path, out: Path, *, report: bool, resume: bool) -> None:
    scenario = load_scenario(source, replications=2)
    execute(scenario, out=out, jobs=1, report=report, resume=resume)


def fail_at(failing: Failing, call: int, source: Path, out: Path, *, report: bool) -> None:
    """Let a run fail at a call and complete it; parts only ever grow, errors are of one line."""
    failing.calls, failing.fails_at = 0, call
    with pytest.raises(ArrearsError) as refusal:
        run(source, out, report=report, resume=False)
    failing.fails_at = None
    assert REASONS[failing._code] in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert isinstance(refusal.value, RunError | StorageError)
    if isinstance(refusal.value, RunError):
        assert "when this is mended, repeat the command with --resume" in str(refusal.value)
    parts = parts_in(out) if out.exists() else {}
    is_finished = RunDirectory(out).is_finished  # only clearing up was left: nothing is told
    seen = []
    execute(
        load_scenario(source, replications=2), out=out, jobs=1, report=report, resume=True,
        progress=lambda done, _, what: seen.append(done) if not what else None,
    )  # fmt: skip
    arms = {name.split("/")[1] for name in parts}
    assert seen == ([] if is_finished else [len(arms)])


@pytest.mark.parametrize(
    ("code", "step"),
    [
        (errno.ENOSPC, 9),
        pytest.param(errno.ENOSPC, 1, marks=pytest.mark.slow),
        pytest.param(errno.EROFS, 1, marks=pytest.mark.slow),
    ],
)
def test_whatever_cannot_be_stored_the_run_is_completed_to_the_same_bytes(
    pretended: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, step: int
):
    """Every step that reaches the disk, or every ninth, fails in turn."""
    failing = Failing(monkeypatch, code)
    run(pretended, tmp_path / "whole", report=False, resume=False)
    expected = everything_in(tmp_path / "whole")
    assert failing.calls > 60
    for call in range(1, failing.calls + 1, step):
        out = tmp_path / f"{call}"
        fail_at(failing, call, pretended, out, report=False)
        assert everything_in(out) == expected, call


def test_a_report_that_cannot_be_stored_is_made_later(
    pretended: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    failing = Failing(monkeypatch, errno.ENOSPC)
    run(pretended, tmp_path / "whole", report=True, resume=False)
    expected, calls = everything_in(tmp_path / "whole"), failing.calls
    for before_the_end in (4, 12):
        out = tmp_path / f"{before_the_end}"
        fail_at(failing, calls - before_the_end, pretended, out, report=True)
        assert everything_in(out) == expected


def test_an_error_of_the_disk_in_a_worker_ends_the_run_at_once(
    pretended: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "run").mkdir()
    seen = []

    def sabotage(done: int, _: int, what: str) -> None:
        seen.append(what)
        if done == 0:  # parts are where no folder can be made
            (tmp_path / "run" / "parts").rmdir()
            (tmp_path / "run" / "parts").write_text("in the way", encoding="utf-8")

    with pytest.raises(RunError, match=r"cannot be written: (Not a directory|File exists)"):
        execute(
            load_scenario(pretended), out=tmp_path / "run", jobs=2, report=False, progress=sabotage
        )
    assert seen == [""]


def test_a_folder_that_somebody_else_put_in_place_stays(tmp_path: Path):
    (tmp_path / "arm").mkdir()
    (tmp_path / "arm" / "first.txt").touch()
    storage.put_folder({}, tmp_path / "arm")
    assert [path.name for path in tmp_path.rglob("*")] == ["arm", "first.txt"]


def test_a_folder_gets_its_name_when_all_in_it_is_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A rename that outlives a power cut must not name what does not."""
    steps = []
    sync, rename = storage.sync, Path.rename
    monkeypatch.setattr(storage, "sync", lambda path: (steps.append(path.name), sync(path)))
    monkeypatch.setattr(
        Path, "rename", lambda self, target: (steps.append("renamed"), rename(self, target))
    )
    storage.put_folder({"table.csv": pd.DataFrame({"value": [1.0]})}, tmp_path / "arm")
    mine = f".{os.getpid()}.unfinished"
    assert steps == [f".table.csv{mine}", f".arm{mine}", "renamed", tmp_path.name]


@contextlib.contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """Mount a small file system in memory, where this user may."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("may not mount file systems here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def command(source: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    code = (
        f"import sys; sys.path.insert(0, {str(PRETEND)!r})\n"
        "from arrears.runs import choose; choose.ENGINES['simpy'] = 'pretend_engine'\n"
        "from arrears.cli import main; main()\n"
    )
    arguments = ["run", str(source), "--out", str(out), "--no-report", *more]
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs tmpfs")
@pytest.mark.parametrize(
    "rooms", [(60,), pytest.param((0, 24, 44, 80, 100, 160), marks=pytest.mark.slow)]
)  # in KiB; the whole run takes some 300
def test_a_disk_that_is_full_and_then_has_room(
    pretended: Path, tmp_path: Path, rooms: tuple[int, ...]
):
    expected = command(pretended, tmp_path / "whole", "--jobs", "2")
    assert expected.returncode == 0, expected.stderr
    with mounted(tmp_path / "small", "size=2m") as disk:
        for room in rooms:
            filler = disk / "filler"
            filler.write_bytes(b"0" * (2 * 1024 - room) * 1024)
            out = disk / f"run{room}"
            found = command(pretended, out, "--jobs", "2")
            assert found.returncode in (1, 2), room
            assert found.stdout == ""
            errors = found.stderr.splitlines()
            assert len(errors) == 1, errors
            assert errors[0].startswith("error: ")
            assert "No space left on device" in errors[0]
            kept = parts_in(out)
            filler.unlink()
            again = command(pretended, out, "--jobs", "1", "--resume")
            assert again.returncode == 0, again.stderr
            assert everything_in(out) == everything_in(tmp_path / "whole"), len(kept)
            subprocess.run(["rm", "-r", str(out)], check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs tmpfs")
def test_a_disk_that_can_only_be_read(pretended: Path, tmp_path: Path):
    with mounted(tmp_path / "disk", "size=2m") as disk:
        (disk / "run").mkdir()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for out in (disk / "run", disk / "other"):
            found = command(pretended, out)
            assert (found.returncode, found.stdout) == (2, "")
            assert re.fullmatch(
                rf"error: {out}\S*: cannot be written: Read-only file system\n", found.stderr
            )
