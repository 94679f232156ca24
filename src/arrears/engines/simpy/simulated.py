"""What the engine hands back for one policy in one replication."""

from dataclasses import dataclass

import pandas as pd

from arrears.log import Log

__all__ = ["Simulated"]


@dataclass(frozen=True, slots=True)
class Simulated:
    """The closed log, and the accounts: one row each, in order of number.

    The columns of ``accounts`` are ``ACCOUNT_COLUMNS`` from ``account`` on, amounts in minor units.
    """

    log: Log
    accounts: pd.DataFrame
