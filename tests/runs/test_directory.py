"""What may be in a run directory, and what is left alone."""

from pathlib import Path

import pytest

from arrears.errors import StorageError
from arrears.runs.directory import RunDirectory

PLAN = {"arrears": "0.1.0", "seed": 1, "replications": 3}


@pytest.fixture
def begun(tmp_path: Path) -> RunDirectory:
    """Begin a run."""
    directory = RunDirectory(tmp_path / "run")
    directory.begin(PLAN, resume=False, force=False)
    return directory


def test_a_run_that_has_begun_is_not_finished(begun: RunDirectory):
    assert not begun.is_finished
    with pytest.raises(StorageError, match="not finished; complete it by --resume"):
        begun.manifest()


def test_a_run_is_finished_when_its_manifest_is_there_and_nothing_is_to_be_done(
    begun: RunDirectory,
):
    begun.finish(PLAN, keep_parts=True)
    assert not begun.is_finished
    begun.finish(PLAN, keep_parts=False)
    assert begun.is_finished
    assert begun.manifest() == PLAN


def test_what_a_killed_worker_left_is_removed_when_the_run_goes_on(begun: RunDirectory):
    (begun.parts / ".a.none.000000.77.unfinished").mkdir()
    (begun.parts / "a.none.000001").mkdir()
    begun.begin(PLAN, resume=True, force=False)
    assert [path.name for path in begun.parts.iterdir()] == ["a.none.000001"]


def test_an_unfinished_run_is_neither_replaced_nor_taken_up_unasked(begun: RunDirectory):
    with pytest.raises(StorageError, match="--resume completes it, --force starts anew"):
        begun.begin(PLAN, resume=False, force=False)


def test_only_the_same_run_is_taken_up_but_it_may_be_longer(begun: RunDirectory):
    begun.begin(PLAN | {"replications": 9}, resume=True, force=False)
    with pytest.raises(StorageError, match="seed was 1 when the run was started and is 2 now"):
        begun.begin(PLAN | {"seed": 2}, resume=True, force=False)


def test_clearing_removes_figures_but_not_what_somebody_put_beside_them(begun: RunDirectory):
    figures = begun.path / "figures"
    figures.mkdir()
    for name in ("a.svg", "a.csv", "mine.txt"):
        (figures / name).touch()
    begun.clear()
    assert [path.name for path in begun.path.rglob("*")] == ["figures", "mine.txt"]


def test_files_are_those_that_the_manifest_vouches_for(begun: RunDirectory):
    for name in ("outcomes.csv", "manifest.json", "timings.json", "mine.txt"):
        (begun.path / name).touch()
    assert [path.name for path in begun.files()] == ["outcomes.csv"]


def test_a_manifest_that_cannot_be_read_is_named(begun: RunDirectory):
    (begun.path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(StorageError, match=r"manifest\.json: cannot be read"):
        begun.manifest()
