"""Starts and ends become spans."""

import numpy as np

from arrears.results.spans import spans


def paired(rows, horizon=100):
    """Return (owner, first, end, has ended) of rows of (owner, day, is a start)."""
    owner, day, starts = np.array(rows, np.int64).reshape(-1, 3).T
    found = spans(owner, day, starts == 1, horizon)
    return [tuple(span) for span in zip(*(column.tolist() for column in found[:4]), strict=True)]


def test_a_start_is_paired_with_the_next_end_of_its_owner():
    rows = [(1, 5, 1), (0, 6, 1), (1, 7, 0), (0, 9, 0)]
    assert paired(rows) == [(0, 6, 9, True), (1, 5, 7, True)]


def test_an_open_span_lasts_to_the_horizon():
    assert paired([(0, 5, 1), (1, 7, 1)]) == [(0, 5, 100, False), (1, 7, 100, False)]


def test_a_second_start_and_a_second_end_are_passed_over():
    assert paired([(0, 1, 0), (0, 5, 1), (0, 6, 1), (0, 8, 0), (0, 9, 0)]) == [(0, 5, 8, True)]


def test_no_rows_give_no_spans():
    assert paired([]) == []
