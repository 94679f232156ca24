"""Everything arrears raises on purpose.

The tree::

    ArrearsError                  anything below
    ├── ScenarioError             invalid input or usage; exit code 2
    │   ├── PolicyError           a policy, stage or relief that cannot be meant
    │   ├── ExtensionError        what a user added cannot be loaded, or fails its check
    │   └── TapeError             a loan tape that cannot be read as one
    ├── RunError                  ran, but failed; exit code 1
    │   ├── EngineError           an engine cannot run this, or broke its own rules
    │   └── LedgerError           amounts that do not add up
    ├── StorageError              a run directory that cannot be read or written
    └── VerifyError               a run repeated gives other bytes

Every class takes one message and has no ``__init__`` of its own: errors are made again from their
``args`` when they leave a SimPy process or come back from a worker, and any other signature would
arrive there as a TypeError. The message names the place, the value found and what would be
accepted.
"""


class ArrearsError(Exception):
    """Something arrears refuses or cannot do; the root of the tree."""


class ScenarioError(ArrearsError):
    """The input is invalid: a scenario file, an option or an argument (exit code 2)."""


class PolicyError(ScenarioError):
    """A policy contradicts itself: an empty window, a gap below a day, an unknown offer."""


class ExtensionError(ScenarioError):
    """A user's own module cannot be loaded, or what it adds breaks a rule of its point."""


class TapeError(ScenarioError):
    """A loan tape lacks a column, or a row of it cannot be an account."""


class RunError(ArrearsError):
    """The input was valid, but the run or some replications of it failed (exit code 1)."""


class EngineError(RunError):
    """An engine has no form for what is asked, or met a state that must not occur."""


class LedgerError(RunError):
    """Amounts do not add up: a posting below zero, or an account that is out of balance."""


class StorageError(ArrearsError):
    """A run directory exists already, is incomplete, or cannot be read or written."""


class VerifyError(ArrearsError):
    """A run done again from its manifest does not give the same bytes."""
