"""Where the parameters come from: what is assumed first, as it deserves most doubt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from arrears.results.effects import EFFECTS
from arrears.words import Words

__all__ = ["OriginGroup", "origin_groups"]

_ORDER: Final = ("assumed", "not stated", "set by scenario", "literature", "measured")
_TITLES: Final = {
    "assumed": "Assumed, with the range of values that are as plausible",
    "not stated": "Origin not stated",
    "set by scenario": "Set by the scenario",
    "literature": "From published studies",
    "measured": "Measured",
}
_DETAILS: Final = {
    "assumed": "Range",
    "literature": "Published effect",
    "measured": "Citation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginGroup:
    """Parameters of one origin; ``detail`` heads the column that says more.

    ``legend`` says of the codes in that column which study each is and what it found.
    """

    origin: str
    title: str
    detail: str
    rows: list[dict[str, str]]
    legend: list[tuple[str, str]]


def origin_groups(origins: pd.DataFrame | None, words: Words) -> list[OriginGroup]:
    """Return the parameters of a run by origin."""
    if origins is None or origins.empty:
        return []
    found = origins["origin"].unique().tolist()
    return [
        OriginGroup(
            origin=origin,
            title=words(_TITLES[origin]) if origin in _TITLES else origin,
            detail=words(_DETAILS.get(origin, "Note")),
            rows=_rows(origins.loc[origins["origin"] == origin], words),
            legend=_legend(origins.loc[origins["origin"] == origin, "detail"].tolist(), words),
        )
        for origin in [*_ORDER, *sorted(set(found) - set(_ORDER))]
        if origin in found
    ]


def _rows(origins: pd.DataFrame, words: Words) -> list[dict[str, str]]:
    columns = ["key", "value", "detail"]
    return [
        {"key": key, "value": value, "detail": _detail(detail, words)}
        for key, value, detail in origins[columns].itertuples(index=False, name=None)
    ]


def _legend(details: Sequence[str], words: Words) -> list[tuple[str, str]]:
    codes = dict.fromkeys(code for detail in details for code in re.findall(r"[A-Z]+\d+", detail))
    known = [EFFECTS[code] for code in codes if code in EFFECTS]
    return [
        (each.code, words("{study}: {found}", study=words(each.study), found=words(each.found)))
        for each in known
    ]


def _detail(detail: str, words: Words) -> str:
    """Say a range in the reader's words; a citation or a note stays as it was written."""
    low, to, high = detail.partition(" to ")
    if to and _is_number(low) and _is_number(high.partition(";")[0]):
        return words("{low} to {high}", low=low, high=high)
    return detail


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
