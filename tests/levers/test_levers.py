"""Every sentence of the source documents is a lever: turn it, and the outcome that it names moves.

Each test compares two lives of one seed, so none can fail by luck; a direction holds at the
settings that docs/levers.yaml names, not for every book.
"""

import math
import re
from pathlib import Path

import pytest
from lever import Lever, levers, told
from schema_keys import key_of, schema_keys

from arrears.results.codebook import CODEBOOK

SEEDS = Path(__file__).parents[3] / "shared" / "design" / "seeds.md"
ALL = levers()
FAST = [lever for lever in ALL if lever.borrowers is None][::6]


def moves(lever: Lever) -> bool:
    first, second = lever.value_at(0), lever.value_at(1)
    if math.isnan(first) or math.isnan(second):
        return False
    return {"up": second > first, "down": second < first, "moves": second != first}[lever.moves]


@pytest.mark.parametrize("lever", FAST, ids=str)
def test_some_levers_move_their_outcome(lever):
    assert moves(lever), (lever.value_at(0), lever.value_at(1))


@pytest.mark.slow
@pytest.mark.parametrize("lever", ALL, ids=str)
def test_every_lever_moves_its_outcome(lever):
    assert moves(lever), (lever.value_at(0), lever.value_at(1))


@pytest.mark.parametrize("sentence", sorted({lever.sentence for lever in ALL}))
def test_every_key_of_a_lever_is_one_of_the_schema(sentence):
    keys = schema_keys()
    for lever in ALL:
        if lever.sentence == sentence:
            for path, _, _ in lever.settings:
                key = key_of(path, lever.scenario_at(1).base, is_whole=True)
                assert any(k == key or k.startswith(f"{key}.") for k in keys), path


def test_every_outcome_of_a_lever_is_in_the_codebook():
    assert [lever.outcome for lever in ALL if lever.outcome not in CODEBOOK] == []


def test_sentences_are_numbered_without_gaps_and_each_has_a_lever():
    numbers: dict[str, list[int]] = {}
    for sentence in told()["sentences"]:
        system, _, number = sentence["id"].partition(".")
        numbers.setdefault(system, []).append(int(number))
        assert sentence["levers"], sentence["id"]
    assert list(numbers) == list(told()["systems"])
    assert [found for found in numbers.values() if found != list(range(1, len(found) + 1))] == []


@pytest.mark.skipif(not SEEDS.exists(), reason="the source documents' summary is not here")
def test_every_marked_sentence_of_the_sources_is_covered():
    """Marks are counted system by system; what stands before the first system is about the mark."""
    text = SEEDS.read_text(encoding="utf-8").partition("\n## S1")[2]
    parts = re.split(r"(?m)^## (S\d)", f"\n## S1{text}".partition("\n## The questions")[0])
    marked = {name: part.count("▸") for name, part in zip(parts[1::2], parts[2::2], strict=True)}
    found: dict[str, int] = {}
    for sentence in told()["sentences"]:
        system = sentence["id"].partition(".")[0]
        found[system] = found.get(system, 0) + 1
    assert found == marked
