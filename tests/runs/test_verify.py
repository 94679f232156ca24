"""Verification finds one altered byte in any file, and a run that no longer repeats."""

from pathlib import Path

import pytest

from arrears.errors import StorageError
from arrears.runs.directory import RunDirectory
from arrears.runs.manifest import seal
from arrears.runs.run import execute
from arrears.runs.verify import verify
from arrears.scenario.load import load_scenario

FILES = (
    "outcomes.csv", "summary.csv", "differences.csv", "monthly.parquet", "accounts.parquet",
    "events.parquet", "durations.parquet", "origins.csv", "scenario.yaml", "manifest.json",
    "report.html", "figures/recovery.svg", "figures/recovery.csv",
)  # fmt: skip


@pytest.fixture
def reported(finished: Path) -> Path:
    """Add files that stand for a report."""
    (finished / "figures").mkdir()
    for name in FILES[-3:]:
        (finished / name).write_text("drawn\n", encoding="utf-8")
    _seal(finished)
    return finished


def _seal(directory: Path) -> None:
    run = RunDirectory(directory)
    run.write_manifest(seal(run.manifest(), run))


def test_a_run_left_alone_is_the_same(finished: Path):
    found = verify(finished, jobs=1)
    assert found.is_same
    assert found.differences() == []


@pytest.mark.parametrize("name", FILES)
def test_one_altered_byte_is_found(reported: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("arrears.runs.verify._repeat", lambda *_: [])
    content = bytearray((reported / name).read_bytes())
    content[len(content) // 2] ^= 1
    (reported / name).write_bytes(bytes(content))
    assert name in verify(reported).altered


@pytest.mark.parametrize("change", ["removed", "added"])
def test_a_removed_or_added_file_is_found(
    reported: Path, change: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("arrears.runs.verify._repeat", lambda *_: [])
    if change == "removed":
        (reported / "summary.csv").unlink()
        assert verify(reported).altered == ("summary.csv",)
    else:
        (reported / "figures" / "more.svg").write_text("drawn", encoding="utf-8")
        assert verify(reported).altered == ("figures/more.svg",)


def test_a_table_that_does_not_repeat_is_found_though_its_hash_is_right(finished: Path):
    text = (finished / "outcomes.csv").read_text(encoding="utf-8")
    (finished / "outcomes.csv").write_text(
        text + "invented,none,0,all,x,1,1,1.0\n", encoding="utf-8"
    )
    _seal(finished)
    found = verify(finished, jobs=1)
    assert found.altered == ()
    assert found.unrepeated == ("outcomes.csv",)
    reason = "comes out otherwise when the run is repeated"
    assert found.differences() == [("outcomes.csv", reason)]


def test_another_version_is_noted(finished: Path):
    run = RunDirectory(finished)
    manifest = run.manifest() | {"arrears": "0.0.1"}
    run.write_manifest(seal(manifest, run))
    assert any("made by arrears 0.0.1" in note for note in verify(finished, jobs=1).notes)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"files": 1}'])
def test_a_manifest_that_is_none_is_found(finished: Path, text: str):
    (finished / "manifest.json").write_text(text, encoding="utf-8")
    assert verify(finished).altered == ("manifest.json",)


def test_an_unfinished_run_is_refused(finished: Path):
    (finished / "manifest.json").rename(finished / "unfinished.json")
    with pytest.raises(StorageError, match="not finished; complete it by --resume"):
        verify(finished)


def test_a_run_with_failures_is_refused(pretended: Path, tmp_path: Path):
    text = pretended.read_text(encoding="utf-8")
    pretended.write_text(text.replace("{grace_days: 9}", "{platform: fails_1}"), encoding="utf-8")
    execute(load_scenario(pretended), out=tmp_path / "run", jobs=1, report=False)
    with pytest.raises(StorageError, match="some replications failed"):
        verify(tmp_path / "run")


@pytest.mark.parametrize("name", ["none", "empty"])
def test_what_is_no_run_directory_is_refused(tmp_path: Path, name: str):
    (tmp_path / "empty").mkdir()
    with pytest.raises(StorageError, match=r"no such directory|no run directory"):
        verify(tmp_path / name)
