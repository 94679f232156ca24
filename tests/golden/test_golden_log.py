"""One small log, pinned to the byte: 20 borrowers, two months of burn-in and four more.

The scenario beside it, ``tiny.yaml``, is complete in itself: it extends no shipped part, so a new
calibration does not move it. What is pinned is what the engine makes of it: every row of the log
and every account, as ``events.csv`` and ``accounts.csv``.

A difference is legitimate if, and only if, somebody meant to change what the model does: a rule of
``docs/event_log.md``, the order of work, an occasion of a draw, a rounding. Then write the files
anew, read the difference row by row, and say in ``CHANGELOG.md`` under **Results** what moved and
why. A change that was to make the engine quicker, tidier or smaller must not move one byte; and a
difference between platforms, Python versions or with ``NUMBA_DISABLE_JIT=1`` is a fault always.

To write the files anew::

    .venv/bin/python tests/golden/test_golden_log.py
"""

from pathlib import Path

import pandas as pd
import pytest

from arrears.api import load_scenario
from arrears.engines.simpy import simulate
from arrears.log import EVENT_COLUMNS, events_frame

HERE = Path(__file__).parent
LEFT_OUT = {"policy", "regime", "replication", "platform"}  # the same on every row


def tables() -> dict[str, pd.DataFrame]:
    """Return the log and the accounts of the tiny scenario, as they are made now."""
    scenario = load_scenario(HERE / "tiny.yaml")
    policy = scenario.policies["firmer"]
    lived = simulate(scenario.base, policy, replication=0, seed=scenario.base.seed)
    events = events_frame(lived.log, "firmer", "none", 0)
    return {
        "events.csv": events[[name for name in EVENT_COLUMNS if name not in LEFT_OUT]],
        "accounts.csv": lived.accounts,
    }


def text_of(table: pd.DataFrame) -> str:
    return table.to_csv(index=False, lineterminator="\n")


@pytest.fixture(scope="module")
def found() -> dict[str, pd.DataFrame]:
    return tables()


@pytest.mark.parametrize("name", ["events.csv", "accounts.csv"])
def test_the_engine_writes_what_it_wrote_when_this_was_pinned(found, name):
    """The first line that differs is shown; the docstring above says when that may be."""
    now = text_of(found[name]).split("\n")
    pinned = (HERE / name).read_text(encoding="utf-8").split("\n")
    for number, (mine, theirs) in enumerate(zip(now, pinned, strict=False), start=1):
        assert mine == theirs, f"{name}:{number}"
    assert len(now) == len(pinned)


def test_the_pinned_log_is_worth_pinning(found):
    """It holds most of what can happen, before day 0 and after."""
    events = found["events.csv"]
    assert events["event"].nunique() >= 35
    assert (events["day"] < 0).any()
    assert found["accounts.csv"]["borrower"].nunique() >= 20


if __name__ == "__main__":
    for file, table in tables().items():
        (HERE / file).write_text(text_of(table), encoding="utf-8")
