"""Third persons: who is called, what is told, and who is left alone."""

from arrears.engines.simpy.address_book import AddressBook

BOOK = """
collection:
  honours_stop_requests: %s
  teams: [{name: callers, people: 1}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, actions: [
       {name: relatives, every_days: 2, channel: call, team: callers, target: third_party%s}]}
"""
THIRD = "behaviour.third_parties."
ANSWERS = "behaviour.answering.contacts.call.answer_share=1"
MANY = f"{THIRD}known_persons_mean=50"
TOLD = (ANSWERS, MANY, f"{THIRD}tell_share=1", f"{THIRD}refuse_share=0")


def test_third_persons_take_turns_and_those_who_refused_are_passed_over():
    book = AddressBook(3)
    turns = []
    for _ in range(4):
        turns.append(book.next_person(honours_refusals=True))
        book.called += 1
    assert turns == [0, 1, 2, 0]
    book.refused |= {0, 1}
    assert book.next_person(honours_refusals=True) == 2
    assert AddressBook(0).next_person(honours_refusals=False) == -1


def test_every_attempt_names_its_target_and_the_person(live):
    lived = live(BOOK % ("false", ""), "unwilling", *TOLD)
    assert set(lived.rows("attempt", "contact")["target"]) == {"third_party"}
    assert len(set(lived.rows("attempt")["person"])) > 3
    assert lived.days("right_party") == []


def test_who_asks_to_be_left_alone_is_left_alone_where_that_is_honoured(live):
    refuses = (ANSWERS, MANY, f"{THIRD}refuse_share=1")
    kept = live(BOOK % ("true", ""), "unwilling", *refuses)
    assert len(kept.days("stop_request")) > 3
    called = kept.rows("attempt")["person"].tolist()
    assert len(set(called)) == len(called)
    few = f"{THIRD}known_persons_mean=4"
    ignored = live(BOOK % ("false", ""), "unwilling", *refuses, few)
    called = ignored.rows("attempt")["person"].tolist()
    assert len(set(called)) < len(called)


def test_where_nobody_is_left_the_account_is_out_of_reach(live):
    few = (ANSWERS, f"{THIRD}known_persons_mean=0")
    lived = live(BOOK % ("true", ""), "unwilling", *few)
    assert lived.days("attempt") == []
    assert lived.causes("pause_start") == ["out_of_reach"]


def test_a_telling_hurts_every_time_and_is_resented(live):
    lived = live(BOOK % ("false", ""), "unwilling", f"{THIRD}grievance_share=1", *TOLD)
    assert set(lived.amounts("distress", cause="collection")[:3]) == {5_000_000}
    assert lived.days("grievance") == lived.days("contact")
    assert set(lived.causes("grievance")) == {"third_party"}


def test_nobody_tells_nothing_comes_of_it(live):
    lived = live(BOOK % ("false", ""), "unwilling", ANSWERS, MANY, f"{THIRD}tell_share=0")
    assert lived.days("contact")
    assert lived.days("distress", cause="collection") == []


def paying(live, repetition: str) -> list[int]:
    """Return on which days somebody pays whom only a burst of shame can move."""
    lived = live(
        BOOK % ("false", ""), "portfolio.segments.everybody.willingness=-6",
        f"{THIRD}pressure=50", f"{THIRD}goodwill=0", "behaviour.willingness.pressure_limit=9",
        "behaviour.willingness.pressure_half_life_days=1", "behaviour.willingness.late_trace=0",
        "behaviour.willingness.consequence_per_30_days=0", "horizon_months=5",
        "portfolio.borrowers=20", f"{THIRD}repetition_factor={repetition}", *TOLD,
    )  # fmt: skip
    return lived.days("paid", "part_paid", cause="on_contact")


def test_shame_fades_with_repetition(live):
    """The same people under the same luck; with a factor of 0 only the first telling moves them."""
    lasting, fading = paying(live, "1"), paying(live, "0")
    assert len(fading) >= 15
    assert fading[0] == lasting[0]
    assert len(lasting) >= len(fading) + 15


def test_only_a_lost_number_is_asked_for_and_it_may_be_found(live):
    where = """
collection:
  teams: [{name: callers, people: 1}]
  stages:
    - {name: overdue, from_dpd: 1, to_dpd: 170, actions: [
       {name: call, every_days: 5, channel: call, team: callers},
       {name: where, every_days: 3, channel: call, team: callers, target: third_party,
        purpose: locate}]}
"""
    reached = ("unwilling", MANY, ANSWERS, f"{THIRD}locate_share=1", f"{THIRD}tell_share=1",
               f"{THIRD}refuse_share=0")  # fmt: skip
    assert live(where, *reached).rows("attempt", target="third_party").empty
    dead = ("behaviour.answering.number_death_monthly_share=1",
            "behaviour.answering.number_death_arrears_factor=90")  # fmt: skip
    lived = live(where, *reached, *dead)
    asked = lived.days("attempt", target="third_party")
    assert asked[0] == lived.days("reached")[0] >= lived.days("unreachable")[0]
    told = lived.amounts("distress", cause="collection")
    assert told[0] == 500_000
