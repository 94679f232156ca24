from arrears.reports.definitions import definitions
from arrears.results.codebook import CODEBOOK, FAMILIES
from arrears.words import ENGLISH, Words


def test_a_definition_says_what_is_divided_by_what():
    (found,) = definitions(["collected_share"], ENGLISH)
    assert found.title == "Collected share"
    assert found.fraction.startswith("by account the lesser of")
    assert " ÷ principal and interest due" in found.fraction
    assert found.better == "Higher is better."


def test_a_member_of_a_family_has_its_own_words_in_its_places():
    (found,) = definitions(["roll_rate_1_charged_off"], Words("zh"))
    assert found.definition.endswith("其账户一个月后处于“已核销”的份额。")
    (found,) = definitions(["pause_days_from_out_of_reach"], ENGLISH)
    assert found.definition.endswith("that came of: out of reach.")


def test_a_family_as_a_whole_names_its_places():
    (found,) = definitions(["roll_rate_<a>_<b>"], ENGLISH)
    assert found.title == "Roll rate from bucket a to b"
    assert found.definition.startswith("Share of the balance in bucket a whose account is in b")


def test_every_outcome_and_family_can_be_said_in_chinese():
    for found in definitions([*CODEBOOK, *FAMILIES], Words("zh")):
        assert "{" not in found.definition + found.fraction + found.caveats
        assert any("\u4e00" <= letter <= "\u9fff" for letter in found.title)


def test_each_outcome_is_told_once():
    assert len(definitions(["loss_rate", "loss_rate"], ENGLISH)) == 1
