"""From a scenario file to one checked `Scenario`: the only way in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from arrears.portfolio.tape import Loans
from arrears.registry import Added
from arrears.scenario.arms import arm_tree, base_tree, policy_nodes
from arrears.scenario.book import (
    check_originations,
    read_book,
    resized,
    resized_notice,
    with_whole_paths,
)
from arrears.scenario.check_collection import harms_of
from arrears.scenario.check_origins import check_idle, check_ranges
from arrears.scenario.extensions import extensions_of, with_whole_extensions
from arrears.scenario.messages import locate
from arrears.scenario.origins import added_by_policies, origin_rows
from arrears.scenario.overlay import option, with_option, with_sets
from arrears.scenario.problems import Position, Problems, Source, in_order, nearest, shown
from arrears.scenario.regimes import regimes_of
from arrears.scenario.scenario import Scenario
from arrears.scenario.schema import Settings
from arrears.scenario.shipped import scenario_names
from arrears.scenario.sources import Reader, find
from arrears.scenario.text import Node
from arrears.scenario.validate import validated
from arrears.scenario.written import hash_of, plain, source_of, without_origins

__all__ = ["load_scenario"]

MOST_BORROWERS = 5_000_000


@dataclass(slots=True, kw_only=True)
class _Arm:
    """One arm on its way: its merged tree, its settings if valid, or what is left of them."""

    tree: Node
    changes: Node | None = None
    settings: Settings | None = None
    mended: Settings | None = None


def load_scenario(
    source: str | Path,
    *,
    sets: Sequence[str] = (),
    borrowers: int | None = None,
    seed: int | None = None,
    replications: int | None = None,
    policies: Sequence[str] | None = None,
    outcomes: Sequence[str] | None = None,
) -> Scenario:
    """Return a scenario from a file or a shipped name, resolved and checked.

    Parameters
    ----------
    source : str or Path
        Path of a scenario file, or the name of a shipped scenario.
    sets : sequence of str
        ``key.path=value``, laid over the file in this order; items of lists by name.
    borrowers : int or None
        Replaces the number on book; people of teams and desks, funds, quotas and the breaches
        from which there is an order follow pro rata.
    seed, replications : int or None
        Replace what the scenario says.
    policies : sequence of str or None
        Only these policies, in the order of the file; all if None.
    outcomes : sequence of str or None
        Names that ``compare.outcomes`` may have; any if None.

    Raises
    ------
    ScenarioError
        If anything is wrong: its message lists everything, one line each, with
        ``file:line:column``, key path, value found and what would be accepted.
    """
    problems = Problems()
    path = _path_of(str(source), problems)
    reader = Reader(problems=problems)
    tree = reader.scenario(path, _whole(str(source)))
    if tree is None or reader.lacks_base:
        problems.refuse()
        raise AssertionError(path)  # a file that could not be read always left a problem
    tree = with_sets(tree, tuple(sets), problems)
    tree = with_option(with_option(tree, "seed", seed), "replications", replications)
    tree = with_whole_extensions(tree)
    added = extensions_of(tree, problems)
    outcomes = None if outcomes is None else (*outcomes, *added.of("outcome"))
    all_nodes = policy_nodes(tree, problems)
    nodes = _chosen(all_nodes, policies, problems)
    base = _Arm(tree=with_whole_paths(base_tree(tree, reader, path.parent)))
    base_problems = Problems()
    _settle(base, base_problems, outcomes)
    problems.errors += base_problems.errors
    problems.warnings += base_problems.warnings
    arms = {}
    for name, node in nodes.items():
        tree_of_arm = with_whole_paths(arm_tree(tree, node, reader, path.parent))
        arms[name] = _Arm(tree=tree_of_arm, changes=node)
        _settle_policy(name, arms[name], base_problems, problems, outcomes)
    notices = _choose_baseline(base, arms, list(all_nodes), problems)
    _check_ladders(base, list(all_nodes), problems)
    loans, skipped = _book(base, problems)
    loans, more = _resize(borrowers, base, arms, loans, problems)
    if base.mended is not None and not problems.errors:
        check_originations(base.mended, loans, base.tree, problems)
    _check_policies(base, arms, problems)
    problems.refuse()
    found = _assembled(base, arms, loans, skipped, (*notices, *more), problems, added)
    if borrowers is None:  # people pro rata leave the ranges that were said of them
        check_ranges(_trees(base, arms), found.origins, problems)
    if policies is None and not sets:  # else what an origin speaks of may have been taken away
        check_idle(_trees(base, arms), problems)
    return replace(found, warnings=tuple(in_order(problems.warnings)))


def _whole(name: str) -> Position:
    return Position(source=Source(name=name, folder=Path()))


def _path_of(name: str, problems: Problems) -> Path:
    found = find(name, Path()) if name and "\0" not in name else None
    if found is None:
        known = scenario_names()
        hint = nearest(Path(name).stem, known)
        message = f"there is no such file, and no shipped scenario of this name{hint}"
        problems.error(_whole(name or "''"), "", message)
        problems.refuse()
    return found or Path(name)


def _chosen(
    nodes: dict[str, Node], policies: Sequence[str] | None, problems: Problems
) -> dict[str, Node]:
    if policies is None:
        return nodes
    at = option(f"--policies {','.join(policies)}", None).at
    if not policies:
        problems.error(at, "", f"names no policy{nearest('', nodes)}")
    for name in policies:
        if name not in nodes:
            problems.error(at, "", f"there is no policy {shown(name)}{nearest(name, nodes)}")
    return {name: node for name, node in nodes.items() if name in policies}


def _settle(arm: _Arm, problems: Problems, outcomes: Sequence[str] | None) -> None:
    """Validate one arm's tree and check it."""
    arm.settings, arm.mended = validated(arm.tree, problems, outcomes)


