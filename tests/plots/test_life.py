from arrears.plots.life import life_sentence, life_table, plot_life
from arrears.words import ENGLISH


def test_the_account_that_changes_most_is_told_under_the_baseline_and_that_policy(make_table):
    table = make_table("life")
    assert set(table["account"]) == {1}
    assert table["policy"].drop_duplicates().tolist() == ["status_quo", "reminders_and_grace"]


def test_amounts_are_currency_units(make_table):
    table = make_table("life")
    assert table.loc[table["kind"] == "balance", "amount"].max() == 6000.0


def test_the_sentence_says_where_the_lives_part(make_table):
    assert life_sentence(make_table("life"), ENGLISH) == (
        "they part on day 33: under status_quo the lender tries: call; "
        "under reminders_and_grace (day 35) the lender tries: call"
    )


def test_each_life_is_a_panel_and_both_carry_the_day_on_which_they_part(make_table):
    panels = plot_life(make_table("life")).figure.axes
    assert [panel.get_title(loc="left").split("\n")[0] for panel in panels] == [
        "Account 1 under status_quo",
        "Account 1 under reminders_and_grace",
    ]
    for panel in panels:
        assert [33, 33] in [list(line.get_xdata()) for line in panel.get_lines()]


def test_both_panels_have_the_same_rows_and_days(make_table):
    first, second = plot_life(make_table("life")).figure.axes
    labels = [[text.get_text() for text in ax.get_yticklabels()] for ax in (first, second)]
    assert labels[0] == labels[1]
    assert labels[0][-5:] == [
        "Shock", "Missed a due day", "Attempts", "Conversations", "Contact paused",
    ]  # fmt: skip
    assert first.get_xlim() == second.get_xlim()
    assert first.get_ylim() == second.get_ylim()


def test_where_no_events_were_kept_there_is_no_life(make_tables):
    tables = make_tables()
    held = {name: table for name, table in tables.held.items() if name != "events"}
    assert life_table(type(tables)(policies=tables.policies, held=held)).empty


def test_lives_that_part_in_the_same_event_are_said_to_differ_in_how(make_table):
    table = make_table("life")
    parted = table["kind"] == "parting"
    table["day"] = table["day"].mask(parted, 33)
    assert life_sentence(table, ENGLISH) == (
        "they part on day 33: under both policies the lender tries: call, but not in the same way"
    )
