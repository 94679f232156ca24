"""What may be wrong with desks and halts: nobody to decide, answers always late, idle levers."""

from arrears.policies.desk import Desk, ReviewDesk
from arrears.policies.settings import Collection
from arrears.scenario.problems import KeyPath
from arrears.scenario.remarks import Remarks

__all__ = ["check_desks"]

_NEEDED = {
    "automation_sensitivity_share": "automation_share",
    "automation_specificity_share": "automation_share",
    "automation_cost": "automation_share",
    "appeal_days": "appeal_share",
    "appeal_sensitivity_share": "appeal_share",
    "appeal_specificity_share": "appeal_share",
}
"""Keys of the review desk that change nothing while another is 0."""


def check_desks(collection: Collection, remarks: Remarks) -> None:
    """Note desks at which cases can never be decided, and keys that change nothing.

    Parameters
    ----------
    collection : Collection
        Valid key by key.
    remarks : Remarks
        Takes errors and warnings.
    """
    for key in ("review_desk", "complaint_desk"):
        desk: Desk | None = getattr(collection, key)
        if desk is not None:
            _check_desk(desk, ("collection", key), remarks)
    if collection.review_desk is not None:
        _check_review(collection.review_desk, ("collection", "review_desk"), remarks)
    _check_halts(collection, remarks)


def _check_desk(desk: Desk, path: KeyPath, remarks: Remarks) -> None:
    for index, step in enumerate(desk.steps):
        here = (*path, "steps", index)
        if step.people == 0:
            message = "found 0: every case stops here, and none is ever decided"
            remarks.warn((*here, "people"), message)
        if step.lost_share == 1:
            message = "found 1: papers are lost at every hand-over, and no case gets any farther"
            remarks.error((*here, "lost_share"), message)
        if step.lost_days and not step.lost_share:
            remarks.warn((*here, "lost_days"), "changes nothing: lost_share is 0")
        if step.document_days and not step.document_rounds_max:
            remarks.warn((*here, "document_days"), "changes nothing: document_rounds_max is 0")
    if desk.answer_days is not None and desk.answer_days < desk.least_days:
        message = (
            f"found {desk.answer_days}; least_days is {desk.least_days}, so every answer is late"
        )
        remarks.warn((*path, "answer_days"), message)
    if len(desk.weekdays) != len(set(desk.weekdays)):
        remarks.error((*path, "weekdays"), "names a day twice")


def _check_review(desk: ReviewDesk, path: KeyPath, remarks: Remarks) -> None:
    for key, needed in _NEEDED.items():
        if remarks.says((*path, key)) and not getattr(desk, needed):
            remarks.warn((*path, key), f"changes nothing: {needed} is 0")


def _check_halts(collection: Collection, remarks: Remarks) -> None:
    """Refuse two orders for the same time: nobody could say which of them stopped contact."""
    for second, halt in enumerate(collection.halts):
        for other in collection.halts[:second]:
            begins = max(halt.from_month, other.from_month)
            if begins < min(halt.from_month + halt.months, other.from_month + other.months):
                message = f"overlaps with {other.name} in month {begins}; end one where one begins"
                remarks.error(("collection", "halts", second, "from_month"), message)
