"""The page as text: what the template shows, and the font that it carries."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import cast

import jinja2
from markupsafe import Markup

from arrears.fonts import FAMILY, data_uri
from arrears.reports.answer import answer
from arrears.reports.cash_tables import cash_tables
from arrears.reports.definitions import definitions
from arrears.reports.downloads import download
from arrears.reports.exhibits import Exhibit
from arrears.reports.ladders import ladder_sentences
from arrears.reports.limits import limits
from arrears.reports.origins import origin_groups
from arrears.reports.outcome_tables import changes, levels, levels_over_sets, supplied
from arrears.reports.policy_changes import changes_of
from arrears.reports.provenance import facts, files, python_lines
from arrears.reports.reversals import (
    assumed_rules,
    reversal_sentences,
    reversals,
    tried_alone,
)
from arrears.reports.run_files import RunFiles
from arrears.words import Words

__all__ = ["font_face", "page", "with_font"]

_FONT_GOES_HERE = "/* font */"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Policy:
    name: str
    is_baseline: bool
    is_bundle: bool
    rules: str
    notes: str
    changes: tuple[tuple[str, str], ...]


def page(run: RunFiles, figures: list[Exhibit], words: Words) -> str:
    """Return the whole page but for its font."""
    origins = origin_groups(run.origins, words)
    scenario, name = run.scenario, PurePath(str(run.scenario.get("scenario") or "scenario")).stem
    yaml = download(f"{name}.yaml", run.scenario_text)
    code = python_lines(run.manifest, yaml.name, run.outcomes)
    return _environment().get_template("report.html.j2").render(
        t=words,
        language={"zh": "zh-Hans"}.get(words.language, words.language),
        title=words.maybe(str(scenario.get("title") or name)),
        question=words.maybe(str(scenario.get("question") or "")),
        notes=words.maybe(str(scenario.get("notes") or "")),
        answer=answer(run.outcomes[0], run.baseline, run.differences, run.summary, words=words),
        answered=definitions(run.outcomes[:1], words)[0],
        ladders=list(ladder_sentences(run, words=words)),
        rests_on=list(reversal_sentences(run, words=words)),
        reversals=reversals(run, words=words),
        tried_alone=tried_alone(run, words=words),
        assumed_rules=assumed_rules(run, words),
        notices=_listed(run.manifest.get("notices")),
        failures=cast(Mapping[str, str], run.manifest.get("failures") or {}),
        policies=list(_policies(run, words)),
        compares_rules=len(run.names.regimes) > 1,
        levels=levels(run, words=words),
        levels_over_sets=levels_over_sets(run, words=words),
        changes=changes(run, words=words),
        exhibits=figures,
        cash=[
            table
            for figure in figures
            if figure.name == "who_pays"
            for table in cash_tables(figure.table, words=words)
        ],
        supplies=[
            supplied(figure.table, words=words) for figure in figures if figure.name == "supply"
        ],
        numbers={figure.name: download(f"{figure.name}.csv", figure.csv) for figure in figures},
        origins=origins,
        assumed=sum(len(group.rows) for group in origins if group.origin == "assumed"),
        parameters=sum(len(group.rows) for group in origins),
        limits=limits(
            run, words, shows_assumptions=any("assumption" in each.name for each in figures)
        ),
        provenance=list(facts(run, words)),
        files=files(run, words),
        scenario=yaml,
        code=download(f"{name}.py", code),
        code_text=code,
        inline=_inline,
    )  # fmt: skip


def with_font(text: str, font: bytes) -> str:
    """Return the page with the letters it is written in."""
    return text.replace(_FONT_GOES_HERE, font_face(font), 1)


def font_face(font: bytes) -> str:
    """Return the style that brings a font."""
    source = f'url({data_uri(font)}) format("opentype")'
    return f'@font-face {{ font-family: "{FAMILY}"; src: {source}; }}'


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("arrears.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )


def _policies(run: RunFiles, words: Words) -> Iterator[_Policy]:
    """Yield each policy with what it changes, as key paths and values, and its rules."""
    titles = cast(Mapping[str, str], run.manifest.get("regime_titles") or {})
    listed = cast(Mapping[str, object], run.scenario.get("policies") or {})
    for policy in run.policies:
        found = listed.get(run.names.policy_of(policy))
        said = dict(found) if isinstance(found, dict) else {}
        is_bundle = bool(said.pop("bundle", False))
        yield _Policy(
            name=policy,
            is_baseline=policy == run.baseline,
            is_bundle=is_bundle,
            rules=words.maybe(titles.get(run.names.regime_of(policy), "")),
            notes=words.maybe(str(said.pop("notes", ""))),
            changes=changes_of(said, run.scenario),
        )


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _inline(element: str) -> Markup:
    """Return a figure as part of a page, where namespaces go without saying."""
    return Markup(re.sub(r' xmlns(:xlink)?="[^"]*"', "", element))  # noqa: S704 - drawn here
