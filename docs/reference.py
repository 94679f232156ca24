"""Write the tables of the pages that follow from the code, or tell which are out of date.

A table stands between ``<!-- generated: NAME -->`` and ``<!-- end of NAME -->``.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from arrears.decisions import DECISIONS
from arrears.plots.registry import FIGURES
from arrears.results.codebook import CODEBOOK, FAMILIES, Outcome
from arrears.results.effects import EFFECTS
from arrears.results.series import DURATIONS, MONTHLY
from arrears.scenario.json_schema import scenario_schema

ROOT = Path(__file__).parents[1]
MEANINGS = ROOT / "docs" / "meanings.yaml"
LEVERS = ROOT / "docs" / "levers.yaml"
HOUSEHOLD = ROOT / "scenarios" / "parts" / "behaviour" / "cn_household.yaml"

Schema = dict[str, Any]

# In which order the parts of a scenario file are described, and under which key they stand.
SECTIONS = (
    ("Top level", "", ""),
    ("Calendar", "calendar", "Calendar"),
    ("Portfolio", "portfolio", "Portfolio"),
    ("Segment", "portfolio.segments[]", "Segment"),
    ("Amount that differs between people", "portfolio.segments[].income, ...principal", "Money"),
    ("Share that differs between people", "portfolio.segments[].forgetfulness, ...", "Spread"),
    ("Product", "portfolio.products[]", "Product"),
    ("To whom a product is offered", "portfolio.products[].who", "ProductWho"),
    ("Auto-debit", "portfolio.auto_debit", "AutoDebit"),
    ("Loan tape", "portfolio.tape", "Tape"),
    ("Shocks", "shocks", "Shocks"),
    ("Shock", "shocks.kinds[]", "Shock"),
    ("Economy", "macro", "Macro"),
    ("Behaviour of households", "behaviour (kind: household)", "Household"),
    ("Attention", "behaviour.attention", "Attention"),
    ("Willingness", "behaviour.willingness", "Willingness"),
    ("Budget", "behaviour.budget", "Budget"),
    ("Answering", "behaviour.answering", "Answering"),
    ("Channel", "behaviour.answering.contacts[]", "Contact"),
    ("Tone", "behaviour.answering.tones[]", "ToneEffect"),
    ("Application", "behaviour.application", "Application"),
    ("Distress", "behaviour.distress", "Distress"),
    ("Grievances", "behaviour.grievances", "Grievances"),
    ("Lunar new year", "behaviour.festival", "Festival"),
    ("Visits as they are borne", "behaviour.visits", "Visiting"),
    ("Third persons as they are borne", "behaviour.third_parties", "ThirdParties"),
    ("Bulk dialling as it is borne", "behaviour.dialling", "Dialling"),
    ("Informal loans", "behaviour.informal", "InformalLoans"),
    ("Agents", "behaviour.agents", "Agents"),
    ("Peers", "behaviour.peers", "Peers"),
    ("Learned leniency", "behaviour.leniency", "LearnedLeniency"),
    ("Taking stock", "behaviour.stock_taking", "StockTaking"),
    ("Calls about the budget", "behaviour.budget_talk", "BudgetTalk"),
    ("Behaviour by roll rates", "behaviour (kind: roll_rate)", "RollRate"),
    ("Bucket", "behaviour.buckets[]", "RollRateBucket"),
    ("Collection", "collection", "Collection"),
    ("Team", "collection.teams[]", "Team"),
    ("Experience", "collection.teams[].experience", "Experience"),
    ("Commission", "collection.teams[].commission", "Commission"),
    ("Conduct of a team", "collection.teams[].conduct", "TeamConduct"),
    ("Field team", "collection.field_teams[]", "FieldTeam"),
    ("Skip tracing", "collection.tracing", "Tracing"),
    ("Review desk", "collection.review_desk", "ReviewDesk"),
    ("Complaint desk", "collection.complaint_desk", "Desk"),
    ("Department", "collection.review_desk.steps[], collection.complaint_desk.steps[]", "Step"),
    ("Halt", "collection.halts[]", "Halt"),
    ("Reminder", "collection.before_due[]", "Reminder"),
    ("Early warning", "collection.early_warning", "EarlyWarning"),
    ("Early call", "collection.early_warning.call", "EarlyCall"),
    ("Ability score", "collection.ability_score", "AbilityScore"),
    ("Assessment", "collection.assessment", "Assessment"),
    ("Stage", "collection.stages[]", "Stage"),
    ("Action", "collection.stages[].actions[]", "Action"),
    ("Visit", "collection.stages[].actions[].visit", "VisitTerms"),
    ("Agency", "collection.stages[].agency", "Agency"),
    ("Law", "collection.legal", "Legal"),
    ("Legal step", "collection.legal.steps[]", "LegalStep"),
    ("Enforcement", "collection.legal.enforcement", "Enforcement"),
    ("Insolvency", "collection.legal.insolvency", "Insolvency"),
    ("Guarantee", "collection.guarantee", "Guarantee"),
    ("Sale", "collection.sale", "Sale"),
    ("Asking by others", "collection.guarantee.asking, collection.sale.asking", "Asking"),
    ("Relief", "collection.relief[]", "Relief"),
    ("Income-based instalments", "collection.relief[].income_based", "IncomeBased"),
    ("Settlement", "collection.relief[].settlement", "Settlement"),
    ("Grant", "collection.relief[].grant", "Grant"),
    ("Programme", "collection.relief[].retraining", "Retraining"),
    ("Hardship fund", "collection.hardship_fund", "HardshipFund"),
    ("Education", "collection.education", "Education"),
    ("Information", "collection.information", "Information"),
    ("Advisers", "collection.advisers", "Advisers"),
    ("Rewards", "collection.rewards", "Rewards"),
    ("Community", "collection.community", "Community"),
    ("Exposure in the media", "collection.exposure", "Exposure"),
    ("Whom", "who", "Who"),
    ("Prices", "collection.prices", "Prices"),
    ("Further platform", "platforms[]", "Lender"),
    ("Credit limits", "collection.limits", "Limits"),
    ("Underwriting", "collection.underwriting", "Underwriting"),
    ("Credit bureau", "bureau", "Bureau"),
    ("Supervision", "supervision", "Supervision"),
    ("Order", "supervision.order", "Order"),
    ("Reaction", "collection.reacts[]", "Reaction"),
    ("Supply of new loans", "collection.supply", "Supply"),
    ("Regime of one's own", "regimes[]", "OwnRegime"),
    ("Every rule", "regimes[].rules[]", "rule"),
    ("Which debts a rule is about", "regimes[].rules[].applies_if", "AppliesIf"),
    ("Cap on contact", "kind: contact_cap", "ContactCap"),
    ("Silence", "kind: cooldown", "Cooldown"),
    ("Hours of contact", "kind: hours", "Hours"),
    ("Ban of a channel", "kind: channel_ban", "ChannelBan"),
    ("Third persons", "kind: third_party", "ThirdParty"),
    ("Visits", "kind: visit", "Visit"),
    ("Right to stop contact", "kind: stop_right", "StopRight"),
    ("Stay", "kind: stay", "Stay"),
    ("Conduct", "kind: conduct", "Conduct"),
    ("Notice before a step", "kind: pre_notice", "PreNotice"),
    ("Moratorium", "kind: moratorium", "Moratorium"),
    ("Hardship", "kind: hardship", "Hardship"),
    ("Grace", "kind: grace", "Grace"),
    ("Litigation", "kind: litigation", "Litigation"),
    ("Reporting", "kind: reporting", "Reporting"),
    ("Outsourcing", "kind: outsourcing", "Outsourcing"),
    ("Ceiling on charges", "kind: price", "Price"),
    ("Stop of interest", "kind: interest_stop", "InterestStop"),
    ("Governance", "kind: governance", "Governance"),
    ("Sanction", "kind: sanction", "Sanction"),
    ("Measures", "measures", "Measures"),
    ("Compare", "compare", "Compare"),
    ("Contrast", "compare.contrasts[]", "Contrast"),
    ("Ladder", "compare.ladders[]", "LadderOfPolicies"),
    ("Policy", "policies.NAME", "policy"),
    ("Something of your own", "behaviour.own, shocks.kinds[].own, ...actions[].own", "Own"),
    ("Origin", "origins.KEY", "Origin"),
)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in Markdown."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    cells = [" | ".join(cell.replace("|", "\\|") for cell in line) for line in lines]
    return "\n".join(f"| {line} |" for line in cells)


# Keys of a scenario file --------------------------------------------------------------------


def sections() -> Iterator[tuple[str, str, Schema]]:
    """Yield title, place and schema of every part of a scenario file."""
    schema = scenario_schema()
    for title, place, name in SECTIONS:
        yield title, place, part_of(schema, name)


def part_of(schema: Schema, name: str) -> Schema:
    """Return one part; what all rules have in common stands under `rule`, once."""
    parts = schema["$defs"]
    if not name:
        return schema
    if name == "policy":
        policy: Schema = schema["properties"]["policies"]["additionalProperties"]["anyOf"][0]
        return policy
    rules = [each["$ref"].rsplit("/", 1)[-1] for each in rule_kinds(schema)]
    if name != "rule" and name not in rules:
        return parts[name]
    shared = set.intersection(*(set(parts[rule]["properties"]) for rule in rules)) - {"kind"}
    part = parts[rules[0] if name == "rule" else name]
    kept = {k: v for k, v in part["properties"].items() if (k in shared) is (name == "rule")}
    said = "What can be said of a rule of any kind." if name == "rule" else part["description"]
    return {"properties": kept, "description": said}


def rule_kinds(schema: Schema) -> list[Schema]:
    """Return a reference to each kind of rule."""
    return schema["$defs"]["OwnRegime"]["properties"]["rules"]["items"]["anyOf"]


def keys() -> str:
    """Return one table for each part of a scenario file."""
    parts = []
    added = yaml.safe_load(MEANINGS.read_text(encoding="utf-8"))
    for title, place, part in sections():
        said_here = added.get(title, {})
        rows = [
            (f"`{key}`", accepted(item), default(item), meaning(key, item, said_here))
            for key, item in part["properties"].items()
            if key != "remove" or title == "Policy"
        ]
        said = "" if title == "Top level" else part.get("description", "")
        parts.append(f"### {title}\n")
        parts.append(f"`{place}`. {said}\n" if place else "")
        parts.append(table(("key", "accepted", "default", "meaning"), rows) + "\n")
    return "\n".join(part for part in parts if part).rstrip()


def meaning(key: str, item: Schema, added: dict[str, str]) -> str:
    """Say what a key means, in the schema's words or else in ours."""
    return str(item.get("description") or added.get(key) or "")


