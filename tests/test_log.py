"""The log as it is written and as it is handed back: order, numbers, widths, words."""

import itertools

import numpy as np
import pytest

from arrears.log import ACCOUNT_COLUMNS, EVENT_COLUMNS, Log, Vocabulary, events_frame
from arrears.terms import Cause, Channel, Event, Phase, Target, Tone


def closed(*rows: tuple, **names: str) -> Log:
    """Return a closed log of rows (day, phase, borrower, account, event, amount)."""
    log = Log(**names)
    for row in rows:
        log.add(*row)
    log.close()
    return log


def keys(log: Log) -> list[tuple[int, ...]]:
    names = ("day", "phase", "borrower", "account", "seq")
    return list(zip(*(log.columns[name].tolist() for name in names), strict=True))


# Order --------------------------------------------------------------------------------------------

ROWS = [
    (-3, Phase.CLOSE, 7, 9, Event.PAID, 1),
    (2, Phase.MACRO, -1, -1, Event.SHIFT, 2),
    (2, Phase.MACRO, 0, -1, Event.SHIFT, 3),
    (2, Phase.DUE, 0, 0, Event.DUE, 4),
    (2, Phase.DUE, 0, 1, Event.DUE, 5),
    (2, Phase.DUE, 1, 2, Event.DUE, 6),
    (10, Phase.SHOCK, 0, -1, Event.DUE, 7),
]


def test_rows_come_back_in_total_order_however_they_were_written():
    """By day, phase, borrower (nobody first) and account; days of the burn-in are negative."""
    for written in itertools.islice(itertools.permutations(ROWS), 0, None, 97):
        assert closed(*written).columns["amount"].tolist() == [1, 2, 3, 4, 5, 6, 7]


def test_seq_counts_rows_of_a_borrower_in_a_phase_of_a_day_as_written():
    """Account 1 was written first, so it has seq 0 and 2, though account 0 comes first."""
    phase = Phase.DUE
    log = closed(
        (1, phase, 5, 1, Event.DUE, 10), (1, phase, 5, 0, Event.DUE, 11),
        (1, phase, 5, 1, Event.PAID, 12), (1, phase, 6, 3, Event.DUE, 13),
        (1, Phase.BORROWER, 5, 1, Event.PAID, 14),
    )  # fmt: skip
    assert log.columns["amount"].tolist() == [11, 10, 12, 13, 14]
    assert log.columns["seq"].tolist() == [1, 0, 2, 0, 0]


def test_a_row_written_late_for_an_earlier_day_finds_its_place():
    """A life is settled when somebody looks at it."""
    log = closed(
        (9, Phase.CONTACT, 1, 1, Event.ATTEMPT, 0), (4, Phase.CLOSE, 1, -1, Event.SCREEN_START, 0)
    )
    assert log.columns["day"].tolist() == [4, 9]


@pytest.mark.parametrize("seed", range(3))
def test_many_rows_are_sorted_as_python_sorts_them(seed):
    """60,000 rows, so that several packs are made; sorted() is stable and so is the log."""
    luck = np.random.default_rng(seed)
    size = 60_000
    columns = [
        luck.integers(-3000, 7000, size), luck.integers(0, 9, size), luck.integers(-1, 40, size),
        luck.integers(-1, 3, size),
    ]  # fmt: skip
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    log = Log()
    for number, (day, phase, borrower, account) in enumerate(rows):
        log.write(day, phase, borrower, account, int(Event.PAID), number)
    log.close()
    expected = sorted(range(size), key=lambda number: rows[number])
    assert log.columns["amount"].tolist() == expected
    found = keys(log)
    assert found == sorted(found)
    assert len({(*key[:3], key[4]) for key in found}) == size


