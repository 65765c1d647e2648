"""Whose a file is: read from names and nesting, doubted where two readings are possible."""

import pytest
from handed_in import GOOD, a_notebook, put, put_zip

from tools.grading import class_list, submissions
from tools.grading.entries import unpacked_name
from tools.grading.layouts import exercise_in, person_in
from tools.launch.trouble import Trouble


def found(place, **how):
    return {
        hand_in.student: sorted(hand_in.files)
        for hand_in in submissions.collect(place, **how).hand_ins
    }


@pytest.mark.parametrize(
    ("name", "exercise", "person"),
    [
        ("E03_run", "E03", ""),
        ("ada_E03", "E03", "ada"),
        ("van der Bo - E03 - run", "E03", "van der Bo"),
        ("E03_ada", "E03", "ada"),
        ("e03-run-ada", "E03", "ada"),
        ("Exercise 3", "E03", ""),
        ("Übung_07 Ada King", "E07", "Ada King"),
        ("E3", "E03", ""),
        ("E03_run-Copy2", "E03", ""),
        ("E03 (10)", "E03", ""),
        ("E99", "", "E99"),
        ("E2E tests", "", "E2E tests"),
        ("RNN-E03 A run-1234", "E03", "RNN"),
        ("WE03", "", "WE03"),
    ],
)
def test_a_name_says_an_exercise_and_a_person(name, exercise, person):
    assert (exercise_in(name), person_in(name)) == (exercise, person)


READINGS = {
    "moodle's folders below a folder for each exercise": (
        ["E02/Ada King_1_assignsubmission_file_/x.ipynb",
         "E03/Ada King_9_assignsubmission_file/x.ipynb",
         "E03/Bo Li_8_assignsubmission_file/x.ipynb"],
        {"Ada King": ["E02", "E03"], "Bo Li": ["E03"]},
    ),
    "moodle's folders in a folder around them": (
        ["all/down/Ada_1_assignsubmission_file_/E03.ipynb",
         "all/down/Bo_2_assignsubmission_file_/E03.ipynb"],
        {"Ada (1)": ["E03"], "Bo (2)": ["E03"]},
    ),
    "a folder for each exercise, students in it": (
        ["E02/ada/x.ipynb", "E02/bo/x.ipynb", "E03/ada/x.ipynb"],
        {"ada": ["E02", "E03"], "bo": ["E02"]},
    ),
    "a folder for each exercise, files in it": (
        ["E02/ada.ipynb", "E02/bo.ipynb", "E03/E03_ada.ipynb", "E03/E03_bo.ipynb"],
        {"ada": ["E02", "E03"], "bo": ["E02", "E03"]},
    ),
    "a folder around a class": (["class/ada/E03.ipynb", "class/bo/E03.ipynb"],
                                {"ada": ["E03"], "bo": ["E03"]}),
    "groups": (
        ["A/ada/E03.ipynb", "A/bo/E03.ipynb", "B/cy/E03.ipynb", "B/di/E03.ipynb"],
        {n: ["E03"] for n in ("ada", "bo", "cy", "di")},
    ),
    "nbgrader": (["submitted/ada/E03/x.ipynb", "submitted/bo/E03/x.ipynb"],
                 {"ada": ["E03"], "bo": ["E03"]}),
    "canvas": (
        ["kingada_LATE_123_456_E03.ipynb", "kingada_123_457_E02-1.ipynb",
         "öz-kimemile_9_8_E03.ipynb"],
        {"kingada (123)": ["E02", "E03"], "öz-kimemile (9)": ["E03"]},
    ),
    "nbgrader's exchange": (
        ["ada+E03+2025-05-01 12:00:00 UTC/x.ipynb", "bo+E03+2025-05-01 12:00:00 UTC+h/x.ipynb"],
        {"ada": ["E03"], "bo": ["E03"]},
    ),
    "GitHub Classroom, a task for each exercise": (
        ["e02-step-submissions/e02-step-ada-k/E02.ipynb", "e03-submissions/e03-ada-k/x/E03.ipynb"],
        {"ada-k": ["E02", "E03"]},
    ),
    "repositories beside each other": (["e03-run-ada/E03_run.ipynb", "e03-run-bo/E03_run.ipynb"],
                                       {"ada": ["E03"], "bo": ["E03"]}),
    "ILIAS": (
        ["RNN/E03 A run/King_Ada_aking_12/x.ipynb", "RNN/E03 A run/Öz_Bo_boz_13/x.ipynb"],
        {"Ada King (aking)": ["E03"], "Bo Öz (boz)": ["E03"]},
    ),
    "versions of one student": (["ada/old/E03.ipynb", "ada/new/E03.ipynb", "bo/E03.ipynb"],
                                {"ada": ["E03"], "bo": ["E03"]}),
    "weeks of each student": (
        ["ada/week 1/E03.ipynb", "ada/week 2/E03.ipynb", "bo/week 1/E03.ipynb",
         "bo/week 2/E03.ipynb"],
        {"ada": ["E03"], "bo": ["E03"]},
    ),
    "one student's folders": (["E02/E02.ipynb", "E03/E03.ipynb"], {"class": ["E02", "E03"]}),
    "one student's named files": (["ada_E02.ipynb", "ada_E03.ipynb"], {"ada": ["E02", "E03"]}),
    "named by number": (["4711001/E03.ipynb", "4711002/E03.ipynb"],
                        {"4711001": ["E03"], "4711002": ["E03"]}),
}  # fmt: skip