def accepted(item: Schema) -> str:
    """Say what a key accepts."""
    branches = next((item[key] for key in ("anyOf", "oneOf", "allOf") if key in item), None)
    if "x-words" in item:
        said = str(item["x-words"])
    elif "$ref" in item:
        said = title_of(item["$ref"])
    elif branches:
        said = " or ".join(dict.fromkeys(accepted(each) for each in branches))
    elif "const" in item:
        said = f"`{as_yaml(item['const'])}`"
    elif "enum" in item:
        said = ", ".join(f"`{each}`" for each in item["enum"])
    elif item.get("type") in ("array", "object"):
        said = several(item)
    else:
        said = single(item)
    return said


def several(item: Schema) -> str:
    """Say what a list or mapping holds."""
    inner = item.get("items" if item["type"] == "array" else "additionalProperties")
    if not isinstance(inner, dict):
        return pair(item) if item["type"] == "array" else "mapping"
    return f"{'list of' if item['type'] == 'array' else 'names to'}: {accepted(inner)}"


def single(item: Schema) -> str:
    """Say what a number, word or switch may be."""
    kinds = {
        "integer": "whole number", "number": "number", "string": "text", "null": "nothing",
        "boolean": "`true` or `false`",
    }  # fmt: skip
    if item.get("format") == "date":
        return "YYYY-MM-DD"
    is_fraction = item.get("x-unit") in ("share", "rate")
    words = "a fraction" if is_fraction else kinds.get(str(item.get("type")), "")
    return " ".join(filter(None, (words, bounds(item))))


