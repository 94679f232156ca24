"""What no single key can get wrong: shares, bounds across keys, names that lead nowhere."""

from collections.abc import Collection, Iterable

from arrears.behaviour.settings import Household, RollRate
from arrears.portfolio.settings import Macro, Portfolio, Shocks
from arrears.scenario.check_calendar import check_calendar
from arrears.scenario.check_collection import check_collection
from arrears.scenario.check_foresight import check_festival
from arrears.scenario.check_lenders import check_lenders
from arrears.scenario.check_own import check_own
from arrears.scenario.check_people import check_people
from arrears.scenario.check_products import check_offered, check_product, check_spread
from arrears.scenario.check_rations import check_rations
from arrears.scenario.check_regimes import check_regimes
from arrears.scenario.check_relief import check_relief_shocks
from arrears.scenario.check_supervision import check_supervision
from arrears.scenario.check_supply import check_supply
from arrears.scenario.check_worlds import check_worlds
from arrears.scenario.problems import KeyPath
from arrears.scenario.remarks import Remarks
from arrears.scenario.schema import Settings

__all__ = ["check"]

SHARE_TOLERANCE = 1e-9
TAPE_COLUMNS = ("principal", "rate", "term_months", "originated")


def check(settings: Settings, remarks: Remarks, *, outcomes: Collection[str] | None = None) -> None:
    """Note what is wrong or odd in one arm of a scenario.

    Parameters
    ----------
    settings : Settings
        Valid key by key.
    remarks : Remarks
        Takes errors and warnings.
    outcomes : collection of str or None
        Names that ``compare.outcomes`` may have; any if None.
    """
    _check_segments(settings.portfolio, remarks)
    _check_products(settings.portfolio, remarks)
    _check_tape(settings.portfolio, remarks)
    _check_shocks(settings.shocks, settings.portfolio, remarks)
    _check_macro(settings.macro, settings.horizon_months, remarks)
    if isinstance(settings.behaviour, RollRate):
        _check_roll_rates(settings.behaviour, remarks)
    else:
        _check_answering(settings.behaviour, settings, remarks)
        _check_bearing(settings.behaviour, settings, remarks)
        check_festival(settings.behaviour, settings.portfolio, remarks)
    check_collection(settings.collection, [s.name for s in settings.portfolio.segments], remarks)
    check_relief_shocks(settings.collection, settings.shocks.kinds, remarks)
    check_rations(settings.collection, settings.portfolio.products, settings, remarks)
    check_lenders(settings, remarks)
    check_regimes(settings, remarks)
    check_calendar(settings, remarks)
    _check_measures(settings, remarks)
    check_own(settings, remarks)
    check_people(settings, remarks)
    check_supervision(settings, remarks)
    check_supply(settings, remarks)
    check_worlds(settings, remarks)
    _check_compare(settings, outcomes, remarks)


def _check_compare(settings: Settings, outcomes: Collection[str] | None, remarks: Remarks) -> None:
    """Refuse outcomes and segments that there are not, and segments compared with themselves."""
    segments = [segment.name for segment in settings.portfolio.segments]
    contrasts = settings.compare.contrasts
    for index, contrast in enumerate(contrasts):
        path: KeyPath = ("compare", "contrasts", index)
        if outcomes is not None and contrast.outcome not in outcomes:
            remarks.unknown((*path, "outcome"), "outcome", contrast.outcome, outcomes)
        for key, name in (("segment", contrast.segment), ("against", contrast.against)):
            if name not in segments:
                remarks.unknown((*path, key), "segment", name, segments)
        if contrast.segment == contrast.against:
            remarks.error((*path, "against"), f"is {contrast.against}, as segment; name another")
    known = None if outcomes is None else [*outcomes, *(each.outcome_name for each in contrasts)]
    for index, ladder in enumerate(settings.compare.ladders):
        if ladder.outcome not in settings.compare.outcomes:
            where: KeyPath = ("compare", "ladders", index, "outcome")
            message = f"says nothing of parameter sets: {ladder.outcome} is not in outcomes"
            remarks.warn(where, message)
    for index, outcome in enumerate(settings.compare.outcomes):
        if known is not None and outcome not in known:
            remarks.unknown(("compare", "outcomes", index), "outcome", outcome, known)


