"""One more platform: who owes to it, on which terms, and what it does when it is not paid."""

from pydantic import Field

from arrears.part import Name, Part, Share
from arrears.policies.settings import Collection
from arrears.portfolio.settings import AutoDebit, Product

__all__ = ["Lender"]


class Lender(Part):
    """A platform beside the first; one household budget serves them all."""

    name: Name
    account_share: dict[str, Share] | Share = Field(
        default=0.5, description="of borrowers who owe to it too, for all or by segment"
    )
    products: list[Name | Product] = Field(
        default_factory=list,
        description="what is signed there: names of `portfolio.products`, or its own; empty = all "
        "of the portfolio's",
    )
    auto_debit: AutoDebit | None = Field(
        default=None, description="how it debits bound accounts; none = as the first platform"
    )
    collection: Collection = Collection()

    def products_of(self, known: list[Product]) -> list[Product]:
        """Return what is signed there, the shares of named products made to sum to 1.

        Parameters
        ----------
        known : list of Product
            The portfolio's.
        """
        by_name = {product.name: product for product in known}
        chosen = self.products or list(by_name)
        found = [by_name[one] if isinstance(one, str) else one for one in chosen]
        total = sum(product.share for product in found)
        return [product.model_copy(update={"share": product.share / total}) for product in found]

    def share_of(self, segment: str) -> float:
        """Return the share of a segment's borrowers who owe to it too."""
        if isinstance(self.account_share, dict):
            return self.account_share.get(segment, 0.0)
        return self.account_share