def _settle_policy(
    name: str, arm: _Arm, base: Problems, problems: Problems, outcomes: Sequence[str] | None
) -> None:
    """Do the same for a policy; what is wrong without it too is not said again."""
    own = Problems()
    _settle(arm, own, outcomes)
    for found, known, noted in (
        (own.errors, base.errors, problems.errors),
        (own.warnings, base.warnings, problems.warnings),
    ):
        places = {(problem.position, problem.path) for problem in known}
        words = {(problem.path, problem.message) for problem in known}
        for problem in found:
            at, said = (problem.position, problem.path), (problem.path, problem.message)
            if at not in places and said not in words:
                noted.append(replace(problem, path=f"policies.{name}.{problem.path}"))


def _choose_baseline(
    base: _Arm, arms: dict[str, _Arm], names: list[str], problems: Problems
) -> tuple[str, ...]:
    """Check the baseline; where it was left out on request, take the first policy that runs."""
    if base.mended is None or not arms:
        return ()
    baseline = base.mended.compare.baseline
    if baseline not in names:
        at, path = locate(base.tree, ("compare", "baseline"))
        message = f"there is no policy {shown(baseline)}{nearest(baseline, names)}"
        problems.error(at, path, message)
        return ()
    if baseline in arms:
        return ()
    first = next(iter(arms))
    for arm in (base, *arms.values()):
        if arm.settings is not None:
            compare = arm.settings.compare.model_copy(update={"baseline": first})
            arm.settings = arm.settings.model_copy(update={"compare": compare})
    return (f"the baseline {baseline} is not run; differences are against {first}",)


def _book(base: _Arm, problems: Problems) -> tuple[Loans | None, tuple[tuple[int, str], ...]]:
    if base.mended is None:
        return None, ()
    return read_book(base.mended, base.tree, problems)


def _resize(
    borrowers: int | None,
    base: _Arm,
    arms: dict[str, _Arm],
    loans: Loans | None,
    problems: Problems,
) -> tuple[Loans | None, tuple[str, ...]]:
    """Give every arm the number of borrowers that was asked for, or that the tape has."""
    if base.settings is None:
        return loans, ()
    old = len(loans) if loans is not None else base.settings.portfolio.borrowers
    wanted = old if borrowers is None else borrowers
    at = option(f"--borrowers {borrowers}", None).at
    if isinstance(wanted, bool) or not 1 <= wanted <= MOST_BORROWERS:
        message = f"accepted: a whole number from 1 to {MOST_BORROWERS}"
        problems.error(at, "portfolio.borrowers", message)
        return loans, ()
    if loans is not None:
        if wanted > len(loans):
            message = f"the tape has {len(loans)} usable loans"
            problems.error(at, "portfolio.borrowers", message)
        loans = loans.first(wanted)
    notices: tuple[str, ...] = ()
    if wanted != old:
        notices = (resized_notice(base.settings, wanted, old),)
    if loans is not None or wanted != old:
        for arm in (base, *arms.values()):
            if arm.settings is not None:
                arm.settings = resized(arm.settings, wanted, wanted / old)
    return loans, notices


def _check_policies(base: _Arm, arms: dict[str, _Arm], problems: Problems) -> None:
    """Warn of policies that are the same as the baseline."""
    if base.settings is None:
        return
    baseline = arms.get(base.settings.compare.baseline)
    _check_harms(arms, base.settings.compare.baseline, problems)
    for name, arm in arms.items():
        if baseline is None or arm is baseline or arm.settings is None or arm.changes is None:
            continue
        _check_same_platforms(name, arm.settings, base.settings, arm.changes, problems)
        if arm.settings == baseline.settings:
            message = f"changes nothing: it is the same as {base.settings.compare.baseline}"
            problems.warn(arm.changes.key_at, f"policies.{name}", message)


