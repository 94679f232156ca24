"""How far a run is goes to stderr: a bar on a terminal, a line now and then elsewhere."""

import sys

import pytest

from arrears.cli import progress


def test_elsewhere_a_line_is_said_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 0.0)
    with progress.progress_shown("book") as tell:
        tell(1, 2, "an arm")
    assert capsys.readouterr() == ("", "book: 1 of 2\n")


def test_short_runs_say_nothing(capsys: pytest.CaptureFixture[str]):
    with progress.progress_shown("book") as tell:
        tell(1, 2, "an arm")
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_there_is_a_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress.progress_shown("book") as tell:
        tell(1, 2, "an arm")
    out, err = capsys.readouterr()
    assert out == ""
    assert "book" in err
