"""What never acts for want of people, time, money or room."""

from arrears.part import as_clock
from arrears.policies.settings import Action, Collection
from arrears.policies.visiting import FieldTeam
from arrears.scenario.problems import KeyPath
from arrears.scenario.remarks import Remarks

__all__ = ["check_capacity", "check_way"]


def check_capacity(collection: Collection, remarks: Remarks) -> None:
    """Note desks and teams of nobody, empty funds, courts without room, and ways too long.

    Parameters
    ----------
    collection : Collection
        Valid key by key.
    remarks : Remarks
        Takes errors and warnings.
    """
    _check_desks(collection, remarks)
    legal, fund = collection.legal, collection.hardship_fund
    if legal is not None and legal.quota_per_month == 0:
        message = "can never act: found 0, so nothing that is filed is ever taken in"
        remarks.warn(("collection", "legal", "quota_per_month"), message)
    has_grants = any(relief.grant is not None for relief in collection.relief)
    if fund is not None and fund.budget_per_year == 0 and has_grants:
        message = "can never act: found 0, and every grant is paid out of it"
        remarks.warn(("collection", "hardship_fund", "budget_per_year"), message)
    early = collection.early_warning.call if collection.early_warning is not None else None
    nobody = [team.name for team in collection.teams if team.people == 0]
    if early is not None and early.team in nobody:
        message = f"can never act: team {early.team} has nobody"
        remarks.warn(("collection", "early_warning", "call", "team"), message)
    for index, crew in enumerate(collection.field_teams):
        if crew.travel_minutes >= crew.hours_per_day * 60:
            message = (
                f"found {crew.travel_minutes:g}: the way to one home is no shorter than the "
                f"working day of {crew.hours_per_day * 60:g} minutes"
            )
            remarks.warn(("collection", "field_teams", index, "travel_minutes"), message)


def _check_desks(collection: Collection, remarks: Remarks) -> None:
    desk, review = collection.complaint_desk, collection.review_desk
    if desk is not None and desk.people == 0:
        message = "can never act: it has nobody, and no complaint is ever answered"
        remarks.warn(("collection", "complaint_desk", "people"), message)
    if review is None or review.people:
        return
    path: KeyPath = ("collection", "review_desk", "people")
    if review.automation_share < 1:
        rest = " that the machine leaves" if review.automation_share else ""
        message = f"can never act: it has nobody, and no application{rest} is ever decided"
        remarks.warn(path, message)
    elif review.appeal_share:
        remarks.warn(path, "can never act: it has nobody, and no appeal is ever decided")


def check_way(action: Action, crew: FieldTeam, path: KeyPath, remarks: Remarks) -> None:
    """Note visits for which the way is so long that nobody arrives in time.

    Parameters
    ----------
    action : Action
        A visit.
    crew : FieldTeam
        Who makes it.
    path : tuple
        Key path of the action.
    remarks : Remarks
        Takes the warning.
    """
    preparation = action.visit.preparation_minutes if action.visit is not None else 0.0
    arrives = crew.opens + (crew.travel_minutes + preparation) * 60
    ends = action.between[1]
    if arrives >= ends and crew.opens < ends:  # a team that begins later is refused elsewhere
        minutes = crew.travel_minutes + preparation
        message = (
            f"can never act: field team {crew.name} sets out at {as_clock(crew.opens)} and needs "
            f"{minutes:g} minutes to one home, but visits end at {as_clock(ends)}"
        )
        remarks.warn((*path, "between"), message)
