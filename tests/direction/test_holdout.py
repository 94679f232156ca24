"""Who is spoken to pays less than who is not, and yet speaking helps: chance tells them apart.

The grid: 1,000 borrowers over 12 months, three replications, a call every third day that is
withheld by lot from half of the spells of arrears. Who pays soon is never reached, who goes on
owing is reached in the end: that alone makes the naive comparison of the log negative.
"""

import pytest


@pytest.fixture(scope="module", params=[None, 2.5], ids=["shipped", "less_willing"])
def effects(request, measure, call_changes, every_segment):
    """Return the randomised and the naive effect of the call on the share paid by day 60."""
    book = {"borrowers": 1000}
    if request.param is not None:
        book = every_segment(borrowers=1000, willingness=request.param)
    policy = {"half": call_changes(every_days=3, holdout_share=0.5)}
    return measure(policy, portfolio=book)["half"].holdout("call")


def test_the_randomised_effect_of_calls_is_positive(effects):
    assert effects["randomised"] > 0.005


def test_the_naive_effect_of_having_been_spoken_to_is_negative(effects):
    assert effects["naive"] < -0.005
