"""What an installation has is found out without a run."""

from arrears.runs.doctor import findings


def test_everything_needed_is_found_here():
    found = {what: (said, ok) for what, said, ok in findings()}
    assert all(ok for _, ok in found.values()), found
    assert found["tables"][0] == "the same bytes twice"
    assert int(found["cores"][0]) >= 1
