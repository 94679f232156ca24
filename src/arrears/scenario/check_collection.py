"""What may be wrong across the keys of a platform's collection."""

from collections.abc import Iterator, Mapping, Sequence

from arrears.policies.settings import Action, Collection, Stage, Team, Who
from arrears.policies.visiting import FieldTeam
from arrears.scenario.check_capacity import check_capacity, check_way
from arrears.scenario.check_desks import check_desks
from arrears.scenario.check_foresight import check_early_warning, check_filter, never_both
from arrears.scenario.check_relief import check_relief
from arrears.scenario.problems import KeyPath
from arrears.scenario.remarks import Remarks

__all__ = ["check_collection", "harms_of"]

DAY_SECONDS = 86_400
_MOST_DIALS = 3  # more calls a day than that are dialling in bulk


def check_collection(collection: Collection, segments: Sequence[str], remarks: Remarks) -> None:
    """Note names that lead nowhere, stages that overlap or never act, and levers without effect.

    Parameters
    ----------
    collection : Collection
        Valid key by key.
    segments : sequence of str
        The segments that there are.
    remarks : Remarks
        Takes errors and warnings.
    """
    _check_clocks(collection, remarks)
    for path, who in _filters(collection):
        _check_who(who, path, segments, remarks)
        check_filter(who, path, collection, remarks)
    teams = {team.name: team for team in collection.teams}
    field_teams = {team.name: team for team in collection.field_teams}
    for index, stage in enumerate(collection.stages):
        _check_stage(stage, index, collection, remarks)
        for number, action in enumerate(stage.actions):
            path = ("collection", "stages", index, "actions", number)
            _check_action(action, path, field_teams if action.visit else teams, remarks)
    for second in range(len(collection.stages)):
        for first in range(second):
            _check_overlap(collection.stages, first, second, remarks)
    _check_days(collection, remarks)
    _check_teams(collection, remarks)
    check_relief(collection, remarks)
    check_desks(collection, remarks)
    check_capacity(collection, remarks)
    check_early_warning(collection, remarks)
    _check_outside(collection, remarks)


def _clock(seconds: float) -> str:
    minutes = int(seconds) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _filters(collection: Collection) -> Iterator[tuple[KeyPath, Who]]:
    """Yield every ``who`` and where it stands."""
    root: KeyPath = ("collection",)
    for index, reminder in enumerate(collection.before_due):
        yield (*root, "before_due", index, "who"), reminder.who
    for index, relief in enumerate(collection.relief):
        yield (*root, "relief", index, "who"), relief.who
    if collection.sale is not None:
        yield (*root, "sale", "who"), collection.sale.who
    if collection.legal is not None:
        yield (*root, "legal", "who"), collection.legal.who
    for index, stage in enumerate(collection.stages):
        yield (*root, "stages", index, "who"), stage.who
        for number, action in enumerate(stage.actions):
            yield (*root, "stages", index, "actions", number, "who"), action.who


def _check_outside(collection: Collection, remarks: Remarks) -> None:
    """Whatever takes accounts from the stages must name what there is, and come in time."""
    reliefs = [relief.name for relief in collection.relief]
    for index, step in enumerate(collection.legal.steps if collection.legal is not None else ()):
        path: KeyPath = ("collection", "legal", "steps", index, "relief")
        if step.relief is not None and step.relief not in reliefs:
            remarks.unknown(path, "relief", step.relief, reliefs)
    guarantee = collection.guarantee
    if guarantee is not None and guarantee.compensation_dpd > collection.charge_off_dpd:
        message = f"can never act: charge-off comes before, at {collection.charge_off_dpd} dpd"
        remarks.warn(("collection", "guarantee", "compensation_dpd"), message)


def _check_who(who: Who, path: KeyPath, segments: Sequence[str], remarks: Remarks) -> None:
    for index, name in enumerate(who.segments):
        if name not in segments:
            remarks.unknown((*path, "segments", index), "segment", name, segments)
    if who.balance_max is not None and who.balance_max < who.balance_min:
        message = f"found {who.balance_max / 100:g}; balance_min is {who.balance_min / 100:g}"
        remarks.error((*path, "balance_max"), message)


def _check_clocks(collection: Collection, remarks: Remarks) -> None:
    """Nobody works past midnight."""
    staff: list[tuple[KeyPath, Team | FieldTeam]] = [
        (("collection", "teams", index), team) for index, team in enumerate(collection.teams)
    ]
    staff += [
        (("collection", "field_teams", index), team)
        for index, team in enumerate(collection.field_teams)
    ]
    for path, unit in staff:
        if unit.opens + unit.hours_per_day * 3600 > DAY_SECONDS:
            message = (
                f"found {unit.hours_per_day:g}; it opens at {_clock(unit.opens)} and the day "
                "ends at 24:00"
            )
            remarks.error((*path, "hours_per_day"), message)


def _check_stage(stage: Stage, index: int, collection: Collection, remarks: Remarks) -> None:
    path: KeyPath = ("collection", "stages", index)
    if stage.to_dpd <= collection.grace_days:
        message = (
            f"can never act: it ends at {stage.to_dpd} dpd, within the "
            f"{collection.grace_days} days of grace"
        )
        remarks.warn((*path, "to_dpd"), message)
    if not (stage.actions or stage.offers or stage.agency):
        remarks.warn(path, "can never act: it has no actions and no offers")
    reliefs = [relief.name for relief in collection.relief]
    for number, offer in enumerate(stage.offers):
        if offer not in reliefs:
            remarks.unknown((*path, "offers", number), "relief", offer, reliefs)
        elif offer in stage.offers[:number]:
            remarks.error((*path, "offers", number), f"{offer} is offered twice")
    for number, action in enumerate(stage.actions):
        both = [name for name in action.who.segments if name in stage.who.segments]
        if action.who.segments and stage.who.segments and not both:
            message = f"can never act: the stage is for {', '.join(stage.who.segments)} only"
            remarks.warn((*path, "actions", number, "who", "segments"), message)


