"""A small scenario and an engine of a few lines, for what is not about the engine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from arrears.runs import choose
from arrears.runs.run import execute
from arrears.scenario.load import load_scenario

PRETEND = Path(__file__).parents[1] / "pretend"


def pretend(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """Write the small scenario's file; the simpy engine is replaced, in workers too."""
    patch.syspath_prepend(PRETEND)
    patch.setitem(choose.ENGINES, "simpy", "pretend_engine")
    patch.setenv("PRETEND_MARK", str(folder / "interrupted"))
    from pretend_engine import SCENARIO

    path = folder / "pretended.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.fixture
def pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small scenario's file, to be run by the engine of a few lines."""
    return pretend(tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def one_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a run of two replications once; not to be changed."""
    folder = tmp_path_factory.mktemp("one_run")
    with pytest.MonkeyPatch.context() as patch:
        scenario = load_scenario(pretend(folder, patch), replications=2)
        execute(scenario, out=folder / "run", jobs=1, report=False)
    return folder / "run"


@pytest.fixture
def finished(one_run: Path, pretended: Path, tmp_path: Path) -> Path:
    """Return a copy of a finished run."""
    return shutil.copytree(one_run, tmp_path / "run")


@pytest.fixture(scope="session", autouse=True)
def one_commit() -> Iterator[None]:
    """Somebody may commit to the checkout between two runs; their manifests would say so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("arrears.runs.run.commit", lambda: "0" * 40)
        yield
