import subprocess
import sys
from pathlib import Path

import pytest

from arrears import compiled


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Stand in for the package: one kernel, what it imports, and something it does not."""
    folder = tmp_path / "arrears"
    (folder / "debt").mkdir(parents=True)
    (folder / "draws.py").write_text("from arrears.terms import A\n@compiled\ndef f(): return A\n")
    (folder / "terms.py").write_text("from arrears import (\n    debt,\n)\nA = debt.B\n")
    (folder / "debt" / "__init__.py").write_text("B = 1\n")
    (folder / "api.py").write_text("def run(): pass\n")
    monkeypatch.setattr(compiled, "_PACKAGE", folder)
    return folder


@pytest.mark.parametrize("name", ["draws.py", "terms.py", "debt/__init__.py"])
def test_a_change_to_a_kernel_or_what_it_imports_starts_a_new_cache(package, name):
    before = compiled._sources_hash()
    path = package / name
    path.write_text(path.read_text() + "C = 2\n")
    assert compiled._sources_hash() != before


def test_a_change_elsewhere_keeps_the_cache(package):
    before = compiled._sources_hash()
    (package / "api.py").write_text("def run(): return 1\n")
    assert compiled._sources_hash() == before


def test_the_hash_does_not_depend_on_where_the_package_is(package, tmp_path, monkeypatch):
    before = compiled._sources_hash()
    moved = tmp_path / "elsewhere" / "arrears"
    moved.parent.mkdir()
    package.rename(moved)
    monkeypatch.setattr(compiled, "_PACKAGE", moved)
    assert compiled._sources_hash() == before


@pytest.mark.parametrize("variable", ["NUMBA_CACHE_DIR", "XDG_CACHE_HOME"])
def test_the_cache_lies_where_the_user_wants_it(variable, tmp_path, monkeypatch):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv(variable, str(tmp_path))
    folder = compiled.cache_folder.__wrapped__()
    assert folder.parent == tmp_path / "arrears"
    assert folder.is_dir()


def test_a_cache_that_cannot_be_written_gives_way_to_the_temporary_folder(tmp_path, monkeypatch):
    """A file stands where each of the folders would be."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    for variable in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(blocked))
    monkeypatch.setattr(compiled.tempfile, "gettempdir", lambda: str(tmp_path))
    folder = compiled.cache_folder.__wrapped__()
    assert folder.parent.parent == tmp_path
    assert folder.parent.name.startswith("arrears-")


def test_other_packages_keep_their_cache_folder():
    """The folder is set while a function is decorated, and set back."""
    code = (
        "import numba; before = numba.config.CACHE_DIR\n"
        "import arrears.draws\n"
        "print(numba.config.CACHE_DIR == before)"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout == "True\n"


def test_kernels_are_cached_in_the_named_folder():
    """Not beside the sources, where an installed package may be read-only."""
    cache = getattr(compiled.compiled(_twice), "_cache", None)
    if cache is not None:  # without the compiler there is none
        assert Path(cache.cache_path).is_relative_to(compiled.cache_folder())


def _twice(x: int) -> int:
    return 2 * x
