"""A small scenario and an engine of a few lines, for what is not about the engine."""

from pathlib import Path

import pytest

from arrears.runs import choose

PRETEND = Path(__file__).parents[1] / "pretend"


@pytest.fixture
def pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a small scenario's file; the simpy engine is replaced, in workers too."""
    monkeypatch.syspath_prepend(PRETEND)
    monkeypatch.setitem(choose.ENGINES, "simpy", "pretend_engine")
    monkeypatch.setenv("PRETEND_MARK", str(tmp_path / "interrupted"))
    from pretend_engine import SCENARIO

    path = tmp_path / "pretended.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path
