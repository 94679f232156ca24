"""The people in the seats of a team: who is new, who slips, who is listened to."""

from dataclasses import replace
from typing import TYPE_CHECKING

from arrears.debt import ledger
from arrears.draws import decision_id, draw
from arrears.engines.simpy.account import Account
from arrears.engines.simpy.contact import words_of
from arrears.engines.simpy.entry import Entry
from arrears.engines.simpy.work import NEVER
from arrears.policies.settings import Team
from arrears.terms import Cause, Channel, Entity, Event, Phase, Tone

if TYPE_CHECKING:
    from arrears.engines.simpy.contact import Errand
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Crew"]

_MONTH = 30.4375
_HOUR = 3600


class Crew:
    """Knows since when each seat has its collector, and in which tone that one speaks today."""

    def __init__(self, world: "World", platform: "Platform", team: Team) -> None:
        self.world, self.platform, self.team = world, platform, team
        self.since: dict[int, int] = {}  # of those who came later; all others know their work
        self.successors: dict[int, int] = {}  # how many have had the seat before
        self.careful_until: dict[int, int] = {}
        self.slipped = False  # in the call that is being made
        self.month: int | None = None
        # By identity; the errand itself is kept, so that no other one is ever found at its place.
        self._errands: dict[tuple[int, Tone], tuple[Errand, Errand]] = {}
        names = world.names_of(platform)
        self._leaves = decision_id("collector_leaves", *names, team.name)
        self._skill_later = decision_id("successor_skill", *names, team.name)

    # Months ---------------------------------------------------------------------------------

    def begin(self, day: int, seats: int) -> int:
        """Begin a working day; return the seconds that everybody is trained."""
        month = self.world.calendar_month(day)
        if month == self.month:
            return 0
        is_first, self.month = self.month is None, month
        if self.team.experience is not None and not is_first:
            for seat in range(seats):
                self._maybe_leave(seat, day, month)
        conduct = self.team.conduct
        return round(conduct.training_hours_monthly * _HOUR) if conduct is not None else 0

    def _maybe_leave(self, seat: int, day: int, month: int) -> None:
        terms = self.team.experience
        chance = draw(*self.world.key, int(Entity.COLLECTOR), seat, self._leaves, month)
        if terms is None or chance >= terms.turnover_monthly_share:
            return
        days = day - self.since.get(seat, self.world.first_day)
        self.since[seat], self.successors[seat] = day, self.successors.get(seat, 0) + 1
        self.careful_until.pop(seat, None)
        self._note(day, Event.STAFF_LEFT, days, seat)
        if terms.hiring_cost:
            self._note(day, Event.COST, terms.hiring_cost, seat, Cause.HIRING)

    def _note(self, day: int, event: Event, amount: int, seat: int, cause: int = 0) -> None:
        actor, owner = self.world.code(self.team.name), self.platform.unowned
        self.world.log.add(
            day, Phase.CONTACT, -1, owner, event, amount, cause, actor=actor, person=seat
        )

    # Skill ----------------------------------------------------------------------------------

    def skill(self, seat: int, day: int, first: float) -> float:
        """Return the skill of whoever has a seat; ``first`` is that of who had it first."""
        terms = self.team.experience
        if terms is None or seat not in self.since:
            return first
        number = self.successors[seat]
        chance = draw(*self.world.key, int(Entity.COLLECTOR), seat, self._skill_later, number)
        full = 1.0 + self.team.skill_spread * (2.0 * chance - 1.0)
        learned = min(1.0, (day - self.since[seat]) / (_MONTH * terms.months_to_full))
        return full * (terms.fresh_skill_share + (1.0 - terms.fresh_skill_share) * learned)

    # Tone -----------------------------------------------------------------------------------

    def manner(self, entry: Entry, day: int, seat: int) -> Entry:
        """Return an entry in the tone in which a collector speaks about it today."""
        steps = self._month_end_steps(day)
        self.slipped = self._slips(entry.account, day, seat)
        tone = Tone(min(Tone.HARSH, entry.errand.tone + steps + self.slipped))
        if tone == entry.errand.tone:
            self.slipped = False  # nothing is harsher than harsh
            return entry
        return replace(entry, errand=self._errand(entry.errand, tone))

    def mildly(self, entry: Entry) -> Entry:
        """Return an entry as it is, because the rules keep a collector from a harder tone."""
        self.slipped = False
        return entry

    def _errand(self, errand: "Errand", tone: Tone) -> "Errand":
        key = (id(errand), tone)
        if key not in self._errands:
            words = words_of(self.world, tone, says_consequences=errand.says_consequences)
            self._errands[key] = errand, replace(errand, tone=tone, words=words)
        return self._errands[key][1]

    def _month_end_steps(self, day: int) -> int:
        """Return by how many degrees the tone hardens because the month ends."""
        terms = self.team.commission
        if terms is None or not terms.month_end_steps:
            return 0
        next_month = self.world.due_day(self.world.calendar_month(day) + 1, 1)
        return terms.month_end_steps if next_month - day <= terms.month_end_days else 0

    def _slips(self, account: Account, day: int, seat: int) -> bool:
        terms = self.team.conduct
        if terms is None:
            return False
        share = terms.slip_share * (terms.trained_factor if terms.training_hours_monthly else 1.0)
        return account.borrower.nth("slip") < share and (self.careful_until.get(seat, NEVER) < day)

    # Afterwards -----------------------------------------------------------------------------

    def before(self, account: Account) -> tuple[int, int]:
        """Return what was paid and how often was talked until now."""
        paid = int(account.ledger[ledger.PAID])
        return paid, account.borrower.counts.get("talk_length", 0)

    def after(self, account: Account, day: int, seat: int, until_now: tuple[int, int]) -> None:
        """Share in what was paid, and listen to what was said."""
        team, actor = self.team, self.world.code(self.team.name)
        paid, talks = (
            now - then for now, then in zip(self.before(account), until_now, strict=True)
        )
        if team.commission is not None:
            share = round(paid * team.commission.paid_share)
            if share:
                account.log_work(
                    day, Phase.CONTACT, Event.COST, share, Cause.COMMISSION, actor=actor
                )
        if team.conduct is not None and talks:
            self._audit(account, day, seat, actor)

    def _audit(self, account: Account, day: int, seat: int, actor: int) -> None:
        """Listen to a talk, perhaps; who is found to have slipped takes care for a time."""
        terms = self.team.conduct
        if terms is None or not terms.audit_share:
            return
        if account.borrower.nth("audit") >= terms.recorded_share * terms.audit_share:
            return
        cause = Cause.IMPROPER if self.slipped else Cause.PROPER
        account.log_work(
            day, Phase.CONTACT, Event.AUDITED, 0, cause, actor=actor, person=seat,
            channel=Channel.CALL,
        )  # fmt: skip
        if terms.audit_cost:
            account.log_work(
                day, Phase.CONTACT, Event.COST, terms.audit_cost, Cause.AUDIT, actor=actor
            )
        if self.slipped:
            self.careful_until[seat] = day + terms.audit_effect_days