def _check_sum(shares: Iterable[float], path: KeyPath, what: str, remarks: Remarks) -> None:
    total = sum(shares)
    if abs(total - 1) > SHARE_TOLERANCE:
        off = f"{abs(total - 1):.6g} too {'much' if total > 1 else 'little'}"
        remarks.error(path, f"{what} sum to {total:.10g}; they sum to 1, this is {off}")


def _check_segments(portfolio: Portfolio, remarks: Remarks) -> None:
    path: KeyPath = ("portfolio", "segments")
    _check_sum((s.share for s in portfolio.segments), path, "shares of segments", remarks)
    for index, segment in enumerate(portfolio.segments):
        check_spread(segment.income.median, segment.income.sigma, (*path, index, "income"), remarks)
        if segment.income.median == 0:
            remarks.error(
                (*path, index, "income", "median"), "found 0; a median income is positive"
            )


def _check_products(portfolio: Portfolio, remarks: Remarks) -> None:
    path: KeyPath = ("portfolio", "products")
    if not portfolio.products:
        remarks.error(path, "is missing; a book needs at least one product")
        return
    _check_sum((p.share for p in portfolio.products), path, "shares of products", remarks)
    for index, product in enumerate(portfolio.products):
        check_product(product, (*path, index), remarks)
    segments = [segment.name for segment in portfolio.segments]
    check_offered(portfolio.products, segments, path, remarks)


def _check_tape(portfolio: Portfolio, remarks: Remarks) -> None:
    path: KeyPath = ("portfolio", "tape")
    tape = portfolio.tape
    if portfolio.book != "tape":
        if tape is not None and remarks.says(path):
            remarks.warn(path, f"changes nothing: the book is a {portfolio.book}, not a tape")
        return
    if tape is None:
        remarks.error(path, "is missing; book: tape needs tape.path and tape.columns")
        return
    if not tape.path:
        message = "is missing; say which file with --set portfolio.tape.path=FILE.csv"
        remarks.error((*path, "path"), message)
    for column in TAPE_COLUMNS:
        if column not in tape.columns:
            message = f"does not say which column is the {column}"
            remarks.error((*path, "columns"), message)
    if tape.grade_willingness and "grade" not in tape.columns:
        remarks.warn((*path, "grade_willingness"), "changes nothing: tape.columns has no grade")


def _check_shocks(shocks: Shocks, portfolio: Portfolio, remarks: Remarks) -> None:
    segments = [segment.name for segment in portfolio.segments]
    for index, shock in enumerate(shocks.kinds):
        path: KeyPath = ("shocks", "kinds", index)
        if isinstance(shock.monthly_share, dict):
            for name in shock.monthly_share:
                if name not in segments:
                    remarks.unknown((*path, "monthly_share", name), "segment", name, segments)
            left_out = [name for name in segments if name not in shock.monthly_share]
            if left_out:
                message = f"never strikes {', '.join(left_out)}: no share is given"
                remarks.warn((*path, "monthly_share"), message)
        lasting = shock.income_factor < 1 or shock.distress_points > 0
        if lasting and shock.duration_days == 0:
            message = "is 0: the shock is over at once, so what lasts with it changes nothing"
            remarks.warn((*path, "duration_days"), message)
        elif not (lasting or shock.expense_share or shock.onset_points):
            remarks.warn(path, "changes nothing: no income lost, no expense, no distress")


def _check_macro(macro: Macro, horizon_months: int, remarks: Remarks) -> None:
    path: KeyPath = ("macro",)
    if macro.path == "series" and not macro.series_path:
        message = "is missing; path: series needs a CSV of month, hazard_factor, income_factor"
        remarks.error((*path, "series_path"), message)
    if macro.path == "step":
        if macro.months == 0:
            remarks.warn((*path, "months"), "is 0: the downturn changes nothing")
        elif macro.from_month >= horizon_months:
            message = f"is {macro.from_month}, after the horizon: the downturn changes nothing"
            remarks.warn((*path, "from_month"), message)
    if macro.path == "regimes" and macro.enter_monthly_share == 0:
        remarks.warn((*path, "enter_monthly_share"), "is 0: there is never a downturn")


