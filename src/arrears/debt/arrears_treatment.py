"""Where a relief plan puts the arrears."""

from enum import IntEnum

__all__ = ["ArrearsTreatment"]


class ArrearsTreatment(IntEnum):
    """Where a plan puts the arrears: evenly, in the first paid month, or in the last."""

    SPREAD = 0
    LUMP = 1
    END = 2