def pair(item: Schema) -> str:
    return "pair of: " + ", ".join(accepted(each) for each in item.get("prefixItems", []))


def bounds(item: Schema) -> str:
    """Say between which bounds a number lies."""
    low, above = item.get("minimum"), item.get("exclusiveMinimum")
    high = item.get("maximum")
    if low is not None and high is not None:
        return f"{shown(low)} to {shown(high)}"
    words = [f"above {above:g}" if above is not None else "", f"at most {high:g}" if high else ""]
    words.append(f"at least {low:g}" if low is not None else "")
    return ", ".join(filter(None, words))


def shown(number: float) -> str:
    """Return a number as people write it."""
    return "2^63 - 1" if number == 2**63 - 1 else f"{number:,.10g}".replace(",", " ")


def title_of(reference: str) -> str:
    """Return a link to the section of a part."""
    name = reference.rsplit("/", 1)[-1]
    title = next(title for title, _, known in SECTIONS if known == name)
    anchor = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    return f"[{title}](#{anchor})"


def default(item: Schema) -> str:
    """Say what holds where a file says nothing."""
    if "default" not in item:
        return ""
    value = item["default"]
    if isinstance(value, dict):
        return "defaults below" if value else "none"
    return "none" if value in (None, "", []) else f"`{as_yaml(value)}`"


