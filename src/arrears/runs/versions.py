"""What a run was made with: this package, its commit, and the packages it stands on."""

import importlib
import importlib.metadata
import platform
from pathlib import Path

__all__ = ["PACKAGES", "commit", "package_versions", "version"]

PACKAGES = (
    "click", "duckdb", "jinja2", "matplotlib", "numba", "numpy", "pandas", "pydantic", "PyYAML",
    "scipy", "simpy",
)  # fmt: skip


def version() -> str:
    """Return the version of arrears.

    The package's root names what lies above this layer, so it is asked when needed.
    """
    return str(importlib.import_module("arrears").__version__)


def package_versions() -> dict[str, str]:
    """Return the versions of what results may depend on, Python's first."""
    versions = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = "missing"
    return versions


def commit(root: Path = Path(__file__).parents[3]) -> str | None:
    """Return the commit of the checkout that this package runs from, if it does.

    Parameters
    ----------
    root : Path
        Folder that would hold ``.git``.
    """
    git = root / ".git"
    try:
        if not (root / "src" / "arrears").is_dir():
            return None
        if git.is_file():
            git = root / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
        head = (git / "HEAD").read_text(encoding="utf-8").strip()
        if not head.startswith("ref:"):
            return head
        return _resolved(git, head.removeprefix("ref:").strip())
    except OSError:
        return None


def _resolved(git: Path, name: str) -> str | None:
    """Return what a branch points at; a linked work tree keeps its branches with the main one."""
    shared = git / "commondir"
    common = git / shared.read_text(encoding="utf-8").strip() if shared.exists() else git
    if (common / name).exists():
        return (common / name).read_text(encoding="utf-8").strip()
    packed = common / "packed-refs"
    for line in packed.read_text(encoding="utf-8").splitlines() if packed.exists() else ():
        if line.endswith(f" {name}"):
            return line.split(" ")[0]
    return None
