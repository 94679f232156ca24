"""Simulate what happens after a borrower misses a payment.

``load_scenario`` reads a scenario file or a shipped name, ``run`` runs it and returns a `Run`,
``open_run`` finds an earlier one again. They are imported when they are first used, so that
``import arrears`` and ``arrears --help`` are quick.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arrears.api import Assumptions, Run, Scenario, load_scenario, open_run, run

__all__ = ["Assumptions", "Run", "Scenario", "__version__", "load_scenario", "open_run", "run"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(importlib.import_module("arrears.api"), name)
    raise AttributeError(f"module 'arrears' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
