"""What may be wrong with a supply that follows the return: nothing to go by, nothing to re-set."""

from arrears.policies.supply import Supply
from arrears.scenario.problems import KeyPath
from arrears.scenario.remarks import Remarks
from arrears.scenario.schema import Settings
from arrears.scenario.switches import ADJUSTED, parts_of

__all__ = ["check_supply"]


def check_supply(settings: Settings, remarks: Remarks) -> None:
    """Note cut-offs without a score, targets without a burn-in, and books without new loans.

    Parameters
    ----------
    settings : Settings
        Valid key by key.
    remarks : Remarks
        Takes errors and warnings.
    """
    collections = [settings.collection, *(lender.collection for lender in settings.platforms)]
    for place, collection in enumerate(collections):
        where: KeyPath = ("platforms", place - 1, "collection") if place else ("collection",)
        if collection.supply is not None:
            has_score = collection.underwriting is not None
            _check(collection.supply, settings, remarks, (*where, "supply"), has_score=has_score)
    worlds = enumerate(settings.counterfactuals)
    asked = [place for place, world in worlds if ADJUSTED in parts_of(world)]
    if asked and not any(collection.supply for collection in collections):
        path: KeyPath = ("counterfactuals", asked[0])
        remarks.warn(path, f"{ADJUSTED} changes nothing where no lender's `supply` is described")


def _check(
    supply: Supply, settings: Settings, remarks: Remarks, path: KeyPath, *, has_score: bool
) -> None:
    if supply.cutoff_gain and not has_score:
        message = "needs collection.underwriting: without a score there is no cut-off"
        remarks.error((*path, "cutoff_gain"), message)
    if settings.portfolio.book != "open":
        message = f"changes nothing: a book that is {settings.portfolio.book} has no new loans"
        remarks.warn(path, message)
    months = settings.burn_in_months
    if supply.target_monthly_rate is None and months < supply.reference_months:
        message = f"is {supply.reference_months}, but burn_in_months is {months}"
        advice = "set target_monthly_rate, or a longer burn-in"
        remarks.error((*path, "reference_months"), f"{message}; {advice}")
