"""What a ranking rests on, drawn: bars of parameter sets, and assumptions one at a time."""

from dataclasses import dataclass, field

import pandas as pd
import pytest

from arrears.plots.assumptions import ASSUMPTION_FLIPS, ASSUMPTION_SHARES
from arrears.plots.registry import FIGURES
from arrears.plots.style import drawing
from arrears.words import ENGLISH, Words

KEY = "behaviour.willingness.burden_weight"
BOTH = pytest.mark.parametrize("kind", [ASSUMPTION_SHARES, ASSUMPTION_FLIPS], ids=lambda k: k.name)


@dataclass
class Tables:
    """A source of tables that are simply held, as text, as a CSV would be read."""

    held: dict[str, pd.DataFrame] = field(default_factory=dict)
    policies: tuple[str, ...] = ("status_quo", "grace")
    baseline: str = "status_quo"
    outcomes: tuple[str, ...] = ("loss_rate", "collected_share", "attempts_per_borrower_month")

    def read(self, table: str, **equal: str | int) -> pd.DataFrame:
        return self.held.get(table, pd.DataFrame())


def share(outcome, better, higher, lower, clearly_higher, clearly_lower):
    return {
        "policy": "grace", "baseline": "status_quo", "outcome": outcome, "better": better,
        "sets": "10", "higher": f"{higher}", "lower": f"{lower}", "equal": f"{10 - higher - lower}",
        "clearly_higher": f"{clearly_higher}", "clearly_lower": f"{clearly_lower}",
        "beats_share": "", "parameter_variance": "", "luck_variance": "",
        "parameter_share": "0.25", "variance_sets": "10", "replications": "4",
    }  # fmt: skip


def flip(outcome, key, rank, end, difference, verdict, at=""):
    return {
        "policy": "grace", "baseline": "status_quo", "outcome": outcome, "rank": f"{rank}",
        "parameter": key, "strength": "0.1", "screening": "0.5", "end": end,
        "value": "1" if end == "low" else "5", "difference": f"{difference}",
        "low": f"{difference - 0.01}", "high": f"{difference + 0.01}", "verdict": verdict,
        "flips_at": at, "flips_within": at and "0.02", "base_value": "3",
        "base_difference": "0.03", "base_low": "0.02", "base_high": "0.04",
    }  # fmt: skip


@pytest.fixture
def source() -> Tables:
    shares = [
        share("collected_share", "higher", 7, 2, 5, 1),
        share("attempts_per_borrower_month", "neutral", 7, 3, 5, 1),
        share("loss_rate", "lower", 6, 3, 4, 2),
    ]
    flips = [
        flip("collected_share", KEY, 1, "low", -0.06, "flips", "2.31"),
        flip("collected_share", KEY, 1, "high", 0.1, "holds"),
        *[
            flip("collected_share", f"behaviour.other_{n}", n, end, 0.03, "holds")
            for n in range(2, 10)
            for end in ("low", "high")
        ],
        flip("loss_rate", KEY, 1, "low", 0.02, "holds"),
        flip("loss_rate", KEY, 1, "high", 0.04, "holds"),
    ]
    held = {"assumption_shares": pd.DataFrame(shares), "assumption_flips": pd.DataFrame(flips)}
    return Tables(held=held)


def drawn(kind, table, words=ENGLISH):
    with drawing():
        return kind.draw(table, words=words)


@BOTH
def test_the_figure_stands_in_the_registry(kind):
    assert FIGURES[kind.name] is kind


@BOTH
def test_without_a_study_there_is_no_figure(kind):
    assert kind.tabulate(Tables()).empty


@BOTH
@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_drawn_and_said_in_both_languages(kind, language, source):
    """A text without a translation would warn, and fail here."""
    words = Words(language)
    table = kind.tabulate(source)
    ax = drawn(kind, table, words)
    ax.figure.canvas.draw()
    assert "grace" in kind.alt(table, words)
    assert words(kind.definition)
    assert words(kind.question)


def test_better_and_worse_follow_the_outcome(source):
    """Of the loss rate lower is better: 3 lower, 2 of them clearly; 6 higher, 4 clearly."""
    table = ASSUMPTION_SHARES.tabulate(source).set_index("outcome")
    columns = ["clearly_better", "better", "equal", "worse", "clearly_worse"]
    assert table.loc["loss_rate", columns].tolist() == [2, 1, 1, 2, 4]
    assert table.loc["collected_share", columns].tolist() == [5, 2, 1, 1, 1]


def test_outcomes_without_a_better_direction_are_left_out(source):
    found = ASSUMPTION_SHARES.tabulate(source)["outcome"].tolist()
    assert found == ["loss_rate", "collected_share"]


def test_the_bars_fill_all_sets(source):
    ax = drawn(ASSUMPTION_SHARES, ASSUMPTION_SHARES.tabulate(source))
    widths = [bar.get_width() for bar in ax.patches]
    assert widths == pytest.approx([0.2, 0.1, 0.1, 0.2, 0.4])
    assert [text.get_text() for text in ax.texts] == ["parameters 25\N{NO-BREAK SPACE}%"]


def test_the_words_count_sets(source):
    said = ASSUMPTION_SHARES.alt(ASSUMPTION_SHARES.tabulate(source), ENGLISH)
    assert "loss rate under grace: better in 3 of 10 sets, worse in 6" in said


def test_a_ranking_that_turns_round_is_shown_with_the_strongest(source):
    table = ASSUMPTION_FLIPS.tabulate(source)
    assert set(table["panel"]) == {"collected_share: grace"}
    assert table["parameter"].nunique() == 6
    assert table["parameter"].iloc[0] == KEY


def test_where_nothing_turns_round_the_first_ranking_is_shown(source):
    flips = source.held["assumption_flips"]
    source.held["assumption_flips"] = flips.assign(verdict="holds")
    table = ASSUMPTION_FLIPS.tabulate(source)
    assert set(table["panel"]) == {"loss_rate: grace"}
    assert ASSUMPTION_FLIPS.alt(table, ENGLISH).startswith("No assumption")


def test_another_panel_can_be_chosen(source):
    table = ASSUMPTION_FLIPS.choose(source, "loss_rate: grace")
    assert table["difference"].tolist() == [0.02, 0.04]


def test_bars_go_from_the_base_to_the_ends(source):
    ax = drawn(ASSUMPTION_FLIPS, ASSUMPTION_FLIPS.tabulate(source))
    low, high = ax.patches[:2]
    ends = (low.get_x(), low.get_x() + low.get_width(), high.get_x() + high.get_width())
    assert ends == pytest.approx((0.03, -0.06, 0.1))


def test_the_place_stands_beside_the_assumption(source):
    ax = drawn(ASSUMPTION_FLIPS, ASSUMPTION_FLIPS.tabulate(source))
    first = ax.get_yticklabels()[0].get_text()
    assert first == "behaviour.willingness\n.burden_weight\nflips at 2.31 (now 3)"
