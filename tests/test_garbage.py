"""Garbage is not searched for within, and is again afterwards."""

import gc

import pytest

from arrears.garbage import uncollected


def test_nothing_is_searched_for_within() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_search_is_on_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="here"), uncollected():
        raise ValueError("here")
    assert gc.isenabled()


def test_a_search_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
