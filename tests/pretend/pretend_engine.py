"""An engine of a few lines: every borrower owes one instalment and pays it on time, late or never.

Grace moves late payments back, so that policies differ. Text in a policy's platform name makes it
misbehave: ``fails_1`` raises in replication 1, ``dies`` ends its process, ``sleeps`` takes a
minute, ``lingers`` a moment, ``interrupts_once`` is interrupted in replication 2 the first time.
"""

import os
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from arrears.errors import EngineError
from arrears.log import Log
from arrears.portfolio.tape import Loans
from arrears.scenario.schema import Settings
from arrears.terms import Cause, Event, Phase

SCENARIO = """\
schema_version: 1
scenario: pretended
question: Does grace help?
horizon_months: 6
seed: 7
replications: 3
portfolio:
  borrowers: 12
  segments:
    - name: everybody
      share: 1
      income: {median: 6000}
      payday: 10
      essentials_share: {mean: 0.5}
      other_debt_share: {mean: 0.1}
      buffer_months: 1
      buffer_sigma: 0.5
      digital_share: 1
      auto_debit_share: 0
      forgetfulness: {mean: 0.1}
      willingness: 3
      organisation: {mean: 0.5}
      reactance: {mean: 0.5}
      vulnerability: {mean: 0.5}
      honesty: {mean: 0.5}
      never_payer_share: 0
  products:
    - name: loan
      share: 1
      kind: equal_instalments
      principal: {median: 1000}
      principal_min: 1000
      principal_max: 1000
      rate: 0.12
      term_months: [6]
      penalty_rate: 0
      late_fee: 0
behaviour:
  kind: roll_rate
  buckets:
    - {name: current, share: 1, paid: 1}
policies:
  status_quo: {}
  grace: {collection: {grace_days: 9}}
compare: {baseline: status_quo, outcomes: [loss_rate, recovery_rate]}
"""

PRINCIPAL = 1000_00


@dataclass(frozen=True)
class Simulated:
    log: Log
    accounts: pd.DataFrame


def simulate(
    base: Settings, policy: Settings, *, replication: int, seed: int, loans: Loans | None = None,
    rules: object = None,
) -> Simulated:  # fmt: skip
    platform = policy.collection.platform
    if refuses(platform, replication):
        raise EngineError("replication 1 cannot be done")
    if platform == "dies":
        os._exit(9)
    if platform == "sleeps":
        time.sleep(60)
    if platform == "lingers":
        time.sleep(0.08)
    if platform.startswith("interrupts_") and replication == 2:
        _interrupt_once()
    log = Log(platform=platform)
    rows = [
        _life(log, account, policy.collection.grace_days, (seed, replication))
        for account in range(policy.portfolio.borrowers)
    ]
    log.close()
    return Simulated(log, pd.DataFrame(rows))


def refuses(platform: str, replication: int) -> bool:
    return platform == "fails_1" and replication == 1


def _interrupt_once() -> None:
    name = os.environ.get("PRETEND_MARK")
    if name is None:  # a worker whose server was started by an earlier test
        return
    mark = Path(name)
    if not mark.exists():
        mark.touch()
        raise KeyboardInterrupt


def _life(log: Log, account: int, grace: int, luck: tuple[int, int]) -> dict[str, object]:
    draw = zlib.crc32(repr((luck, account)).encode()) % 10
    where = {"borrower": account, "account": account}
    log.add(0, Phase.MACRO, event=Event.ORIGINATED, amount=PRINCIPAL, **where)
    log.add(30, Phase.DUE, event=Event.DUE, amount=PRINCIPAL, **where)
    pays_on = {0: None, **{late: 35 + late + grace for late in range(1, 5)}}.get(draw, 30)
    if pays_on != 30:
        log.add(30, Phase.DUE, event=Event.MISSED, amount=PRINCIPAL, cause=Cause.FORGOT, **where)
    if pays_on is not None:
        log.add(
            pays_on, Phase.DUE, event=Event.PAID, amount=PRINCIPAL, cause=Cause.OWN_HAND, **where
        )
        if pays_on != 30:
            log.add(pays_on, Phase.DUE, event=Event.CURED, amount=pays_on - 31, **where)
        log.add(pays_on, Phase.DUE, event=Event.CLOSED, **where)
    paid = 0 if pays_on is None else PRINCIPAL
    return {
        "account": account, "borrower": account, "segment": "everybody", "platform": log.platform,
        "opened": 0, "disbursed": PRINCIPAL, "interest": 0, "fees": 0, "paid": paid,
        "outstanding": PRINCIPAL - paid, "waived": 0, "charged_off": 0,
        "recovered_after_charge_off": 0, "sold": 0, "sale_proceeds": 0, "contract_dpd": 0,
        "reported_dpd": 0, "max_dpd": 0, "status": "closed" if paid else "arrears",
        "attempts": 0, "complaints": 0, "pause_days": 0, "signed_due": PRINCIPAL, "received": paid,
    }  # fmt: skip
