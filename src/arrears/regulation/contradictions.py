"""Rules that cannot stand side by side: one name twice, one matter ruled twice on the same days."""

from collections.abc import Sequence

from arrears.regulation.regime import StandingRule

__all__ = ["contradictions"]


def contradictions(rules: Sequence[StandingRule]) -> list[tuple[int, str]]:
    """Return what is wrong between the rules of one regime.

    Rules of different instruments may say different things: the most restrictive wins. Within one
    instrument, two rules about the same matter must not be in force on the same day, because
    nobody could say which of them the instrument means.

    Parameters
    ----------
    rules : sequence of StandingRule
        In their order.

    Returns
    -------
    list of (int, str)
        Place of the later rule of each pair, and a message.
    """
    found: list[tuple[int, str]] = []
    names = [rule.name for rule in rules]
    for place, rule in enumerate(rules):
        if rule.name in names[:place]:
            found.append((place, f"two rules have the name {rule.name}"))
            continue
        for other in rules[:place]:
            message = _between(other, rule)
            if message:
                found.append((place, message))
        found += [
            (place, f"replaces {name}, but the regime has no such rule")
            for name in rule.rule.replaces
            if name not in names
        ]
    return found + _circles(rules)


def _between(one: StandingRule, two: StandingRule) -> str:
    """Return why two rules cannot both be meant; empty if they can."""
    first, second = one.rule, two.rule
    if one.instrument != two.instrument or type(first) is not type(second):
        return ""
    if first.matter() != second.matter() or first.applies_if != second.applies_if:
        return ""
    if one.binds and two.binds and not set(one.binds) & set(two.binds):
        return ""
    if second.name in first.replaces or first.name in second.replaces or not one.overlaps(two):
        return ""
    if first.says() == second.says():
        return f"says the same as {first.name}, {_dates(one, two)}"
    return f"contradicts {first.name} ({first.says()}), {_dates(one, two)}"


def _dates(one: StandingRule, two: StandingRule) -> str:
    """Say on which days both hold."""
    starts = [day for day in (one.first, two.first) if day is not None]
    ends = [day for day in (one.last, two.last) if day is not None]
    if not starts and not ends:
        return "and both hold at all times; give them dates or conditions that keep them apart"
    since = f" from {max(starts)}" if starts else ""
    until = f" to {min(ends)}" if ends else ""
    return f"and their dates overlap{since}{until}"


def _circles(rules: Sequence[StandingRule]) -> list[tuple[int, str]]:
    """Return rules that replace each other."""
    replaces = {rule.name: set(rule.rule.replaces) for rule in rules}
    found = []
    for place, rule in enumerate(rules):
        reached, fresh = set(), set(rule.rule.replaces)
        while fresh:
            reached |= fresh
            fresh = {n for name in fresh for n in replaces.get(name, ())} - reached
        if rule.name in reached:
            found.append((place, "replaces a rule that in turn replaces it"))
    return found
