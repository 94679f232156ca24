"""Whether the kernels have been compiled on this machine, as far as one can tell.

Workers that start together with nothing compiled would all compile the same kernels. So the first
arm that an engine finishes leaves a mark beside the machine code; without the mark one arm is
finished before the others start.
"""

import contextlib
import os
from pathlib import Path

from arrears.compiled import cache_folder

__all__ = ["kernels_are_cold", "note_warm"]


def kernels_are_cold(engine: str) -> bool:
    """Say whether the first arm of a run must be expected to compile."""
    compiles = os.environ.get("NUMBA_DISABLE_JIT", "0") == "0"
    return compiles and not _mark(engine).exists()


def note_warm(engine: str) -> None:
    """Remember that an arm has been finished with the kernels as they are now."""
    with contextlib.suppress(OSError):  # next time it is only slower
        _mark(engine).touch()


def _mark(engine: str) -> Path:
    return cache_folder() / f"{engine}.warm"