def test_largest_days_and_borrowers_keep_their_order():
    """Twenty years ahead, ten of burn-in, five million borrowers."""
    rows = [
        (-3653, Phase.CLOSE, 4_999_999, 9_999_999, Event.PAID, 0),
        (7305, Phase.MACRO, -1, -1, Event.PAID, 1),
        (7305, Phase.MACRO, 4_999_998, 0, Event.PAID, 2),
        (7305, Phase.MACRO, 4_999_999, 0, Event.PAID, 3),
        (7305, Phase.SHOCK, 0, 0, Event.PAID, 4),
    ]
    assert closed(*reversed(rows)).columns["amount"].tolist() == [0, 1, 2, 3, 4]


# Values -------------------------------------------------------------------------------------------


EDGES = [0, 1, -1, 127, 128, -129, 32_767, 32_768, 2**31 - 1, 2**31, 2**62]


@pytest.mark.parametrize("value", EDGES)
def test_no_number_is_lost_by_narrow_columns(value):
    log = Log()
    log.add(1, Phase.DUE, 0, 0, Event.PAID, value, to_fees=value)
    log.close()
    assert log.columns["amount"].tolist() == log.columns["to_fees"].tolist() == [value]


def test_a_column_widens_when_a_large_number_comes_late():
    """Small numbers are packed narrow; the first that does not fit widens those before it."""
    log = Log()
    for number in range(25_000):
        log.write(1, int(Phase.DUE), number % 100, number, int(Event.PAID), number % 7)
    log.write(1, int(Phase.DUE), 1_000_000, 25_000, int(Event.PAID), 2**40)
    log.close()
    assert sum(log.columns["amount"].tolist()) == sum(n % 7 for n in range(25_000)) + 2**40
    assert log.columns["borrower"].max() == 1_000_000


def test_people_beyond_the_narrowest_columns_are_told():
    log = Log()
    log.add(1, Phase.CONTACT, 0, 0, Event.ATTEMPT, person=99_999, minute=1439)
    log.close()
    assert log.columns["person"].tolist() == [99_999]
    assert log.columns["minute"].tolist() == [1439]


