"""How results are printed."""

import math

import pytest

from arrears.cli.output import interval_text, number_text, print_rows


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.123456, "0.1235"), (3, "3"), (3.0, "3"), (-12345.67, "-12346"), (1e-7, "1e-07"),
     (math.nan, ""), (None, ""), ("word", "word"), (True, "True")],
)  # fmt: skip
def test_numbers_have_four_digits(number: object, text: str):
    assert number_text(number) == text


def test_an_interval_is_left_out_where_there_is_none():
    assert interval_text(0.5, 0.4, 0.6) == "0.5 (0.4 to 0.6)"
    assert interval_text(0.5, math.nan, math.nan) == "0.5"


def test_columns_are_aligned_though_chinese_is_wide(capsys: pytest.CaptureFixture[str]):
    print_rows([{"name": "停催", "n": 5}, {"name": "a", "n": 12}], "table")
    assert capsys.readouterr().out == "name   n\n----  --\n停催   5\na     12\n"


def test_missing_numbers_are_null_in_json_and_empty_in_csv(capsys: pytest.CaptureFixture[str]):
    print_rows([{"name": "a", "n": math.nan}], "json")
    assert '"n": null' in capsys.readouterr().out
    print_rows([{"name": "a", "n": math.nan}], "csv")
    assert capsys.readouterr().out == "name,n\na,\n"


def test_no_rows_print_nothing_but_a_list(capsys: pytest.CaptureFixture[str]):
    for format_, text in (("table", ""), ("csv", ""), ("json", "[]\n")):
        print_rows([], format_)
        assert capsys.readouterr().out == text
