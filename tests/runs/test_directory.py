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
    with pytest.raises(StorageError, match="seed was 1 and is 2 now"):
        begun.begin(PLAN | {"seed": 2}, resume=True, force=False)


def test_clearing_removes_figures_but_not_what_somebody_put_beside_them(begun: RunDirectory):
    figures = begun.path / "figures"
    figures.mkdir()
    for name in ("a.svg", "a.csv", "mine.txt"):
        (figures / name).touch()
    begun.clear_results()
    begun.clear_parts()
    (begun.path / "unfinished.json").unlink()
    assert [path.name for path in begun.path.rglob("*")] == ["figures", "mine.txt"]


def test_files_are_those_that_the_manifest_vouches_for(begun: RunDirectory):
    for name in ("outcomes.csv", "manifest.json", "timings.json", "mine.txt"):
        (begun.path / name).touch()
    assert [path.name for path in begun.files()] == ["outcomes.csv"]


def test_a_manifest_that_cannot_be_read_is_named(begun: RunDirectory):
    (begun.path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(StorageError, match=r"manifest\.json: cannot be read"):
        begun.manifest()


@pytest.mark.parametrize("resume", [False, True])
def test_a_run_killed_before_it_said_what_it_is_can_be_started_again(
    tmp_path: Path,
    resume: bool,  # noqa: FBT001 (pytest gives it)
):
    (tmp_path / ".unfinished.json.77.unfinished").write_text("{", encoding="utf-8")
    directory = RunDirectory(tmp_path)
    directory.begin(PLAN, resume=resume, force=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["parts", "unfinished.json"]


def test_parts_go_at_once_so_that_half_an_arm_never_looks_like_one(
    begun: RunDirectory, monkeypatch: pytest.MonkeyPatch
):
    (begun.parts / "a.none.000000").mkdir()
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)  # as if killed there
    begun.clear_parts()
    assert not begun.parts.exists()
    monkeypatch.undo()
    begun.clear_leftovers()
    assert [path.name for path in begun.path.iterdir()] == ["unfinished.json"]


def test_parts_of_an_earlier_plan_are_never_seen_under_a_new_one(
    begun: RunDirectory, monkeypatch: pytest.MonkeyPatch
):
    (begun.parts / "a.none.000000").mkdir()

    def stop(*_: object) -> None:
        assert not begun.parts.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr("arrears.runs.directory.write_text", stop)
    with pytest.raises(KeyboardInterrupt):
        begun.begin(PLAN | {"seed": 2}, resume=False, force=True)
    monkeypatch.undo()
    begun.begin(PLAN, resume=True, force=False)  # still the earlier one


def test_a_lock_ends_with_its_holder(tmp_path: Path):
    directory = RunDirectory(tmp_path)
    with directory.locked(), pytest.raises(StorageError, match="another process"):
        directory.locked().__enter__()
    with directory.locked():
        pass
