"""Who is on book: files named by the scenario, the loan tape, and books made larger or smaller."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from arrears.behaviour.settings import RollRate
from arrears.calendar import Calendar
from arrears.errors import ScenarioError, TapeError
from arrears.part import in_units
from arrears.policies.settings import Collection
from arrears.policies.supervision import Supervision
from arrears.portfolio.economy import economy
from arrears.portfolio.tape import Loans, read_tape
from arrears.scenario.messages import locate
from arrears.scenario.problems import Position, Problems, Source
from arrears.scenario.schema import Settings
from arrears.scenario.text import Node

__all__ = [
    "FILE_KEYS",
    "check_originations",
    "read_book",
    "resized",
    "resized_notice",
    "with_whole_paths",
]

FILE_KEYS = (("portfolio", "tape", "path"), ("macro", "series_path"))
SkippedRows = tuple[tuple[int, str], ...]


def with_whole_paths(tree: Node) -> Node:
    """Return the tree with files named in full: relative to the file that names them."""
    for keys in FILE_KEYS:
        tree = _with_whole_path(tree, keys)
    return tree


def _with_whole_path(node: Node, keys: tuple[str, ...]) -> Node:
    if not keys:
        if not isinstance(node.value, str) or not node.value or "\0" in node.value:
            return node
        return replace(node, value=os.path.abspath(node.at.source.folder / node.value))  # noqa: PTH100
    if not isinstance(node.value, dict) or keys[0] not in node.value:
        return node
    below = _with_whole_path(node.value[keys[0]], keys[1:])
    return replace(node, value=node.value | {keys[0]: below})


def read_book(
    settings: Settings, tree: Node, problems: Problems
) -> tuple[Loans | None, SkippedRows]:
    """Return the loans of a tape book, and what was skipped; nothing for other books."""
    _check_series(settings, tree, problems)
    tape = settings.portfolio.tape
    if settings.portfolio.book != "tape" or tape is None or not tape.path:
        return None, ()
    if not Path(tape.path).is_file():
        at, path = locate(tree, ("portfolio", "tape", "path"))
        problems.error(at, path, f"there is no file {_short(tape.path)}")
        return None, ()
    name = _short(tape.path)
    try:
        return read_tape(name, tape)
    except TapeError as error:
        for line in str(error).split("\n"):
            place, _, message = line.partition(": ")
            source = Source(name=place, folder=Path())
            problems.error(Position(source=source), "", message)
        return None, ()


def _check_series(settings: Settings, tree: Node, problems: Problems) -> None:
    series = settings.macro.series_path
    if settings.macro.path != "series" or not series:
        return
    at, path = locate(tree, ("macro", "series_path"))
    if not Path(series).is_file():
        problems.error(at, path, f"there is no file {_short(series)}")
        return
    try:
        economy(settings.macro, range(-settings.burn_in_months, settings.horizon_months), 0, 0)
    except ScenarioError as error:
        problems.error(at, path, " ".join(str(error).split()))


def check_originations(
    settings: Settings, loans: Loans | None, tree: Node, problems: Problems
) -> None:
    """Refuse a tape whose loans were paid out before the run begins, or that nothing can read."""
    if loans is None:
        return
    if isinstance(settings.behaviour, RollRate):
        at, path = locate(tree, ("portfolio", "book"))
        problems.error(at, path, "found tape; behaviour of kind roll_rate needs cohort or open")
    calendar = Calendar(start=settings.start, first_day=0, last_day=0)
    begins = np.datetime64(settings.start, "D") + calendar.month_start(-settings.burn_in_months)
    early = int((loans.originated < begins).sum())
    if early:
        at, path = locate(tree, ("portfolio", "tape", "path"))
        message = (
            f"{early} loans were paid out before {begins}, when the run begins, the first on "
            f"{loans.originated.min()}; set start to that date or an earlier one"
        )
        problems.error(at, path, message)


def _short(path: str) -> str:
    """Return a path as seen from the working directory, if it lies below."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except (ValueError, OSError):
        return path


