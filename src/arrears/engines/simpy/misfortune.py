"""The misfortunes of a household: each begins, is felt in income and mind, and ends."""

from typing import TYPE_CHECKING

from arrears.engines.simpy.turn import Life
from arrears.portfolio.shocks import Onset
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.borrower import Borrower

__all__ = ["find_work", "shock_points", "suffer"]

_ENDS, _BEGINS = 0, 1  # what one borrower does first when both fall on a day


def suffer(borrower: "Borrower", onsets: list[Onset]) -> Life:
    """Meet one misfortune after another; each ends in a process of its own."""
    world = borrower.world
    for onset in onsets:
        yield world.turn(onset.day, Phase.SHOCK, borrower.number, _BEGINS)
        kind = world.shock_kinds[onset.kind]
        if borrower.has_debts:
            borrower.purse.settle(onset.day - 1)
            borrower.purse.spend(int(borrower.purse.income * kind.expense_share))
        name = world.code(kind.name)
        root = Cause.MACRO if onset.by_downturn else Cause.NONE
        _log(borrower, onset.day, Event.SHOCK_START, onset.days, name, root)
        borrower.strain.add(onset.day, Phase.SHOCK, kind.onset_points, Cause.SHOCK)
        if onset.days:
            borrower.shocks.append(onset)
            _feel(borrower, onset.day)
            world.process(_recover(borrower, onset))
            _be_helped(borrower, onset.day)
        else:
            _log(borrower, onset.day, Event.SHOCK_END, 0, name)


def _feel(borrower: "Borrower", day: int) -> None:
    """Let the shocks in force set income and baseline; of one kind the stronger holds."""
    kinds = {onset.kind for onset in borrower.shocks}
    borrower.income_factor = min(
        (borrower.world.shock_kinds[kind].income_factor for kind in kinds), default=1.0
    )
    borrower.strain.rebase(day)


def shock_points(borrower: "Borrower") -> float:
    """Return the baseline that shocks in force add: the strongest of each kind."""
    if not borrower.shocks:
        return 0.0
    kinds = {onset.kind for onset in borrower.shocks}
    return sum(borrower.world.shock_kinds[kind].distress_points for kind in sorted(kinds))


def _be_helped(borrower: "Borrower", day: int) -> None:
    """Let lenders that help by themselves look at what a shock has done."""
    for account in list(borrower.accounts):
        account.platform.gestures.struck(account, day)


def _recover(borrower: "Borrower", onset: Onset) -> Life:
    """Live through a shock until it ends, early if retraining succeeds."""
    world = borrower.world
    kind = world.shock_kinds[onset.kind]
    end, cause = onset.day + onset.days, 0
    if kind.retraining:
        early = world.retrained_on(borrower, onset)
        if early < end:
            end, cause = early, world.code("retraining")
    yield world.turn(end, Phase.SHOCK, borrower.number, _ENDS)
    if onset in borrower.shocks:  # a programme may have ended it before
        _be_well(borrower, onset, end, cause)


def find_work(borrower: "Borrower", day: int, cause: int) -> None:
    """Let shocks that retraining may end be over."""
    for onset in list(borrower.shocks):
        if borrower.world.shock_kinds[onset.kind].retraining:
            _be_well(borrower, onset, day, cause)


def _be_well(borrower: "Borrower", onset: Onset, day: int, cause: int) -> None:
    """Let a shock be over."""
    if borrower.has_debts:
        borrower.purse.settle(day - 1)
    borrower.shocks.remove(onset)
    name = borrower.world.code(borrower.world.shock_kinds[onset.kind].name)
    _log(borrower, day, Event.SHOCK_END, day - onset.day, name, cause)
    _feel(borrower, day)


def _log(borrower: "Borrower", day: int, event: Event, days: int, name: int, root: int = 0) -> None:
    borrower.world.log.add(day, Phase.SHOCK, borrower.number, -1, event, days, name, root)
