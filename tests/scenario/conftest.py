"""A small scenario in which everything that can be said is said once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from arrears.errors import ScenarioError
from arrears.scenario.load import load_scenario

TINY = """\
schema_version: 1
scenario: tiny
title: A small book
question: Does grace help?
portfolio:
  borrowers: 100
  segments:
    - name: salaried
      share: 0.6
      income: {median: 6000, sigma: 0.3}
      payday: 10
      essentials_share: {mean: 0.5, spread: 0.1}
      other_debt_share: {mean: 0.1}
      buffer_months: 1.5
      buffer_sigma: 0.6
      digital_share: 0.9
      auto_debit_share: 0.5
      forgetfulness: {mean: 0.05}
      willingness: 3.5
      organisation: {mean: 0.6}
      reactance: {mean: 0.4}
      vulnerability: {mean: 0.3}
      honesty: {mean: 0.8}
      never_payer_share: 0.01
    - name: gig
      share: 0.4
      income: {median: 4500, sigma: 0.5}
      payday: 20
      essentials_share: {mean: 0.6, spread: 0.1}
      other_debt_share: {mean: 0.1}
      buffer_months: 0.5
      buffer_sigma: 0.9
      digital_share: 0.95
      auto_debit_share: 0.4
      forgetfulness: {mean: 0.08}
      willingness: 3.0
      organisation: {mean: 0.4}
      reactance: {mean: 0.5}
      vulnerability: {mean: 0.5}
      honesty: {mean: 0.8}
      never_payer_share: 0.02
  products:
    - name: cash_loan
      share: 1
      kind: equal_instalments
      principal: {median: 8000, sigma: 0.4}
      principal_min: 1000
      principal_max: 30000
      rate: 0.18
      term_months: [6, 12]
      penalty_rate: 0.24
      late_fee: 0
  origins:
    segments.*.payday: {assumed: [1, 28]}
    products.cash_loan.rate: {measured: lender's price list}
shocks:
  kinds:
    - {name: job_loss, monthly_share: {salaried: 0.005, gig: 0.012}, macro_sensitivity: 1,
       duration_days: 120, income_factor: 0.3, distress_points: 12, retraining: true}
    - {name: illness, monthly_share: 0.004, duration_days: 30, expense_share: 0.8, onset_points: 6}
collection:
  grace_days: 3
  teams:
    - {name: service, people: 6, cost_per_hour: 45}
  review_desk: {people: 1, cost_per_hour: 60, handling_minutes: 30}
  before_due:
    - {name: heads_up, days_before: 3, channel: push}
  stages:
    - name: early
      from_dpd: 1
      to_dpd: 30
      actions:
        - {name: text, every_days: 3, channel: sms, tone: gentle}
        - {name: talk, every_days: 7, channel: call, team: service, between: ["09:00", "16:30"]}
      offers: [instalment_plan]
    - name: late
      from_dpd: 31
      to_dpd: 180
      actions:
        - {name: talk, every_days: 5, channel: call, tone: firm, team: service}
      offers: [instalment_plan]
  relief:
    - {name: instalment_plan, trigger: application, extra_months: 6, reduction_share: 0.3,
       reduced_months: 6}
policies:
  status_quo: {}
  no_grace: {collection: {grace_days: 0}}
  firm_calls: {collection: {stages: [{name: early, actions: [{name: talk, tone: firm}]}]}}
compare: {baseline: status_quo, outcomes: [loss_rate]}
behaviour:
  kind: household
  attention: {reminder_factor: 0.4, habit_factor: 0.5, remember_daily_share: 0.3}
  willingness:
    burden_weight: 1.0
    consequence_per_30_days: 0.2
    consequence_cap_days: 120
    leniency_per_30_days: 0.1
    habit_weight: 1.0
    habit_gain_share: 0.1
    habit_loss_share: 0.3
    goodwill_half_life_days: 180
    pressure_half_life_days: 7
    pressure_limit: 2
    reactance_half_life_days: 30
    late_trace: 0.2
    relief_goodwill: 0.5
    refusal_goodwill: 0.3
    early_payoff_monthly_share: 0.002
  budget:
    reserve_days: 7
    reserve_cut_share: 0.5
    least_part_share: 0.1
    leak_half_life_days: 20
    retrain_monthly_share: 0.05
  answering:
    contacts:
      - {channel: push, answer_share: 0.5, effect: 0.2}
      - {channel: sms, answer_share: 0.6, effect: 0.3}
      - {channel: email, answer_share: 0.2, effect: 0.1}
      - {channel: letter, answer_share: 0.5, effect: 0.3}
      - {channel: bot_call, answer_share: 0.3, effect: 0.5, right_party_share: 0.8}
      - {channel: call, answer_share: 0.35, effect: 1, seconds_unanswered: 40, seconds_spoken: 240}
    tones:
      - {tone: gentle, pressure: 0.2, goodwill: 0.1, reactance: 0, distress_points: -0.5,
         disclosure_share: 0.4, promise_above_budget: 0}
      - {tone: neutral, pressure: 0.3, goodwill: 0, reactance: 0.05, distress_points: 0.5,
         disclosure_share: 0.2, promise_above_budget: 0.1}
      - {tone: firm, pressure: 0.5, goodwill: -0.1, reactance: 0.15, distress_points: 2,
         disclosure_share: 0.1, promise_above_budget: 0.3}
      - {tone: harsh, pressure: 0.7, goodwill: -0.4, reactance: 0.5, distress_points: 6,
         disclosure_share: 0.02, promise_above_budget: 0.6}
    load_half_life_days: 7
    load_comfortable: 2
    avoid_share_per_load: 0.02
    avoid_days: 20
    avoid_factor: 0.2
    number_death_monthly_share: 0.005
    number_death_arrears_factor: 3
    number_death_per_unwanted: 0.001
    stop_share_per_load: 0.01
    promise_share: 0.5
    promise_days: 7
    promise_memory_share: 0.8
  application:
    awareness_share: 0.4
    accept_share: 0.6
    opportunist_share: 0.05
    concealed_share: 0.3
    document_round_share: 0.3
  distress:
    baseline_points: 30
    spread_points: 10
    healthy_share: 0.16
    half_life_days: 30
    arrears_first_points: 2
    arrears_more_points: 1
    service_points: 3
    vulnerability_factor: 1
    miss_points: 2
    written_factor: 0.3
    decent_talk_points: -1
    relief_granted_points: -3
    refusal_points: 3
    account_closed_points: -1
    waiting_weekly_points: 1
    silence_weekly_points: 0.3
    charge_off_points: 3
  grievances:
    wrong_debt_share: 0.002
    wrong_debt_grievance_share: 0.3
    frequency_share_per_load: 0.002
    tone_share_firm: 0.01
    tone_share_harsh: 0.08
    refusal_share: 0.2
    silence_weekly_share: 0.02
    complaint_share: 0.1
    repeat_factor: 0.5
    public_share: 0.3
    regulator_share: 0.1
"""


Change = tuple[str, str]


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a valid scenario into an empty working directory and return its file."""
    monkeypatch.chdir(tmp_path)
    path = Path("tiny.yaml")
    path.write_text(TINY, encoding="utf-8")
    return path


@pytest.fixture
def changed(tiny: Path) -> Callable[..., Path]:
    """Return a function that writes the valid scenario with some texts replaced."""

    def write(*changes: Change) -> Path:
        text = TINY
        for old, new in changes:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        tiny.write_text(text, encoding="utf-8")
        return tiny

    return write


@pytest.fixture
def errors(changed: Callable[..., Path]) -> Callable[..., list[str]]:
    """Return a function that changes the scenario and returns the lines it is refused with."""

    def load(*changes: Change, **options: Any) -> list[str]:
        with pytest.raises(ScenarioError) as refusal:
            load_scenario(changed(*changes), **options)
        return str(refusal.value).split("\n")

    return load


@pytest.fixture
def warnings(changed: Callable[..., Path]) -> Callable[..., list[str]]:
    """Return a function that changes the scenario and returns its warnings."""

    def load(*changes: Change, **options: Any) -> list[str]:
        return list(load_scenario(changed(*changes), **options).warnings)

    return load
