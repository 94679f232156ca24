"""What the report says of ladders: where along one lever an outcome is best, and how surely."""

import math
from collections.abc import Iterator, Mapping
from typing import cast

from arrears.plots.labels import in_words
from arrears.plots.numerals import level_text
from arrears.reports.run_files import RunFiles
from arrears.results.assumptions import read_assumptions
from arrears.results.ladders import Ladder, best_in_sets, best_rung
from arrears.words import ENGLISH, Words

__all__ = ["ladder_sentences"]

_LEAST_RUNGS = 3  # with two there is no inside


def ladder_sentences(run: RunFiles, *, words: Words = ENGLISH) -> Iterator[str]:
    """Yield for each ladder of the scenario where it is best, at base and over parameter sets.

    Parameters
    ----------
    run : RunFiles
        Of a ladder the rungs that were run count; one with less than three of them is left out.
    words : Words
        The reader's language.
    """
    for regime in run.names.regimes:
        for ladder in _ladders(run, regime):
            names = [run.names.name(policy, regime) for policy in ladder.policies]
            rows = run.summary.loc[run.summary["outcome"] == ladder.outcome]
            known = dict(zip(rows["policy"], rows["mean"], strict=True))
            values = {
                policy: known.get(name, math.nan)
                for policy, name in zip(ladder.policies, names, strict=True)
            }
            best = best_rung(ladder, values)
            if best:
                said = _under(run, regime, _at_base(ladder, best, values[best], words), words)
                yield words.sentences([said, *_over(run, regime, ladder, words)])


def _ladders(run: RunFiles, regime: str) -> Iterator[Ladder]:
    """Yield the rungs that were run under a regime of each ladder that has enough of them."""
    compare = cast(Mapping[str, object], run.scenario.get("compare") or {})
    for each in cast(list[Mapping[str, object]], compare.get("ladders") or []):
        rungs = cast(list[str], each["policies"])
        policies = tuple(rung for rung in rungs if run.names.name(rung, regime) in run.policies)
        if len(policies) >= _LEAST_RUNGS:
            yield Ladder(outcome=str(each["outcome"]), policies=policies)


def _under(run: RunFiles, regime: str, said: str, words: Words) -> str:
    """Say under which rules something holds, where several were run."""
    if len(run.names.regimes) == 1:
        return said
    return words("Under the rules {regime}: {sentence}", regime=regime, sentence=said)


def _over(run: RunFiles, regime: str, ladder: Ladder, words: Words) -> Iterator[str]:
    """Yield what the parameter sets say; they were run under the baseline's regime only."""
    of_baseline = run.names.regime_of(run.baseline)
    if of_baseline and regime != of_baseline:
        return
    yield _over_sets(run, ladder, words)


def _at_base(ladder: Ladder, best: str, value: float, words: Words) -> str:
    is_end = best in {ladder.policies[0], ladder.policies[-1]}
    where = words("at an end of the ladder") if is_end else words("inside the ladder")
    nan = float("nan")
    return words(
        "From {first} to {last}, {outcome} is best under {best} ({value}), {where}; "
        "these are means, and luck may have put them in this order.",
        first=ladder.policies[0],
        last=ladder.policies[-1],
        outcome=in_words(ladder.outcome, words=words),
        best=best,
        value=level_text(ladder.outcome, value, nan, nan, words),
        where=where,
    )


def _over_sets(run: RunFiles, ladder: Ladder, words: Words) -> str:
    tables = read_assumptions(run.directory)
    if tables is None:
        return words("Whether it stays there for other values of what is assumed was not tried.")
    baseline = run.names.policy_of(run.baseline)
    first, inside, last = best_in_sets(ladder, tables.differences, baseline)
    return words(
        "Of {n} parameter sets, the best lies inside in {inside}, at {first} in {at_first} and at "
        "{last} in {at_last}.",
        n=first + inside + last,
        inside=inside,
        first=ladder.policies[0],
        at_first=first,
        last=ladder.policies[-1],
        at_last=last,
    )
