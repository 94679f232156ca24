import itertools
import re

import matplotlib as mpl
import pytest

from arrears.plots.style import drawing, new_axes, new_panels, policy_styles, svg_text


def _figure(label="share paid"):
    axes = new_axes()
    axes.plot([0, 1], [0, 1], marker="o", clip_on=True)
    axes.set_xlabel(label)
    return axes.figure


def test_the_same_figure_gives_the_same_text():
    assert svg_text(_figure(), name="x", alt="a") == svg_text(_figure(), name="x", alt="a")


def test_text_stays_text_in_any_script():
    assert "还款天数" in svg_text(_figure("还款天数"), name="x", alt="a")


def test_the_element_carries_its_alternative_text_escaped():
    element = svg_text(_figure(), name="x", alt='paid < 3 "days"')
    assert element.startswith('<svg role="img" aria-label="paid &lt; 3 &quot;days&quot;"')


def test_no_metadata_date_or_document_type():
    element = svg_text(_figure(), name="x", alt="a")
    assert "<metadata" not in element
    assert "DOCTYPE" not in element
    assert re.search(r"20\d\d-\d\d-\d\d", element) is None


def test_every_reference_points_to_an_identifier_of_its_own_figure():
    element = svg_text(_figure(), name="x", alt="a")
    identifiers = re.findall(r'\bid="([^"]+)"', element)
    references = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', element)
    assert len(set(identifiers)) == len(identifiers)
    assert references
    assert {one or other for one, other in references} <= set(identifiers)
    assert all(identifier.startswith("x-") for identifier in identifiers)


def test_styles_differ_without_colour_for_many_policies():
    styles = policy_styles([f"policy_{number}" for number in range(66)])
    pairs = {(style.dash, style.marker) for style in styles.values()}
    assert len(pairs) == 66


def test_styles_follow_first_appearance():
    assert list(policy_styles(["b", "a", "b"])) == ["b", "a"]


@pytest.mark.parametrize("pair", list(itertools.combinations(range(3), 2)))
def test_the_first_colours_differ_in_lightness(pair):
    """Relative luminance at least 0.05 apart, so three policies survive a grey printer."""

    def luminance(colour):
        red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2

    colours = [style.colour for style in policy_styles("abc").values()]
    assert abs(luminance(colours[pair[0]]) - luminance(colours[pair[1]])) >= 0.05


def test_panels_share_one_figure():
    top, bottom = new_panels(2, height=1.5)
    assert top.figure is bottom.figure
    assert top.figure.get_figheight() == 3.0


def test_drawing_ignores_and_then_restores_the_users_settings():
    with mpl.rc_context({"font.size": 30}):
        with drawing():
            assert mpl.rcParams["font.size"] == 9.5
        assert mpl.rcParams["font.size"] == 30
