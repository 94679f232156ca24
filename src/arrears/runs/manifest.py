"""The manifest: what a run was, in words that are the same on every machine."""

import hashlib
import importlib
import importlib.metadata
import platform
from collections.abc import Mapping
from pathlib import Path

from arrears.runs.directory import MANIFEST, RunDirectory
from arrears.runs.storage import as_json, file_hash

__all__ = ["PACKAGES", "commit", "package_versions", "seal", "sums_that_differ", "version"]

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


def seal(content: Mapping[str, object], directory: RunDirectory) -> dict[str, object]:
    """Return a manifest with the hashes of all files and, last, of itself."""
    sealed = {key: value for key, value in content.items() if key not in ("files", "seal")}
    sealed["files"] = {
        file.relative_to(directory.path).as_posix(): file_hash(file) for file in directory.files()
    }
    return {**sealed, "seal": _hash(sealed)}


def sums_that_differ(directory: RunDirectory) -> list[str]:
    """Return the names of files that are not as the manifest says, itself included.

    Raises
    ------
    StorageError
        If there is no manifest that can be read.
    """
    manifest = directory.manifest()
    listed = manifest.get("files")
    if not isinstance(listed, dict):
        return [MANIFEST]
    present = {file.relative_to(directory.path).as_posix() for file in directory.files()}
    differing = [
        name
        for name in sorted(present | set(listed))
        if name not in present or listed.get(name) != file_hash(directory.path / name)
    ]
    text = (directory.path / MANIFEST).read_bytes()
    rest = {key: value for key, value in manifest.items() if key != "seal"}
    if manifest.get("seal") != _hash(rest) or text != as_json(manifest).encode():
        differing.insert(0, MANIFEST)
    return differing


def _hash(content: Mapping[str, object]) -> str:
    return hashlib.sha256(as_json(content).encode()).hexdigest()
