"""What lies on a desk: an application for relief, or a complaint."""

from dataclasses import dataclass

from arrears.engines.simpy.account import Account
from arrears.policies.settings import Relief

__all__ = ["Application", "Case", "Complaint"]


@dataclass(slots=True)
class Case:
    """One case on its way through departments to the desk that decides or answers it."""

    account: Account
    since: int
    ready_on: int = 0  # until then it is on its way, or waits for papers
    earliest: int = 0  # before this day the desk itself decides nothing
    rounds: int = 0  # of documents, in this department
    is_decided: bool = False

    @property
    def is_void(self) -> bool:
        """Whether nothing is left to decide."""
        return False


@dataclass(slots=True, kw_only=True)
class Application(Case):
    """One application for relief, or the appeal against its refusal."""

    relief: Relief
    is_honest: bool
    is_appeal: bool = False
    is_coached: bool = False

    @property
    def is_void(self) -> bool:
        """Whether the account was closed or charged off meanwhile."""
        return self.account.is_closed or self.account.is_charged_off


@dataclass(slots=True, kw_only=True)
class Complaint(Case):
    """One complaint, and what it is about."""

    cause: int
