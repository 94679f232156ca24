"""The platform under one policy at a time: relief, desks, teams, and who is told what happened."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from arrears.engines.simpy.account import Account
from arrears.engines.simpy.arrangement import start_relief
from arrears.engines.simpy.case import Application
from arrears.engines.simpy.compliance import Compliance
from arrears.engines.simpy.course import Course
from arrears.engines.simpy.court import Court
from arrears.engines.simpy.desk import ComplaintDesk, ReviewDesk
from arrears.engines.simpy.early_warning import EarlyWarning
from arrears.engines.simpy.eligibility import is_eligible, is_verified
from arrears.engines.simpy.field import Field
from arrears.engines.simpy.fund import HardshipFund
from arrears.engines.simpy.gestures import Gestures
from arrears.engines.simpy.guarantor import Guarantor
from arrears.engines.simpy.halts import Halts
from arrears.engines.simpy.lists import Lists
from arrears.engines.simpy.pauses import Pauses
from arrears.engines.simpy.rewards import Rewards
from arrears.engines.simpy.sale import Sale
from arrears.engines.simpy.sight import Sight
from arrears.engines.simpy.stages import Stages
from arrears.engines.simpy.teaching import Teaching
from arrears.engines.simpy.team import CallTeam
from arrears.engines.simpy.tracing import SkipTracing
from arrears.engines.simpy.turn import Life
from arrears.engines.simpy.work import NO_WORK, Work
from arrears.policies.credit import Underwriting
from arrears.policies.settings import Collection, Relief, Who
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.supply import NewLoans
    from arrears.engines.simpy.world import World

__all__ = ["Platform"]


class Platform:
    """What the platform is and knows; the work itself is done by its stages, lists and desks."""

    def __init__(self, world: "World", policy: Collection, place: int = 0) -> None:
        self.world, self.place = world, place
        # What rows without an account say of whose they are, see `Log`.
        self.unowned = -2 - place if world.log.others else -1
        self.files: dict[int, Account] = {}  # accounts in arrears or charged off, by number
        self.pauses = Pauses(world, self)
        self.compliance = Compliance(world, self)
        self.halts = Halts(self)
        self.review_desk = ReviewDesk(world, self)
        self.complaint_desk = ComplaintDesk(world, self)
        self.teams: dict[str, CallTeam] = {}
        self.field: Field | None = None  # where there are visits
        self.tracing = SkipTracing(world, self)
        self.guarantor, self.sale = Guarantor(world, self), Sale(world, self)
        self.court = Court(world, self)
        self.fund, self.gestures = HardshipFund(self), Gestures(self)
        self.rewards, self.teaching = Rewards(world, self), Teaching(world, self)
        self.outside: tuple[
            Guarantor | Sale | Court, ...
        ] = ()  # those that have terms, in their order
        self.stages = Stages(world, self)
        self.lists = Lists(world, self)
        self.sight, self.warning = Sight(world, self), EarlyWarning(world, self)
        self.course = Course(self)
        self.course.settle(policy)
        self.supply: NewLoans | None = None  # where supply is not fixed
        self._take_up(policy)

    def _take_up(self, policy: Collection) -> None:
        self.policy = policy
        self._everybody = {id(who) for who in _filters(policy) if who.is_everybody}
        self._looks_closer = {id(who) for who in _filters(policy) if who.looks_closer}
        reliefs = {relief.name: relief for relief in policy.relief}
        self.offers = [[reliefs[name] for name in stage.offers] for stage in policy.stages]
        self._forgiving = [any(relief.forgives for relief in offers) for offers in self.offers]
        self._staff_teams(policy)
        if self.field is None and _visits(policy):
            self.field = Field(self.world, self)
        if self.field is not None:
            self.field.take_up(policy)
        self.review_desk.staff(policy.review_desk)
        self.complaint_desk.staff(policy.complaint_desk)
        self.compliance.take_up(policy)
        self.halts.take_up(policy)
        self.guarantor.take_up(policy.guarantee)
        self.sale.take_up(policy.sale)
        self.court.take_up(policy.legal)
        self.fund.take_up(policy.hardship_fund)
        self.gestures.take_up(policy)
        outside = (self.guarantor, self.sale, self.court)
        self.outside = tuple(each for each in outside if each.terms is not None)
        self.stages.take_up(policy)
        self.lists.take_up(policy)
        self.warning.take_up(policy.early_warning, reliefs)

    @property
    def underwriting(self) -> Underwriting | None:
        """Who is lent to today."""
        supply = self.supply
        return self.policy.underwriting if supply is None else supply.underwriting

    def _staff_teams(self, policy: Collection) -> None:
        """Give each team its people; a team that was there before keeps its list."""
        before, self.teams = self.teams, {}
        for place, team in enumerate(policy.teams):
            crew = before.pop(team.name, None)
            if crew is None:
                crew = CallTeam(self.world, self, team, place)
                self.world.process(crew.work())
            else:
                crew.staff(team, place)
            self.teams[team.name] = crew
        for crew in before.values():
            crew.is_closed = True

    def adopt(self, policy: Collection) -> Life:
        """Take up another policy on day 0, after the burn-in.

        What both policies have goes on as it was: stages and actions of the same name, teams,
        desks, reminders. What is new begins; what is gone ends.
        """
        yield self.world.turn(0, Phase.MACRO, 1)
        self.course.settle(policy)
        if policy != self.policy:
            self.change(policy, 0)

    def change(self, policy: Collection, day: int) -> None:
        """Work by another policy from this morning on; what both have goes on as it was."""
        reminders = self.policy.before_due
        kept = self.stages.leave_what_is_gone(policy, day)
        waiting = self.lists.waiting()
        self._take_up(policy)
        self.stages.carry_over(kept, day)
        self.lists.carry_over(kept, waiting, day)
        self.lists.carry_over_reminders(reminders)
        for number, account in self.files.items():
            if number not in kept:
                self.stages.enter(account, day, Phase.MACRO, first_day=day)
            self.stages.look_again(account, day)
            if account.borrower.reach.known_dead:
                self.tracing.begin(account, day, Phase.MACRO)

    # Relief ---------------------------------------------------------------------------------

    def has_hope(self, account: Account) -> bool:
        """Whether relief that forgives something is on offer, so that waiting may pay."""
        stage = account.work.stage
        return stage >= 0 and self._forgiving[stage]

    def relief_to_apply_for(self, account: Account) -> Relief | None:
        """Return what this account may apply for: in its stage or, before any, in the first."""
        if account.work.review_open:
            return None
        return self._first(account, max(0, account.work.stage), "application")

    def relief_to_offer(self, account: Account) -> Relief | None:
        """Return the relief that a collector may offer this account now."""
        relief = self._first(account, account.work.stage, "offer")
        if relief is not None and relief.verifies == "income_loss":
            return relief if is_verified(relief, account) else None
        return relief

    def _first(self, account: Account, stage: int, trigger: str) -> Relief | None:
        if account.relief is not None:
            return None
        if not 0 <= stage < len(self.offers):
            return None
        day = self.world.today
        for relief in self.offers[stage]:
            if relief.trigger == trigger and is_eligible(relief, account, day):
                return relief
        return None

    def apply(
        self, account: Account, relief: Relief, day: int, honesty: Cause, agent: int = -1
    ) -> None:
        """Take in an application for relief, perhaps by an agent, who has coached the borrower."""
        name = self.world.code(relief.name)
        account.log_work(
            day, Phase.BORROWER, Event.APPLICATION, 0, honesty, action=name, person=agent
        )
        account.borrower.reach.restore(day, Phase.BORROWER)
        account.work.review_open = True
        account.work.showed_plan_on = day
        self.compliance.duties.application_came(account, day)
        self.compliance.restarts(account, "acknowledgement", day)
        is_honest = honesty is Cause.HONEST
        case = Application(
            account, day, relief=relief, is_honest=is_honest, is_coached=agent >= 0
        )  # fmt: skip
        self.review_desk.take_in(case)

    def grant(
        self, account: Account, relief: Relief, day: int, phase: Phase, *,
        cause: Cause = Cause.NONE, is_stated: bool = False,
    ) -> None:  # fmt: skip
        """Start relief: the second schedule, goodwill, some ease of mind."""
        borrower = account.borrower
        if self.fund.refuses(account, relief, day, phase):
            return
        self.compliance.offered(account, day)
        start_relief(account, relief, day, phase, cause=cause, is_stated=is_stated)
        self.world.town.relief_granted(account.owner)
        if account.is_closed:
            return
        household = self.world.household
        if cause is not Cause.MANDATED:  # nobody thanks the lender for what the law gives
            borrower.feelings.like(household.willingness.relief_goodwill, day, self.place)
        points = household.distress.relief_granted_points
        borrower.strain.add(day, phase, points, Cause.COLLECTION, account.number)
        self.stages.look_again(account, day)
        borrower.follow_plan()

    # Whom -----------------------------------------------------------------------------------

    def fits(self, who: Who, account: Account) -> bool:
        """Return whether everything that is said of whom to treat holds today."""
        if id(who) in self._everybody:
            return True
        work, day = account.work, self.world.today
        silence = max(0, day - max(work.right_party_on, account.spell_opened))
        return (
            (not who.segments or account.borrower.segment in who.segments)
            and who.balance_min <= account.balance
            and (who.balance_max is None or account.balance <= who.balance_max)
            and work.broken_promises >= who.broken_promises_min
            and silence >= who.days_without_right_party_min
            and (who.pays == "any" or (who.pays == "auto_debit") == account.borrower.has_auto_debit)
            and (who.macro == "any" or (who.macro == "downturn") == self.world.is_downturn(day))
            and (id(who) not in self._looks_closer or self.sight.fits(who, account))
        )

    # What the platform is told --------------------------------------------------------------

    def missed(self, account: Account, day: int) -> None:
        """Open the file of an account that missed an instalment."""
        if account.work is NO_WORK:
            account.work = Work()
        self.files[account.number] = account
        if self.world.limits is not None:
            self.world.limits.missed(account, day)
        self.compliance.missed(account, day)
        self.rewards.missed(account)
        self.gestures.missed(account, day)
        self.stages.look_again(account, day)
        self.stages.look_again(account, day + self.policy.grace_days + 1)

    def paid(self, account: Account, amount: int, day: int, phase: Phase) -> None:
        """Look at the stage again this evening; let an agency take its share of a payment."""
        if self.field is not None:
            self.field.paid(account, day)
        self.compliance.restarts(account, "payment", day)
        if account.work is NO_WORK:
            return
        if account.number in self.files or account.relief is not None:
            self.stages.look_again(account, day)
        agency = self.stages.agency_of(account)
        if agency is not None:
            fee = round(amount * agency.fee_share)
            actor = self.world.code(agency.name)
            account.log_work(day, phase, Event.COST, fee, Cause.AGENCY_FEE, actor=actor)

    def reached(self, account: Account, day: int) -> None:
        """Begin the lists anew for an account whose borrower's number works again."""
        self.lists.resume(account, day + 1)

    def close_file(self, account: Account, day: int, phase: Phase) -> None:
        """Close the file of an account that owes nothing any more, if there is one.

        An account without a file may be in a stage: current by contract, behind on its plan.
        """
        self.put_away(account, day, phase)
        if self.world.bureau is not None:
            self.world.bureau.paid(account, day)
        if self.world.limits is not None:
            self.world.limits.paid(account, day)
        self.compliance.forget(account)
        if account.work is not NO_WORK:
            account.work.asked_to_stop = False

    def put_away(self, account: Account, day: int, phase: Phase) -> None:
        """End the lender's own work on an account, whether it is paid or another's from now on."""
        self.files.pop(account.number, None)
        if account.work is not NO_WORK:
            self.pauses.end(account, day, phase)
            self.stages.leave(account, day, phase)
            account.work.withheld.clear()


def _filters(policy: Collection) -> Iterator[Who]:
    """Yield everything in a policy that says whom something is for."""
    yield from (reminder.who for reminder in policy.before_due)
    yield from (relief.who for relief in policy.relief)
    if policy.sale is not None:
        yield policy.sale.who
    if policy.legal is not None:
        yield policy.legal.who
    for stage in policy.stages:
        yield stage.who
        yield from (action.who for action in stage.actions)


def _visits(policy: Collection) -> bool:
    """Return whether a policy visits anybody, or pays for people who could."""
    actions = (action for stage in policy.stages for action in stage.actions)
    return bool(policy.field_teams) or any(action.visit is not None for action in actions)