@pytest.mark.parametrize(("files", "students"), READINGS.values(), ids=READINGS)
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_a_nesting_is_read(tmp_path, files, students, packed):
    files = dict.fromkeys(files, GOOD)
    place = put_zip(tmp_path / "class.zip", files) if packed else put(tmp_path / "class", files)
    assert found(place) == students


DOUBTS = {
    "a class beside a student": ["A/ada/E03.ipynb", "A/bo/E03.ipynb", "cy/E03.ipynb"],
    "an exercise beside a student": ["E02/ada/x.ipynb", "E02/bo/x.ipynb", "cy/E03.ipynb"],
    "a file without a name": ["ada_E03.ipynb", "bo_E03.ipynb", "E03_run.ipynb"],
}


@pytest.mark.parametrize("files", DOUBTS.values(), ids=DOUBTS)
def test_where_two_readings_are_possible_the_command_stops_and_asks(tmp_path, files):
    put(tmp_path / "class", dict.fromkeys(files, GOOD))
    with pytest.raises(Trouble, match=r"(?s)cannot be told.*--layout.*--students FILE.*--check"):
        found(tmp_path / "class")


def test_a_template_answers_the_question(tmp_path):
    put(tmp_path, dict.fromkeys(DOUBTS["a class beside a student"], GOOD))
    assert found(tmp_path, layout="student") == {"A": ["E03"], "cy": ["E03"]}
    seen = submissions.collect(tmp_path, "*/STUDENT")
    assert {h.student for h in seen.hand_ins} == {"ada", "bo", "E03"} or seen.unplaced
    put(tmp_path / "x", {"E02/w/ada/n.ipynb": GOOD})
    assert found(tmp_path / "x", layout="EXERCISE/*/STUDENT") == {"ada": ["E02"]}
    for wrong in ("", "STUDENT/STUDENT", "*/x"):
        if wrong:
            with pytest.raises(Trouble, match="is not understood"):
                found(tmp_path, layout=wrong)


def test_a_class_list_answers_the_question(tmp_path):
    put(tmp_path / "c", dict.fromkeys(DOUBTS["a class beside a student"], GOOD))
    (tmp_path / "list.csv").write_text("name\nada\nbo\ncy\ndi\n")
    people = class_list.read(tmp_path / "list.csv")
    assert found(tmp_path / "c", students=people) == {
        "ada": ["E03"], "bo": ["E03"], "cy": ["E03"], "di": []}  # fmt: skip


def test_two_of_one_name_in_moodles_new_numbers_are_not_merged(tmp_path):
    names = ["E02/Li Wei_1", "E02/Li Wei_2", "E03/Li Wei_5"]
    put(tmp_path, {f"{name}_assignsubmission_file_/x.ipynb": GOOD for name in names})
    with pytest.raises(Trouble, match=r"Two students have the name 'Li Wei'.*1 and 2"):
        found(tmp_path)
    assert found(tmp_path / "E02") == {"Li Wei (1)": [], "Li Wei (2)": []}  # x.ipynb says none


def test_a_zip_for_each_exercise_gives_one_student(tmp_path):
    for exercise, number in (("E02", 3), ("E03", 4)):
        inner = {f"Ada King_{number}_assignsubmission_file_/work.ipynb": GOOD}
        put_zip(tmp_path / f"RNN-{exercise} title-77.zip", inner)
    (hand_in,) = submissions.collect(tmp_path).hand_ins
    assert hand_in.student == "Ada King" and hand_in.numbers == {"E02": "3", "E03": "4"}


def test_an_untitled_notebook_is_known_by_its_heading(tmp_path):
    text = a_notebook("x = 1").replace(b"# no code", "# E03 · A run".encode())
    put(tmp_path, {"ada/Untitled.ipynb": text, "bo/Untitled.ipynb": GOOD})
    assert found(tmp_path) == {"ada": ["E03"], "bo": []}


def test_nothing_that_lay_there_goes_unmentioned(tmp_path):
    files = {"ada/E03.ipynb": GOOD, "ada/data.csv": b"1", "bo/E03.pdf": b"1", "bo/E02.ipynb": GOOD,
             "readme.txt": b"1", "cy/E03.7z": b"1", "ada/.DS_Store": b"1",
             "di/E03.ipynb.txt": GOOD}  # fmt: skip
    seen = submissions.collect(put(tmp_path, files))
    by_name = {h.student: h for h in seen.hand_ins}
    told = [*seen.unplaced, *(n for h in seen.hand_ins for n in h.left)]
    told += [e.path.name for h in seen.hand_ins for e in h.files.values()]
    told += [p for h in seen.hand_ins for p in h.problems]
    for name in files:
        assert ".DS" in name or any(name.rpartition("/")[2] in text for text in told), name
    assert seen.by_products == 1
    assert "a person has to read it: 'E03.pdf'" in by_name["bo"].problems[0]
    assert list(by_name["di"].files) == ["E03"]


@pytest.mark.parametrize(
    ("name", "page", "windows"),
    [("Lösung Ähre", "cp850", True), ("Größe", "cp437", True), ("Müller", "cp1252", False),
     ("Задание", "cp866", True), ("Émile", "utf-8", True)],
)  # fmt: skip
def test_a_name_in_a_code_page_is_read(name, page, windows):
    assert unpacked_name(name.encode(page), windows=windows) == name
