"""What the report says of ladders: where along one lever an outcome is best, and how surely."""

from collections.abc import Iterator, Mapping
from typing import cast

from arrears.plots.labels import in_words
from arrears.plots.numerals import level_text
from arrears.reports.run_files import RunFiles
from arrears.results.assumptions import read_assumptions
from arrears.results.ladders import Ladder, best_in_sets, best_rung
from arrears.words import ENGLISH, Words

__all__ = ["ladder_sentences"]


def ladder_sentences(run: RunFiles, *, words: Words = ENGLISH) -> Iterator[str]:
    """Yield for each ladder of the scenario where it is best, at base and over parameter sets.

    Parameters
    ----------
    run : RunFiles
        Ladders of which a policy was not run are left out.
    words : Words
        The reader's language.
    """
    for ladder in _ladders(run):
        rows = run.summary.loc[run.summary["outcome"] == ladder.outcome]
        values = dict(zip(rows["policy"], rows["mean"], strict=True))
        best = best_rung(ladder, values)
        if best:
            yield _at_base(ladder, best, values[best], words) + _over_sets(run, ladder, words)


def _ladders(run: RunFiles) -> Iterator[Ladder]:
    compare = cast(Mapping[str, object], run.scenario.get("compare") or {})
    for each in cast(list[Mapping[str, object]], compare.get("ladders") or []):
        policies = tuple(cast(list[str], each["policies"]))
        if set(policies) <= set(run.policies):
            yield Ladder(outcome=str(each["outcome"]), policies=policies)


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
        return " " + words(
            "Whether it stays there for other values of what is assumed was not tried."
        )
    first, inside, last = best_in_sets(ladder, tables.differences, run.baseline)
    return " " + words(
        "Of {n} parameter sets, the best lies inside in {inside}, at {first} in {at_first} and at "
        "{last} in {at_last}.",
        n=first + inside + last,
        inside=inside,
        first=ladder.policies[0],
        at_first=first,
        last=ladder.policies[-1],
        at_last=last,
    )
