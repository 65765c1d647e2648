"""What people enter into grades.csv is never lost, whichever program saved it and whatever ran."""

import csv
import io
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.exercises.verdict import Verdict
from tools.grading import by_hand, table, tables
from tools.grading.marks import Mark
from tools.grading.results import Result, open_run
from tools.launch.trouble import Trouble

STUDENTS = ("Ada King (12)", "Émile Öz (7)", "=cleo; rm", "4711001", "Łucja Żak", "Ng, Wei", "李伟")
ALL, FEW = ("E02", "E09", "E13"), ("E02",)


def result(student, points=2):
    marks = (("E02.step", points), ("E09.bptt", 0), ("E13.summary", 1))
    return Result(student, tuple(Mark(Verdict(name, "not yet"), p, 6) for name, p in marks))


def grade(folder, exercises=ALL, students=STUDENTS, points=2):
    """What the command does with the table, without the code of students."""
    run = open_run(folder, exercises, seed=1)
    kept = by_hand.gather(run, students)
    rows = table.rows(run, [result(student, points) for student in students], kept)
    text, written = table.as_csv(run, rows, kept), table.as_written(rows, kept)
    machine = {row.result.student: row.machine for row in rows}
    return by_hand.write(run, kept, text, written, machine, table.columns_of(run))


def load(folder):
    """As a program opens it: rows of text."""
    return list(csv.reader(io.StringIO((folder / "grades.csv").read_text("utf-8-sig"))))


def save(folder, rows, mark=",", code="utf-8-sig", comma=False, quote=csv.QUOTE_MINIMAL, end="\n"):
    """As a program saves it."""
    if comma:
        rows = [[c.replace(".", ",") if tables.number(c) is not None else c for c in r]
                for r in rows]  # fmt: skip
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=mark, quoting=quote, lineterminator=end).writerows(rows)
    (folder / "grades.csv").write_bytes(stream.getvalue().encode(code, "replace"))


DIALECTS = {
    "Excel": {"code": "utf-8-sig", "end": "\r\n"},
    "Excel in Germany": {"mark": ";", "code": "cp1252", "comma": True, "end": "\r\n"},
    "Excel, Unicode text": {"mark": "\t", "code": "utf-16", "end": "\r\n"},
    "Excel, MS-DOS": {"mark": ";", "code": "cp850", "end": "\r\n"},
    "Excel, Macintosh": {"mark": ";", "code": "mac-roman", "end": "\r"},
    "Excel in Poland": {"mark": ";", "code": "cp1250", "comma": True},
    "LibreOffice": {"quote": csv.QUOTE_ALL, "code": "utf-8"},
    "LibreOffice, tabs": {"mark": "\t", "code": "utf-8"},
    "Numbers": {"mark": ";", "code": "utf-8"},
}


def cell(rows, student, column):
    head = rows[0]
    row = next(r for r in rows[1:] if r[head.index("student")].lstrip("'") == student)
    return row[head.index(column)]


def enter(rows, number, column, text):
    if column not in rows[0]:
        for i, row in enumerate(rows):
            row.append(column if i == 0 else "")
    rows[number][rows[0].index(column)] = text


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_points_corrections_comments_and_columns_come_back_from_every_program(tmp_path, dialect):
    grade(tmp_path)
    rows = load(tmp_path)
    order = [r[0].lstrip("'") for r in rows]
    for number in range(1, len(rows)):
        enter(rows, number, "E13 by hand", str(number + 0.5))
        enter(rows, number, "my own", f"note {number}")
    enter(rows, 2, "E02", "1.5")
    enter(rows, 2, "comment", 'well done; see t = 3, "then" ask')
    save(tmp_path, rows, **dialect)
    aside = grade(tmp_path, points=3)
    after = load(tmp_path)
    assert len(aside) == 1
    for number, student in enumerate(order[1:], start=1):
        assert tables.same(cell(after, student, "E13 by hand"), str(number + 0.5))
        assert cell(after, student, "my own") == f"note {number}"
    assert tables.same(cell(after, order[2], "E02"), "1.5")
    assert cell(after, order[2], "the checks say") == "E02: 3"
    assert cell(after, order[2], "comment").startswith("well done; see t = 3")
    assert tables.number(cell(after, order[2], "points")) == 1.5 + 0 + 1 + 2.5
    assert cell(after, order[1], "E02") == "3"  # the machine's new number, where nobody changed it


