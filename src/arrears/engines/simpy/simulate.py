"""Run one policy through one replication: the SimPy engine's front door."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from arrears.behaviour.settings import Household, RollRate
from arrears.calendar import Calendar
from arrears.debt import ledger
from arrears.engines.simpy.account import SUMMARY
from arrears.engines.simpy.chain import simulate_chain
from arrears.engines.simpy.exposure import Exposure
from arrears.engines.simpy.law import Law, law_of
from arrears.engines.simpy.platform import Platform
from arrears.engines.simpy.simulated import Simulated
from arrears.engines.simpy.supervisor import Supervisor
from arrears.engines.simpy.supply import NewLoans
from arrears.engines.simpy.town import together
from arrears.engines.simpy.world import World, is_watched
from arrears.errors import LedgerError
from arrears.garbage import uncollected
from arrears.log import Log
from arrears.policies.settings import Collection
from arrears.policies.supply import Supply
from arrears.portfolio.economy import economy
from arrears.portfolio.elsewhere import Elsewhere
from arrears.portfolio.people import People, population
from arrears.portfolio.settings import Portfolio, Segment
from arrears.portfolio.shocks import onsets
from arrears.portfolio.spring_festival import rest_days
from arrears.portfolio.tape import Loans
from arrears.registry import added_by
from arrears.regulation.regime import Regime
from arrears.scenario.lender import Lender
from arrears.scenario.schema import Settings
from arrears.scenario.worlds import switched_off
from arrears.terms import Status

__all__ = ["calendar_of", "simulate"]

_STATUSES = np.array([status.name.lower() for status in Status], dtype=object)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def calendar_of(settings: Settings) -> Calendar:
    """Return the calendar of a run, wide enough for every day that it can reach."""
    days = 31 * (max(settings.horizon_months, settings.burn_in_months) + 2)
    return Calendar(
        start=settings.start, first_day=-days, last_day=days,
        weekend=[_WEEKDAYS.index(day) for day in settings.calendar.weekend],
        holidays=[
            *settings.calendar.holidays,
            *(rest_days() if settings.calendar.spring_festival else ()),
        ],
    )  # fmt: skip


def simulate(
    base: Settings,
    policy: Settings,
    *,
    replication: int,
    seed: int,
    loans: Loans | None = None,
    rules: Regime | None = None,
) -> Simulated:
    """Run one replication of one policy.

    Parameters
    ----------
    base : Settings
        The scenario without any policy's changes: the world of the burn-in.
    policy : Settings
        The scenario with the policy's changes, in force from day 0.
    replication : int
        Number of the replication, from 0.
    seed : int
        The run's seed.
    loans : Loans, optional
        The loan tape, where the book is one.
    rules : Regime, optional
        The rules that are asked before every act, from day 0 on; none if there are none.

    Raises
    ------
    LedgerError
        If money was lost or made, which would be a fault of the engine.
    """
    base, policy = switched_off(base), switched_off(policy)
    others = tuple(lender.name for lender in base.platforms)
    calendar, log = calendar_of(base), Log(platform=policy.collection.platform, others=others)
    if isinstance(base.behaviour, RollRate):
        return simulate_chain(policy, calendar, log, (seed, replication))
    months = range(-base.burn_in_months, base.horizon_months)
    people = population(
        base.portfolio, calendar, months=months, seed=seed, replication=replication, loans=loans,
        wrong_debt_share=base.behaviour.grievances.wrong_debt_share, later=policy.portfolio,
        elsewhere=_elsewhere(base, policy),
    )  # fmt: skip
    law = law_of(rules, calendar, base.currency)
    accounts = _live(base, policy, people, calendar, log, (seed, replication), law)
    segments = people.segments
    del people  # the log is sorted when everybody has gone home, and before tables are made
    log.close()
    return Simulated(log, _account_rows(accounts, segments, log))


def _elsewhere(base: Settings, policy: Settings) -> list[Elsewhere]:
    """Return who signs what at the platforms beside the first."""
    names = [segment.name for segment in base.portfolio.segments]
    pairs = zip(base.platforms, policy.platforms, strict=True)
    return [
        Elsewhere(
            name=before.name,
            shares={name: before.share_of(name) for name in names},
            before=_signing(base.portfolio, before),
            later=_signing(policy.portfolio, later),
        )
        for before, later in pairs
    ]


def _signing(portfolio: Portfolio, lender: Lender) -> Portfolio:
    """Return a portfolio with the products that are signed at one platform."""
    products = lender.products_of(portfolio.products)
    return portfolio.model_copy(update={"products": products})


def _live(
    base: Settings, policy: Settings, people: People, calendar: Calendar, log: Log,
    key: tuple[int, int], law: Law | None,
) -> dict[str, NDArray[np.int64]]:  # fmt: skip
    """Let everybody live to the horizon, one pod after the other; return columns of accounts."""
    months = range(-base.burn_in_months, base.horizon_months)
    path = economy(base.macro, months, *key)
    starts = np.array([calendar.month_start(month) for month in (*months, months.stop)])
    struck = onsets(base.shocks.kinds, people, path, starts, *key, added_by(base.extensions))
    owners = np.repeat(np.arange(len(people)), [len(own) for own in people.contracts])
    if log.others:  # accounts elsewhere are numbered behind all others
        signed = [contract for own in people.contracts for contract in own]
        owners[[contract.account for contract in signed]] = owners.copy()
        log.owners = np.zeros(len(owners), dtype=np.int8)
        log.owners[[contract.account for contract in signed]] = [one.platform for one in signed]
    books = ledger.new_ledger(len(owners))
    summaries = np.zeros((len(owners), len(SUMMARY)), dtype=np.int64)
    worlds = (
        World(
            base, policy, people=people, economy=path, shocks=struck, calendar=calendar, key=key,
            log=log, books=books, pod=pod, law=law,
        )
        for pod in range(base.pods)
    )  # fmt: skip
    # Where pods meet they live month by month side by side, else one after the other.
    watches = is_watched(base, policy)
    groups = [list(worlds)] if watches or _meet(base) else ([world] for world in worlds)
    for group in groups:
        for world in group:
            _start(world, policy)
        with uncollected():
            together(group, starts[1:-1].tolist() if watches or _meet(base) else ())
        for world in group:
            summaries += world.finish()  # each knows its own borrowers' accounts
        del group, world
    del struck
    _check_ledger(books)
    # Every loan has a principal: what was paid out is what is on the books.
    opened = np.flatnonzero(books[:, ledger.DISBURSED])
    columns = {"account": opened, "borrower": owners[opened]}
    columns["segment"] = people.segment[columns["borrower"]]
    columns["opened"] = people.arrives[columns["borrower"]]
    columns |= {name: books[opened, place] for place, name in enumerate(ledger.COLUMNS)}
    return columns | {name: summaries[opened, place] for place, name in enumerate(SUMMARY)}


def _meet(base: Settings) -> bool:
    """Return whether borrowers look at what others did last month."""
    people = base.behaviour
    return isinstance(people, Household) and bool(people.peers or people.leniency or people.agents)


def _start_beside(world: World) -> None:
    """Begin what no platform does: the new year, agents, the law."""
    if world.new_year is not None:
        world.process(world.new_year.work())
    if world.agents is not None:
        world.process(world.agents.recruit())
    if world.supervision is not None:
        world.process(Supervisor(world, world.supervision).work())
    if world.law is not None and world.pod == 0:
        world.process(world.law.announce(world))


def _start(world: World, policy: Settings) -> None:
    """Begin the processes of the world; everything else begins within them."""
    world.process(world.arrive())
    _start_beside(world)
    collections = [policy.collection, *(lender.collection for lender in policy.platforms)]
    for platform, collection in zip(world.platforms, collections, strict=True):
        _open(world, platform, collection)
        if collection.supply is not None and collection.supply.active:
            _let_supply_follow(platform, collection.supply, policy)


def _open(world: World, platform: Platform, collection: Collection) -> None:
    """Begin the processes of one platform, those that its policies have."""
    if world.limits is not None and collection.limits is not None:
        world.process(world.limits.withdraw(platform, collection.limits))
    world.process(platform.stages.work())
    world.process(platform.lists.send_messages())
    world.process(platform.review_desk.work())
    world.process(platform.complaint_desk.work())
    if world.pod == 0:
        world.process(platform.halts.announce())
    before = platform.policy
    if before.reacts or collection.reacts:
        world.process(platform.course.react())
    if before.rewards is not None or collection.rewards is not None:
        world.process(platform.rewards.work())
    if before.education is not None or collection.education is not None:
        world.process(platform.teaching.work())
    if before.exposure is not None or collection.exposure is not None:
        world.process(Exposure(world, platform).work())
    if before.guarantee is not None or collection.guarantee is not None:
        world.process(platform.guarantor.work())
    if any(each.trigger == "mandated" for each in (*before.relief, *collection.relief)):
        world.process(platform.gestures.mandate())
    if before.sale is not None or collection.sale is not None:
        world.process(platform.sale.work())
    if world.first_day < 0:
        world.process(platform.adopt(collection))


def _let_supply_follow(platform: Platform, terms: Supply, policy: Settings) -> None:
    """Let cut-off and price of a platform's new loans follow its return."""
    products = policy.portfolio.products
    if platform.place:
        products = policy.platforms[platform.place - 1].products_of(products)
    rates = [product.rate for product in products if product.kind != "interest_free"]
    platform.supply = NewLoans(platform, terms, rates)
    platform.world.reprices |= terms.price_gain > 0
    platform.world.process(platform.supply.work())


def _account_rows(
    accounts: dict[str, NDArray[np.int64]], segments: Sequence[Segment], log: Log
) -> pd.DataFrame:
    """Return one row per opened account, with names instead of places in lists."""
    names = np.array([segment.name for segment in segments], dtype=object)
    platform: pd.Series | str = log.platform
    if log.owners is not None:
        lenders = np.array([log.platform, *log.others], dtype=object)
        platform = pd.Series(lenders[log.owners[accounts["account"]]], dtype="str")
    words = {
        "segment": pd.Series(names[accounts["segment"]], dtype="str"),
        "platform": platform,
        "status": pd.Series(_STATUSES[accounts["status"]], dtype="str"),
    }
    order = ("account", "borrower", "segment", "platform", "opened", *ledger.COLUMNS, *SUMMARY)
    return pd.DataFrame({name: {**accounts, **words}[name] for name in order})


def _check_ledger(books: NDArray[np.int64]) -> None:
    """Refuse to go on if any account's money does not add up to the cent."""
    for number, row in enumerate(books):
        if ledger.imbalance(row):
            message = f"account {number}: the ledger is out by {ledger.imbalance(row)}"
            raise LedgerError(message)
