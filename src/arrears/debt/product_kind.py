"""The kinds of product whose whole schedule is known when the contract is signed."""

from enum import IntEnum

__all__ = ["ProductKind"]


class ProductKind(IntEnum):
    """How a contract is repaid."""

    EQUAL_INSTALMENTS = 0
    EQUAL_PRINCIPAL = 1
    INTEREST_FREE = 2
    BULLET = 3
