"""What the schema expects, found by key path and said in words."""

import pytest

from arrears.scenario.schema import Settings
from arrears.scenario.shape import describe, field_models, item_key, known_keys, schema_at


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("seed",), "a whole number from 0 to 9223372036854775807"),
        (("portfolio", "segments", 0, "payday"), "a whole number from 1 to 28"),
        (("portfolio", "segments", 0, "share"), "a fraction from 0 to 1"),
        (("measures", "discount_rate"), "a fraction from 0 to 10"),
        (("portfolio", "segments", 0, "buffer_months"), "a number above 0 to 1 000 000 000"),
        (("portfolio", "due_day"), "a whole number from 1 to 28 or one of spread, after_payday"),
        (
            ("portfolio", "products", 0, "late_fee"),
            "an amount in currency units from 0 to 1 000 000 000",
        ),
        (("collection", "teams", 0, "opens"), 'a time "HH:MM"'),
        (("collection", "stages", 0, "actions", 0, "between", 1), 'a time "HH:MM"'),
        (("collection", "complaint_pauses"), "true or false"),
        (("collection", "stages"), "a list"),
        (("shocks", "kinds", 0, "monthly_share", "gig"), "a fraction from 0 to 1"),
        (("no", "such"), "another value"),
    ],
)
def test_a_key_path_leads_to_what_is_accepted_there(path, words):
    assert describe(schema_at(path)) == words


def test_the_keys_of_a_mapping_are_known():
    assert "grace_days" in known_keys(("collection",))
    assert {"extends", "policies", "seed"} <= set(known_keys(()))


@pytest.mark.parametrize(
    ("keys", "named_by"),
    [
        (("collection", "stages"), "name"),
        (("behaviour", "answering", "contacts"), "channel"),
        (("behaviour", "answering", "tones"), "tone"),
        (("collection", "grace_days"), ""),
        (("calendar", "holidays"), ""),
    ],
)
def test_items_of_a_list_are_addressed_by_a_key_of_theirs(keys, named_by):
    models = (Settings,)
    for key in keys[:-1]:
        models, _ = field_models(models, key)
    assert item_key(field_models(models, keys[-1])[1]) == named_by
