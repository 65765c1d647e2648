"""The sample class: every odd hand-in is found in every layout, and what is odd is said."""

import csv

import pytest

from tools.grading import class_list, grade, submissions
from tools.launch.trouble import Trouble
from tools.sample import build
from tools.sample.arranged import LAYOUTS, students

CLASS = students()
AFTER_GRADING = ("is 'my_step' meant", "NumPy alone", "has no numbers to judge", "there is no ")
WORDS = {"github": "GitHub", "exchange": "exchange", "wrapped": "in other folders",
         "groups": "in other folders", "teams": "in other folders"}  # fmt: skip


def of(student, by_name):
    """The hand-in of a student, whichever name the platform gives."""
    squeezed = "".join(c for c in (student.last + student.first).lower() if c.isalnum())
    keys = (submissions.shown(student.name), student.login, squeezed)
    fits = [h for name, h in by_name.items() if name in keys or name.startswith(tuple(
        f"{key} (" for key in keys))]  # fmt: skip
    assert len(fits) == 1, (student, fits)
    return fits[0]


def test_there_are_sixty_odd_hand_ins_and_a_dozen_layouts():
    assert len({student.odd.kind for student in CLASS}) >= 60 and len(LAYOUTS) >= 12
    assert len({student.name for student in CLASS}) == len(CLASS)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_all_are_found_in_each_layout_and_explained(tmp_path, layout):
    folder = build.write(CLASS, layout, tmp_path / "class")
    found = submissions.collect(folder)
    by_name = {hand_in.student: hand_in for hand_in in found.hand_ins}
    handed_in = [s for s in CLASS if s.odd.files]
    flat = layout in ("moodle-flat", "canvas", "blackboard")  # no folder, so no trace
    assert len(found.hand_ins) == len(handed_in if flat else CLASS), found.layout
    assert WORDS.get(layout, "").lower() in found.layout.lower()
    assert not [name for name in found.unplaced if not name.endswith(".txt")]
    for student in handed_in:
        hand_in, odd = of(student, by_name), student.odd
        read = submissions.read(hand_in)
        gets = {name for name, points in odd.points.items() if points}
        assert gets <= set(read.cells), (odd.kind, read.problems, hand_in)
        if odd.says and not odd.says.startswith(AFTER_GRADING):
            assert any(odd.says in problem for problem in read.problems), (odd.kind, read.problems)
        if not odd.says:
            assert not read.problems, (odd.kind, read.problems)


def test_a_class_list_finds_who_handed_in_nothing_in_each_layout(tmp_path):
    assert build.main([str(tmp_path / "out"), "--layout", "canvas"]) == 0
    people = class_list.read(tmp_path / "out" / "class-list.csv")
    found = submissions.collect(tmp_path / "out" / "hand-ins", students=people)
    assert len(found.hand_ins) == len(CLASS)
    (nothing,) = [h for h in found.hand_ins if "Nothing was handed in." in h.problems]
    assert nothing.person.name == next(s.name for s in CLASS if not s.odd.files)
    assert not [h for h in found.hand_ins if h.person is None]


def test_what_must_come_out_is_written_beside_it(tmp_path):
    build.main([str(tmp_path / "out")])
    with (tmp_path / "out" / "expected.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(CLASS) and {row["E02"] for row in rows} == {"0", "1", "3"}
    with pytest.raises(Trouble, match="is there already"):
        build.main([str(tmp_path / "out")])


@pytest.mark.long
def test_the_whole_class_is_graded_as_the_table_beside_it_says(tmp_path):
    build.main([str(tmp_path / "out")])
    folder = tmp_path / "out" / "hand-ins"
    assert grade.main([str(folder), "--seed", "1"]) == 0
    with (tmp_path / "out" / "hand-ins-graded" / "grades.csv").open(encoding="utf-8-sig") as file:
        came = {row["student"].rpartition(" (")[0]: row for row in csv.DictReader(file)}
    with (tmp_path / "out" / "expected.csv").open(encoding="utf-8-sig") as file:
        expected = list(csv.DictReader(file))
    for row in expected:
        got = came[row["student"]]
        assert (got["E02"], got["E03"]) == (row["E02"], row["E03"]), (row, got)
        assert row["to look at"] in got["to look at"], (row, got)
        assert bool(row["to look at"]) == bool(got["to look at"]), (row, got)
