"""What may be wrong with relief, and with the fund that grants are paid from."""

from collections.abc import Sequence

from arrears.policies.relief import Relief
from arrears.policies.settings import Collection
from arrears.portfolio.settings import Shock
from arrears.scenario.problems import KeyPath
from arrears.scenario.remarks import Remarks

__all__ = ["check_relief", "check_relief_shocks"]

_UNASKED = frozenset({"automatic", "mandated"})


def check_relief(collection: Collection, remarks: Remarks) -> None:
    """Note relief that nobody can get, terms without effect, and grants without a fund."""
    offered = {name for stage in collection.stages for name in stage.offers}
    early = collection.early_warning.call if collection.early_warning is not None else None
    if early is not None and early.offer is not None:
        offered.add(early.offer)
    at_law = {step.relief for step in collection.legal.steps} if collection.legal else set()
    applied_for = False
    for index, relief in enumerate(collection.relief):
        path: KeyPath = ("collection", "relief", index)
        _check_reduction(relief, path, remarks)
        _check_reach(relief, collection, path, remarks)
        if relief.trigger in _UNASKED:
            if relief.name in offered:
                message = f"changes nothing in offers: found {relief.trigger}, nobody asks for it"
                remarks.warn((*path, "trigger"), message)
        elif relief.name not in offered:
            if relief.name not in at_law:
                remarks.warn(path, "changes nothing: no stage offers it")
        elif relief.trigger == "application":
            applied_for = True
            if collection.review_desk is None:
                message = "found application, but there is no review_desk to decide"
                remarks.error((*path, "trigger"), message)
    if collection.review_desk is not None and not applied_for:
        message = "changes nothing but cost: no relief on application is offered"
        remarks.warn(("collection", "review_desk"), message)
    has_grants = any(relief.grant is not None for relief in collection.relief)
    if collection.hardship_fund is not None and not has_grants:
        remarks.warn(("collection", "hardship_fund"), "changes nothing: no relief is a grant")


def _check_reduction(relief: Relief, path: KeyPath, remarks: Remarks) -> None:
    if relief.reduction_share and not relief.reduced_months:
        remarks.warn((*path, "reduction_share"), "changes nothing: reduced_months is 0")
    if relief.reduced_months and not relief.reduction_share:
        remarks.warn((*path, "reduced_months"), "changes nothing: reduction_share is 0")


def _check_reach(relief: Relief, collection: Collection, path: KeyPath, remarks: Remarks) -> None:
    """Note what can never be granted, or is asked of the wrong people."""
    if relief.grant is not None and collection.hardship_fund is None:
        message = "found a grant, but there is no hardship_fund to pay it; set hardship_fund"
        remarks.error((*path, "grant"), message)
    ends = relief.settlement is None and relief.from_dpd > collection.charge_off_dpd
    if ends:
        message = f"can never act: charge-off comes before, at {collection.charge_off_dpd} dpd"
        remarks.warn((*path, "from_dpd"), message)
    if relief.interest_free and relief.freeze_months:
        message = "changes nothing of interest: the plan is interest_free throughout"
        remarks.warn((*path, "freeze_months"), message)


def check_relief_shocks(collection: Collection, kinds: Sequence[Shock], remarks: Remarks) -> None:
    """Note shocks that there are not, and programmes that can end none."""
    names = [kind.name for kind in kinds]
    for index, relief in enumerate(collection.relief):
        path: KeyPath = ("collection", "relief", index)
        for place, name in enumerate(relief.shocks):
            if name not in names:
                remarks.unknown((*path, "shocks", place), "shock", name, names)
        if relief.retraining is not None and not any(kind.retraining for kind in kinds):
            message = "changes nothing: no kind of shock is ended by retraining"
            remarks.warn((*path, "retraining"), message)
