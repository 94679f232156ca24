"""A field team and its working day: crews of visitors, ways, and homes."""

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from arrears.engines.simpy.entry import Entry
from arrears.engines.simpy.turn import Life
from arrears.engines.simpy.visit import Visit
from arrears.policies import workday
from arrears.policies.settings import terms_of
from arrears.policies.visiting import FieldTeam
from arrears.terms import Cause, Event, Phase

if TYPE_CHECKING:
    from arrears.engines.simpy.field import Field
    from arrears.engines.simpy.platform import Platform
    from arrears.engines.simpy.world import World

__all__ = ["FieldCrew"]

_PPM = 1_000_000


class FieldCrew:
    """The crews of one team work its list by rank; each crew has the team's number of visitors."""

    def __init__(self, world: "World", platform: "Platform", field: "Field", team: FieldTeam,
                 place: int) -> None:  # fmt: skip
        self.world, self.platform, self.field = world, platform, field
        self.lists: dict[int, list[Entry]] = defaultdict(list)
        self.is_closed = False
        self.overrun = np.zeros(0, dtype=np.int64)
        self.staff(team, place)

    def staff(self, team: FieldTeam, place: int) -> None:
        """Give the team its people and hours; work begun by crews that stay is not forgotten."""
        self.team, self.rank = team, 2 + place  # after automatic messages and callers
        crews = round(team.people * _PPM / team.visitors / self.world.pods)
        self.count, last_share = workday.servers(crews)
        self.last_closes = team.opens + round(team.hours_per_day * 3600)
        self.closes = workday.closing_times(self.count, last_share, team.opens, self.last_closes)
        self.going_home = self.closes  # of the day that is worked
        overrun = np.zeros(self.count, dtype=np.int64)
        stay = min(self.count, len(self.overrun))
        overrun[:stay] = self.overrun[:stay]
        self.overrun = overrun

    def work(self) -> Life:
        """Go through the days."""
        for day in range(max(self.world.today, self.world.first_day), self.world.horizon):
            if self.world.calendar.is_working(day):
                yield self.world.turn(day, Phase.CONTACT, self.rank)
                if self.is_closed:
                    return
                self._work_through(day)

    def _work_through(self, day: int) -> None:
        """Visit by rank until time is up; what is left waits for the next working day."""
        entries = [e for e in self.lists.pop(day, ()) if self.platform.lists.release(e, day)]
        entries.sort(key=lambda entry: self._rank(entry, day))
        free_at = workday.open_day(self.overrun, self.team.opens)
        worked = 0
        self.going_home = self._hours_of(day, free_at)
        for entry in entries:
            if not self._still_wanted(entry, day):
                continue
            lead = self._lead(entry)
            crew, door = self._slot(entry, day, free_at)
            if crew < 0:
                continue
            start = door - lead
            seconds = lead + self._visit(entry, day, door, crew)
            free_at[crew] = start + seconds
            worked += seconds
        self.overrun = workday.close_day(free_at, self.going_home)
        self._log_shift(day, worked)

    def _hours_of(self, day: int, free_at: NDArray[np.int64]) -> NDArray[np.int64]:
        """Let a part-time crew come when lawful visits begin; return who goes home when."""
        law = self.platform.compliance.law
        if law is None or self.count == 0:
            return self.closes
        sets_out = law.opening(day, "visit") * 60 - round(self.team.travel_minutes * 60)
        shift = min(sets_out - self.team.opens, self.last_closes - int(self.closes[-1]))
        if shift <= 0:
            return self.closes
        free_at[-1] += shift
        closes = self.closes.copy()
        closes[-1] += shift
        return closes

    def _lead(self, entry: Entry) -> int:
        """Return the seconds of preparation and way before a visit."""
        minutes = self.team.travel_minutes + terms_of(entry.action).preparation_minutes
        return round(minutes * 60)

    def _still_wanted(self, entry: Entry, day: int) -> bool:
        """Whether no call today has settled the matter; an unannounced visit must be needed."""
        lists, work = self.platform.lists, entry.account.work
        if not entry.is_current:
            return False
        if work.promised_until >= day:
            lists.again(entry, work.promised_until + 1)
            return False
        if lists.stopped_by(entry, day) is not Cause.NONE:
            return False
        was_announced = terms_of(entry.action).announced_days > 0
        return was_announced or self.field.is_needed(entry, day)

    def _rank(self, entry: Entry, day: int) -> tuple[int, int, int, float, int, str]:
        """Priority, older debt, longest unworked, a keyed draw, then the account's number."""
        account, work = entry.account, entry.account.work
        lot = self.world.draw("rank", account.number, day)
        return (
            entry.action.priority, -account.reported_dpd(day), work.attempted_on, lot,
            account.number, entry.action.name,
        )  # fmt: skip

    def _visit(self, entry: Entry, day: int, arrives: int, crew: int) -> int:
        """Make a visit; return the seconds it took."""
        self._log_queued(entry, day, Cause.WORKED)
        self.field.go(entry, day)
        seconds = self._visit_at(entry, day, arrives, crew).make()
        self.field.been(entry, day)
        return seconds

    def _visit_at(self, entry: Entry, day: int, arrives: int, crew: int) -> Visit:
        return Visit(
            self.world, entry, day, arrives // 60, crew, team=self.team,
            terms=terms_of(entry.action), visiting=self.field.visiting,
        )  # fmt: skip

    def _slot(self, entry: Entry, day: int, free_at: NDArray[np.int64]) -> tuple[int, int]:
        """Return which crew goes and when it is at the door; a crew below 0 if nobody goes."""
        lead = self._lead(entry)
        opens, closes = entry.action.between
        door = max(opens, self.team.opens + lead)
        while True:
            crew, start = workday.assign(free_at, self.going_home, door - lead, -1)
            if crew < 0 or start + lead >= closes:
                self._leave(entry, day)
                return -1, -1
            door = self._lawful_second(entry, day, start + lead, crew)
            if door == start + lead:
                return crew, door
            if door < 0:
                return -1, -1

    def _lawful_second(self, entry: Entry, day: int, arrives: int, crew: int) -> int:
        """Return when the door may be knocked at, at this second or later today; -1 if not."""
        compliance, account, action = self.platform.compliance, entry.account, entry.action
        if compliance.law is None:
            return arrives
        visit = self._visit_at(entry, day, arrives, crew)
        goes_by = int(self.going_home.max())  # a crew sets out before it goes home
        until = min(action.between[1], goes_by + self._lead(entry)) // 60
        permit = compliance.ask(
            account, visit.as_contact(), day, arrives // 60, errand=visit.as_told(), until=until
        )
        if permit.is_granted:
            return arrives
        if permit.day == day:
            return permit.minute * 60
        self.platform.pauses.nothing_done(account, day, compliance.why(permit))
        self.field.stay_away(account, day)
        again = permit.day if compliance.postpones else day + action.every_days
        self.platform.lists.again(entry, again)
        return -1

    def _leave(self, entry: Entry, day: int) -> None:
        """Leave a visit for the next working day because time is up; it may have been expected."""
        self._log_queued(entry, day, Cause.CAPACITY)
        self.platform.pauses.nothing_done(entry.account, day, Cause.CAPACITY)
        self.field.stay_away(entry.account, day)
        self.field.send(entry, day + 1)

    def _log_queued(self, entry: Entry, day: int, cause: Cause) -> None:
        errand = entry.errand
        entry.account.log_work(
            day, Phase.CONTACT, Event.QUEUED, 0, cause, action=errand.action,
            stage=errand.stage, actor=errand.actor,
        )  # fmt: skip

    def _log_shift(self, day: int, worked: int) -> None:
        """Book the day's work and the paid hours of every visitor, busy or not."""
        actor, visitors = self.world.code(self.team.name), self.team.visitors
        available = int(np.sum(self.closes - self.team.opens)) * visitors
        self.world.log.add(
            day, Phase.CONTACT, -1, self.platform.unowned, Event.SHIFT, worked * visitors,
            actor=actor, to_fees=available,
        )  # fmt: skip
        wages = round(available * self.team.cost_per_hour / 3600)
        if wages:
            self.world.log.add(
                day,
                Phase.CONTACT,
                -1,
                self.platform.unowned,
                Event.COST,
                wages,
                Cause.WAGES,
                actor=actor,
            )