SEEDS = [*range(3), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 20))]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_no_point_is_lost_over_twenty_edits_programs_and_runs(tmp_path, seed):
    rng = random.Random(seed)
    grade(tmp_path)
    mine = {}
    for turn in range(20):
        rows = load(tmp_path)
        names = [r[rows[0].index("student")].lstrip("'") for r in rows]
        touched = {0}
        for _ in range(rng.randint(0, 3)):
            number = rng.randrange(1, len(rows))
            choice = ["E13 by hand", "E02", "E13", "comment", "bonus", f"column {turn}"]
            column = rng.choice([c for c in choice if c in rows[0] or c[:1] in "bc"])
            text = rng.choice([str(rng.randint(3, 99)), f"{rng.randint(3, 99)}.5"])
            text = f"note {text}" if column == "comment" else text
            enter(rows, number, column, text)
            touched.add(number)
            mine[names[number], column] = text
        if rng.random() < 0.2:  # rows that somebody filtered away
            rows = [row for i, row in enumerate(rows) if i in touched or rng.random() < 0.5]
        body = rows[1:]
        if rng.random() < 0.3:
            rng.shuffle(body)
        save(tmp_path, [rows[0], *body], **rng.choice(list(DIALECTS.values())))
        if rng.random() < 0.1:
            grade(tmp_path)
            (tmp_path / "grades.csv").unlink()
        grade(tmp_path, rng.choice([ALL, ALL, FEW]), points=rng.randint(0, 2))
    grade(tmp_path)
    after = load(tmp_path)
    for (student, column), text in mine.items():
        assert tables.same(cell(after, student, column), text), (student, column, text)


def test_an_emptied_cell_is_the_machines_again_and_points_by_hand_can_be_taken_back(tmp_path):
    grade(tmp_path)
    for text in ("5", ""):
        rows = load(tmp_path)
        enter(rows, 1, "E02", text)
        enter(rows, 1, "E13 by hand", text)
        save(tmp_path, rows)
        grade(tmp_path)
    assert cell(load(tmp_path), STUDENTS[0], "E02") == "2"
    assert cell(load(tmp_path), STUDENTS[0], "E13 by hand") == ""
    assert cell(load(tmp_path), STUDENTS[0], "points") == "3"


def test_words_in_place_of_points_are_kept_and_told(tmp_path):
    grade(tmp_path)
    rows = load(tmp_path)
    enter(rows, 1, "E13 by hand", "01. Mai")  # what Excel makes of 1.5 in Germany
    save(tmp_path, rows, mark=";", code="cp1252")
    grade(tmp_path)
    assert cell(load(tmp_path), STUDENTS[0], "E13 by hand") == "01. Mai"
    assert "is '01. Mai', which is no number" in cell(load(tmp_path), STUDENTS[0], "to look at")


def test_a_row_that_a_person_added_stays_and_so_do_points_of_who_is_gone(tmp_path):
    grade(tmp_path)
    rows = load(tmp_path)
    enter(rows, 2, "E13 by hand", "9")
    rows.append(["On paper", "7", *[""] * (len(rows[0]) - 2)])
    save(tmp_path, rows)
    for _ in range(2):
        grade(tmp_path, students=STUDENTS[2:])
    after = load(tmp_path)
    assert cell(after, "On paper", "E02") == "7"
    assert cell(after, STUDENTS[1], "E13 by hand") == "9"
    assert len([row for row in after if row[0] == STUDENTS[0]]) == 0  # nothing was entered there


def test_who_is_called_otherwise_today_keeps_what_was_entered(tmp_path):
    grade(tmp_path)
    rows = load(tmp_path)
    enter(rows, 1, "E13 by hand", "9")
    save(tmp_path, rows)
    grade(tmp_path, students=("Ada King", *STUDENTS[1:]))
    assert cell(load(tmp_path), "Ada King", "E13 by hand") == "9"
    grade(tmp_path, students=("Ada King", *STUDENTS[1:]))
    assert cell(load(tmp_path), "Ada King", "E13 by hand") == "9"


