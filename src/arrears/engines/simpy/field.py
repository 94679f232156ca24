"""Field work of one platform: which visits are announced, meant, called off or owed."""

from collections import defaultdict
from typing import TYPE_CHECKING

from arrears.engines.simpy.announcement import Announcement, Credibility
from arrears.engines.simpy.contact import Errand, errand_of
from arrears.engines.simpy.entry import Entry
from arrears.engines.simpy.field_team import FieldCrew
from arrears.engines.simpy.work import NEVER
from arrears.errors import EngineError
from arrears.policies.settings import Collection, terms_of
from arrears.portfolio import people
from arrears.terms import Cause

if TYPE_CHECKING:
    from arrears.engines.simpy.account import Account
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["Field"]


class Field:
    """Keeps the visits to come by day: to be announced, expected, and with the team that goes."""

    def __init__(self, world: "World", platform: "Platform") -> None:
        if world.household.visits is None:
            raise EngineError("behaviour.visits is empty; visits need it")
        self.world, self.platform, self.visiting = world, platform, world.household.visits
        self.credibility = Credibility(self.visiting)
        self.to_announce: dict[int, list[Entry]] = defaultdict(list)
        self.expected: dict[int, list[Entry]] = defaultdict(list)
        self.crews: dict[str, FieldCrew] = {}
        self._announced_for: dict[int, int] = {}  # by account: the day, if it was read
        self._seconds: dict[int, tuple[int, int]] = {}  # by account: day of the second visit, spell
        self._paid_on: dict[int, int] = {}
        self._errands: dict[tuple[int, int], Errand] = {}

    def take_up(self, policy: Collection) -> None:
        """Work by another policy from now on; a team that was there before keeps its list."""
        self._errands = {}
        before, self.crews = self.crews, {}
        for place, team in enumerate(policy.field_teams, start=len(policy.teams)):
            crew = before.pop(team.name, None)
            if crew is None:
                crew = FieldCrew(self.world, self.platform, self, team, place)
                self.world.process(crew.work())
            else:
                crew.staff(team, place)
            self.crews[team.name] = crew
        for crew in before.values():
            crew.is_closed = True

    def lists(self) -> list[dict[int, list[Entry]]]:
        """Return every list on which visits wait."""
        crews = (crew.lists for crew in self.crews.values())
        return [self.to_announce, self.expected, *crews]

    def paid(self, account: "Account", day: int) -> None:
        """Remember when an account last paid."""
        self._paid_on[account.number] = day

    # Before anybody goes --------------------------------------------------------------------

    def plan(self, entry: Entry, day: int) -> None:
        """Put a visit on the lists: announced first, unless it is a second or unannounced one."""
        second = self.second_visit(entry.account)
        if second is not None:
            self.send(entry, second if second > self.world.today else day)
        elif terms_of(entry.action).announced_days:
            self.to_announce[day].append(entry)
        else:
            self.send(entry, day)

    def second_visit(self, account: "Account") -> int | None:
        """Return the day of the second visit that follows a first one in this spell, if any."""
        day, spell = self._seconds.get(account.number, (NEVER, -1))
        return day if spell == account.spell else None

    def send(self, entry: Entry, day: int) -> None:
        """Put a visit on the list of its team for the next working day."""
        crew = self.crews[entry.action.team or ""]
        crew.lists[self.world.calendar.next_working(day)].append(entry)

    def announce(self, day: int) -> None:
        """Send those who are expected today, or let them be expected in vain; announce others."""
        for entry in sorted(self.expected.pop(day, ()), key=_by_priority):
            if self.platform.lists.release(entry, day):
                self._keep_word(entry, day)
        for entry in sorted(self.to_announce.pop(day, ()), key=_by_priority):
            if self.platform.lists.release(entry, day) and self.is_needed(entry, day):
                self._announce_when_lawful(entry, day, entry.action.between[0] // 60)

    def _announce_when_lawful(self, entry: Entry, day: int, minute: int) -> None:
        """Announce at a minute, or at the first lawful one of the action's window."""
        permit = self.platform.compliance.errand(
            entry.account, self._errand(entry), day, minute, until=entry.action.between[1] // 60,
            rest_days=entry.action.every_days,
        )  # fmt: skip
        if permit.day == day:
            self._announce_when_lawful(entry, day, permit.minute)
        elif permit.is_granted:
            self._announce(entry, day, minute)
        else:
            self.platform.lists.again(entry, permit.day)

    def _announce(self, entry: Entry, day: int, minute: int) -> None:
        terms, account = terms_of(entry.action), entry.account
        comes = self.world.calendar.next_working(day + terms.announced_days)
        belief = self.credibility.of(account.borrower.number, day)
        announcement = Announcement(
            self.world, self._errand(entry), account, day, minute,
            terms=self.visiting, days=comes - day, belief=belief,
        )  # fmt: skip
        self._announced_for.pop(account.number, None)
        if announcement.make():
            self._announced_for[account.number] = comes
        if comes < self.world.horizon:
            self.expected[comes].append(entry)

    def _errand(self, entry: Entry) -> Errand:
        """Return the message that announces an action's visits, looked up once."""
        told = entry.errand
        key = (told.stage, told.action)
        if key not in self._errands:
            channel = terms_of(entry.action).announce_by
            cost = 0 if entry.account.platform.stages.agency_of(entry.account) else int(
                getattr(self.platform.policy.prices, channel)
            )  # fmt: skip
            names = self.world.log.vocabulary.names
            self._errands[key] = errand_of(
                self.world, told.name, channel, entry.action.tone, stage=names[told.stage],
                cost=cost,
            )  # fmt: skip
        return self._errands[key]

    def _keep_word(self, entry: Entry, day: int) -> None:
        """Send the visitors who were announced for today, if the announcement was meant."""
        share = terms_of(entry.action).follow_through_share
        if entry.account.borrower.nth("follow_through") < share:
            self.crews[entry.action.team or ""].lists[day].append(entry)
        else:
            self.stay_away(entry.account, day)
            self.platform.lists.again(entry, day + entry.action.every_days)

    def stay_away(self, account: "Account", day: int) -> None:
        """Note that nobody came on the day that was announced, which is not forgotten."""
        if self._announced_for.get(account.number) == day:
            self.credibility.lose(account.borrower.number, day)
            del self._announced_for[account.number]

    def is_needed(self, entry: Entry, day: int) -> bool:
        """Return whether preparation finds a visit to be right and needed; else put it off."""
        terms, account = terms_of(entry.action), entry.account
        if self.second_visit(account) is not None:
            return True
        if terms.asks_consent and not self.has_consent(account):
            self.platform.pauses.nothing_done(account, day, Cause.DROPPED)
            self.platform.lists.again(entry, day + entry.action.every_days)
            return False
        paid_on = self._paid_on.get(account.number, NEVER)
        if day - paid_on < terms.spare_paid_days:
            self.platform.lists.again(entry, paid_on + terms.spare_paid_days)
            return False
        has_wrong_debt = bool(account.borrower.traits[people.WRONG_DEBT])
        if has_wrong_debt and account.borrower.nth("preparation") < terms.wrong_debt_found_share:
            self.platform.pauses.nothing_done(account, day, Cause.DROPPED)
            self.platform.lists.again(entry, day + entry.action.every_days)
            return False
        return True

    def has_consent(self, account: "Account") -> bool:
        """Return whether the borrower agrees to be visited, once and for all."""
        chance = self.world.draw("visit_consent", account.borrower.number, 0)
        return chance < self.visiting.consent_share

    # When somebody goes ---------------------------------------------------------------------

    def go(self, entry: Entry, day: int) -> None:
        """Note that visitors are on their way; they come a second time if the terms say so."""
        account, terms = entry.account, terms_of(entry.action)
        self.credibility.restore(account.borrower.number)
        self._announced_for.pop(account.number, None)
        is_first = self.second_visit(account) is None
        if is_first and terms.follow_up_days:
            self._seconds[account.number] = (day + terms.follow_up_days, account.spell)
        else:
            self._seconds.pop(account.number, None)

    def been(self, entry: Entry, day: int) -> None:
        """Put the next visit on the lists."""
        if entry.is_current:
            self.platform.lists.again(entry, day + entry.action.every_days)


def _by_priority(entry: Entry) -> tuple[int, int, str]:
    return entry.action.priority, entry.account.number, entry.action.name
