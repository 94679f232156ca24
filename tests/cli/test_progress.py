"""How far a run is goes to stderr: a bar with rate and time left on a terminal, else nothing."""

import sys

import pytest

from arrears.cli import progress
from arrears.cli.progress import Pace


def pace_after(seconds: float) -> Pace:
    """Return a pace whose clock shows zero once and then always the same."""
    times = iter([0.0])
    return Pace(clock=lambda: next(times, seconds))


def test_elsewhere_nothing_is_said(capsys: pytest.CaptureFixture[str]):
    with progress.progress_shown("book") as tell:
        tell(0, 2, "")
        tell(1, 2, "an arm")
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_there_is_a_bar_that_leaves_no_trace_on_stdout(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with progress.progress_shown("book") as tell:
        tell(0, 2, "")
        tell(2, 2, "report")
    out, err = capsys.readouterr()
    assert out == ""
    assert "book" in err
    assert "2/2" in err
    assert "drawing the report" in err


@pytest.mark.parametrize(
    ("seconds", "done", "total", "text"),
    [
        (10.0, 20, 40, "2.0 per s, 10 s left"),
        (60.0, 6, 30, "6.0 per min, 4 min 00 s left"),
        (3600.0, 12, 40, "12.0 per hour, 2 h 20 min left"),
        (4.0, 3, 4, "45.0 per min, 2 s left"),  # 1.33 s, rounded up
    ],
)
def test_rate_and_time_left_are_said_in_units_that_fit(
    seconds: float, done: int, total: int, text: str
):
    pace = pace_after(seconds)
    assert pace.text(0, total, "") == "starting"
    assert pace.text(done, total, "an arm") == text


def test_what_was_finished_before_counts_for_no_rate():
    pace = pace_after(10.0)
    pace.text(30, 40, "")
    assert pace.text(35, 40, "an arm") == "30.0 per min, 10 s left"


def test_when_all_arms_are_finished_it_says_what_is_written():
    pace = pace_after(10.0)
    pace.text(0, 40, "")
    assert pace.text(40, 40, "tables") == "merging tables"
