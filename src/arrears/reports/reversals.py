"""Where a difference changes its sign: along which assumption, between which values."""

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from arrears.plots.labels import in_words, is_fraction
from arrears.plots.numerals import difference_text, interval_text
from arrears.reports.run_files import RunFiles
from arrears.results.assumptions import AssumptionTables, read_assumptions
from arrears.words import ENGLISH, Words

__all__ = ["Reversal", "assumed_rules", "reversal_sentences", "reversals", "tried_alone"]

_TURNED: Final = ("flips", "turns")
_MEASURED: Final = ("flips", "turns", "holds", "unclear")
_TOLD: Final = 6  # assumptions of one difference; assumption_flips.csv has them all

_SHARE: Final = "share"
_SPACE: Final = "\N{NO-BREAK SPACE}"

Row = Mapping[Hashable, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """What one difference from the baseline rests on.

    Parameters
    ----------
    outcome, policy : str
        Whose difference, the outcome in words.
    base : str
        The difference at the scenario's values, in the study's replications.
    sets : str
        In how many parameter sets it is above and below 0.
    turns : tuple of str
        One sentence for each assumption that alone turns the sign, and where; or, that none does,
        and which ranges were tried.
    """

    outcome: str
    policy: str
    base: str
    sets: str
    turns: tuple[str, ...]


def reversals(
    run: RunFiles, *, outcomes: Sequence[str] | None = None, words: Words = ENGLISH
) -> list[Reversal]:
    """Return what each compared difference rests on, outcome by outcome.

    Parameters
    ----------
    run : RunFiles
        Nothing is said of a run whose assumptions were not studied.
    outcomes : sequence of str, optional
        Only these; all that the scenario compares by default.
    words : Words
        The reader's language.
    """
    tables = read_assumptions(run.directory)
    if tables is None:
        return []
    flips, found = tables.flips, []
    for outcome in run.outcomes if outcomes is None else outcomes:
        for policy in flips.loc[flips["outcome"] == outcome, "policy"].unique().tolist():
            rows = flips.loc[(flips["outcome"] == outcome) & (flips["policy"] == policy)]
            if math.isnan(rows["base_difference"].iloc[0]):
                continue
            reversal = Reversal(
                outcome=words.capital(in_words(outcome, words)),
                policy=str(policy),
                base=_base(outcome, rows.iloc[0].to_dict(), words),
                sets=_sets(tables.shares, str(policy), outcome, words),
                turns=tuple(_turns(outcome, rows, tables, words)),
            )
            found.append(reversal)
    return found


def reversal_sentences(run: RunFiles, *, words: Words = ENGLISH) -> Iterator[str]:
    """Yield for each policy what the answer, its difference in the first outcome, rests on."""
    for each in reversals(run, outcomes=run.outcomes[:1], words=words):
        yield words.sentences(
            [
                words("{policy}: {sets}.", policy=each.policy, sets=each.sets),
                *(words("{sentence}.", sentence=words.capital(turn)) for turn in each.turns),
            ]
        )


def tried_alone(run: RunFiles, *, words: Words = ENGLISH) -> list[tuple[str, str]]:
    """Return the key of each assumption that was moved alone, and what it is in words."""
    tables = read_assumptions(run.directory)
    if tables is None:
        return []
    tried = tables.flips.loc[tables.flips["verdict"].isin(_MEASURED)]
    keys = set(tried["parameter"])
    found = []
    for about in tables.ranges.to_dict("records"):
        key = str(about["parameter"])
        if key in keys:
            ends = words(
                "{name}: {low} to {high}, {now} in the scenario",
                name=words.capital(words.name(key.rpartition(".")[2])),
                low=_number(float(about["low"]), about),
                high=_with_unit(float(about["high"]), about, words),
                now=_number(float(about["value"]), about),
            )
            meaning = words.maybe(str(about["meaning"]))
            found.append((key, words.clauses([ends, meaning]) if meaning else ends))
    return found


def assumed_rules(run: RunFiles, words: Words) -> str:
    """Return under which rules the assumptions were varied; empty where there is one regime."""
    if len(run.names.regimes) < 2:
        return ""
    regime = run.names.regime_of(run.baseline)
    return words(
        "Of {n} regimes that were run, assumptions were varied under {regime} only.",
        n=len(run.names.regimes),
        regime=regime,
    )


def _base(outcome: str, row: Row, words: Words) -> str:
    numbers = row["base_difference"], row["base_low"], row["base_high"]
    is_known = numbers[1] > 0 or numbers[2] < 0
    sure = words("off 0") if is_known else words("luck could explain it")
    return words("{difference}: {sure}", difference=_signed(outcome, *numbers, words), sure=sure)


def _signed(outcome: str, value: float, low: float, high: float, words: Words) -> str:
    """Return a difference with its unit, where that is not in the outcome's name, and interval."""
    text = difference_text(outcome, value, low, high, words)
    if is_fraction(outcome):
        text = words("{n} percentage points", n=text)
    interval = interval_text(outcome, low, high, signed=True, words=words)
    return words("{size} ({interval})", size=text, interval=interval) if interval else text


def _sets(shares: pd.DataFrame, policy: str, outcome: str, words: Words) -> str:
    rows = shares.loc[(shares["policy"] == policy) & (shares["outcome"] == outcome)]
    if rows.empty or not rows["sets"].iloc[0]:
        return words("no parameter set has a value")
    row = rows.iloc[0]
    return words(
        "of {n} parameter sets, higher in {higher} ({clearly_higher} with an interval off 0), "
        "lower in {lower} ({clearly_lower})",
        n=row["sets"],
        higher=row["higher"],
        clearly_higher=row["clearly_higher"],
        lower=row["lower"],
        clearly_lower=row["clearly_lower"],
    )


def _turns(
    outcome: str, rows: pd.DataFrame, tables: AssumptionTables, words: Words
) -> Iterator[str]:
    known = rows.loc[rows["verdict"].isin(_MEASURED)].sort_values("rank", kind="stable")
    ranges = {str(row["parameter"]): row for row in tables.ranges.to_dict("records")}
    turned = known.loc[known["verdict"].isin(_TURNED)]
    for row in turned.head(_TOLD).to_dict("records"):
        yield _turn(outcome, row, ranges[str(row["parameter"])], words)
    if len(turned) > _TOLD:
        yield words("{n} more in assumption_flips.csv", n=len(turned) - _TOLD)
    turning = set(turned["parameter"].tolist())
    tried = [str(key) for key in dict.fromkeys(known["parameter"].tolist())]
    held = [key for key in tried if key not in turning]
    if not tried:
        yield words("no assumption was tried alone")
    if held:
        yield _held(known, held, ranges, words)


def _turn(outcome: str, row: Row, about: Row, words: Words) -> str:
    """Say between which values of an assumption the sign turns, and what stands at the end."""
    near, far = row["base_value"], row["value"]
    if not math.isnan(row["flips_at"]):
        near, far = (row["flips_at"] + side * row["flips_within"] for side in (-1, 1))
    sentence = (
        "the sign turns between {low} and {high} of {assumption}, which is {now} here; at {end} "
        "the difference is {difference}"
    )
    said = words(
        sentence,
        low=_number(min(near, far), about),
        high=_with_unit(max(near, far), about, words),
        assumption=_assumption(about, words),
        now=_number(row["base_value"], about),
        end=_number(row["value"], about),
        difference=_signed(outcome, row["difference"], row["low"], row["high"], words),
    )
    if row["verdict"] == "turns":
        said = words.clauses([said, words("luck could explain one sign or both")])
    return said


def _held(known: pd.DataFrame, keys: list[str], ranges: Mapping[str, Row], words: Words) -> str:
    """Say between which ends assumptions were moved without a turn of the sign."""
    tried = []
    for key in keys[:_TOLD]:
        values = known.loc[known["parameter"] == key, "value"]
        about = ranges[key]
        tried.append(
            words(
                "{assumption} from {low} to {high}",
                assumption=_assumption(about, words),
                low=_number(values.min(), about),
                high=_with_unit(values.max(), about, words),
            )
        )
    if len(keys) > _TOLD:
        tried.append(words("{n} more in assumption_flips.csv", n=len(keys) - _TOLD))
    return words("no turn at the ends of {tried}", tried=words.clauses(tried))


def _assumption(about: Row, words: Words) -> str:
    """Return the last part of an assumption's key in words, and the whole key."""
    key = str(about["parameter"])
    return words("{name} ({inside})", name=words.name(key.rpartition(".")[2]), inside=key)


def _with_unit(value: float, about: Row, words: Words) -> str:
    unit, text = str(about["unit"]), _number(value, about)
    if unit in {"", _SHARE}:
        return text
    return words("{value} {unit}", value=text, unit=words(unit))


def _number(value: float, about: Row) -> str:
    """Return a parameter's value with three digits, whole numbers in full, shares in per cent."""
    is_share = about["unit"] == _SHARE
    scaled = value * 100 if is_share else value
    text = f"{round(scaled):,}" if math.isclose(scaled, round(scaled)) else f"{scaled:.3g}"
    sign = f"{_SPACE}%" if is_share else ""
    return text.replace("-", "\N{MINUS SIGN}") + sign
