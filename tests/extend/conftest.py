"""An outcome of somebody's own, as a file that scenarios may name."""

from pathlib import Path

import pytest

OUTCOME = '''
"""Calls after six in the evening."""
from arrears.extend import Event, Outcome, Ratio, register_outcome


class EveningShare:
    name = "evening_share"
    series = {"evening_share.attempts": "attempts at or after 18:00"}
    ratio = Ratio(("evening_share.attempts",), ("attempts",))
    meaning = Outcome(
        name="evening_share", better="lower", unit="share",
        definition="Share of attempts made in the evening.",
        numerator="attempts at or after 18:00", denominator="attempts",
    )
    LATE = 18 * 60

    def tally(self, events, book, monthly):
        rows = events.find(Event.ATTEMPT)
        rows = rows[events.take("minute", rows) >= self.LATE]
        day, segment = events.take("day", rows), book.segments_of(events, rows)
        monthly.add("evening_share.attempts", day, segment)


register_outcome(EveningShare())
'''
SCENARIO = """
schema_version: 1
scenario: evenings
extends: first_steps
extensions: [own.py]
portfolio: {borrowers: 40}
replications: 1
collection:
  stages:
    - name: overdue
      actions: [{name: late_text, every_days: 3, channel: sms, between: ["19:00", "20:00"]}]
policies: {reminders: {remove: true}, reminders_and_grace: {remove: true}}
compare: {outcomes: [evening_share, loss_rate]}
"""


@pytest.fixture
def evenings(tmp_path) -> Path:
    """Write the module and a scenario beside it; return the scenario."""
    (tmp_path / "own.py").write_text(OUTCOME, encoding="utf-8")
    path = tmp_path / "evenings.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path
