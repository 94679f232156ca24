"""One account's life, and where two policies part."""

from pathlib import Path

import pytest

from arrears.errors import ScenarioError, StorageError
from arrears.runs.trace import trace


def late_payer(finished: Path) -> int:
    """Return an account that pays late: grace moves its payment by nine days."""
    for account in range(12):
        if "cured" in trace(finished, account).events["event"].tolist():
            return account
    raise AssertionError("nobody pays late")


def test_a_life_is_told_in_order_with_dates(finished: Path):
    told = trace(finished, 0)
    assert told.policies == ("status_quo",)
    lines = told.lines()
    assert lines[0].startswith("account 0 under status_quo: ")
    assert lines[1] == "  2025-01-01  macro     originated 1000.00"
    assert lines[2] == "  2025-01-31  due       due 1000.00"


def test_the_first_event_in_which_two_lives_differ_is_named(finished: Path):
    account = late_payer(finished)
    told = trace(finished, account, ["status_quo", "grace"])
    assert told.parting == 3  # after originated, due and missed
    last = told.lines()[-1]
    assert last.startswith("They part at event 4: 2025-02-0")
    assert "paid 1000.00 cause=own_hand (status_quo)" in last
    assert sum(line.startswith(">") for line in told.lines()) == 2


def test_the_same_life_under_two_policies_does_not_part(finished: Path):
    other = next(
        account
        for account in range(12)
        if "missed" not in trace(finished, account).events["event"].tolist()
    )
    told = trace(finished, other, ["status_quo", "grace"])
    assert told.parting is None
    assert told.lines()[-1] == "status_quo and grace are the same for this account."


@pytest.mark.parametrize(
    ("account", "policies", "message"),
    [
        (99, (), "no event of account 99"),
        (0, ("leniency",), "no policy 'leniency'"),
        (0, ("grace", "grace"), "name one, or two to compare"),
    ],
)
def test_what_is_not_in_the_run_is_refused(
    finished: Path, account: int, policies: tuple[str, ...], message: str
):
    with pytest.raises(ScenarioError, match=message):
        trace(finished, account, policies)


def test_a_run_without_events_is_refused(finished: Path):
    (finished / "events.parquet").unlink()
    with pytest.raises(StorageError, match="a trace needs the run's events"):
        trace(finished, 0)
