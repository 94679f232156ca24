"""What a user's module offers is found by the scenarios that name it, and by no others."""

import sys

import pytest

from arrears.errors import ExtensionError
from arrears.registry import Module, load, located, register

OFFER = "from arrears.registry import register\nclass Thing:\n    name = {name!r}\n    what = {what!r}\nregister('outcome', Thing(), 1)\n"  # noqa: E501


@pytest.fixture
def module(tmp_path):
    """Return a function that writes a module that offers one thing."""

    def write(name="thing", what=1, file="own.py"):
        path = tmp_path / file
        path.write_text(OFFER.format(name=name, what=what), encoding="utf-8")
        return str(path)

    return write


def refused(reference):
    with pytest.raises(ExtensionError) as error:
        load([located(reference)])
    return str(error.value)


def test_what_a_file_registers_is_found_by_name(module):
    things = load([located(module())]).of("outcome")
    assert [thing.what for thing in things.values()] == [1]
    assert list(things) == ["thing"]


def test_a_scenario_without_modules_has_nothing_added_whatever_others_loaded(module):
    load([located(module())])
    assert load([]).of("outcome") == {}


def test_a_changed_file_has_another_hash_and_is_executed_anew(module):
    """Both versions live side by side; a file changed within a second is not taken for the old."""
    first = located(module(what=1))
    old = load([first]).of("outcome")["thing"]
    second = located(module(what=2))
    new = load([second]).of("outcome")["thing"]
    assert first.sha256 != second.sha256
    assert (old.what, new.what) == (1, 2)


def test_a_file_that_changed_since_it_was_located_is_refused(module):
    before = located(module(what=1))
    module(what=2)
    with pytest.raises(ExtensionError, match="has changed since the scenario was loaded"):
        load([before])


def test_two_modules_may_not_offer_the_same_name(module):
    pair = [located(module(file="one.py")), located(module(what=2, file="two.py"))]
    with pytest.raises(ExtensionError, match="another extension offers the outcome 'thing' too"):
        load(pair)


def test_a_file_that_is_not_there_is_refused_by_name():
    assert "no_such.py: cannot be read" in refused("no_such.py")


def test_a_module_that_is_not_there_is_refused_by_name():
    assert "no_such_module_at_all: there is no such module" in refused("no_such_module_at_all")


def test_a_module_without_python_files_is_refused():
    assert "no module of Python files" in refused("sys")


def test_a_file_that_registers_nothing_is_refused(tmp_path):
    path = tmp_path / "empty.py"
    path.write_text("x = 1\n", encoding="utf-8")
    assert "empty.py: registers nothing" in refused(str(path))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = (\n", "line 1: '(' was never closed"),
        ("x = 1\ny = 1 / 0\n", "line 2: ZeroDivisionError: division by zero"),
    ],
)
def test_what_goes_wrong_in_a_file_is_told_with_its_line(tmp_path, text, said):
    path = tmp_path / "bad.py"
    path.write_text(text, encoding="utf-8")
    assert refused(str(path)) == f"bad.py: {said}"
    assert f"arrears_extension_{located(str(path)).sha256[:16]}" not in sys.modules


@pytest.mark.parametrize("name", ["", "two words", "1st", None, "x" * 61])
def test_a_thing_without_a_usable_name_is_refused(name):
    thing = type("Thing", (), {"name": name})()
    with pytest.raises(ExtensionError, match="name"):
        register("outcome", thing, 1)


def test_a_class_in_the_place_of_an_object_is_refused():
    with pytest.raises(ExtensionError, match="found the class Thing; make an object"):
        register("outcome", type("Thing", (), {"name": "thing"}), 1)


def test_an_installed_package_is_hashed_with_all_its_files(tmp_path, monkeypatch):
    """A change in any of them is a change of the extension."""
    package = tmp_path / "some_package_of_mine"
    package.mkdir()
    offer = OFFER.format(name="packed", what=1)
    (package / "__init__.py").write_text("from some_package_of_mine import inner\n")
    (package / "inner.py").write_text(offer)
    monkeypatch.syspath_prepend(str(tmp_path))
    before = located("some_package_of_mine")
    assert list(load([before]).of("outcome")) == ["packed"]
    (package / "inner.py").write_text(offer + "# changed\n")
    assert located("some_package_of_mine").sha256 != before.sha256


def test_a_package_is_found_by_its_entry_point(tmp_path, monkeypatch):
    """`[project.entry-points."arrears.extensions"]`, as pip writes it down."""
    (tmp_path / "module_behind_a_name.py").write_text(OFFER.format(name="entered", what=1))
    told = tmp_path / "mine-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n")
    (told / "entry_points.txt").write_text(
        "[arrears.extensions]\nmy_outcomes = module_behind_a_name\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert list(load([located("my_outcomes")]).of("outcome")) == ["entered"]


def test_a_module_is_called_by_the_name_of_its_file():
    assert Module(reference="/a/b/own.py", sha256="").label == "own.py"
    assert Module(reference="pack.age", sha256="").label == "pack.age"
