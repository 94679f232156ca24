from arrears.reports.policy_changes import changes_of


def test_a_setting_goes_by_its_key_path():
    assert changes_of({"collection": {"grace_days": 5}}) == (("collection.grace_days", "5"),)


def test_nothing_changed_is_nothing():
    assert changes_of({}) == ()


def test_a_named_item_is_one_place():
    changes = {"collection": {"before_due": [{"name": "text", "days_before": 3, "channel": "sms"}]}}
    assert changes_of(changes) == (("collection.before_due.text", "days_before 3, channel sms"),)


def test_items_inside_items_have_lines_of_their_own():
    action = {"name": "call", "tone": "firm"}
    changes = {"stages": [{"name": "early", "to_dpd": 60, "actions": [action]}]}
    assert changes_of(changes) == (
        ("stages.early", "to_dpd 60"),
        ("stages.early.actions.call", "tone firm"),
    )


def test_of_many_settings_empty_ones_are_left_out_and_marked():
    who = {"segments": [], "balance_min": 0, "balance_max": None}
    changes = {"before_due": [{"name": "text", "days_before": 3, "who": who}]}
    assert changes_of(changes) == (("before_due.text", "days_before 3, \N{HORIZONTAL ELLIPSIS}"),)


def test_of_few_settings_a_zero_is_shown():
    changes = {"before_due": [{"name": "text", "who": {"balance_min": 0}}]}
    assert changes_of(changes) == (("before_due.text", "who.balance_min 0"),)


def test_removal_is_shown():
    changes = {"stages": [{"name": "late", "remove": True}]}
    assert changes_of(changes) == (("stages.late", "remove true"),)


def test_plain_lists_stand_as_they_are():
    assert changes_of({"weekend": ["sat", "sun"]}) == (("weekend", '["sat", "sun"]'),)


def test_what_is_the_same_in_the_base_is_no_change():
    base = {"collection": {"grace_days": 3, "review_desk": {"people": 2, "opens": "09:00"}}}
    changes = {"collection": {"grace_days": 3, "review_desk": {"people": 4, "opens": "09:00"}}}
    assert changes_of(changes, base) == (("collection.review_desk.people", "4"),)


def test_of_an_item_that_the_base_has_only_what_differs_is_shown_be_it_0():
    who = {"segments": [], "balance_min": 0, "macro": "any", "pays": "by_hand"}
    base = {"before_due": [{"name": "text", "days_before": 3, "who": who | {"balance_min": 50}}]}
    changes = {"before_due": [{"name": "text", "days_before": 3, "who": who}]}
    assert changes_of(changes, base) == (("before_due.text", "who.balance_min 0"),)


def test_items_inside_items_are_compared_by_name():
    base = {"stages": [{"name": "early", "actions": [{"name": "call", "tone": "firm"}]}]}
    actions = [{"name": "call", "tone": "firm"}, {"name": "letter", "every_days": 9}]
    changes = {"stages": [{"name": "early", "actions": actions}]}
    assert changes_of(changes, base) == (("stages.early.actions.letter", "every_days 9"),)


def test_that_a_new_item_lets_anybody_in_is_not_listed():
    changes = {"before_due": [{"name": "text", "who": {"macro": "any"}, "days_before": 3}]}
    assert changes_of(changes, {"before_due": []}) == (("before_due.text", "days_before 3"),)
