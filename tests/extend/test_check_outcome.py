"""`check_outcome` passes what is right and says in plain words what is wrong."""

import numpy as np
import pytest

from arrears.errors import ExtensionError
from arrears.extend import Event, Outcome, Ratio, check_outcome, register_outcome


class Texts:
    """Share of attempts that are text messages: right in every respect."""

    name = "calls_share"
    series = {"calls_share.calls": "calls"}  # noqa: RUF012 - as users write it
    ratio = Ratio(("calls_share.calls",), ("attempts",))
    meaning = Outcome(
        name="calls_share", better="neutral", unit="share", definition="d", numerator="n",
        denominator="d",
    )  # fmt: skip

    def rows(self, events):
        return events.find(Event.ATTEMPT)

    def tally(self, events, book, monthly):
        rows = self.rows(events)
        day, segment = events.take("day", rows), book.segments_of(events, rows)
        monthly.add("calls_share.calls", day, segment, self.value(day))

    def value(self, day):
        return 1


def refusal(outcome, **options):
    with pytest.raises(ExtensionError) as error:
        check_outcome(outcome, borrowers=30, **options)
    return str(error.value)


def test_an_outcome_that_is_right_passes():
    assert check_outcome(Texts(), borrowers=30).startswith("calls_share: nothing wrong found in")


def test_fractions_are_refused():
    class Halves(Texts):
        def value(self, day):
            return np.full(len(day), 0.5)

    assert "values of 'calls_share.calls' are float64; add whole numbers only" in refusal(Halves())


def test_nan_is_refused():
    class Nothing(Texts):
        def value(self, day):
            return np.full(len(day), np.nan)

    assert "add whole numbers only" in refusal(Nothing())


def test_numbers_that_differ_from_time_to_time_are_refused():
    class Clock(Texts):
        times = 0

        def value(self, day):
            self.times += 1
            return self.times

    assert "gives other numbers the second time" in refusal(Clock())


def test_a_changed_log_is_refused():
    class Meddler(Texts):
        def tally(self, events, book, monthly):
            column = events.columns["amount"]
            column.flags.writeable = True
            column[0] += 1
            super().tally(events, book, monthly)

    assert "tally changed the log" in refusal(Meddler()) or "raised ValueError" in refusal(
        Meddler()
    )


def test_somebody_elses_series_is_refused():
    class Thief(Texts):
        def tally(self, events, book, monthly):
            rows = self.rows(events)
            monthly.add("attempts", events.take("day", rows), book.segments_of(events, rows))

    assert "'attempts' is not among its series" in refusal(Thief())


def test_a_day_after_the_last_is_refused():
    class Late(Texts):
        def tally(self, events, book, monthly):
            rows = self.rows(events)
            day = events.take("day", rows) + 10_000
            monthly.add("calls_share.calls", day, book.segments_of(events, rows))

    assert "which is after the last day" in refusal(Late())


def test_what_never_happens_is_refused_because_nothing_was_tried():
    class Never(Texts):
        ratio = Ratio(("calls_share.calls",), ("calls_share.calls",))

        def rows(self, events):
            return events.find(Event.REAGED)

    assert "try a scenario in which it happens" in refusal(Never())


def test_a_negative_denominator_is_refused():
    class Below(Texts):
        ratio = Ratio(("calls_share.calls",), ("-attempts",))

    assert "a denominator is -" in refusal(Below())


def test_what_it_raises_is_told():
    class Broken(Texts):
        def tally(self, events, book, monthly):
            raise KeyError("amounts")

    assert "tally raised KeyError: 'amounts'" in refusal(Broken())


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("series", {"calls": "calls"}, "series 'calls' must be called calls_share.something"),
        ("ratio", Ratio(("calls",), ("attempts",)), "ratio speaks of 'calls', which is no series"),
        ("ratio", Ratio(("attempts",), ()), "ratio divides by nothing"),
        ("ratio", ("attempts", "attempts"), "ratio is no Ratio"),
        ("name", "other", "meaning.name is 'calls_share'; it is the name"),
        ("meaning", "a share", "meaning is no Outcome"),
    ],
)
def test_wrong_words_are_refused_when_it_is_registered_too(part, value, said):
    wrong = type("Wrong", (Texts,), {part: value})()
    assert said in refusal(wrong)
    with pytest.raises(ExtensionError) as error:
        register_outcome(wrong)
    assert said in str(error.value)


def test_all_faults_are_told_at_once():
    wrong = type("Wrong", (Texts,), {"series": {"a": "b"}, "ratio": Ratio(("c",), ("d",))})()
    assert len(refusal(wrong).splitlines()) == 3


def test_a_name_of_the_codebook_is_refused():
    meaning = Outcome(
        name="loss_rate", better="lower", unit="share", definition="d", numerator="n",
        denominator="d",
    )  # fmt: skip
    parts = {
        "name": "loss_rate",
        "meaning": meaning,
        "series": {},
        "ratio": Ratio(("cost",), ("cost",)),
    }
    assert "the codebook has an outcome of this name" in refusal(type("Old", (Texts,), parts)())
