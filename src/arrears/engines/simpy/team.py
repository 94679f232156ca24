"""A team of collectors and its working day."""

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from arrears.draws import decision_id, draw
from arrears.engines.simpy.attempts import attempt_of
from arrears.engines.simpy.crew import Crew
from arrears.engines.simpy.entry import Entry
from arrears.engines.simpy.turn import Life
from arrears.policies import workday
from arrears.policies.settings import Team
from arrears.terms import Cause, Entity, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["CallTeam"]

_PPM = 1_000_000


class CallTeam:
    """Works its list by rank on every working day, as long as any time is left."""

    def __init__(self, world: "World", platform: "Platform", team: Team, place: int) -> None:
        self.world, self.platform = world, platform
        self.lists: dict[int, list[Entry]] = defaultdict(list)
        self.is_closed = False
        self.overrun = np.zeros(0, dtype=np.int64)
        self._skills: dict[int, float] = {}
        self.crew: Crew | None = None  # where more is said of its people than how many they are
        self._held: dict[int, int] = {}  # entries that wait for a lawful second of today
        self._in_breach = False  # the call that is to be made breaks a rule
        self.staff(team, place)

    def staff(self, team: Team, place: int) -> None:
        """Give the team its people and hours; work begun by those who stay is not forgotten."""
        self.team, self.rank = team, 2 + place  # after the automatic messages
        if team.has_people:
            self.crew = self.crew or Crew(self.world, self.platform, team)
            self.crew.team = team
        else:
            self.crew = None
        # A pod has its share of the people.
        people = round(team.people * _PPM / self.world.pods)
        self.count, last_share = workday.servers(people)
        self.opens = team.opens
        closes = team.opens + round(team.hours_per_day * 3600)
        self.last_closes = closes
        self.closes = workday.closing_times(self.count, last_share, team.opens, closes)
        overrun = np.zeros(self.count, dtype=np.int64)
        stay = min(self.count, len(self.overrun))
        overrun[:stay] = self.overrun[:stay]
        self.overrun = overrun

    def skill(self, person: int) -> float:
        """Return a collector's skill: 1 on average; a draw of the person, once."""
        if person not in self._skills:
            names = self.world.names_of(self.platform)
            decision = decision_id("skill", *names, self.team.name)
            chance = draw(*self.world.key, int(Entity.COLLECTOR), person, decision, 0)
            self._skills[person] = 1.0 + self.team.skill_spread * (2.0 * chance - 1.0)
        return self._skills[person]

    def work(self) -> Life:
        """Go through the days."""
        for day in range(max(self.world.today, self.world.first_day), self.world.horizon):
            if self.world.calendar.is_working(day):
                yield self.world.turn(day, Phase.CONTACT, self.rank)
                if self.is_closed:
                    return
                self._work_through(day)

    def _work_through(self, day: int) -> None:
        """Work the day's list until time is up; what is left waits for the next working day."""
        entries = [e for e in self.lists.pop(day, ()) if self.platform.lists.release(e, day)]
        entries.sort(key=lambda entry: self._rank(entry, day))
        free_at = workday.open_day(self.overrun, self.opens)
        if self.crew is not None:
            free_at += self.crew.begin(day, self.count)
        worked, has_rules = 0, self.platform.compliance.law is not None
        self._held.clear()
        going_home = self._hours_of(day, free_at) if has_rules else self.closes
        while entries:
            entry = self._next(entries, free_at)
            entries.remove(entry)
            if not self._still_wanted(entry, day):
                continue
            opens, closes = self._opens(entry), entry.action.between[1]
            server, start = workday.assign(free_at, going_home, max(opens, self.opens), -1)
            if server < 0 or start >= closes:
                self._leave(entry, day)
                continue
            if has_rules and not self._is_lawful(entry, entries, day, start):
                continue
            self._log_queued(entry, day, Cause.WORKED)
            seconds = self._call(entry, day, start, server)
            free_at[server] = start + seconds
            worked += seconds
        self.overrun = workday.close_day(free_at, going_home)
        self._log_shift(day, worked)

    def _hours_of(self, day: int, free_at: NDArray[np.int64]) -> NDArray[np.int64]:
        """Let a part-timer come when the day's lawful hours begin; return who goes home when."""
        law = self.platform.compliance.law
        if law is None or self.count == 0:
            return self.closes
        late = law.opening(day) * 60 - self.opens
        shift = min(late, self.last_closes - int(self.closes[-1]))
        if shift <= 0:
            return self.closes
        free_at[-1] += shift
        closes = self.closes.copy()
        closes[-1] += shift
        return closes

    def _next(self, entries: list[Entry], free_at: NDArray[np.int64]) -> Entry:
        """Return the first entry that may be called when somebody is free next."""
        server = workday.next_server(free_at, self.closes, self.opens)
        now = self.opens if server < 0 else max(self.opens, int(free_at[server]))
        open_now = (entry for entry in entries if self._opens(entry) <= now)
        return next(open_now, None) or min(entries, key=self._opens)

    def _opens(self, entry: Entry) -> int:
        """Return the second from which on an entry may be called today."""
        opens = entry.action.between[0]
        return max(opens, self._held.get(id(entry), opens)) if self._held else opens

    def _is_lawful(self, entry: Entry, entries: list[Entry], day: int, start: int) -> bool:
        """Return whether a call may be made; if later today, it goes back to its place."""
        until = min(entry.action.between[1], self.last_closes) // 60
        permit = self.platform.compliance.errand(
            entry.account, entry.errand, day, start // 60, until=until,
            rest_days=entry.action.every_days,
        )  # fmt: skip
        if permit.is_granted:
            self._in_breach = bool(permit.rule)
            return True
        if permit.day == day:
            self._held[id(entry)] = permit.minute * 60
            entries.insert(0, entry)
        else:
            self.platform.lists.again(entry, permit.day)
        return False

    def _still_wanted(self, entry: Entry, day: int) -> bool:
        """Whether no earlier call today has settled the matter, won a promise or a plan."""
        lists, work = self.platform.lists, entry.account.work
        if entry.is_current and work.promised_until >= day:
            lists.again(entry, work.promised_until + 1)
            return False
        return entry.is_current and lists.stopped_by(entry, day) is Cause.NONE

    def _rank(self, entry: Entry, day: int) -> tuple[int, int, int, float, int, str]:
        """Priority, older debt, longest unworked, a keyed draw, then the account's number."""
        account, work = entry.account, entry.account.work
        lot = self.world.draw("rank", account.number, day)
        return (
            entry.action.priority, -account.reported_dpd(day), work.attempted_on, lot,
            account.number, entry.action.name,
        )  # fmt: skip

    def _call(self, entry: Entry, day: int, start: int, server: int) -> int:
        skill, crew, said = self.skill(server), self.crew, entry
        if crew is not None:
            skill, said = crew.skill(server, day, skill), crew.manner(entry, day, server)
            # A call that breaks a rule anyway is told of once.
            is_hard = said is not entry and not self._in_breach
            if is_hard and not self.platform.compliance.may_harden(
                entry.account, said.errand, day, start // 60
            ):
                said = crew.mildly(entry)
            until_now = crew.before(entry.account)
        seconds = attempt_of(self.world, said, day, start // 60, server, skill).make()
        if crew is not None:
            crew.after(entry.account, day, server, until_now)
        if entry.is_current:
            self.platform.lists.again(entry, day + entry.action.every_days)
        return seconds

    def _leave(self, entry: Entry, day: int) -> None:
        """Leave an entry for the next working day because time is up."""
        self._log_queued(entry, day, Cause.CAPACITY)
        self.platform.pauses.nothing_done(entry.account, day, Cause.CAPACITY)
        self.platform.lists.again(entry, day + 1)

    def _log_queued(self, entry: Entry, day: int, cause: Cause) -> None:
        errand = entry.errand
        entry.account.log_work(
            day, Phase.CONTACT, Event.QUEUED, 0, cause, action=errand.action,
            stage=errand.stage, actor=errand.actor,
        )  # fmt: skip

    def _log_shift(self, day: int, worked: int) -> None:
        """Book the day's work and the paid hours, busy or not."""
        actor, unowned = self.world.code(self.team.name), self.platform.unowned
        available = int(np.sum(self.closes - self.opens))
        self.world.log.add(
            day, Phase.CONTACT, -1, unowned, Event.SHIFT, worked, actor=actor, to_fees=available
        )
        wages = round(available * self.team.cost_per_hour / 3600)
        if wages:
            self.world.log.add(
                day, Phase.CONTACT, -1, unowned, Event.COST, wages, Cause.WAGES, actor=actor
            )