def as_yaml(value: object) -> str:
    """Return a value as a scenario file would say it, times of day in quotation marks."""
    text = yaml.safe_dump(value, default_flow_style=True, width=10_000).strip()
    return re.sub(r"'?\b(\d\d:\d\d)\b'?", r'"\1"', text.removesuffix("...").strip())


# Outcomes, series, decisions, parameters ----------------------------------------------------


def outcomes() -> str:
    """Return the codebook; members of a family stand under its name."""
    entries = [o for o in CODEBOOK.values() if not o.family] + list(FAMILIES.values())
    parts = []
    for heading, is_headline in (("Headline outcomes", True), ("Descriptive outcomes", False)):
        parts.append(f"## {heading}\n")
        parts += [outcome(each) for each in entries if each.headline is is_headline]
    return "\n".join(parts).rstrip()


def outcome(entry: Outcome) -> str:
    """Return one entry of the codebook."""
    members = [f"`{o.name}`" for o in CODEBOOK.values() if o.family == entry.name and entry.family]
    if len(members) > 12:
        members = [*members[:4], "...", members[-1]]
    lines = [
        f"### `{entry.name}`\n",
        f"{entry.definition}\n",
        f"- Unit: {entry.unit}. Better: {entry.better}.",
        f"- Numerator: {entry.numerator}.",
        f"- Denominator: {entry.denominator}.",
    ]
    if entry.caveats:
        lines.append(f"- Caveat: {entry.caveats}")
    if members:
        lines.append(f"- Members: {', '.join(members)}.")
    return "\n".join(lines) + "\n"


def series() -> str:
    """Return the series of ``monthly.parquet``."""
    return table(("series", "adds up"), ((f"`{name}`", said) for name, said in MONTHLY.items()))


def durations() -> str:
    """Return the series of ``durations.parquet``."""
    return table(("series", "columns"), ((f"`{name}`", said) for name, said in DURATIONS.items()))


