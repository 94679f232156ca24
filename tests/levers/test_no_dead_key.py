"""No key of the schema is dead: each moves some row of events or accounts where it matters."""

import functools
import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from schema_keys import key_of, schema_keys
from turning import (
    Turn,
    awaited,
    base,
    elsewhere,
    exempt,
    lived_base,
    named,
    pieces,
    source,
    turned,
    turns,
)

import arrears
from arrears.api import load_scenario

ALL = turns()
ONE_OF_EACH_PIECE = list({turn.piece: turn for turn in ALL if not turn.beside}.values())


NAMED = ("outcomes", "reports")


def is_exempt(key: str) -> bool:
    return any(fnmatchcase(key, pattern) for pattern in exempt())


def is_awaited(key: str) -> bool:
    return any(fnmatchcase(key, pattern) for pattern in awaited())


@pytest.fixture(scope="module")
def turned_keys() -> dict[str, Turn]:
    """Return the keys that lines of the table turn."""
    return {key_of(turn.path, base(turn.piece, turn.beside).base): turn for turn in ALL}


@pytest.fixture(scope="module")
def listed(turned_keys) -> set[str]:
    """Return every key of which the table says anything, but for the exempt."""
    return set(turned_keys).union(*(named(section) for section in NAMED))


def test_every_key_of_the_schema_is_in_the_table(listed):
    """Whoever adds a key adds a line to keys.yaml that turns it, or says why it is exempt."""
    missing = sorted(k for k in schema_keys() - listed if not is_exempt(k) and not is_awaited(k))
    assert not missing, "\n".join(missing)


def test_the_table_has_no_key_that_the_schema_has_not(listed):
    assert sorted(listed - schema_keys()) == []


def test_no_key_is_exempt_that_is_turned_and_no_exemption_is_idle(listed):
    assert [key for key in listed if is_exempt(key)] == []
    keys = schema_keys()
    assert [p for p in exempt() if not any(fnmatchcase(key, p) for key in keys)] == []


def test_every_piece_is_in_the_table():
    reported = {turn.piece for turn in named("reports").values()}
    assert set(pieces()) == reported | {turn.piece for turn in ALL}


@pytest.mark.parametrize("turn", ONE_OF_EACH_PIECE, ids=str)
def test_one_key_of_each_piece_moves_a_row(turn):
    assert turned(turn).rows_differ(lived_base(turn.piece))


@pytest.mark.slow
@pytest.mark.parametrize("turn", ALL, ids=str)
def test_no_key_is_dead(turn):
    assert turned(turn).rows_differ(lived_base(turn.piece, turn.beside))


@pytest.mark.parametrize("key", named("outcomes"))
def test_a_key_of_measures_moves_an_outcome(key):
    turn = named("outcomes")[key]
    after, before = turned(turn), lived_base(turn.piece)
    assert not after.rows_differ(before)
    assert not after.outcomes.equals(before.outcomes)


def said(page: Path) -> str:
    """Return what a reader of a page sees, without what tells runs apart."""
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", page.read_text(encoding="utf-8"))
    return re.sub(r"[0-9a-f]{8,}", "", re.sub(r"<[^>]*>", " ", text))


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Return the function that says what the report of a run reads like."""
    folder = tmp_path_factory.mktemp("compared")

    @functools.cache
    def run(piece: str, *sets: str) -> str:
        out = folder / str(len(list(folder.iterdir())))
        arrears.run(load_scenario(source(piece), sets=sets), out=out, jobs=1)
        return said(out / "report.html")

    return run


@pytest.mark.slow
@pytest.mark.parametrize("key", named("reports"))
def test_a_key_of_compare_moves_what_the_report_says(key, report):
    turn = named("reports")[key]
    before = report(turn.piece, *turn.beside)
    assert report(turn.piece, *turn.beside, f"{turn.path}={turn.value}") != before


def test_a_key_that_moves_nothing_is_noticed():
    """Otherwise every line would pass."""
    turn = Turn("own", "collection.prices.sms", "0.05")
    assert not turned(turn).rows_differ(lived_base("own"))


AT_A_FURTHER_PLATFORM = ("collection.", "portfolio.products.", "portfolio.auto_debit.")
TOO_FEW = {  # in so small a book nothing comes of them there
    "collection.review_desk.specificity_share",
    "collection.review_desk.automation_specificity_share",
    "collection.stages.middle.actions.doorstep.visit.wrong_debt_found_share",
}
THERE = [
    turn for turn in ALL
    if turn.path.startswith(AT_A_FURTHER_PLATFORM) and turn.path not in TOO_FEW
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("turn", THERE, ids=str)
def test_no_key_is_dead_at_a_further_platform(turn):
    """The same piece, whose first platform does nothing while a second does all that it did."""
    after = (*turn.beside, *turn.together, f"{turn.path}={turn.value}")
    assert elsewhere(turn.piece, after).rows_differ(elsewhere(turn.piece, turn.beside))
