import json
import re
import string
from collections import Counter
from importlib import resources

import pytest

from arrears.errors import ScenarioError
from arrears.words import ENGLISH, LANGUAGES, UntranslatedText, Words, catalogue


def test_english_texts_are_their_own_words():
    assert ENGLISH("n = {n} replications", n=3) == "n = 3 replications"
    assert ENGLISH("what {nobody} fills stays") == "what {nobody} fills stays"


def test_a_known_text_is_chinese_in_chinese():
    assert Words("zh").name("out_of_reach") == "失联"


def test_a_text_without_a_translation_warns_and_stays_english():
    with pytest.warns(UntranslatedText, match="no zh words for 'Nobody wrote this {n}'"):
        assert Words("zh")("Nobody wrote this {n}", n=1) == "Nobody wrote this 1"


def test_what_a_user_named_stays_as_it_is():
    assert Words("zh").name("my_segment") == "my_segment"
    assert Words("zh").maybe("Does it help?") == "Does it help?"
    assert ENGLISH.name("my_segment") == "my segment"


def test_lists_have_the_commas_of_the_language():
    assert ENGLISH.listed(["a", "b"]) == "a, b"
    assert Words("zh").listed(["甲", "乙"]) == "甲、乙"
    assert Words("zh").clauses(["甲", "乙"]) == "甲\N{FULLWIDTH SEMICOLON}乙"


def test_a_language_without_a_catalogue_is_refused_by_name():
    with pytest.raises(ScenarioError, match="language 'fr' has no catalogue; use one of en, zh"):
        Words("fr")


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_translations_fill_the_same_places(language):
    def places(text):
        return sorted({field for _, field, _, _ in string.Formatter().parse(text) if field})

    unlike = {
        english: text
        for english, text in catalogue(language).items()
        if places(english) != places(text)
    }
    assert unlike == {}


def test_every_chinese_text_is_chinese():
    """Only signs and names of methods may stand without a Chinese character."""
    bare = [re.sub(r"{[^}]*}", "", text) for text in catalogue("zh").values()]
    latin = [text for text in bare if not re.search(r"[\u4e00-\u9fff]", text)]
    assert [
        text for text in latin if not re.fullmatch(r"[\W\d_]*|[A-Za-z0-9 .,'-]{1,20}", text)
    ] == []


def test_no_text_stands_twice():
    found = []
    for file in resources.files("arrears.words").joinpath("zh").iterdir():
        if file.name.endswith(".json"):
            pairs = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=list)
            found += [key for key, _ in pairs]
    assert [key for key, count in Counter(found).items() if count > 1] == []
