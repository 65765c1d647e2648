"""What is written for a platform is what its own importer reads.

The readers below follow the importers' published source: Moodle's mod/assign/feedback/offline/
importgradeslib.php and …/file/importziplib.php, the gradebook import of Canvas, and the class
ilExAssignmentStatusFile of the University of Erlangen's ILIAS.
"""

import csv
import io
import zipfile

import pytest
from handed_in import GOOD, put

from rnnlib.exercises.verdict import Verdict
from tools.grading import by_hand, class_list, lms, pages, submissions
from tools.grading.marks import Mark
from tools.grading.results import Result, open_run


def written(tmp_path, files, students="", exercises=("E02", "E03"), enter=None):
    """Grade a folder of these files without running them, and give what was written."""
    put(tmp_path / "class", dict.fromkeys(files, GOOD))
    people = ()
    if students:
        (tmp_path / "list.csv").write_text(students, encoding="utf-8")
        people = class_list.read(tmp_path / "list.csv")
    hand_ins = list(submissions.collect(tmp_path / "class", students=people).hand_ins)
    run = open_run(tmp_path / "out", exercises, seed=1)
    results = [Result(h.student, tuple(
        Mark(Verdict(f"{name}.step", "right"), 2 if name in h.files else 0, 2)
        for name in exercises)) for h in hand_ins]  # fmt: skip
    pages.write(run, results)
    if enter:
        rows = list(csv.reader(io.StringIO((run.folder / "grades.csv").read_text("utf-8-sig"))))
        for row in rows[1:]:
            row[rows[0].index(by_hand.COMMENT)] = enter
        with (run.folder / "grades.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    pages.write(run, results)
    paths = lms.write(run, pages.rows_of(run, results), hand_ins)
    return {path.relative_to(run.folder).as_posix(): path.read_bytes() for path in paths}


def rows_in(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8"))))


def as_moodle_reads(content, grade="Grade", ident="Identifier", modified="Last modified (grade)",
                    hidden="Participant "):  # fmt: skip
    """{participant: (grade, feedback)}; the three columns must be there under these names."""
    head, *rows = rows_in(content)
    at = [head.index(name) for name in (ident, grade, modified)]
    comment = next(i for i, c in enumerate(head) if c.startswith("Feedback"))
    return {int(row[at[0]][len(hidden) :]): (row[at[1]], row[comment]) for row in rows}


def as_moodle_takes_apart(path):
    """(participant, plugin, name of the file): the first part of a path with four pieces."""
    parts = path.split("/")
    while parts:
        pieces = parts.pop(0).split("_", 4)
        if len(pieces) >= 4 and pieces[1].isdigit() and pieces[2].startswith("assign"):
            rest = "/".join([*pieces[4:], *parts]).lstrip("/")
            return int(pieces[1]), f"{pieces[2]}_{pieces[3]}", rest
    return None


MOODLE = ["E02/Ada King_11_assignsubmission_file_/x.ipynb",
          "E03/Ada King_21_assignsubmission_file_/x.ipynb",
          "E03/Bo Öz_22_assignsubmission_file_/x.ipynb"]  # fmt: skip


def test_moodle_reads_points_comments_and_pages_of_each_assignment(tmp_path):
    files = written(tmp_path, MOODLE, enter="look at t = 0, please")
    assert as_moodle_reads(files["for-moodle/E02-grades.csv"]) == {
        11: ("2", "look at t = 0, please")}  # fmt: skip
    assert set(as_moodle_reads(files["for-moodle/E03-grades.csv"])) == {21, 22}
    with zipfile.ZipFile(io.BytesIO(files["for-moodle/E03-feedback.zip"])) as archive:
        found = {as_moodle_takes_apart(name) for name in archive.namelist()}
        assert found == {(n, "assignsubmission_file", "feedback.html") for n in (21, 22)}
        assert b"look at t = 0, please" in archive.read(archive.namelist()[0])


def test_one_assignment_for_all_exercises_gets_the_sum(tmp_path):
    names = [f"Ada_1_assignsubmission_file_/{name}.ipynb" for name in ("E02", "E03")]
    files = written(tmp_path, names)
    assert as_moodle_reads(files["for-moodle/all-grades.csv"]) == {1: ("4", "")}


def test_moodles_own_worksheet_in_german_is_filled_in(tmp_path):
    sheet = ("ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,"
             "Zuletzt geändert (Bewertung),Feedback als Kommentar\n"
             "Teilnehmer/in21,Ada King,a@x,x,,4.00,-,\n"
             "Teilnehmer/in23,Cy Li,c@x,x,,4.00,-,\n")  # fmt: skip
    files = written(tmp_path, MOODLE[1:2], sheet)
    head, *rows = rows_in(files["for-moodle/E03-grades.csv"])
    assert ",".join(head) == sheet.splitlines()[0]
    german = {"grade": "Bewertung", "ident": "ID", "modified": "Zuletzt geändert (Bewertung)",
              "hidden": "Teilnehmer/in"}  # fmt: skip
    assert as_moodle_reads(files["for-moodle/E03-grades.csv"], **german) == {
        21: ("2", ""), 23: ("0", "")}  # fmt: skip
    assert rows[0][2:4] == ["a@x", "x"]  # the other columns are as they were


def test_an_underscore_in_a_name_does_not_break_moodles_names(tmp_path):
    files = written(tmp_path, ["A_b C_7_assignsubmission_file_/E02.ipynb"])
    with zipfile.ZipFile(io.BytesIO(files["for-moodle/all-feedback.zip"])) as archive:
        assert as_moodle_takes_apart(archive.namelist()[0])[0] == 7


def test_canvas_reads_its_gradebook_and_knows_its_assignment_again(tmp_path):
    names = ["kingada_123_456_E02.ipynb", "özbo_LATE_124_457_E03.ipynb"]
    head, possible, *rows = rows_in(written(tmp_path / "a", names)["for-canvas/gradebook.csv"])
    assert head[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert head[5:] == ["E02 One step of an RNN", "E03 A run over a sentence"]
    assert possible[0].strip() == "Points Possible" and possible[5:] == ["3", "4"]
    assert {row[1]: row[5:] for row in rows} == {"123": ["2", "0"], "124": ["0", "2"]}
    book = ('Student,ID,SIS User ID,SIS Login ID,Section,E02 my title (991)\n'
            '    Points Possible,,,,,3\n"King, Ada",123,s1,aking,A,\n'
            '"Li, Cy",125,s3,cli,A,\n')  # fmt: skip
    files = written(tmp_path / "b", names[:1], book)
    head, _, *rows = rows_in(files["for-canvas/gradebook.csv"])
    assert head[5] == "E02 my title (991)"
    assert ["King, Ada", "123", "s1", "aking", "A", "2", "0"] in rows
    assert ["Li, Cy", "125", "s3", "cli", "A", "0", "0"] in rows


def test_ilias_reads_marks_and_finds_its_folders(tmp_path):
    names = ["RNN/E03 A run/King_Ada_aking_12/x.ipynb", "RNN/E03 A run/Öz_Bo_boz_13/x.ipynb"]
    files = written(tmp_path, names, enter="fine")
    with zipfile.ZipFile(io.BytesIO(files["for-ilias/E03-multi-feedback.zip"])) as archive:
        assert {n.split("/")[1] for n in archive.namelist() if n.endswith(".html")} == {
            "King_Ada_aking_12", "Öz_Bo_boz_13"}  # fmt: skip
        head, *rows = rows_in(archive.read("E03/status.csv"))
    titles = ["update", "usr_id", "login", "lastname", "firstname", "status", "mark", "notice",
              "comment", "plagiarism", "plag_comment"]  # fmt: skip
    assert head == titles  # it reads by place, and refuses another head
    first = dict(zip(head, rows[0], strict=True))
    assert first["update"] == "1" and first["usr_id"] == "12" and first["mark"] == "2"
    assert first["status"] in ("notgraded", "passed", "failed") and first["comment"] == "fine"


@pytest.mark.parametrize("files", [["ada/E02.ipynb", "bo/E02.ipynb"]])
def test_a_folder_of_no_platform_gets_no_such_file(tmp_path, files):
    assert written(tmp_path, files) == {}


def test_no_comment_becomes_a_formula(tmp_path):
    files = written(tmp_path, MOODLE, enter='=HYPERLINK("x")')
    assert b"\n=" not in files["for-moodle/E02-grades.csv"]
    assert b"'=HYPERLINK" in files["for-moodle/E02-grades.csv"]
