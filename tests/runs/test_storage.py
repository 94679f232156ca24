"""Tables come back as they were and have the same bytes every time."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from arrears.errors import StorageError
from arrears.runs.storage import file_hash, merge_tables, read_table, write_table, write_text


def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "policy": pd.Categorical(["b", "b", "a"], categories=["a", "b", "unused"]),
            "day": np.array([-3, 0, 7], dtype=np.int16),
            "amount": np.array([0, 2**53 + 1, -1], dtype=np.int64),
            "cause": ["", "it's", "中文"],
        }
    )


def test_a_parquet_table_comes_back_with_its_rows_in_order(tmp_path: Path):
    write_table(table(), tmp_path / "t.parquet")
    found = read_table(tmp_path / "t.parquet")
    assert found["policy"].tolist() == ["b", "b", "a"]
    assert found["amount"].tolist() == [0, 2**53 + 1, -1]
    assert found["cause"].tolist() == ["", "it's", "中文"]
    assert found["day"].dtype == np.int16


def test_the_codes_of_categories_do_not_reach_the_file(tmp_path: Path):
    write_table(table(), tmp_path / "categories.parquet")
    write_table(table().astype({"policy": "str"}), tmp_path / "strings.parquet")
    assert file_hash(tmp_path / "categories.parquet") == file_hash(tmp_path / "strings.parquet")


def test_another_process_at_another_time_writes_the_same_bytes(tmp_path: Path):
    code = (
        "import sys, pandas as pd; from pathlib import Path\n"
        "from arrears.runs.storage import write_table\n"
        "write_table(pd.DataFrame({'word': ['a', 'b'] * 9999, 'n': range(19998)}),"
        " Path(sys.argv[1]))\n"
    )
    for name in ("once.parquet", "twice.parquet"):
        subprocess.run([sys.executable, "-c", code, tmp_path / name], check=True)
    assert file_hash(tmp_path / "once.parquet") == file_hash(tmp_path / "twice.parquet")


def test_an_empty_table_comes_back_empty_with_its_columns(tmp_path: Path):
    write_table(table().iloc[:0], tmp_path / "t.parquet")
    found = read_table(tmp_path / "t.parquet")
    assert found.empty
    assert list(found.columns) == ["policy", "day", "amount", "cause"]


def test_csv_floats_read_back_as_the_same_numbers_and_empty_cells_as_missing(tmp_path: Path):
    numbers = pd.DataFrame({"policy": ["NA", "null"], "value": [0.1 + 0.2, np.nan]})
    write_table(numbers, tmp_path / "t.csv")
    text = (tmp_path / "t.csv").read_bytes()
    assert text == b"policy,value\nNA,0.30000000000000004\nnull,\n"
    assert_frame_equal(read_table(tmp_path / "t.csv"), numbers)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_merging_puts_rows_one_after_the_other(tmp_path: Path, ending: str):
    paths = [tmp_path / f"{name}.{ending}" for name in "ba"]
    for value, path in enumerate(paths):
        write_table(pd.DataFrame({"policy": [path.stem] * 2, "value": [value, 9]}), path)
    merge_tables(paths, tmp_path / f"all.{ending}")
    found = read_table(tmp_path / f"all.{ending}")
    assert found["policy"].tolist() == ["b", "b", "a", "a"]
    assert found["value"].tolist() == [0, 9, 1, 9]


def test_a_folder_that_looks_like_a_pattern_is_no_pattern(tmp_path: Path):
    folder = tmp_path / "it's a [1] * ? folder"
    folder.mkdir()
    write_table(table(), folder / "t.parquet")
    merge_tables([folder / "t.parquet"], folder / "all.parquet")
    assert len(read_table(folder / "all.parquet")) == 3


def test_a_condition_chooses_rows_of_a_parquet_table(tmp_path: Path):
    write_table(table(), tmp_path / "t.parquet")
    assert read_table(tmp_path / "t.parquet", where="cause LIKE 'it%'")["day"].tolist() == [0]


def test_nothing_unfinished_is_left_beside_a_file(tmp_path: Path):
    write_text("once\n", tmp_path / "text")
    write_text("twice\n", tmp_path / "text")
    write_table(table(), tmp_path / "t.parquet")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.parquet", "text"]
    assert (tmp_path / "text").read_text(encoding="utf-8") == "twice\n"


@pytest.mark.parametrize("name", ["none.csv", "none.parquet"])
def test_a_missing_table_is_named(tmp_path: Path, name: str):
    with pytest.raises(StorageError, match=f"{name}: cannot be read .* no such file"):
        read_table(tmp_path / name)


def test_a_broken_table_is_named(tmp_path: Path):
    (tmp_path / "t.parquet").write_bytes(b"not a table")
    with pytest.raises(StorageError, match=r"t\.parquet: cannot be read"):
        read_table(tmp_path / "t.parquet")
