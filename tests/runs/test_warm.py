"""The first arm of an engine leaves a mark beside the machine code."""

from pathlib import Path

import pytest

from arrears.runs import warm


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use an empty cache folder, with compilation on."""
    monkeypatch.setattr(warm, "cache_folder", lambda: tmp_path)
    monkeypatch.delenv("NUMBA_DISABLE_JIT", raising=False)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_kernels_are_cold_until_an_arm_of_their_engine_is_finished():
    assert warm.kernels_are_cold("simpy")
    warm.note_warm("simpy")
    assert not warm.kernels_are_cold("simpy")
    assert warm.kernels_are_cold("fast")


def test_without_compilation_nothing_is_cold(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert not warm.kernels_are_cold("simpy")


def test_a_folder_that_cannot_be_written_is_no_error(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(warm, "cache_folder", lambda: folder / "is" / "not" / "there")
    warm.note_warm("simpy")
    assert warm.kernels_are_cold("simpy")
