import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from randomgen import Philox
from scipy import stats

from arrears.draws import decision_id, draw, philox4x32

PAY = decision_id("pay")
ALL_ONES = 0xFFFFFFFF


@pytest.mark.parametrize(
    ("counter", "key", "block"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        (
            (ALL_ONES, ALL_ONES, ALL_ONES, ALL_ONES),
            (ALL_ONES, ALL_ONES),
            (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
        ),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_philox_gives_the_published_known_answers(counter, key, block):
    """The vectors for philox4x32-10 that come with Random123; the last holds digits of pi."""
    assert philox4x32(*counter, *key) == block


@pytest.mark.parametrize("seed", range(20))
def test_philox_agrees_with_randomgen(seed):
    """Randomgen adds 1 to the counter before its first block."""
    words = np.random.default_rng(seed).integers(0, ALL_ONES, 6, endpoint=True).tolist()
    counter, key = words[:4], words[4:]
    counter[0] = max(counter[0], 1)
    before = sum(word << (32 * place) for place, word in enumerate(counter)) - 1
    theirs = Philox(counter=before, key=key[0] | key[1] << 32, number=4, width=32).random_raw(4)
    assert philox4x32(*counter, *key) == tuple(theirs.tolist())


def test_a_draw_is_made_of_the_first_two_words():
    """The key is the seed, low word first; the counter entity, occasion, decision and the rest."""
    upper, lower, _, _ = philox4x32(7, 2**32 - 3, PAY, (5 << 8) | 2, 0x89ABCDEF, 0x01234567)
    expected = (((upper << 32 | lower) >> 12) + 0.5) / 2**52
    assert draw(0x0123456789ABCDEF, 5, 2, 7, PAY, -3) == expected


WORDS = st.integers(min_value=0, max_value=ALL_ONES)


@given(
    seed=st.integers(min_value=0, max_value=2**63 - 1),
    replication=st.integers(min_value=0, max_value=2**24 - 1),
    entity_kind=st.integers(min_value=0, max_value=255),
    entity=WORDS,
    decision=WORDS,
    occasion=st.integers(min_value=-(2**31), max_value=2**31 - 1),
)
def test_a_draw_is_never_0_and_never_1(seed, replication, entity_kind, entity, decision, occasion):
    assert 0 < draw(seed, replication, entity_kind, entity, decision, occasion) < 1


def test_the_largest_draw_is_below_1():
    """All 52 bits set; with 53 the half added would round up to 1."""
    assert (2**52 - 1 + 0.5) * 2.0**-52 < 1
    assert (2**53 - 1 + 0.5) * 2.0**-53 == 1


ARGUMENTS = (20250101, 3, 1, 42, PAY, 17)


@pytest.mark.parametrize("place", range(len(ARGUMENTS)))
@pytest.mark.parametrize("change", [1, 2])
def test_each_argument_matters(place, change):
    changed = list(ARGUMENTS)
    changed[place] += change
    assert draw(*changed) != draw(*ARGUMENTS)


def test_all_64_bits_of_the_seed_matter():
    others = {draw(20250101 ^ (1 << bit), 3, 1, 42, PAY, 17) for bit in range(63)}
    assert len(others | {draw(*ARGUMENTS)}) == 64


def test_negative_occasions_are_days_of_their_own():
    days = range(-1000, 1001)
    assert len({draw(1, 0, 0, 5, PAY, day) for day in days}) == len(days)


def draws_of(occasions: int, entities: int, seed: int = 20250101) -> np.ndarray:
    return np.array(
        [
            [draw(seed, 0, 1, entity, PAY, occasion) for occasion in range(occasions)]
            for entity in range(entities)
        ]
    )


def test_draws_are_uniform():
    """Chi-square over 100 cells; fails by luck once in a million (and is fixed by its seed)."""
    counts = np.histogram(draws_of(50, 1000), bins=100, range=(0, 1))[0]
    assert stats.chisquare(counts).pvalue > 1e-6


@pytest.mark.parametrize("axis", [0, 1], ids=["entities", "occasions"])
def test_neighbouring_draws_are_independent(axis):
    """Chi-square over 10 x 10 cells of pairs; fails by luck once in a million."""
    uniform = draws_of(51, 1000) if axis else draws_of(50, 1001)
    cells = np.floor(uniform * 10).astype(int)
    first = np.take(cells, range(cells.shape[axis] - 1), axis).ravel()
    second = np.take(cells, range(1, cells.shape[axis]), axis).ravel()
    table = np.histogram2d(first, second, bins=10, range=((0, 10), (0, 10)))[0]
    assert stats.chi2_contingency(table).pvalue > 1e-6


@pytest.mark.parametrize("other", ["decision", "seed", "replication"])
def test_the_same_occasion_elsewhere_is_independent(other):
    """Correlation of 20,000 pairs within 5 standard errors; by luck outside 6e-7 of the time."""
    here, there = [1, 0, 1, 0, PAY, 0], [1, 0, 1, 0, PAY, 0]
    there[{"seed": 0, "replication": 1, "decision": 4}[other]] += 1
    pairs = []
    for entity in range(20_000):
        here[3] = there[3] = entity
        pairs.append((draw(*here), draw(*there)))
    assert abs(np.corrcoef(np.array(pairs).T)[0, 1]) < 5 / np.sqrt(len(pairs))


def test_a_decision_is_the_hash_of_its_name():
    """Pinned: a change would move all luck."""
    assert decision_id("pay") == 1922903932
    assert decision_id("attempt", "early", "call") == decision_id("attempt/early/call")


def test_decisions_differ_by_name_and_by_part():
    names = [("pay",), ("pay", "early"), ("pay", "early", "call"), ("early", "pay"), ("Pay",)]
    assert len({decision_id(*name) for name in names}) == len(names)


def test_a_decision_fits_32_bits():
    assert all(0 <= decision_id("pay", str(part)) <= ALL_ONES for part in range(1000))


def test_draws_are_the_same_without_the_compiler():
    code = (
        "from arrears.draws import draw\n"
        "for seed in (0, 1, 20250101, 2**63 - 1):\n"
        "    for occasion in (-2**31, -1, 0, 1, 2**31 - 1):\n"
        "        for entity in (0, 1, 2**32 - 1):\n"
        "            print(draw(seed, 2**24 - 1, 255, entity, 2**32 - 1, occasion).hex())\n"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            env=os.environ | {"NUMBA_DISABLE_JIT": disabled},
            capture_output=True,
            check=True,
        ).stdout
        for disabled in ("0", "1")
    ]
    assert printed[0] == printed[1]
    assert len(set(printed[0].split())) == 60
