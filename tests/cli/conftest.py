"""The command line over a small scenario and an engine of a few lines."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from arrears.cli.group import arrears
from arrears.runs import choose

PRETEND = Path(__file__).parents[1] / "pretend"

Call = Callable[..., Result]


@pytest.fixture
def pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a small scenario's file; the simpy engine is replaced, in workers too."""
    monkeypatch.syspath_prepend(PRETEND)
    monkeypatch.setitem(choose.ENGINES, "simpy", "pretend_engine")
    monkeypatch.setenv("PRETEND_MARK", str(tmp_path / "interrupted"))
    monkeypatch.chdir(tmp_path)
    from pretend_engine import SCENARIO

    path = tmp_path / "pretended.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture
def call() -> Call:
    """Return what calls the command with arguments."""
    return lambda *arguments: CliRunner().invoke(arrears, [str(each) for each in arguments])


@pytest.fixture
def finished(pretended: Path, call: Call, tmp_path: Path) -> Path:
    """Make a run without a report."""
    found = call("run", pretended, "--out", tmp_path / "run", "--jobs", 1, "--no-report")
    assert found.exit_code == 0, found.stderr
    return tmp_path / "run"
