"""What may be wrong across the keys of a product, or of an amount that is drawn."""

from collections.abc import Sequence

from arrears.portfolio.settings import Product
from arrears.scenario.problems import KeyPath
from arrears.scenario.remarks import Remarks

__all__ = ["check_offered", "check_product", "check_spread"]

FARTHEST_SIGMAS = 8.3  # a standard normal from one 53-bit uniform reaches no farther
LARGEST_LOG_AMOUNT = 34.0  # e^34 minor units: times 10^3 stays below 2^62


def check_offered(
    products: Sequence[Product], segments: Sequence[str], path: KeyPath, remarks: Remarks
) -> None:
    """Refuse products for segments that there are not, and segments that are offered none."""
    for index, product in enumerate(products):
        for place, name in enumerate(product.who.segments):
            if name not in segments:
                where = (*path, index, "who", "segments", place)
                remarks.unknown(where, "segment", name, segments)
    for segment in segments:
        if not any(product.who.fits(segment) and product.share for product in products):
            remarks.error(path, f"none is offered to {segment}; let one be for it, or for all")


def check_spread(median: int, sigma: float, path: KeyPath, remarks: Remarks) -> None:
    """Refuse log-normal amounts whose far tail leaves 64 bits."""
    if median.bit_length() * 0.6931472 + FARTHEST_SIGMAS * sigma > LARGEST_LOG_AMOUNT:
        message = f"median {median / 100:g} with sigma {sigma:g} gives amounts too large to count"
        remarks.error(path, message)


def check_product(product: Product, path: KeyPath, remarks: Remarks) -> None:
    """Note bounds that cross, amounts that cannot be counted, and rates hardly meant."""
    low, middle, high = product.principal_min, product.principal.median, product.principal_max
    if low == 0:
        remarks.error((*path, "principal_min"), "found 0; a principal is positive")
    if low > high:
        message = f"principal_min is {low / 100:g} but principal_max is {high / 100:g}"
        remarks.error((*path, "principal_min"), message)
    elif not low <= middle <= high:
        message = (
            f"found {middle / 100:g}; it lies between principal_min {low / 100:g} and "
            f"principal_max {high / 100:g}"
        )
        remarks.error((*path, "principal", "median"), message)
    check_spread(middle, product.principal.sigma, (*path, "principal"), remarks)
    if sorted(product.allocation) != ["fees", "interest", "penalty", "principal"]:
        found = ", ".join(product.allocation)
        message = f"found {found}; each of fees, penalty, interest and principal stands once"
        remarks.error((*path, "allocation"), message)
    for key in ("rate", "penalty_rate"):
        rate = getattr(product, key)
        if rate > 1:
            message = f"{rate:g} is {rate:.0%} a year; did you mean {rate / 100:g}?"
            remarks.warn((*path, key), message)
    if product.kind == "interest_free" and product.rate > 0:
        remarks.warn(
            (*path, "rate"), f"{product.rate:g} changes nothing: the kind is interest_free"
        )
