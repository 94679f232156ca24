"""What may be wrong with the platforms beside the first."""

from dataclasses import replace

from arrears.behaviour.settings import RollRate
from arrears.portfolio.settings import Product
from arrears.scenario.check_collection import check_collection
from arrears.scenario.check_products import check_offered, check_product
from arrears.scenario.check_rations import check_rations
from arrears.scenario.check_relief import check_relief_shocks
from arrears.scenario.lender import Lender
from arrears.scenario.problems import KeyPath
from arrears.scenario.remarks import Remarks
from arrears.scenario.schema import Settings

__all__ = ["check_lenders"]


def check_lenders(settings: Settings, remarks: Remarks) -> None:
    """Note names that lead nowhere or stand twice, and everything a collection may have wrong."""
    segments = [segment.name for segment in settings.portfolio.segments]
    if settings.platforms and isinstance(settings.behaviour, RollRate):
        message = "behaviour of kind roll_rate knows one platform; leave the others out"
        remarks.error(("platforms",), message)
    if settings.collection.underwriting is not None and settings.portfolio.book == "tape":
        message = "changes nothing: the loans of a tape are granted already"
        remarks.warn(("collection", "underwriting"), message)
    for index, product in enumerate(settings.portfolio.products):
        if product.kind == "revolving" and settings.portfolio.book == "tape":
            message = "found revolving; the loans of a tape have a schedule"
            remarks.error(("portfolio", "products", index, "kind"), message)
    for place, lender in enumerate(settings.platforms):
        path: KeyPath = ("platforms", place)
        if lender.name == settings.collection.platform:
            message = f"{lender.name} is the first platform, whose collection stands by itself"
            remarks.error((*path, "name"), message)
        if isinstance(lender.account_share, dict):
            for name in lender.account_share:
                if name not in segments:
                    remarks.unknown((*path, "account_share", name), "segment", name, segments)
        found = _check_products(lender, settings, path, remarks)
        below = replace(remarks, below=path)
        check_collection(lender.collection, segments, below)
        check_relief_shocks(lender.collection, settings.shocks.kinds, below)
        check_rations(lender.collection, found, settings, below)


def _check_products(
    lender: Lender, settings: Settings, path: KeyPath, remarks: Remarks
) -> list[Product]:
    """Return what is signed; note products that there are not, and segments that sign nothing."""
    known = {product.name: product for product in settings.portfolio.products}
    found = []
    for index, product in enumerate(lender.products or list(known)):
        where: KeyPath = (*path, "products", index)
        if not isinstance(product, str):
            check_product(product, where, remarks)
            found.append(product)
        elif product not in known:
            remarks.unknown(where, "product", product, known)
        else:
            found.append(known[product])
    segments = [segment.name for segment in settings.portfolio.segments]
    check_offered(found, segments, (*path, "products"), remarks)
    return found