def _check_same_platforms(
    policy: str, settings: Settings, base: Settings, changes: Node, problems: Problems
) -> None:
    """Refuse platforms that only a policy has, or has not: who owes to whom is given."""
    names, known = (tuple(one.name for one in each.platforms) for each in (settings, base))
    if names != known:
        found, accepted = ", ".join(names) or "none", ", ".join(known) or "none"
        message = f"found platforms {found}; a policy changes those there are: {accepted}"
        problems.error(changes.key_at, f"policies.{policy}.platforms", message)


def _check_ladders(base: _Arm, policies: list[str], problems: Problems) -> None:
    """Warn of ladders of which a rung is no policy: the report says nothing of them."""
    for index, ladder in enumerate(base.settings.compare.ladders if base.settings else ()):
        for rung, name in enumerate(ladder.policies):
            if name not in policies:
                at, path = locate(base.tree, ("compare", "ladders", index, "policies", rung))
                message = f"says nothing: there is no policy {name}{nearest(name, policies)}"
                problems.warn(at, path, message)


def _check_harms(arms: dict[str, _Arm], baseline: str, problems: Problems) -> None:
    """Warn of levers that only measure harm where nothing says that they are no proposal."""
    usual = arms.get(baseline)
    known = () if usual is None or usual.settings is None else harms_of(usual.settings.collection)
    for name, arm in arms.items():
        if arm.settings is None or arm.changes is None:
            continue
        notes = arm.changes.value.get("notes") if isinstance(arm.changes.value, dict) else None
        is_labelled = notes is not None and "benchmark" in str(notes.value).lower()
        for harm in harms_of(arm.settings.collection):
            if name == baseline:
                message = f"{harm}: a benchmark of harm, not to be what others are compared with"
                problems.warn(arm.changes.key_at, f"policies.{name}", message)
            elif not is_labelled and harm not in known:
                message = f"{harm}: a benchmark of harm, no proposal; say benchmark in its notes"
                problems.warn(arm.changes.key_at, f"policies.{name}", message)


def _trees(base: _Arm, arms: dict[str, _Arm]) -> dict[str, tuple[Node, dict[str, Any]]]:
    """Return what was written and what came of it, by what stands before a key in origins."""
    trees = {"": (base.tree, plain(_valid(base)))}
    return trees | {
        f"policies.{name}.": (arm.tree, plain(_valid(arm))) for name, arm in arms.items()
    }


def _assembled(
    base: _Arm,
    arms: dict[str, _Arm],
    loans: Loans | None,
    skipped: tuple[tuple[int, str], ...],
    notices: tuple[str, ...],
    problems: Problems,
    added: Added,
) -> Scenario:
    settings = _valid(base)
    policies = {name: _valid(arm) for name, arm in arms.items()}
    said = {name: _about(arm) for name, arm in arms.items()}
    notes = {name: str(about["notes"]) for name, about in said.items() if "notes" in about}
    plain_base = plain(settings)
    origins = origin_rows(base.tree, plain_base)
    of_arms = {name: origin_rows(arm.tree, plain(policies[name])) for name, arm in arms.items()}
    origins += added_by_policies(origins, of_arms)
    source = source_of(plain_base, origins, policies, said)
    if skipped:
        notices = (*notices, f"{len(skipped)} rows of the tape are skipped")
    rules = regimes_of(settings.regimes, settings.compare.baseline_regime)
    return Scenario(
        name=settings.scenario,
        title=settings.title,
        question=settings.question,
        notes=settings.notes,
        base=settings,
        policies=policies,
        policy_notes=notes,
        bundles=tuple(name for name, about in said.items() if about.get("bundle")),
        regimes=tuple(rules),
        rules=rules,
        compare=settings.compare,
        source=source,
        hash=hash_of(source, added.modules),
        loans=loans,
        skipped_rows=skipped,
        origins=origins,
        notices=notices,
        warnings=tuple(in_order(problems.warnings)),
        added=added,
    )


def _valid(arm: _Arm) -> Settings:
    """Return an arm's settings, as the scenario holds them."""
    if arm.settings is None:
        raise AssertionError(arm.tree.at)  # invalid arms were refused before
    return without_origins(arm.settings)


def _about(arm: _Arm) -> dict[str, Any]:
    if arm.changes is None or not isinstance(arm.changes.value, dict):
        return {}
    return {
        key: node.value for key, node in arm.changes.value.items() if key in {"notes", "bundle"}
    }
