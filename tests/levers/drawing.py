"""Scenarios drawn at random: pieces over one another, keys turned, rules, obedience, pods.

What a file cannot say is not drawn where that is known beforehand, and rejected where it is not.
"""

import json
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st
from rule_text import shipped
from turning import PIECES, Turn, pieces, turns

from arrears.api import Scenario, load_scenario
from arrears.regulation.shipped import regime_names

# Keys that are drawn otherwise, that make a book large, or whose rules the log cannot tell.
KEPT = {
    "portfolio.borrowers", "portfolio.tape.sample", "horizon_months", "burn_in_months", "seed",
    "replications", "pods", "collection.compliance_share", "regimes.own.extends",
    "regimes.own.without", "regimes.own.evidence", "regimes.own.rules.cap.applies_if.products",
}  # fmt: skip
ALONE = "roll_rates"  # no households: nothing can be laid over it
BOTTOM = "tape"  # its people and products are not those of the others
CHANNELS = ("push", "sms", "email", "letter", "bot_call", "call", "visit")
CONTACTS = ", ".join(
    f"{{channel: {channel}, answer_share: 0.8, effect: 0.5, seconds_spoken: 120}}"
    for channel in CHANNELS
)
SEGMENTS = ("salaried", "gig_worker", "student", "low_income")
SHIPPED = Path(__file__).parents[2] / "scenarios"


@cache
def body(name: str) -> dict[str, Any]:
    """Return a piece as it is written, less what it is laid over."""
    text = (PIECES / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text.replace("PIECES/", f"{PIECES}/"))


def said(name: str, *path: str) -> Any:
    """Return what a piece says at a place; None if it says nothing."""
    node: Any = body(name)
    for key in path:
        node = (node or {}).get(key)
    return node


def cuts_stages(name: str) -> bool:
    """Return whether a piece has stages of its own, which would overlap with another's."""
    stages = [one for each in lineage(name) for one in said(each, "collection", "stages") or []]
    return any("to_dpd" in stage or "from_dpd" in stage for stage in stages)


def lineage(name: str) -> tuple[str, ...]:
    """Return a piece with those that it extends below it."""
    below = said(name, "extends")
    return (*lineage(below), name) if below in pieces() else (name,)


CUTTING = tuple(name for name in pieces() if cuts_stages(name))
OTHERS = tuple(name for name in pieces() if name not in (*CUTTING, ALONE, BOTTOM))


@cache
def fits_a_tape(name: str) -> bool:
    """Return whether a piece names no segment beside those that it describes."""
    rest = [{**body(each), "portfolio": None} for each in lineage(name)]
    return not any(segment in json.dumps(rest, default=str) for segment in SEGMENTS)


