import re

import numpy as np
import pytest

from arrears.reports import drawings
from arrears.reports.drawings import TOLERANCE_POINTS


def shortened(svg):
    return drawings.shortened(svg, name="mine")


def _points(svg):
    (path,) = re.findall(r' d="([^"]*)"', svg)
    return np.array(re.findall(r"-?[\d.]+", path), dtype=float).reshape(-1, 2)


def _svg(points, ending=""):
    path = "L ".join(f"{x} {y} \n" for x, y in points)
    return f'<path style="fill: none" d="M {path}{ending}"/>'


def test_points_on_one_line_become_its_ends():
    assert shortened(_svg([(x, 2 * x) for x in range(50)])) == (
        '<path style="fill: none" d="M0 0L49 98"/>'
    )


def test_steps_without_a_rise_become_one_step():
    steps = [point for x in range(20) for point in ((x, 5 * (x >= 10)), (x + 1, 5 * (x >= 10)))]
    assert _points(shortened(_svg(steps))).tolist() == [[0, 0], [10, 0], [10, 5], [20, 5]]


def test_every_point_stays_within_the_tolerance():
    x = np.linspace(0, 300, 900)
    drawn = np.stack([x, 80 * np.sin(x / 20) + np.sin(7 * x)], axis=1)
    kept = _points(shortened(_svg(drawn.tolist())))
    assert len(kept) < len(drawn)
    heights = np.interp(x, kept[:, 0], kept[:, 1])
    slope = np.abs(np.gradient(drawn[:, 1], x)).max()
    assert np.abs(heights - drawn[:, 1]).max() <= (TOLERANCE_POINTS + 0.01) * np.hypot(1, slope)


def test_a_closed_line_stays_closed_and_two_stay_two():
    loop = [(10 * np.cos(turn), 10 * np.sin(turn)) for turn in np.linspace(0, 6, 100)]
    found = shortened(_svg(loop, "z"))
    assert found.count("z") == 1
    two = '<path d="M 0 0 \nL 1 1 \nM 5.123456 5 \nL 6 -0.001 \n"/>'
    assert shortened(two) == '<path d="M0 0L1 1M5.12 5L6 0"/>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<text x="1.23456" y="2"', '<text x="1.23" y="2"'),
        ('<path d="M 0 1 C 0.123456 2 3 4 5 6"', '<path d="M 0 1 C 0.12 2 3 4 5 6"'),
        ('<text transform="rotate(-0 1 2)">1.23456<', "<text>1.23456<"),
        ('<g transform="rotate(-90 1 2)">', '<g transform="rotate(-90 1 2)">'),
        ('aria-label="1.23456"', 'aria-label="1.23456"'),
    ],
)
def test_only_places_are_rounded(before, after):
    assert shortened(before) == after


def test_a_style_that_parts_share_is_written_once():
    svg = (
        '<svg><style type="text/css">*{a: b}</style><g id="mine-text_1"><text style="fill: red">1'
        '</text><text style="fill: red">2</text><text style="fill: blue">3</text></g></svg>'
    )
    assert shortened(svg) == (
        '<svg><style type="text/css">*{a: b}.mine-0{fill: red}</style><text class="mine-0">1'
        '</text><text class="mine-0">2</text><text style="fill: blue">3</text></svg>'
    )


def test_groups_that_say_nothing_go_and_others_stay():
    inner = '<g clip-path="x">\n   <g>\n    <rect/>\n   </g>\n  </g>'
    svg = f'<svg>\n <g id="a">\n  {inner}\n </g>\n</svg>'
    assert shortened(svg) == '<svg>\n<g clip-path="x">\n<rect/>\n</g>\n</svg>'


def test_names_inside_are_numbered_wherever_they_stand():
    svg = '<path id="mine-m5707808ef1"/><use href="#mine-m5707808ef1" clip-path="url(#mine-p1)"/>'
    assert shortened(svg + '<clipPath id="mine-p1"/>') == (
        '<path id="mine-n0"/><use href="#mine-n0" clip-path="url(#mine-n1)"/>'
        '<clipPath id="mine-n1"/>'
    )


def test_dots_become_squares_and_circles_stay_round():
    dot = "M 0 0.3 C 0.1 0.3 0.3 0.1 0.3 0 C 0.3 -0.1 0.1 -0.3 0 -0.3 z"
    circle = "M 0 3 C 1 3 3 1 3 0 C 3 -1 1 -3 0 -3 z"
    assert shortened(f'<path d="{dot} {circle}"/>') == f'<path d="M0 -0.3h0.3v0.6h-0.3z{circle}"/>'


def test_drawings_below_each_other_are_as_tall_as_both():
    drawn = [
        f'<svg role="img" width="300pt" height="{height}pt" viewBox="0 0 300 {height}">a</svg>'
        for height in (100, 50.5)
    ]
    both = drawings.stacked(drawn, alt="one & two")
    assert 'viewBox="0 0 300 150.5"' in both
    assert 'aria-label="one &amp; two"' in both
    assert re.findall(r'<svg y="([\d.]+)"[^>]* height="([\d.]+)"', both) == [
        ("0", "100"),
        ("100", "50.5"),
    ]  # in the numbers of the whole, without a unit of their own


def test_what_says_no_size_cannot_be_stacked():
    with pytest.raises(ValueError, match="does not say its size"):
        drawings.stacked(["<svg>"], alt="")
