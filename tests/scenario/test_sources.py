"""What a scenario extends and uses, and files that cannot be read."""

import gzip
from pathlib import Path

import pytest

from arrears.errors import ScenarioError
from arrears.scenario.load import load_scenario


def refused(source, **options):
    with pytest.raises(ScenarioError) as refusal:
        load_scenario(source, **options)
    return str(refusal.value).split("\n")


def test_a_file_lies_over_what_it_extends(tiny):
    Path("mine.yaml").write_text(
        "extends: tiny.yaml\nscenario: mine\ncollection: {stages: [{name: early, to_dpd: 25}]}\n"
    )
    scenario = load_scenario("mine.yaml")
    assert scenario.name == "mine"
    assert [stage.to_dpd for stage in scenario.base.collection.stages] == [25, 180]


def test_what_is_extended_is_found_beside_the_file(tiny, monkeypatch):
    Path("mine.yaml").write_text("extends: tiny.yaml\nscenario: mine\n")
    elsewhere = Path("elsewhere")
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert load_scenario("../mine.yaml").name == "mine"


def test_extending_in_a_circle_is_refused(tiny):
    Path("a.yaml").write_text("extends: b.yaml\n")
    Path("b.yaml").write_text("\nextends: a.yaml\n")
    assert "b.yaml:2:10: extends: goes in a circle: a.yaml -> b.yaml -> a.yaml" in refused("a.yaml")


def test_extending_nothing_known_is_refused_with_the_nearest_name(tiny):
    Path("a.yaml").write_text("extends: first_stepz\n")
    lines = refused("a.yaml")
    assert any(
        line.startswith("a.yaml:1:10: extends: there is no scenario 'first_stepz'")
        for line in lines
    )


def test_what_an_unknown_base_would_have_held_is_not_missed(tiny):
    Path("a.yaml").write_text("scenario: a\nextends: first_stepz\n")
    assert refused("a.yaml") == [
        "a.yaml:2:10: extends: there is no scenario 'first_stepz'; did you mean first_steps?"
    ]


def test_a_policy_that_is_not_there_cannot_be_removed(tiny):
    Path("mine.yaml").write_text(
        "extends: tiny.yaml\nscenario: mine\npolicies: {no_graze: {remove: true}}\n"
    )
    assert refused("mine.yaml") == [
        "mine.yaml:3:12: policies.no_graze: there is none to remove; did you mean no_grace?"
    ]


def test_a_policy_of_a_file_that_extends_nothing_cannot_be_removed(changed):
    changed(("  no_grace: {collection", "  no_graze: {remove: true}\n  no_grace: {collection"))
    assert refused("tiny.yaml") == ["tiny.yaml:87:3: policies.no_graze: there is none to remove"]


def test_a_policy_may_be_removed_twice(tiny):
    Path("a.yaml").write_text("extends: tiny.yaml\npolicies: {no_grace: {remove: true}}\n")
    Path("b.yaml").write_text("extends: a.yaml\npolicies: {no_grace: {remove: true}}\n")
    assert list(load_scenario("b.yaml").policies) == ["status_quo", "firm_calls"]


def test_errors_in_the_extended_file_stand_beside_those_of_the_file(changed):
    changed(("grace_days: 3", "grase_days: 3"))
    Path("mine.yaml").write_text("extends: tiny.yaml\nscenario: mine\nseed: -1\n")
    lines = refused("mine.yaml")
    assert lines[0].startswith("mine.yaml:3:7: seed: found -1")
    assert lines[1].startswith("tiny.yaml:")
    assert "grase_days" in lines[1]
    assert len(lines) == 2


def with_part(tiny, text):
    folder = tiny.parent / "parts/shocks"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.yaml").write_text(text)
    old = tiny.read_text()
    start, end = old.index("shocks:"), old.index("collection:")
    new = "shocks:\n  use: mine\n  kinds: [{name: flood, onset_points: 9}]\n"
    tiny.write_text(old[:start] + new + old[end:])


def test_a_part_lies_under_what_the_scenario_says(tiny):
    with_part(tiny, "kinds: [{name: flood, monthly_share: 0.01, onset_points: 3}]")
    (flood,) = load_scenario(tiny).base.shocks.kinds
    assert (flood.monthly_share, flood.onset_points) == (0.01, 9)


def test_errors_in_a_part_name_its_file(tiny):
    with_part(tiny, "kinds: [{name: flood, monthly_share: 2, onset_points: 3}]")
    assert refused(tiny) == [
        (
            "parts/shocks/mine.yaml:1:38: shocks.kinds.flood.monthly_share: found 2; "
            "a share is a fraction: did you mean 0.02?"
        )
    ]


def test_parts_that_use_each_other_are_refused(tiny):
    with_part(tiny, "use: mine\n")
    assert any("shocks.use: goes in a circle: mine -> mine" in line for line in refused(tiny))


def test_an_unknown_part_is_refused_with_the_nearest_name(tiny):
    with_part(tiny, "kinds: []")
    tiny.write_text(tiny.read_text().replace("use: mine", "use: mime"))
    assert any(
        "shocks.use: there is no part 'mime'; did you mean mine?" in x for x in refused(tiny)
    )


def test_a_part_may_be_chosen_by_a_policy(tiny):
    (tiny.parent / "parts/collection").mkdir(parents=True)
    (tiny.parent / "parts/collection/quiet.yaml").write_text(
        "complaint_pauses: true\ngrace_days: 9"
    )
    tiny.write_text(tiny.read_text() + "\n")
    scenario = load_scenario(tiny, sets=["policies.quiet={collection: {use: quiet}}"])
    quiet = scenario.policies["quiet"].collection
    assert (quiet.complaint_pauses, quiet.grace_days) == (True, 3)


def test_a_missing_file_is_refused(tiny):
    (line,) = refused("tinny.yaml")
    assert line.startswith("tinny.yaml: there is no such file, and no shipped scenario")


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000])
def test_a_name_that_no_file_can_have_is_refused(tiny, name):
    (line,) = refused(name)
    assert "there is no such file" in line


def test_a_directory_is_refused(tiny):
    Path("folder.yaml").mkdir()
    assert refused("folder.yaml") == ["folder.yaml: cannot read folder.yaml: Is a directory"]


def test_bytes_that_are_not_utf8_are_refused_with_their_place(tiny):
    Path("latin.yaml").write_bytes("a: 1\nb: é\n".encode("latin-1"))
    assert refused("latin.yaml") == ["latin.yaml:2:4: not UTF-8 text; save the file as UTF-8"]


def test_a_binary_file_is_refused(tiny):
    Path("binary.yaml").write_bytes(gzip.compress(b"scenario: x"))
    assert len(refused("binary.yaml")) == 1


def test_a_byte_order_mark_is_read_over(tiny):
    tiny.write_bytes(b"\xef\xbb\xbf" + tiny.read_bytes())
    assert load_scenario(tiny).name == "tiny"


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n"])
def test_an_empty_file_is_refused(tiny, text):
    tiny.write_text(text)
    assert refused(tiny) == ["tiny.yaml:1:1: the file is empty"]


def test_a_file_that_is_a_list_is_refused(tiny):
    tiny.write_text("- a\n")
    assert refused(tiny) == [
        "tiny.yaml:1:1: found a list; a scenario file is a mapping of keys to values"
    ]


def test_a_file_too_large_is_refused(tiny):
    tiny.write_bytes(b"#" * 8_000_001)
    assert refused(tiny) == ["tiny.yaml: tiny.yaml is too large to be a scenario file"]