def test_two_different_rows_of_one_student_are_refused(tmp_path):
    grade(tmp_path)
    rows = load(tmp_path)
    save(tmp_path, [*rows, rows[1]])
    grade(tmp_path)  # twice the same is no question
    rows = load(tmp_path)
    double = list(rows[1])
    double[rows[0].index("E13 by hand")] = "4"
    save(tmp_path, [*rows, double])
    before = (tmp_path / "grades.csv").read_bytes()
    with pytest.raises(Trouble, match=r"two different rows of 'Ada King.*nothing was graded"):
        grade(tmp_path)
    assert (tmp_path / "grades.csv").read_bytes() == before


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", b"a,b\n1,2\n"])
def test_what_cannot_be_read_is_refused_and_left_as_it_is(tmp_path, content):
    grade(tmp_path)
    (tmp_path / "grades.csv").write_bytes(content)
    record = (tmp_path / by_hand.RECORD).read_bytes()
    with pytest.raises(Trouble, match="nothing was graded or written"):
        grade(tmp_path)
    assert (tmp_path / "grades.csv").read_bytes() == content
    assert (tmp_path / by_hand.RECORD).read_bytes() == record
    (tmp_path / by_hand.RECORD).write_text("{")
    with pytest.raises(Trouble, match="is damaged; it holds the points given by hand"):
        grade(tmp_path)


def test_an_end_between_record_and_table_makes_no_number_of_the_machine_a_persons(
    tmp_path, monkeypatch
):
    grade(tmp_path)
    rows = load(tmp_path)
    enter(rows, 1, "E13 by hand", "9")
    save(tmp_path, rows)
    whole = by_hand.write_whole

    def only_the_record(path, content):
        if path.name == "grades.csv":
            raise OSError("planted")
        whole(path, content)

    monkeypatch.setattr(by_hand, "write_whole", only_the_record)
    with pytest.raises(OSError, match="planted"):
        grade(tmp_path, points=1)
    monkeypatch.undo()
    grade(tmp_path, points=0)
    assert cell(load(tmp_path), STUDENTS[0], "E13 by hand") == "9"
    assert cell(load(tmp_path), STUDENTS[0], "E02") == "0"
    assert cell(load(tmp_path), STUDENTS[0], "the checks say") == ""


def test_copies_that_were_put_aside_in_one_second_do_not_replace_each_other(tmp_path):
    grade(tmp_path)
    for n in range(3):
        rows = load(tmp_path)
        enter(rows, 1, "comment", f"note {n}")
        save(tmp_path, rows)
        grade(tmp_path, points=n)
    texts = [p.read_text("utf-8-sig") for p in tmp_path.glob("grades-*.csv")]
    assert len(texts) == 3 and all(any(f"note {n}" in t for t in texts) for n in range(3))


def test_points_of_a_folder_of_an_earlier_edition_are_kept(tmp_path):
    """It had no record: whatever a person entered in the columns by hand is theirs."""
    open_run(tmp_path, ALL, seed=1)
    text = "student,E02,E09,E13,points,out of,E13 by hand,to look at\n4711001,2,0,1,3,17,8,\n"
    (tmp_path / "grades.csv").write_text(text, encoding="utf-8-sig")
    grade(tmp_path)
    assert cell(load(tmp_path), "4711001", "E13 by hand") == "8"
    assert cell(load(tmp_path), "4711001", "points") == "11"


@given(st.text(max_size=20))
@settings(max_examples=12, deadline=None)
def test_any_comment_comes_back_as_it_was_written_last(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("c")
    grade(folder)
    rows = load(folder)
    text = " ".join("".join(c for c in text if c.isprintable()).split())
    enter(rows, 1, "comment", text)
    save(folder, rows)
    grade(folder)
    first = cell(load(folder), STUDENTS[0], "comment")
    assert first.lstrip("'") == text.lstrip("'")
    for _ in range(2):
        grade(folder)
        assert cell(load(folder), STUDENTS[0], "comment") == first


def test_no_name_becomes_a_formula_of_a_spreadsheet():
    assert table.no_formula("=1+1") == "'=1+1" and table.no_formula("Ada") == "Ada"
    assert table.no_formula("-1.5") == "-1.5"


def test_the_record_is_plain_json(tmp_path):
    grade(tmp_path)
    assert set(json.loads((tmp_path / by_hand.RECORD).read_text("utf-8"))) >= {"edits", "written"}
