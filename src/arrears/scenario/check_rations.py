"""What is rationed so tightly that there is never room or money for a single case."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from arrears.policies.settings import Collection
from arrears.portfolio.settings import Product
from arrears.scenario.remarks import Remarks

if TYPE_CHECKING:
    from arrears.scenario.schema import Settings

__all__ = ["check_rations"]

_LEVEL = ("equal_instalments", "equal_principal", "interest_free")


def check_rations(
    collection: Collection, products: Sequence[Product], settings: "Settings", remarks: Remarks
) -> None:
    """Note a quota that lets nobody in during the run, and a fund too small for any grant.

    Parameters
    ----------
    collection : Collection
        Of one platform, valid key by key.
    products : sequence of Product
        What is signed there.
    settings : Settings
        The scenario, for the length of the run, its book and its pods.
    remarks : Remarks
        Takes the warnings.
    """
    _check_quota(collection, settings, remarks)
    _check_fund(collection, products, settings, remarks)


def _check_quota(collection: Collection, settings: "Settings", remarks: Remarks) -> None:
    quota = collection.legal.quota_per_month if collection.legal is not None else None
    if not quota:  # none takes in everything; 0 is warned of by itself
        return
    before, months = settings.burn_in_months, settings.horizon_months
    if int((before + months) * quota) == int(before * quota):
        message = (
            f"can never act: found {quota:g}, and in the {months} months of the run that does not "
            "come to one filing"
        )
        remarks.warn(("collection", "legal", "quota_per_month"), message)


def _check_fund(
    collection: Collection, products: Sequence[Product], settings: "Settings", remarks: Remarks
) -> None:
    fund = collection.hardship_fund
    grants = [relief.grant for relief in collection.relief if relief.grant is not None]
    if fund is None or not fund.budget_per_year or not grants:
        return
    instalment = _least_instalment(products, settings)
    asked = min(
        min(grant.instalments * instalment, grant.most or grant.instalments * instalment)
        for grant in grants
    )
    budget = -(-fund.budget_per_year // settings.pods)  # the most that one pod has
    if budget < asked:
        each = f" ({budget / 100:g} in each of {settings.pods} pods)" if settings.pods > 1 else ""
        message = (
            f"can hardly ever act: found {fund.budget_per_year / 100:g}{each}, and a grant is "
            f"seldom below {asked / 100:g}"
        )
        remarks.warn(("collection", "hardship_fund", "budget_per_year"), message)


def _least_instalment(products: Sequence[Product], settings: "Settings") -> int:
    """Return what hardly a first instalment is below, 0 where that cannot be told.

    It is that of the least principal over the longest term, or what is affordable with the median
    income of the poorest segment.
    """
    portfolio = settings.portfolio
    if portfolio.book == "tape" or any(product.kind not in _LEVEL for product in products):
        return 0
    income = min(segment.income.median for segment in portfolio.segments)
    least = (
        min(1.0, product.instalment_factor)
        * min(
            product.principal_min / max(product.term_months),
            product.instalment_income_share * income,
        )
        for product in products
    )
    return int(min(least, default=0.0))