@pytest.mark.parametrize("since", [0, 1, 19_999, 20_000, 30_001, 45_000, 50_000])
def test_rows_written_since_a_row_are_told_while_the_log_goes_on(since):
    """20,000 rows are packed at a time, and those of a look at once."""
    log = Log()
    for row in range(45_000):
        log.add(row // 100, Phase.DUE, row, row, Event.PAID, row)
    assert log.written_since(45_000, "amount")[0]["amount"].tolist() == []
    for row in range(45_000, 50_000):
        log.add(row // 100, Phase.DUE, row, row, Event.PAID, row)
    columns, platforms = log.written_since(since, "amount")
    assert columns["amount"].tolist() == columns["account"].tolist() == list(range(since, 50_000))
    assert platforms.tolist() == [1] * (50_000 - since)
    log.close()
    assert log.columns["amount"].tolist() == list(range(50_000))


def test_write_is_add_without_people_actions_and_channels():
    rows = [
        (3, int(Phase.DUE), 2, 4, int(Event.PAID), 100, int(Cause.OWN_HAND), 0, 7),
        (3, int(Phase.DUE), 2, 4, int(Event.MISSED), 9, int(Cause.FORGOT), int(Cause.PROCESS), 1),
    ]
    added, written = Log(), Log()
    for *row, to_fees in rows:
        added.add(*row, to_fees=to_fees)
        written.write(*row, to_fees)
    for log in (added, written):
        log.close()
    for name, column in added.columns.items():
        assert column.tolist() == written.columns[name].tolist(), name


def test_an_empty_log_can_be_closed():
    log = closed()
    assert len(log) == 0
    assert events_frame(log, "a", "none", 0).columns.tolist() == list(EVENT_COLUMNS)


@pytest.mark.parametrize(
    "rows",
    [
        1,
        25_000,
    ],
)  # fmt: skip
def test_a_log_knows_how_many_rows_it_has(rows):
    log = Log()
    for number in range(rows):
        log.write(0, 0, number, number, 0, 0)
    assert len(log) == rows
    log.close()
    assert len(log) == rows


# Words --------------------------------------------------------------------------------------------


def test_fixed_causes_have_their_own_codes_and_new_names_follow():
    words = Vocabulary()
    for cause in Cause:
        assert words.code(cause.label) == cause
    first, second = words.code("morning"), words.code("evening")
    assert (first, second) == (len(Cause), len(Cause) + 1)
    assert words.code("morning") == first
    assert words.names[second] == "evening"


def test_a_scenarios_name_that_is_also_a_cause_is_one_word():
    assert Vocabulary().code("shock") == Cause.SHOCK


def test_the_table_shows_names_and_leaves_empty_what_does_not_apply():
    log = Log(platform="lender")
    code = log.vocabulary.code
    log.add(
        5, Phase.CONTACT, 3, 4, Event.ATTEMPT, 0, actor=code("callers"), person=2,
        action=code("call"), stage=code("early"), channel=Channel.CALL, tone=Tone.FIRM,
        target=Target.BORROWER, minute=600,
    )  # fmt: skip
    log.write(5, int(Phase.DUE), 3, 4, int(Event.MISSED), 9, int(Cause.FORGOT), int(Cause.PROCESS))
    log.close()
    missed, attempt = events_frame(log, "status_quo", "none", 7).to_dict("records")
    assert list(missed) == list(EVENT_COLUMNS)
    assert attempt == {
        "policy": "status_quo", "regime": "none", "replication": 7, "day": 5, "phase": "contact",
        "borrower": 3, "account": 4, "seq": 0, "event": "attempt", "amount": 0,
        "platform": "lender", "actor": "callers", "person": 2, "action": "call", "stage": "early",
        "channel": "call", "tone": "firm", "target": "borrower", "minute": 600, "cause": "",
        "root": "", "to_fees": 0,
    }  # fmt: skip
    empty = {"actor", "action", "stage", "channel", "tone", "target"}
    assert {name for name in missed if missed[name] == ""} == empty
    assert (missed["cause"], missed["root"]) == ("forgot", "process")
    assert (missed["person"], missed["minute"]) == (-1, -1)


def test_words_do_not_depend_on_the_order_in_which_they_were_learned():
    """Two logs of the same rows, whose vocabularies grew differently, give the same table."""
    tables = []
    for learned in (("a", "b"), ("b", "unused", "a")):
        log = Log()
        for word in learned:
            log.vocabulary.code(word)
        for word in ("b", "a"):
            log.add(1, Phase.STAGE, 0, 0, Event.STAGE_ENTERED, stage=log.vocabulary.code(word))
        log.close()
        tables.append(events_frame(log, "p", "none", 0))
    assert tables[0].equals(tables[1])
    assert tables[0]["stage"].cat.categories.tolist() == ["a", "b"]


def test_columns_of_the_table_have_the_same_types_whatever_is_in_them():
    """A table of small numbers and one of large ones can be joined without a change of type."""
    small = events_frame(closed((1, 0, 0, 0, 0, 1)), "p", "none", 0)
    large = events_frame(closed((1, 0, 10**6, 10**6, 0, 10**12)), "p", "none", 0)
    assert small.dtypes.astype(str).tolist() == large.dtypes.astype(str).tolist()


def test_columns_promised_to_users_are_there():
    """The columns that the contract names, in its order."""
    events = (
        "policy, regime, replication, day, phase, borrower, account, seq, event, amount, platform, "
        "actor, person, action, stage, channel, tone, target, minute, cause, root"
    )
    accounts = (
        "account, borrower, segment, platform, disbursed, interest, fees, paid, outstanding, "
        "waived, charged_off, recovered_after_charge_off, sold, sale_proceeds, contract_dpd, "
        "reported_dpd, max_dpd, status, attempts, complaints, pause_days"
    )
    for promised, found in ((events, EVENT_COLUMNS), (accounts, ACCOUNT_COLUMNS)):
        names = promised.split(", ")
        assert [name for name in found if name in names] == names
