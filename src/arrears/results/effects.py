"""Published effects that parameters were chosen with in mind: what stands behind their codes."""

from dataclasses import dataclass
from typing import Final

__all__ = ["EFFECTS", "Effect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One study, and what it found."""

    code: str
    study: str
    found: str


_ROWS: Final = (
    (
        "CON01",
        "Antinyan and Asatryan (2025), trials of tax authorities",
        "a simple reminder raises the share that pays by about a tenth",
    ),
    (
        "CAL01",
        "Laudenbach, Pirschel and Siegel (2024), German instalment loans",
        "borrowers reached by a bank's agent resolved arrears in time far more often",
    ),
    (
        "CAL05",
        "Choi, Huang, Yang and Zhang (2025), a Chinese online lender",
        "automatic callers collect less than human ones, at day 30 and still after a year",
    ),
    (
        "GRC05",
        "Fiorin, Hall and Kanz (2023), an Indian lender",
        "a moratorium offered as the lender's own gesture lowered default by 4 points",
    ),
    (
        "CMP01",
        "Consumer Financial Protection Bureau (2017)",
        "more than 40 % of those contacted asked to stop, and most were contacted again",
    ),
    (
        "CMP04",
        "Consumer Financial Protection Bureau (2014)",
        "over a third of complaints: the debt was not owed",
    ),
    (
        "DIS04",
        "Ong, Theseira and Ng (2019), Singapore",
        "anxiety falls with each debt account cleared, not with its amount",
    ),
    (
        "DIS06",
        "Paul and Moser (2009), meta-analysis",
        "34 % of the unemployed are distressed, 16 % of the employed; it reverses with work",
    ),
    (
        "DIS08",
        "Gathergood (2012), British panel",
        "problem debt harms mental health",
    ),
    (
        "DIS09",
        "Keese and Schmitz (2014), German panel",
        "debt service that is high beside income harms mental health",
    ),
    (
        "TON01",
        "Du, Li, Lu and Lu (2020), a Chinese lending platform",
        "a text with a threat has no lasting effect, one that expects the best has",
    ),
    (
        "TON05",
        "an experiment on a Chinese lending platform (registered as AEARCTR-0005913)",
        "a sanction beside a waiver crowds out goodwill unless the debt is large",
    ),
    (
        "LEG04",
        "Consumer Financial Protection Bureau (2017)",
        "15 % of those contacted were sued, 26 % of the sued came to the hearing",
    ),
)
EFFECTS: Final = {code: Effect(code=code, study=study, found=found) for code, study, found in _ROWS}
