"""The kinds of product; of all but the last the whole schedule is known when it is signed."""

from enum import IntEnum

__all__ = ["ProductKind"]


class ProductKind(IntEnum):
    """How a contract is repaid."""

    EQUAL_INSTALMENTS = 0
    EQUAL_PRINCIPAL = 1
    INTEREST_FREE = 2
    BULLET = 3
    REVOLVING = 4
