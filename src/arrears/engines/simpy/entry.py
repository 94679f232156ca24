"""One line of a day's list."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.contact import Attempt
from arrears.policies.settings import Action, Stage
from arrears.terms import Channel, Tone

if TYPE_CHECKING:
    from arrears.engines.simpy.world import World

__all__ = ["Entry", "attempt_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One action due for one account; out of date when the file's token has moved on."""

    account: Account
    action: Action
    stage: Stage
    token: int

    @property
    def is_current(self) -> bool:
        """Whether the account is still in the stage that wanted this."""
        return self.token == self.account.work.token


def attempt_of(world: "World", entry: Entry, actor: str = "", person: int = -1) -> Attempt:
    """Return the attempt that an entry of a list asks for."""
    action, agency = entry.action, entry.stage.agency
    return Attempt(
        account=entry.account, action=action.name, stage=entry.stage.name, person=person,
        actor=actor or (agency.name if agency is not None else ""),
        skill=world.skill(actor, person), channel=Channel[action.channel.upper()],
        tone=Tone[action.tone.upper()], due_day=None,
    )  # fmt: skip