def decisions() -> str:
    """Return every decision that chance takes part in."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for each in DECISIONS.values():
        kind = each.entity.name.lower(), each.occasion.name, each.occasion.value
        rows.setdefault(kind, []).append(f"`{each.name}`")
    return table(
        ("drawn for each", "occasion", "the occasion counts", "decisions"),
        ((*kind, ", ".join(names)) for kind, names in rows.items()),
    )


def figures() -> str:
    """Return the figures, what each asks, what its panels are and which tables it reads."""
    return table(
        ("figure", "shows", "one panel for each", "reads"),
        (
            (f"`{name}`", kind.question, kind.panel, ", ".join(f"`{each}`" for each in kind.reads))
            for name, kind in FIGURES.items()
        ),
    )


def parameters() -> str:
    """Return the shipped parameters of behaviour that rest on a published effect."""
    part = yaml.safe_load(HOUSEHOLD.read_text(encoding="utf-8"))
    rows = [
        (f"`{key}`", value_at(part, key), str(entry["literature"]))
        for key, entry in part["origins"].items()
        if "literature" in entry
    ]
    return table(("parameter", "value", "row"), rows)


def effects() -> str:
    """Return the studies behind the codes of published effects, and what they found."""
    rows = [(each.code, each.study, each.found) for each in EFFECTS.values()]
    return table(("row", "study", "what it found"), rows)


def value_at(part: dict[str, Any], key: str) -> str:
    """Return a value, or all values that ``*`` stands for."""
    found: list[tuple[str, Any]] = [("", part)]
    for name in key.split("."):
        if name == "*":
            found = [
                (str(item.get("channel") or item.get("tone")), item)
                for _, items in found for item in items
            ]  # fmt: skip
        else:
            found = [(label, item[name]) for label, item in found if name in item]
    return ", ".join(f"{label} {value}".strip() for label, value in found)


# Levers ---------------------------------------------------------------------------------------


def levers() -> str:
    """Return one table for each system: a sentence, the keys that do it, and what then moves."""
    told = yaml.safe_load(LEVERS.read_text(encoding="utf-8"))
    parts = []
    for system, about in told["systems"].items():
        parts.append(f"## {system}: {about['title']}\n")
        parts.append(f"Scenario `{about['scenario']}`.\n")
        rows = [
            (f"**{each['id']}** {each['says']} ({each['zh']})" if first else "", *lever(said))
            for each in told["sentences"] if each["id"].startswith(f"{system}.")
            for first, said in zip((True, *[False] * 99), each["levers"], strict=False)
        ]  # fmt: skip
        parts.append(table(("sentence", "key", "from → to", "outcome", "scenario"), rows) + "\n")
    return "\n".join(parts).rstrip()


def lever(said: dict[str, Any]) -> tuple[str, str, str, str]:
    """Return from which setting to which, what moves, and in which book."""
    turned = said["turn"].items()
    keys = "<br>".join(f"`{path}`" for path, _ in turned)
    settings = "<br>".join(f"`{as_yaml(low)}` → `{as_yaml(high)}`" for _, (low, high) in turned)
    whose = f" of {said['segment']}" if "segment" in said else ""
    way = {"up": "rises", "down": "falls", "moves": "moves"}[said["moves"]]
    book = said.get("in") or f"piece {said['piece']}"
    return keys, settings, f"`{said['outcome']}`{whose} {way}", book


GENERATED: dict[str, tuple[str, Callable[[], str]]] = {
    "keys": ("docs/scenario_files.md", keys),
    "outcomes": ("docs/outcomes.md", outcomes),
    "series": ("docs/run_directory.md", series),
    "durations": ("docs/run_directory.md", durations),
    "decisions": ("docs/chance.md", decisions),
    "parameters": ("docs/behaviour.md", parameters),
    "effects": ("docs/behaviour.md", effects),
    "figures": ("docs/figures.md", figures),
    "levers": ("docs/levers.md", levers),
}


def written(name: str) -> str:
    """Return what a page holds of a table now."""
    return _between(name).search((ROOT / GENERATED[name][0]).read_text(encoding="utf-8"))[2].strip()  # type: ignore[index]


def _between(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- generated: {name} -->\n)(.*?)(<!-- end of {name} -->)", re.DOTALL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--refresh", action="store_true", help="write them anew")
    options = parser.parse_args()
    old = [name for name, (_, made) in GENERATED.items() if written(name) != made().strip()]
    for name in old:
        page = ROOT / GENERATED[name][0]
        print(f"{page.name}: {name} is {'refreshed' if options.refresh else 'out of date'}")
        if options.refresh:
            body = f"\n{GENERATED[name][1]().strip()}\n\n"
            text = page.read_text(encoding="utf-8")
            text = _between(name).sub(lambda m, body=body: m[1] + body + m[3], text)
            page.write_text(text, encoding="utf-8")
    sys.exit(1 if old and not options.refresh else 0)


if __name__ == "__main__":
    main()
