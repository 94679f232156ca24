"""The manifest: what a run was, in words that are the same on every machine."""

import hashlib
from collections.abc import Mapping

from arrears.runs.directory import MANIFEST, RunDirectory
from arrears.runs.storage import as_json, file_hash

__all__ = ["seal", "sums_that_differ"]


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
