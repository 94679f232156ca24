import base64
import io

from fontTools.ttLib import TTFont

from arrears.fonts import FAMILY, FONT_FILE, data_uri, missing, subset
from arrears.words import catalogue


def test_the_font_has_a_name_of_its_own_and_its_licence_beside_it():
    with TTFont(FONT_FILE) as font:
        assert font["name"].getDebugName(1) == FAMILY
    licence = FONT_FILE.with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert FONT_FILE.stat().st_size < 2_000_000


def test_every_letter_of_the_catalogue_has_a_glyph():
    assert missing("".join(catalogue("zh").values()) + "".join(catalogue("zh"))) == ""


def test_letters_without_a_glyph_are_named_once_in_order():
    assert missing("a\N{THAI CHARACTER KO KAI}b\N{GREEK SMALL LETTER ALPHA}\n"
                   "\N{CYRILLIC SMALL LETTER YA}\N{THAI CHARACTER KO KAI}") == (
        "\N{CYRILLIC SMALL LETTER YA}\N{THAI CHARACTER KO KAI}"
    )  # fmt: skip


def test_a_subset_holds_the_letters_asked_for_and_no_others():
    with TTFont(io.BytesIO(subset("aab逾期\N{THAI CHARACTER KO KAI}"))) as font:
        assert set(font.getBestCmap()) == set(map(ord, "ab逾期"))


def test_a_subset_is_the_same_bytes_whatever_the_order_of_letters():
    assert subset("ab逾期") == subset("期逾ba")


def test_a_part_of_a_part_is_the_same_bytes():
    assert subset("ab", of=subset("abc逾期")) == subset("ab")


def test_an_address_holds_the_font_itself():
    font = subset("a")
    assert base64.b64decode(data_uri(font).removeprefix("data:font/otf;base64,")) == font
