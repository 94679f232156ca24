"""Figures may be drawn elsewhere, in any order."""

import pytest

from arrears.plots.registry import FIGURES
from arrears.reports.easels import Drawn, spread_exhibits
from arrears.reports.exhibits import exhibits
from arrears.reports.run_files import read_run_files
from arrears.reports.run_tables import RunTables
from arrears.words import ENGLISH


def test_figures_stand_in_the_order_of_the_page_whichever_came_first(reported):
    run = read_run_files(reported)

    def backwards(function, commissions):
        yield from ((each, function(each)) for each in reversed(commissions))

    found = spread_exhibits(run, ENGLISH, {}, backwards)
    here = exhibits(RunTables(run), ENGLISH)
    assert [each.name for each in found] == [each.name for each in here]
    assert [each.svg for each in found] == [each.svg for each in here]


def test_what_was_warned_of_elsewhere_is_told_here(reported):
    def nowhere(_, commissions):
        odd = {"recovery": (UserWarning("an odd letter"),)}
        yield from (
            (each, Drawn(exhibit=None, warned=odd.get(each.name, ()))) for each in commissions
        )

    with pytest.warns(UserWarning, match="an odd letter"):
        assert spread_exhibits(read_run_files(reported), ENGLISH, {}, nowhere) == []


def test_a_report_made_later_reads_the_files_anew(unreported):
    """One process may make several reports of one directory."""
    run = read_run_files(unreported)
    seen = []

    def told(function, commissions):
        seen.extend(each.report for each in commissions)
        yield from ((each, Drawn(exhibit=None)) for each in commissions)

    spread_exhibits(run, ENGLISH, {}, told)
    spread_exhibits(run, ENGLISH, {}, told)
    assert len(set(seen)) == 2
    assert len(seen) == 2 * len(FIGURES)
