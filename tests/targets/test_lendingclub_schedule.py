"""Instalments of 20,814 real contracts: LendingClub, issued 2007 to 2010."""

import csv
import gzip
from pathlib import Path

import pytest

from arrears.debt.schedule import equal_instalments, level_instalment

PROJECT = Path(__file__).parents[2]
TAPE = PROJECT.parent / "shared/targets/lendingclub/lendingclub_2007_2010.csv.gz"
NEAR = 6  # cents: the lender rounds in its own way


@pytest.fixture(scope="module")
def contracts():
    """One row per loan: amount, rate in parts per million, months, instalment; all in cents.

    Whole cents, because as floats two amounts 6 cents apart may differ by more than 0.06.
    """
    if not TAPE.exists():
        pytest.skip(f"the LendingClub file is not part of the project and not at {TAPE}")
    with gzip.open(TAPE, "rt", newline="") as lines:
        return [
            (
                round(float(row["funded_amnt"]) * 100),
                round(float(row["int_rate"]) * 1_000_000),
                int(row["term"]),
                round(float(row["installment"]) * 100),
            )
            for row in csv.DictReader(lines)
        ]


def test_contract_instalments_are_met_within_six_cents(contracts):
    """In at least 999 of 1,000 contracts."""
    near = [
        abs(level_instalment(amount, rate_ppm, term) - instalment) <= NEAR
        for amount, rate_ppm, term, instalment in contracts
    ]
    assert len(near) > 20_000
    assert sum(near) >= 0.999 * len(near)


def test_the_last_instalment_of_a_contract_differs_by_rounding_only(contracts):
    """Half a cent a month for 60 months at the dearest rate makes less than half a unit."""
    for amount, rate_ppm, term, _ in contracts[::50]:
        totals = equal_instalments(amount, rate_ppm, term).sum(axis=1)
        assert abs(int(totals[-1] - totals[0])) < 50