def _check_action(
    action: Action, path: KeyPath, teams: Mapping[str, Team | FieldTeam], remarks: Remarks
) -> None:
    if action.holdout_share == 1:
        remarks.warn((*path, "holdout_share"), "can never act: it is withheld from everybody")
    if action.team is None:
        return
    if action.team not in teams:
        kind = "field team" if action.visit else "team"
        remarks.unknown((*path, "team"), kind, action.team, teams)
        return
    if action.channel not in {"call", "visit"}:
        message = f"changes nothing: {action.channel} goes out without a team"
        remarks.warn((*path, "team"), message)
        return
    team = teams[action.team]
    opens, closes = team.opens, team.opens + team.hours_per_day * 3600
    start, end = action.between
    hours = f"team {team.name} works {_clock(opens)} to {_clock(closes)}"
    if start >= closes or end <= opens:
        what = "visit" if action.visit else "call"
        message = f"found {_clock(start)} to {_clock(end)}, but {hours}: no {what} can be made"
        remarks.error((*path, "between"), message)
    if team.people == 0:
        remarks.warn((*path, "team"), f"can never act: team {team.name} has nobody")
    if isinstance(team, FieldTeam):
        check_way(action, team, path, remarks)


def harms_of(collection: Collection) -> tuple[str, ...]:
    """Return what a policy does only to measure the harm of it, in words."""
    actions = [action for stage in collection.stages for action in stage.actions]
    harms = {
        "visits with threats": any(a.visit and a.visit.conduct == "improper" for a in actions),
        "pressure by way of third persons": any(
            a.target == "third_party" and a.purpose == "collect" for a in actions
        ),
        "exposure of defaulters in the media": collection.exposure is not None,
        "bulk dialling": any(a.dials_per_day > _MOST_DIALS or a.abandoned_share for a in actions),
    }
    return tuple(harm for harm, is_done in harms.items() if is_done)


def _check_overlap(stages: Sequence[Stage], first: int, second: int, remarks: Remarks) -> None:
    one, two = stages[first], stages[second]
    low, high = max(one.from_dpd, two.from_dpd), min(one.to_dpd, two.to_dpd)
    if low > high or _are_apart(one.who, two.who):
        return
    path: KeyPath = ("collection", "stages", second)
    there = remarks.position(("collection", "stages", first))
    days = f"{low} dpd" if low == high else f"{low} to {high} dpd"
    where = f"overlaps with stage {one.name} ({there}) at {days}"
    if one.who == two.who:
        remarks.error(path, f"{where} and no filter tells them apart; end one where one begins")
    elif one.who.is_everybody and one.from_dpd <= two.from_dpd and two.to_dpd <= one.to_dpd:
        remarks.warn(path, f"can never act: stage {one.name} ({there}) takes everybody before it")
    else:
        remarks.warn(path, f"{where}; the first in order, {one.name}, wins")


def _are_apart(one: Who, two: Who) -> bool:
    """Whether no account can match both filters on the same day."""
    if one.segments and two.segments and not set(one.segments) & set(two.segments):
        return True
    if {one.macro, two.macro} == {"normal", "downturn"} or never_both(one, two):
        return True
    return any(
        low.balance_max is not None and low.balance_max < high.balance_min
        for low, high in ((one, two), (two, one))
    )


def _check_days(collection: Collection, remarks: Remarks) -> None:
    end = collection.charge_off_dpd
    if end <= collection.grace_days:
        message = f"found {end}; it comes after grace_days, which is {collection.grace_days}"
        remarks.error(("collection", "charge_off_dpd"), message)
    if collection.accelerate_dpd is not None and collection.accelerate_dpd > end:
        message = f"changes nothing: charge-off comes before, at {end} dpd"
        remarks.warn(("collection", "accelerate_dpd"), message)
    if collection.complaint_pauses and collection.complaint_desk is None:
        message = "without a complaint_desk no complaint is answered"
        remarks.warn(("collection", "complaint_pauses"), message)


def _check_teams(collection: Collection, remarks: Remarks) -> None:
    callers = {
        action.team
        for stage in collection.stages
        for action in stage.actions
        if action.channel == "call"
    }
    early = collection.early_warning
    if early is not None and early.call is not None:
        callers.add(early.call.team)
    for index, team in enumerate(collection.teams):
        if team.name not in callers:
            message = "changes nothing but cost: no action calls with this team"
            remarks.warn(("collection", "teams", index), message)
    actions = [action for stage in collection.stages for action in stage.actions]
    visiting = {action.team for action in actions if action.visit is not None}
    for index, crew in enumerate(collection.field_teams):
        if crew.name not in visiting:
            message = "changes nothing but cost: no action visits with this team"
            remarks.warn(("collection", "field_teams", index), message)
        elif crew.people == 0:
            message = "can never act: it has nobody"
            remarks.warn(("collection", "field_teams", index, "people"), message)
