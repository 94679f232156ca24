import re
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from arrears.plots.figure_kind import FigureKind
from arrears.plots.style import new_panels
from arrears.reports.exhibits import exhibits
from arrears.words import ENGLISH, Words


def _draw(table, /, *, styles=None, words=ENGLISH, ax=None):
    panels = list(dict.fromkeys(table["panel"]))
    axes = new_panels(len(panels), height=3.0)
    for each, panel in zip(axes, panels, strict=True):
        each.set_title(panel)
        each.plot([0, 1 / 3], [0, 1])
    return axes[0]


def _kind(panels):
    table = pd.DataFrame({"panel": [f"panel {place}" for place in range(panels)], "value": 1.5})
    return FigureKind(
        name="of_mine",
        question="What of mine?",
        reads=(),
        tabulate=lambda _: table,
        draw=_draw,
        alt=lambda part, _: f"{len(part)} panels",
        definition="What I drew.",
        panel="panel",
    )


class _Nothing:
    policies = ("status_quo",)
    baseline = "status_quo"
    outcomes = ("loss_rate",)

    def read(self, table, **equal):
        return pd.DataFrame()


@pytest.fixture
def of_mine(monkeypatch):
    monkeypatch.setattr("arrears.reports.exhibits.FIGURES", {})

    def made(panels, words=ENGLISH):
        (found,) = exhibits(_Nothing(), words, added={"of_mine": _kind(panels)})
        return found

    return made


def test_a_figure_without_numbers_is_left_out(of_mine):
    assert exhibits(_Nothing(), ENGLISH, added={"of_mine": _kind(0)}) == []


def test_a_figure_of_the_users_keeps_its_own_words(of_mine):
    assert of_mine(1, Words("zh")).title == "What of mine?"
    assert of_mine(1, Words("zh")).definition == "What I drew."


def test_the_numbers_are_those_drawn(of_mine):
    assert of_mine(2).csv == "panel,value\npanel 0,1.5\npanel 1,1.5\n"


def test_a_figure_higher_than_paper_is_cut_into_sheets_with_their_own_words(of_mine):
    found = of_mine(8)
    sheets = [ET.fromstring(svg) for svg in found.sheets]
    assert len(sheets) > 1
    alts = [sheet.attrib["aria-label"] for sheet in sheets]
    assert sum(int(alt.partition(" ")[0]) for alt in alts) == 8
    shown = "".join("".join(sheet.itertext()) for sheet in sheets)
    assert [shown.count(f"panel {place}") for place in range(8)] == [1] * 8


def test_a_figure_that_paper_holds_is_one_sheet(of_mine):
    found = of_mine(2)
    assert found.sheets == (found.svg,)


def test_numbers_of_a_drawing_have_two_decimals(of_mine):
    paths = " ".join(re.findall(r' d="([^"]*)"', of_mine(1).svg))
    decimals = {len(found) for found in re.findall(r"\.(\d+)", paths)}
    assert decimals
    assert max(decimals) == 2


def test_nothing_is_turned_by_no_degrees(of_mine):
    assert not re.search(r"rotate\(-?0 ", of_mine(1).svg)
