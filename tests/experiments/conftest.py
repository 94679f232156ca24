"""A scenario whose response is a formula, run by an engine of a few lines."""

from pathlib import Path

import pandas as pd
import pytest

from arrears.api import load_scenario, run
from arrears.experiments import Assumptions, points
from arrears.runs import choose
from arrears.scenario.scenario import Scenario

PRETEND = Path(__file__).parents[1] / "pretend"


def pretend(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """Write the scenario's file; the simpy engine is replaced, in workers too."""
    patch.syspath_prepend(PRETEND)
    patch.setitem(choose.ENGINES, "simpy", "pretend_response")
    from pretend_response import SCENARIO

    path = folder / "response.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def quicken(patch: pytest.MonkeyPatch) -> None:
    """Take the one outcome of a point from its accounts, without tallies; in this process only."""
    patch.setattr(points, "tally", lambda log, accounts, measures, extra: None)
    patch.setattr(points, "outcomes", _collected)


def _collected(tallies: None, accounts: pd.DataFrame, *_: object) -> pd.DataFrame:
    share = accounts["received"].sum() / accounts["signed_due"].sum()
    return pd.DataFrame({"segment": ["all"], "outcome": ["collected_share"], "value": [share]})


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure points without tallies."""
    quicken(monkeypatch)


@pytest.fixture
def response(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the scenario's file, to be run by the engine of a formula."""
    return pretend(tmp_path, monkeypatch)


@pytest.fixture
def scenario(response: Path) -> Scenario:
    """Return the scenario, loaded."""
    return load_scenario(response)


@pytest.fixture(scope="session")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a run with twelve parameter sets once; not to be changed."""
    folder = tmp_path_factory.mktemp("studied")
    with pytest.MonkeyPatch.context() as patch:
        path = pretend(folder, patch)
        quicken(patch)
        study = Assumptions(sets=12)
        run(path, out=folder / "run", jobs=1, report=False, assumptions=study)
    return folder / "run"
