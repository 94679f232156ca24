"""Every decision that chance takes part in: whose it is, and how often it is drawn.

A draw belongs to (seed, replication, entity, decision, occasion) and to nothing else, so a policy
that makes no difference to a borrower makes no difference to that borrower's luck.
"""

from dataclasses import dataclass
from enum import Enum

from arrears.draws import decision_id
from arrears.terms import Entity

__all__ = ["DECISIONS", "Decision", "Occasion"]


class Occasion(Enum):
    """What the occasion of a draw counts."""

    ONCE = "always 0: a trait"
    MONTH = "calendar months since the start date's"
    INSTALMENT = "months since the start date's, of a due day"
    NTH = "earlier ones of the same kind"
    SPELL = "spells of arrears of this borrower"
    DAY = "days since the start date"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: its name fixes its number, so adding another moves no draw."""

    name: str
    entity: Entity
    occasion: Occasion

    @property
    def id(self) -> int:
        """The 32-bit number that goes into the key of a draw."""
        return decision_id(self.name)


def _decisions(entity: Entity, occasion: Occasion, *names: str) -> list[Decision]:
    return [Decision(name, entity, occasion) for name in names]


DECISIONS: dict[str, Decision] = {
    decision.name: decision
    for decision in [
        *_decisions(
            Entity.BORROWER, Occasion.ONCE,
            "segment", "income", "payday", "essentials", "other_debt", "buffer", "accounts",
            "digital", "auto_debit", "forgetfulness", "willingness", "organisation", "reactance",
            "vulnerability", "honesty", "never_payer", "screening", "number_life", "wrong_debt",
            "arrival_day", "due_day", "first_bucket", "account_elsewhere",
            "draws_credit", "borrows_informally", "takes_stock", "informed",
        ),
        *_decisions(
            Entity.ACCOUNT, Occasion.ONCE, "product", "principal", "term", "age", "score",
            "application_order", "limit_withdrawn",
        ),
        *_decisions(
            Entity.BORROWER, Occasion.MONTH,
            "income_noise", "shock", "shock_day", "shock_length",
        ),
        *_decisions(Entity.WORLD, Occasion.MONTH, "economy", "inspection"),
        *_decisions(
            Entity.BORROWER, Occasion.MONTH, "retraining", "programme", "hires_agent", "attends",
            "exposed",
        ),
        *_decisions(
            Entity.ACCOUNT, Occasion.INSTALMENT,
            "attention", "willing", "remember", "early_payoff", "roll", "warning_score",
            "ability_score",
        ),
        *_decisions(Entity.BORROWER, Occasion.DAY, "reach"),
        *_decisions(Entity.ACCOUNT, Occasion.DAY, "rank"),
        *_decisions(
            Entity.BORROWER, Occasion.NTH,
            "read", "right_party", "talk_length", "avoid", "avoid_length", "stop", "disclose",
            "promise", "promise_memory", "grievance", "silence_grievance", "complaint",
            "complaint_place", "offer", "number_restored",
        ),
        *_decisions(Entity.BORROWER, Occasion.NTH, "apply", "conceal", "documents", "verify"),
        *_decisions(Entity.BORROWER, Occasion.NTH, "comply", "respite", "evidence"),
        *_decisions(
            Entity.BORROWER, Occasion.NTH,
            "automated", "appeal", "appeal_verify", "lost", "step_documents", "told",
            "answer_grievance",
        ),
        *_decisions(Entity.BORROWER, Occasion.SPELL, "holdout"),
        *_decisions(Entity.BORROWER, Occasion.DAY, "at_home"),
        *_decisions(
            Entity.BORROWER, Occasion.NTH,
            "announcement_read", "announcement_grievance", "follow_through", "preparation",
            "visit_right_party", "visit_length", "verified_at_home", "visit_conflict",
            "visit_grievance", "third_person_answers", "third_person_refuses", "third_person_tells",
            "third_person_locates", "third_person_grievance", "dialled_again", "abandoned",
            "abandoned_grievance", "traced",
        ),
        *_decisions(Entity.BORROWER, Occasion.ONCE, "third_persons", "visit_consent"),
        *_decisions(
            Entity.BORROWER, Occasion.NTH,
            "letter_read", "mediation", "objection", "appearance", "dismissal", "insolvency",
            "agent_answers", "agent_complaint", "agent_complaint_place", "agent_application",
            "adviser", "exposure_grievance",
        ),
        *_decisions(
            Entity.BORROWER, Occasion.NTH, "statement", "assessment", "slip", "audit", "ring_up",
        ),
        *_decisions(Entity.COLLECTOR, Occasion.ONCE, "skill"),
        *_decisions(Entity.COLLECTOR, Occasion.MONTH, "collector_leaves"),
        *_decisions(Entity.COLLECTOR, Occasion.NTH, "successor_skill"),
    ]
}  # fmt: skip