@cache
def over_a_tape() -> dict[str, Any]:
    """Return the lender of the other pieces, in the place of the tape's own."""
    told = yaml.safe_load((SHIPPED / "first_steps.yaml").read_text(encoding="utf-8"))
    stages = [{"name": "late", "remove": True}, *told["collection"]["stages"]]
    policies = {name: {"remove": True} for name in ("no_calls", "no_plan")}
    return {"collection": told["collection"] | {"stages": stages}, "policies": policies}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Pieces laid over one another in this order, and what is said on top of them.

    ``changes`` are of the policy that is lived, ``sets`` of everybody. ``shipped`` is a regime that
    is laid under the rules of the pieces, as it stands on a late date if ``is_always``; ``cap`` is
    a limit on contact and its days.
    """

    names: tuple[str, ...]
    sets: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    shipped: str = "none"
    is_always: bool = False
    currency: str = "CNY"
    cap: tuple[int, int] | None = None
    share: float = 1.0
    drops: bool = False
    pods: int = 1
    seed: int = 1

    @property
    def regime(self) -> str:
        """The regime under which everybody lives: that of the topmost piece that brings one."""
        if ALONE in self.names:
            return "none"
        brought = [
            entry["name"] for name in self.names for entry in said(name, "regimes") or ()
            if isinstance(entry, dict) and name != "compared"
        ]  # fmt: skip
        return brought[-1] if brought else "drawn"

    def load(self) -> Scenario:
        """Return the scenario, with two equal policies.

        Raises
        ------
        ScenarioError
            If no file can say all this at once.
        """
        with tempfile.TemporaryDirectory() as folder:
            first = said(self.names[0], "extends")
            below = "" if first == "nothing" else first or "first_steps"
            for name in self.names:
                head = {"schema_version": 1, "scenario": name}
                head |= {"extends": below} if below else {}
                path = Path(folder) / f"{name}.yaml"
                path.write_text(yaml.safe_dump(head | self._laid(name), allow_unicode=True))
                below = str(path)
            return load_scenario(below, sets=self._all_sets())

    def _laid(self, name: str) -> dict[str, Any]:
        """Return what a piece says here; over a tape nothing of people and products."""
        left_out = {"extends"}
        if name == BOTTOM:
            return {key: body(name)[key] for key in body(name).keys() - left_out} | over_a_tape()
        if BOTTOM in self.names:
            left_out |= {"portfolio"}
        if name == "compared":
            left_out |= {"regimes", "compare"}
        return {key: value for key, value in body(name).items() if key not in left_out}

    def _all_sets(self) -> tuple[str, ...]:
        own = [
            "horizon_months=6",
            f"currency={self.currency}",
            f"seed={self.seed}",
            f"pods={self.pods}",
        ]
        if BOTTOM in self.names:
            own += ["portfolio.tape.sample=20"]
        else:
            own += ["portfolio.borrowers=30"]
        if ALONE not in self.names:
            own += [f"collection.compliance_share={self.share}"]
            own += [f"collection.when_forbidden={'drop' if self.drops else 'postpone'}"]
        policies = [
            f"policies.{one}.{change}" for one in ("drawn", "twin") for change in self.changes
        ]
        return (
            *own, *self._agreed(), *self._rules(), *self.sets,
            "policies.drawn={}", "policies.twin={}", *policies,
        )  # fmt: skip

    def _agreed(self) -> list[str]:
        """Return what has to be said where several pieces each say a part."""
        found = []
        if any(said(name, "behaviour", "answering", "contacts") for name in self.names):
            found += [f"behaviour.answering.contacts=[{CONTACTS}]"]
        if "law" in self.names and BOTTOM not in self.names:
            found += [f"portfolio.segments.{name}.share=0.25" for name in SEGMENTS]
        if {"lenders", "collecting"} <= set(self.names):
            found += ["portfolio.products.card={share: 0.25, remove: true}"]
        if "series" in self.names:
            found += ["burn_in_months=0"]
        if "supply" in self.names:
            found += ["burn_in_months=4"]
        return found

    def _rules(self) -> list[str]:
        if ALONE in self.names:
            return []
        name, found = self.regime, []
        if name == "drawn":
            found += ["regimes=[{name: drawn, rules: []}]"]
        if self.shipped != "none":
            found += [f"regimes.{name}.extends=[{self.shipped}]"]
            found += [f'regimes.{name}.as_of="2026-11-01"'] if self.is_always else []
        if self.cap is not None:
            rule = {
                "kind": "contact_cap", "channels": ["sms", "call", "bot_call"],
                "basis": "attempt", "per": "borrower", "sum_over": "creditor_and_agents",
                "limit": self.cap[0], "window_days": self.cap[1], "applies_if": {"dpd_min": 0},
            }  # fmt: skip
            found += [f"regimes.{name}.rules.drawn_cap={json.dumps(rule)}"]
        return found


@cache
def turns_of(name: str) -> tuple[Turn, ...]:
    """Return the keys of a piece that are turned here."""
    return tuple(turn for turn in turns() if turn.piece == name and turn.path not in KEPT)


@cache
def currencies(regime: str) -> tuple[str, ...]:
    """Return the currencies in which the amounts of a shipped regime's rules are."""
    return tuple(sorted({said for rule in shipped(regime) if (said := rule.get("currency"))}))


@st.composite
def stacks(draw: st.DrawFn) -> list[str]:
    """Draw pieces to be laid over one another."""
    if draw(st.integers(0, 29)) == 29:
        return [ALONE]
    names = draw(st.lists(st.sampled_from(OTHERS), min_size=1, max_size=4, unique=True))
    names += draw(st.lists(st.sampled_from(CUTTING), max_size=1))
    if draw(st.integers(0, 7)) == 7:
        names = [BOTTOM, *(name for name in names if fits_a_tape(name))]
    if "supply" in names:  # it needs a burn-in, of which the series says nothing
        names = [name for name in names if name != "series"]
    return names


@st.composite
def scenarios(draw: st.DrawFn) -> Drawn:
    """Draw pieces of which one at most has stages of its own, and some of their keys turned."""
    names = draw(stacks())
    sets, changes = [], []
    for name in names:
        own = [
            turn for turn in turns_of(name)
            if name == BOTTOM or BOTTOM not in names or not turn.path.startswith("portfolio.")
        ]  # fmt: skip
        most = 1 if name == ALONE else 3  # there shares sum to 1
        many = st.lists(st.sampled_from(own), max_size=most, unique_by=lambda it: it.path)
        for turn in draw(many) if own else []:
            told = [*turn.beside, *turn.together, f"{turn.path}={turn.value}"]
            levers = all(each.startswith("collection.") for each in told)
            (changes if levers and draw(st.booleans()) else sets).extend(told)
    regime = draw(st.sampled_from(["none", *regime_names()]))
    return Drawn(
        names=tuple(dict.fromkeys(each for name in names for each in lineage(name))),
        sets=tuple(sets), changes=tuple(changes), shipped=regime, is_always=draw(st.booleans()),
        currency=draw(st.sampled_from(["CNY", *currencies(regime)])),
        cap=draw(st.none() | st.tuples(st.integers(1, 4), st.sampled_from([1, 3, 7, 30]))),
        share=draw(st.sampled_from([1.0, 0.5, 0.7, 0.9, 0.0])), drops=draw(st.booleans()),
        pods=draw(st.sampled_from([1, 2, 3])), seed=draw(st.integers(0, 9999)),
    )  # fmt: skip
