"""An engine whose answer is a formula: one account pays a share of its debt that is known.

Under the baseline two fifths are paid; under the other policy more or less, by

    0.05 (willingness - 2.3) + 0.004 (10 - payday) + luck,

where luck is 0.01, -0.01, 0.006, -0.006 in turn, so that it vanishes over four replications.
"""

import pandas as pd
from pretend_engine import SCENARIO as PLAIN
from pretend_engine import Simulated

from arrears.errors import EngineError
from arrears.log import Log
from arrears.portfolio.tape import Loans
from arrears.scenario.schema import Settings
from arrears.terms import Cause, Event, Phase

LUCK = (0.01, -0.01, 0.006, -0.006)
DEBT = 10**9  # cents
BASELINE_SHARE = 0.4
FLIP_WILLINGNESS = 2.3
FLIP_PAYDAY = 18.75  # at willingness 3

SCENARIO = (
    PLAIN.replace("replications: 3", "replications: 4")
    .replace("outcomes: [loss_rate, recovery_rate]", "outcomes: [collected_share]")
    .replace(
        "portfolio:\n",
        """portfolio:
  origins:
    segments.everybody.willingness: {assumed: [1, 5]}
    segments.everybody.payday: {assumed: [1, 28]}
    segments.everybody.buffer_sigma: {assumed: [0, 1]}
""",
    )
)


def effect(willingness: float, payday: float) -> float:
    """Return the difference between the policies without luck."""
    return 0.05 * (willingness - FLIP_WILLINGNESS) + 0.004 * (10 - payday)


def simulate(
    base: Settings, policy: Settings, *, replication: int, seed: int, loans: Loans | None = None,
    rules: object = None,
) -> Simulated:  # fmt: skip
    segment = policy.portfolio.segments[0]
    if segment.willingness > 4.9 and policy.collection.platform == "fails_high":
        raise EngineError("too willing")
    share = BASELINE_SHARE
    if policy.collection.grace_days:
        share += effect(segment.willingness, segment.payday) + LUCK[replication % 4]
    paid = round(share * DEBT)
    log = Log(platform=policy.collection.platform)
    where = {"borrower": 0, "account": 0}
    log.add(0, Phase.MACRO, event=Event.ORIGINATED, amount=DEBT, **where)
    log.add(30, Phase.DUE, event=Event.DUE, amount=DEBT, **where)
    log.add(30, Phase.DUE, event=Event.PAID, amount=paid, cause=Cause.OWN_HAND, **where)
    log.add(30, Phase.DUE, event=Event.MISSED, amount=DEBT - paid, cause=Cause.FORGOT, **where)
    log.close()
    return Simulated(log, pd.DataFrame([_account(log.platform, paid)]))


def _account(platform: str, paid: int) -> dict[str, object]:
    return {
        "account": 0, "borrower": 0, "segment": "everybody", "platform": platform, "opened": 0,
        "disbursed": DEBT, "interest": 0, "fees": 0, "paid": paid, "outstanding": DEBT - paid,
        "waived": 0, "charged_off": 0, "recovered_after_charge_off": 0, "sold": 0,
        "sale_proceeds": 0, "contract_dpd": 0, "reported_dpd": 0, "max_dpd": 0,
        "status": "arrears", "attempts": 0, "complaints": 0, "pause_days": 0, "signed_due": DEBT,
        "received": paid,
    }  # fmt: skip
