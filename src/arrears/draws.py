"""The keyed draw: all chance in arrears.

A draw is a function of seed, replication, entity, decision and occasion. Nobody owns a stream, so
no order of visit, no engine and no number of workers changes a result, and two policies meet the
same luck borrower by borrower. The function is Philox4x32-10, which passes the usual batteries of
tests for randomness even when its counter holds structured numbers such as ours.

References
----------
Salmon, J. K., Moraes, M. A., Dror, R. O. and Shaw, D. E. (2011). Parallel random numbers: as easy
as 1, 2, 3. Proceedings of SC11, section 3.2.
"""

import functools
import hashlib

from arrears.compiled import compiled

# Salmon et al. (2011), section 3.3: the multipliers, and
# the Weyl constants added to the key from round to round.
_MULTIPLIER_0 = 0xD2511F53
_MULTIPLIER_1 = 0xCD9E8D57
_WEYL_0 = 0x9E3779B9
_WEYL_1 = 0xBB67AE85
_ROUNDS = 10

_MASK = 0xFFFFFFFF  # 32 bits
_STEP = 2.0**-52


@compiled
def _multiplied(multiplier: int, word: int) -> tuple[int, int]:
    """Return the high and the low 32 bits of a product of two 32-bit words.

    By halves, so that nothing exceeds 63 bits: machine integers and Python's then agree.
    """
    upper = word * (multiplier >> 16)
    lower = word * (multiplier & 0xFFFF)
    high = (upper + (lower >> 16)) >> 16
    low = (((upper & 0xFFFF) << 16) + lower) & _MASK
    return high, low


@compiled
def philox4x32(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Return the Philox4x32-10 block of a counter under a key.

    Parameters
    ----------
    c0, c1, c2, c3 : int
        The counter, four words of 32 bits, each from 0 to 2**32 - 1.
    k0, k1 : int
        The key, two words of 32 bits.

    Returns
    -------
    tuple of four int
        Four words of 32 bits.

    References
    ----------
    Salmon et al. (2011), section 3.3.
    """
    for _ in range(_ROUNDS):
        high_0, low_0 = _multiplied(_MULTIPLIER_0, c0)
        high_1, low_1 = _multiplied(_MULTIPLIER_1, c2)
        c0, c1, c2, c3 = high_1 ^ c1 ^ k0, low_1, high_0 ^ c3 ^ k1, low_0
        k0 = (k0 + _WEYL_0) & _MASK
        k1 = (k1 + _WEYL_1) & _MASK
    return c0, c1, c2, c3


@compiled
def draw(
    seed: int, replication: int, entity_kind: int, entity: int, decision: int, occasion: int
) -> float:
    """Return the uniform number that belongs to one decision on one occasion.

    Parameters
    ----------
    seed : int
        The run's seed, 0 to 2**63 - 1.
    replication : int
        0 to 2**24 - 1.
    entity_kind : int
        What kind of thing decides (borrower, account, team, ...), 0 to 255.
    entity : int
        Its number, 0 to 2**32 - 1.
    decision : int
        The decision's identity, see `decision_id`.
    occasion : int
        Which time: a day, a month, the n-th instalment; -2**31 to 2**31 - 1. Days before the start
        are negative.

    Returns
    -------
    float
        One of the 2**52 numbers (k + 1/2) / 2**52, so never 0 and never 1.

    Notes
    -----
    The seed is the key; the counter is (entity, occasion, decision, replication and kind). 52 bits
    rather than 53 because k + 1/2 is then exact: with 53, the largest would be rounded to 1.
    """
    upper, lower, _, _ = philox4x32(
        entity & _MASK,
        occasion & _MASK,
        decision & _MASK,
        ((replication << 8) | entity_kind) & _MASK,
        seed & _MASK,
        (seed >> 32) & _MASK,
    )
    return (((upper << 20) | (lower >> 12)) + 0.5) * _STEP


@functools.cache
def decision_id(name: str, *parts: str) -> int:
    """Return the number that stands for a decision in `draw`.

    Parameters
    ----------
    name : str
        The decision, such as ``"pay"``.
    *parts : str
        What else tells it from others of that name: a stage, an action.

    Returns
    -------
    int
        32 bits of a hash of the names joined by ``/``. It depends on nothing else, so adding a
        decision moves no other.
    """
    names = "/".join((name, *parts))
    return int.from_bytes(hashlib.blake2b(names.encode(), digest_size=4).digest(), "big")
