"""Compilation of kernels: the only place that imports numba.

Numba's cache notices a change in a kernel's own file, but not in the kernels it calls from other
files, and would go on running the old ones. The cache folder is therefore named by a hash of all
files that define kernels and all they import: any change to any of them starts a fresh folder.
"""

import functools
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

_PACKAGE = Path(__file__).parent
_MARK = b"@compiled"
_IMPORT = re.compile(
    rb"^\s*(?:import|from) (arrears[.\w]*)(?: import (?:\(([^)]*)\)|(.*)))?", re.MULTILINE
)
_numba_config: Any = numba.config  # its attributes are made at run time

Function = TypeVar("Function", bound=Callable[..., Any])


def _package_files() -> dict[Path, bytes]:
    """Return the text of every Python file of the package, in a fixed order."""
    texts = {}
    for folder, folders, files in os.walk(_PACKAGE):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            if name.endswith(".py"):
                path = Path(folder, name)
                texts[path] = path.read_bytes()
    return texts


def _imported_files(text: bytes) -> Iterator[Path]:
    """Yield the files of the package that a file may import, some of which do not exist."""
    for module, many, few in _IMPORT.findall(text):
        folder = _PACKAGE.joinpath(*module.decode().split(".")[1:])
        for target in (
            folder,
            *(folder / name.decode() for name in re.findall(rb"\w+", many + few)),
        ):
            yield target.with_suffix(".py")
            yield target / "__init__.py"


def _sources_hash() -> str:
    """Return a hash of every file that defines a kernel and of the files those import.

    The latter because a constant that a kernel uses is frozen into its machine code.
    """
    texts = _package_files()
    todo = [path for path, text in texts.items() if _MARK in text]
    sources = set(todo)
    while todo:
        found = set(_imported_files(texts[todo.pop()])) & texts.keys() - sources
        sources |= found
        todo += found
    digest = hashlib.blake2b(digest_size=8)
    for path, text in texts.items():
        if path in sources:
            digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\0{len(text)}\0".encode())
            digest.update(text)
    return digest.hexdigest()


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@functools.cache
def cache_folder() -> Path:
    """Return the folder that holds the machine code of the kernels as they are now.

    Returns
    -------
    Path
        A folder named by the kernels' hash, in ``arrears`` under the first of these that can be
        written: ``NUMBA_CACHE_DIR``, ``XDG_CACHE_HOME``, ``~/.cache``, the system's folder for
        temporary files.
    """
    home = os.path.expanduser("~/.cache")  # noqa: PTH111 (Path raises where there is no home)
    numba_home = os.environ.get("NUMBA_CACHE_DIR")
    chosen = str(Path(numba_home).absolute()) if numba_home else None
    choices = [chosen, os.environ.get("XDG_CACHE_HOME"), home]
    name = _sources_hash()
    for choice in choices:
        folder = Path(choice or "", "arrears", name)
        if folder.is_absolute() and _is_writable(folder):
            return folder
    # Named by user, so that nobody loads machine code that somebody else wrote.
    owner = getattr(os, "getuid", lambda: "user")()
    return Path(tempfile.gettempdir(), f"arrears-{owner}", name)


def compiled(function: Function) -> Function:
    """Compile a kernel on its first call and keep the machine code for the next process.

    Compiled functions release the interpreter's lock, so threads run them side by side. With
    ``NUMBA_DISABLE_JIT=1`` the function is returned as it is and gives the same results.
    """
    # Numba chooses a function's cache folder when it is decorated; other packages keep theirs.
    before = _numba_config.CACHE_DIR
    _numba_config.CACHE_DIR = str(cache_folder())
    try:
        return cast(Function, numba.njit(cache=True, nogil=True)(function))
    finally:
        _numba_config.CACHE_DIR = before
