"""The scripts of docs/, and one folder in which all examples run."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def _script(name: str) -> ModuleType:
    """Load a script of docs/, which is no package."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def examples() -> ModuleType:
    """Return docs/examples.py."""
    return _script("examples")


@pytest.fixture(scope="session")
def reference() -> ModuleType:
    """Return docs/reference.py."""
    return _script("reference")


@pytest.fixture(scope="session")
def place(examples: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> object:
    """Return a folder for examples; what one page ran, the next need not run again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        yield examples.Place(tmp_path_factory.mktemp("pages"), is_short=True)


@pytest.fixture(scope="session")
def run_directory(place: object) -> Path:
    """Return the run of first_steps that the pages speak of."""
    place.command("arrears run first_steps")  # type: ignore[attr-defined]
    return place.folder / "runs" / "first_steps"  # type: ignore[attr-defined, no-any-return]