def _check_roll_rates(behaviour: RollRate, remarks: Remarks) -> None:
    path: KeyPath = ("behaviour", "buckets")
    names = [bucket.name for bucket in behaviour.buckets]
    _check_sum((b.share for b in behaviour.buckets), path, "shares of buckets", remarks)
    for index, bucket in enumerate(behaviour.buckets):
        here: KeyPath = (*path, index)
        for name in bucket.to:
            if name not in names:
                remarks.unknown((*here, "to", name), "bucket", name, names)
        shares = [bucket.paid, bucket.bad, *bucket.to.values()]
        _check_sum(shares, here, "paid, bad and to", remarks)


def _check_bearing(behaviour: Household, settings: Settings, remarks: Remarks) -> None:
    """Note visits, third persons and dialling whose effect on borrowers is not described."""
    for index, stage in enumerate(settings.collection.stages):
        for number, action in enumerate(stage.actions):
            needs = {
                "visits": action.visit is not None,
                "third_parties": action.target == "third_party",
                "dialling": action.dials_per_day > 1 or action.abandoned_share > 0,
            }
            for key, is_used in needs.items():
                if is_used and getattr(behaviour, key) is None:
                    message = f"behaviour.{key} does not say how borrowers bear this"
                    remarks.error(("collection", "stages", index, "actions", number), message)


def _check_answering(behaviour: Household, settings: Settings, remarks: Remarks) -> None:
    """Every channel and tone that is used must be described, and each once."""
    answering = behaviour.answering
    path: KeyPath = ("behaviour", "answering")
    channels: list[str] = [contact.channel for contact in answering.contacts]
    tones: list[str] = [effect.tone for effect in answering.tones]
    for key, names in (("contacts", channels), ("tones", tones)):
        for index, name in enumerate(names):
            if name in names[:index]:
                remarks.error((*path, key, index), f"{name} is described twice")
    used: list[tuple[KeyPath, str, str]] = [
        (("collection", "stages", i, "actions", j), action.channel, action.tone)
        for i, stage in enumerate(settings.collection.stages)
        for j, action in enumerate(stage.actions)
    ]
    used += [
        (("collection", "before_due", i), reminder.channel, reminder.tone)
        for i, reminder in enumerate(settings.collection.before_due)
    ]
    collection = settings.collection
    used += [
        (("collection", key, "asking"), part.asking.channel, part.asking.tone)
        for key, part in (("guarantee", collection.guarantee), ("sale", collection.sale))
        if part is not None
    ]
    if collection.legal is not None and "letter" not in channels:
        message = "behaviour.answering.contacts does not say what letter does"
        remarks.error(("collection", "legal"), f"{message}: borrowers are told of suits by letter")
    for place, channel, tone in used:
        if channel not in channels:
            message = f"behaviour.answering.contacts does not say what {channel} does"
            remarks.error((*place, "channel"), message)
        if tone not in tones:
            message = f"behaviour.answering.tones does not say what {tone} does"
            remarks.error((*place, "tone"), message)


def _check_measures(settings: Settings, remarks: Remarks) -> None:
    prices = settings.measures.terminal_prices
    days = [dpd for dpd, _ in prices]
    for index in range(1, len(days)):
        if days[index] <= days[index - 1]:
            message = f"found {days[index]} after {days[index - 1]}; days past due ascend"
            remarks.error(("measures", "terminal_prices", index), message)
    if settings.measures.default_dpd > settings.collection.charge_off_dpd:
        message = (
            f"is {settings.measures.default_dpd}, after charge-off at "
            f"{settings.collection.charge_off_dpd} dpd: nobody can default"
        )
        remarks.warn(("measures", "default_dpd"), message)
