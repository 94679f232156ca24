"""One line of a day's list."""

from dataclasses import dataclass

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.contact import Errand
from arrears.policies.settings import Action

__all__ = ["Entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One action due for one account; out of date when the file's token has moved on."""

    account: Account
    action: Action
    errand: Errand
    token: int

    @property
    def is_current(self) -> bool:
        """Whether the account is still in the stage that wanted this."""
        return self.token == self.account.work.token
