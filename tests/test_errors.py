import pickle

import pytest

from arrears import errors

CLASSES = [
    found
    for found in vars(errors).values()
    if isinstance(found, type) and issubclass(found, Exception)
]


@pytest.mark.parametrize("error", CLASSES)
def test_an_error_survives_pickling(error):
    """Workers hand errors back pickled; SimPy makes them again from their args."""
    raised = error("scenario.yaml:3:1: seed is -1; accepted are whole numbers from 0")
    for again in (pickle.loads(pickle.dumps(raised)), type(raised)(*raised.args)):
        assert type(again) is error
        assert str(again) == str(raised)


@pytest.mark.parametrize("error", CLASSES)
def test_an_error_has_no_signature_of_its_own(error):
    assert "__init__" not in vars(error)


@pytest.mark.parametrize("error", CLASSES)
def test_every_error_is_an_arrears_error(error):
    assert issubclass(error, errors.ArrearsError)


@pytest.mark.parametrize("error", CLASSES)
def test_every_error_is_drawn_in_the_tree(error):
    assert f" {error.__name__} " in errors.__doc__.replace("\n", " ")


def test_invalid_policies_and_tapes_are_invalid_input():
    assert issubclass(errors.PolicyError, errors.ScenarioError)
    assert issubclass(errors.TapeError, errors.ScenarioError)


def test_a_failing_engine_or_ledger_is_a_failed_run():
    assert issubclass(errors.EngineError, errors.RunError)
    assert issubclass(errors.LedgerError, errors.RunError)


def test_a_failed_run_is_not_invalid_input():
    """The two end with different exit codes."""
    assert not issubclass(errors.RunError, errors.ScenarioError)
    assert not issubclass(errors.ScenarioError, errors.RunError)