def resized(settings: Settings, borrowers: int, factor: float) -> Settings:
    """Return settings for another number of borrowers, with what counts for the whole book."""
    portfolio: dict[str, Any] = {"borrowers": borrowers}
    if settings.portfolio.book == "tape" and settings.portfolio.tape is not None:
        portfolio["tape"] = settings.portfolio.tape.model_copy(update={"sample": borrowers})
    lenders = [
        lender.model_copy(update={"collection": _staffed(lender.collection, factor)})
        for lender in settings.platforms
    ]
    return settings.model_copy(
        update={
            "portfolio": settings.portfolio.model_copy(update=portfolio),
            "collection": _staffed(settings.collection, factor),
            "platforms": lenders,
            "supervision": _ordered(settings.supervision, factor),
        }
    )


def _ordered(own: Supervision | None, factor: float) -> Supervision | None:
    """Return the supervisor's terms with the breaches of an order pro rata, at least one."""
    if own is None or own.order is None:
        return own
    breaches = max(1, round(own.order.from_breaches * factor))
    return own.model_copy(
        update={"order": own.order.model_copy(update={"from_breaches": breaches})}
    )


def _staffed(own: Collection, factor: float) -> Collection:
    """Return a collection with people, fund and quota pro rata."""
    changes: dict[str, Any] = {
        teams: [
            team.model_copy(update={"people": team.people * factor}) for team in getattr(own, teams)
        ]
        for teams in ("teams", "field_teams")
    }
    for name in ("review_desk", "complaint_desk"):
        desk = getattr(own, name)
        if desk is not None:
            steps = [
                step.model_copy(update={"people": step.people * factor}) for step in desk.steps
            ]
            scaled = {"people": desk.people * factor, "steps": steps}
            changes[name] = desk.model_copy(update=scaled)
    if own.hardship_fund is not None:
        budget = round(own.hardship_fund.budget_per_year * factor)
        fund = own.hardship_fund.model_copy(update={"budget_per_year": budget})
        changes["hardship_fund"] = fund
    if own.legal is not None and own.legal.quota_per_month is not None:
        quota = own.legal.quota_per_month * factor
        changes["legal"] = own.legal.model_copy(update={"quota_per_month": quota})
    return own.model_copy(update=changes)


def resized_notice(settings: Settings, wanted: int, old: int) -> str:
    """Return what a user is told of another number of borrowers.

    Parameters
    ----------
    settings : Settings
        As the scenario says them, for the old number.
    """
    after = resized(settings, wanted, wanted / old)
    found = f"{wanted} borrowers instead of {old}"
    for what, counts in (("people", _people), ("also", _quotas)):
        before, then = dict(counts(settings)), dict(counts(after))
        said = ", ".join(f"{key} {value:g} -> {then[key]:g}" for key, value in before.items())
        found += f"; {what} pro rata: {said}" if said else ""
    return found


def _people(settings: Settings) -> Iterator[tuple[str, float]]:
    """Yield who works there: teams, desks and their steps."""
    own = settings.collection
    yield from ((team.name, team.people) for team in own.teams)
    yield from ((team.name, team.people) for team in own.field_teams)
    for name in ("review_desk", "complaint_desk"):
        desk = getattr(own, name)
        if desk is not None:
            yield name, desk.people
            for step in desk.steps:
                yield f"{name}.{step.name}", step.people
    for lender in settings.platforms:
        for team in lender.collection.teams:
            yield f"{lender.name}.{team.name}", team.people


def _quotas(settings: Settings) -> Iterator[tuple[str, float]]:
    """Yield what else counts for the whole book; money in currency units."""
    owners = [("", settings.collection)]
    owners += [(f"{lender.name}.", lender.collection) for lender in settings.platforms]
    for owner, own in owners:
        if own.hardship_fund is not None:
            yield f"{owner}hardship_fund", in_units(own.hardship_fund.budget_per_year)
        if own.legal is not None and own.legal.quota_per_month is not None:
            yield f"{owner}legal.quota_per_month", own.legal.quota_per_month
    if settings.supervision is not None and settings.supervision.order is not None:
        yield "supervision.order.from_breaches", settings.supervision.order.from_breaches
