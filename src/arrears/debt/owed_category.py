"""What an account can owe."""

from enum import IntEnum

__all__ = ["OwedCategory"]


class OwedCategory(IntEnum):
    """What an account can owe, in the usual order of settlement."""

    FEES = 0
    PENALTY = 1
    INTEREST = 2
    PRINCIPAL = 3
