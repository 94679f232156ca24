"""``--set key=value``: items by name, values as YAML, faults named after the option."""

import pytest

from arrears.scenario.load import load_scenario


def stage(scenario, policy="status_quo", place=0):
    return scenario.policies[policy].collection.stages[place]


def test_a_scalar_is_set(tiny):
    assert load_scenario(tiny, sets=["collection.grace_days=5"]).base.collection.grace_days == 5


def test_an_item_of_a_list_is_addressed_by_name(tiny):
    scenario = load_scenario(tiny, sets=["collection.stages.early.to_dpd=20"])
    assert stage(scenario).to_dpd == 20
    assert stage(scenario).actions[0].name == "text"


def test_items_within_items_are_addressed_by_name(tiny):
    scenario = load_scenario(tiny, sets=["collection.stages.early.actions.talk.tone=harsh"])
    assert stage(scenario).actions[1].tone == "harsh"


def test_contacts_and_tones_are_addressed_by_channel_and_tone(tiny):
    sets = ["behaviour.answering.contacts.sms.answer_share=0.7"]
    sets += ["behaviour.answering.tones.firm.pressure=0.6"]
    answering = load_scenario(tiny, sets=sets).base.behaviour.answering
    assert answering.contacts[1].answer_share == 0.7
    assert answering.tones[2].pressure == 0.6


def test_the_value_is_read_as_yaml(tiny):
    sets = ["collection.stages.early.actions.talk.between=['10:00', '12:00']"]
    assert stage(load_scenario(tiny, sets=sets)).actions[1].between == (36000, 43200)


def test_an_empty_value_is_null(tiny):
    assert (
        load_scenario(tiny, sets=["collection.accelerate_dpd="]).base.collection.accelerate_dpd
        is None
    )


def test_one_policy_is_edited(tiny):
    scenario = load_scenario(tiny, sets=["policies.no_grace.collection.stages.early.to_dpd=25"])
    assert stage(scenario, "no_grace").to_dpd == 25
    assert stage(scenario, "status_quo").to_dpd == 30


def test_a_whole_policy_is_added(tiny):
    scenario = load_scenario(tiny, sets=["policies.long_grace={collection: {grace_days: 9}}"])
    assert list(scenario.policies)[-1] == "long_grace"
    assert scenario.policies["long_grace"].collection.grace_days == 9


def test_an_item_is_added_and_removed_by_a_mapping(tiny):
    sets = ["collection.stages.late={remove: true}"]
    sets += ["collection.stages.last={from_dpd: 31, to_dpd: 90, offers: [instalment_plan]}"]
    stages = load_scenario(tiny, sets=sets).base.collection.stages
    assert [(item.name, item.to_dpd) for item in stages] == [("early", 30), ("last", 90)]


def test_the_last_of_two_wins(tiny):
    scenario = load_scenario(tiny, sets=["seed=3", "seed=4"])
    assert scenario.base.seed == 4


def test_what_comes_from_a_part_is_addressed_by_name_too(tiny, changed):
    (tiny.parent / "parts/shocks").mkdir(parents=True)
    part = tiny.parent / "parts/shocks/mine.yaml"
    part.write_text("kinds: [{name: flood, monthly_share: 0.01, onset_points: 3}]")
    text = tiny.read_text()
    start, end = text.index("shocks:"), text.index("collection:")
    tiny.write_text(text[:start] + "shocks: {use: mine}\n" + text[end:])
    scenario = load_scenario(tiny, sets=["shocks.kinds.flood.onset_points=5"])
    (flood,) = scenario.base.shocks.kinds
    assert (flood.monthly_share, flood.onset_points) == (0.01, 5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("seed", "--set seed: accepted: key.path=value, as in collection.grace_days=3"),
        ("=3", "--set =3: accepted: key.path=value, as in collection.grace_days=3"),
        ("a..b=3", "--set a..b=3: accepted: key.path=value, as in collection.grace_days=3"),
        (
            "collection.grase_days=3",
            (
                "--set collection.grase_days=3: collection.grase_days: unknown key; "
                "did you mean grace_days?"
            ),
        ),
        (
            "collection.stages.erly.to_dpd=3",
            (
                "--set collection.stages.erly.to_dpd=3: collection.stages.erly: "
                "there is none to change; did you mean early?"
            ),
        ),
        (
            "collection.stages.early=3",
            (
                "--set collection.stages.early=3: collection.stages.early: found 3; "
                "accepted: a mapping, or one of the item's keys"
            ),
        ),
        (
            "policies.no_grase.collection.grace_days=3",
            (
                "--set policies.no_grase.collection.grace_days=3: policies.no_grase: "
                "there is no policy 'no_grase'; did you mean no_grace?"
            ),
        ),
        (
            "extends=other",
            (
                "--set extends=other: extends: cannot be set: "
                "what a file extends is read before; edit it"
            ),
        ),
        (
            "collection.grace_days=-1",
            (
                "--set collection.grace_days=-1: collection.grace_days: found -1; "
                "accepted: a whole number from 0 to 36 500"
            ),
        ),
    ],
)
def test_what_cannot_be_set_is_told_by_the_option(errors, text, message):
    assert message in errors(sets=[text])


def test_a_value_that_is_not_yaml_is_told_by_the_option(errors):
    (line,) = errors(sets=["seed=[1"])
    assert line.startswith("--set seed=[1: not readable as YAML")
