"""Submissions are found in every usual layout, and no file in them can do harm by being read."""

import json
import os
import stat
from pathlib import Path

import pytest
from handed_in import CELLS, GOOD, a_notebook, put, put_zip

from tools.grading import entries, notebook, sandbox, submissions
from tools.launch.trouble import Trouble


def read(place):
    return {h.student: submissions.read(h) for h in submissions.find(place)}


def only(place):
    (submission,) = read(place).values()
    return submission


# --- layouts ------------------------------------------------------------------------------------

LAYOUTS = {
    "moodle": {
        "Ada King_12_assignsubmission_file_/E03.ipynb": "Ada King (12)",
        "Émile Öz_7_assignsubmission_file/E03_run over.ipynb": "Émile Öz (7)",
        "Bo_1_2_assignsubmission_file_/deep/er/E03.ipynb": "Bo_1 (2)",
    },
    "moodle, flat": {"Ada King_12_assignsubmission_file_E03.ipynb": "Ada King (12)"},
    "nbgrader": {"ada/E03/x.ipynb": "ada", "bo/ps/E03_run.ipynb": "bo"},
    "folders": {"ada/E03.ipynb": "ada", "bo-2/sub/e03_run.ipynb": "bo-2"},
    "files": {"ada_E03.ipynb": "ada", "van der Bo - E03 - run.ipynb": "van der Bo"},
    "scripts": {"ada/E03.py": "ada"},
}


@pytest.mark.parametrize("files", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("above", ["", "submitted/"])
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_every_usual_layout_is_understood(tmp_path, files, above, packed):
    script = "\n".join(CELLS).encode()
    content = {above + name: script if name.endswith(".py") else GOOD for name in files}
    place = put_zip(tmp_path / "all.zip", content) if packed else put(tmp_path / "all", content)
    found = read(place)
    assert set(found) == set(files.values())
    for submission in found.values():
        assert set(submission.cells) == {"E03"} and not submission.problems
        assert "\n".join(submission.cells["E03"]) == "\n".join(CELLS)


def test_a_zip_for_each_student_is_a_folder_of_that_student(tmp_path):
    put_zip(tmp_path / "ada.zip", {"work/E03.ipynb": GOOD, "E04.ipynb": GOOD})
    (tmp_path / "bo_5_assignsubmission_file_").mkdir()
    put_zip(tmp_path / "bo_5_assignsubmission_file_" / "mine.zip", {"E03.ipynb": GOOD})
    found = read(tmp_path)
    assert list(found["ada"].cells) == ["E03", "E04"]
    assert found["bo (5)"].cells == {"E03": CELLS}


def test_a_zip_of_all_may_hold_a_zip_for_each(tmp_path):
    inner = put_zip(tmp_path / "inner.zip", {"E03.ipynb": GOOD}).read_bytes()
    put_zip(tmp_path / "all.zip", {"Ada_1_assignsubmission_file_/hand-in.zip": inner})
    assert only(tmp_path / "all.zip").cells == {"E03": CELLS}
    deeper = put_zip(tmp_path / "deeper.zip", {"E03.ipynb": inner, "x.zip": inner}).read_bytes()
    put_zip(tmp_path / "all.zip", {"ada/hand-in.zip": deeper})
    assert not [s for s in read(tmp_path / "all.zip").values() if "E04" in s.cells]


def test_nbgraders_other_folders_are_no_students(tmp_path):
    put(tmp_path, {"submitted/ada/E03/x.ipynb": GOOD, "source/E03/x.ipynb": GOOD})
    assert set(read(tmp_path)) == {"ada"}


def test_one_students_own_folder_is_that_student(tmp_path):
    put(tmp_path / "ada", {"E03_run.ipynb": GOOD, "E04_loss.ipynb": GOOD})
    assert list(only(tmp_path / "ada").cells) == ["E03", "E04"]
    assert only(tmp_path / "ada").student == "ada"


def test_an_empty_folder_and_a_notebook_of_no_exercise_are_told(tmp_path):
    put(tmp_path, {"ada/.ipynb_checkpoints/E03.ipynb": GOOD, "bo/mine.ipynb": GOOD})
    found = read(tmp_path)
    assert found["ada"].problems == ("No notebook was handed in.",)
    assert found["bo"].problems[0].startswith("'mine.ipynb' belongs to no exercise")


def test_all_of_my_work_may_be_handed_in_with_its_lessons_and_new_editions(tmp_path):
    names = ["02_recurrence", "02_recurrence.new-abc123", "E02_one_step.new-fff999", "E02_one_step"]
    put_zip(tmp_path / "Eva.zip", {f"my_work/{name}.ipynb": GOOD for name in names})
    (found,) = submissions.find(tmp_path)
    assert found.student == "Eva" and found.files["E02"].path.stem == "E02_one_step"
    (said,) = found.problems
    assert "'E02_one_step.ipynb' counts" in said


@pytest.mark.parametrize("name", ["nothing", "all.zip", "empty"])
def test_a_place_without_submissions_gets_one_sentence(tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "all.zip").write_bytes(b"no zip")
    with pytest.raises(Trouble, match=name):
        submissions.find(tmp_path / name)


def test_of_two_files_for_one_exercise_the_newest_counts_and_this_is_said(tmp_path):
    files = {"E03.ipynb": 5, "E03 (2).ipynb": 9, "E03 (10).ipynb": 9, "E03_2026-01-01.ipynb": 20}
    for name, age in files.items():
        put(tmp_path / "ada", {name: a_notebook(name)})
        os.utime(tmp_path / "ada" / name, (1_700_000_000 + 10 * age,) * 2)
    submission = only(tmp_path)
    assert submission.cells == {"E03": ("E03 (10).ipynb",)}  # a copy put aside is no hand-in
    assert "'E03 (10).ipynb' counts" in submission.problems[0]
    assert all(f"'{name}'" in submission.problems[0] for name in files)


# --- files that are not as they should be -------------------------------------------------------

DAMAGED = {
    "empty": (b"", "is empty"),
    "blank": (b" \n", "is empty"),
    "cut": (GOOD[:-20], "is not valid JSON"),
    "latin-1": (b'{"cells": ["\xe4"]}', "is not UTF-8"),
    "other JSON": (b"[1, 2]", "not a notebook"),
    "no cells": (b'{"cells": 3}', "not a notebook"),
    "deep": (b"[" * 100_000, "nested too deeply"),
    "source": (b'{"cells": [{"cell_type": "code", "source": [1]}]}', "is damaged"),
    "number": (b'{"cells": ' + b"9" * 10_000 + b"}", "is not valid JSON"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "is not"),
}


@pytest.mark.parametrize(("content", "reason"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_a_sentence_and_costs_nobody_else_anything(tmp_path, content, reason):
    put(tmp_path, {"ada/E03.ipynb": content, "ada/E04.ipynb": GOOD, "bo/E03.ipynb": GOOD})
    found = read(tmp_path)
    assert set(found["ada"].cells) == {"E04"} and found["bo"].cells == {"E03": CELLS}
    (problem,) = found["ada"].problems
    assert problem.startswith("E03: 'E03.ipynb' ") and reason in problem


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + GOOD,
        GOOD.decode().encode("utf-16"),
        a_notebook(["import numpy as np"], ["def step(x):\r\n", "    return x"]),
        json.dumps({"worksheets": [{"cells": json.loads(GOOD)["cells"]}]}).encode(),
    ],
    ids=["mark", "utf-16", "lists of lines", "notebook format 3"],
)
def test_a_notebook_that_is_only_written_differently_is_read(content):
    assert tuple(notebook.sources(content)) == CELLS


def test_a_lone_surrogate_in_a_cell_does_not_break_what_writes_it_later():
    content = json.dumps({"cells": [{"cell_type": "code", "source": "x = '\ud800'"}]}).encode()
    assert notebook.sources(content) == ["x = '?'"]


@pytest.mark.slow
def test_100_mb_of_outputs_are_dropped_and_the_cells_are_graded(tmp_path):
    put(tmp_path, {"ada/E03.ipynb": a_notebook(*CELLS, outputs="0.125 " * 9_000_000)})
    assert (tmp_path / "ada/E03.ipynb").stat().st_size > 100_000_000
    assert only(tmp_path).cells == {"E03": CELLS}


def test_a_file_over_the_limit_is_not_even_read(tmp_path):
    with (put(tmp_path / "ada", {"E03.ipynb": b""}) / "E03.ipynb").open("wb") as file:
        file.truncate(300_000_000)  # no room is taken on the disk
    assert "has 300 MB, and at most 200 MB are read" in only(tmp_path).problems[0]


@pytest.mark.slow
def test_a_file_that_unfolds_in_memory_is_stopped_by_the_sandbox(tmp_path, monkeypatch):
    """[[],[],…]: each three bytes ask for about sixty."""
    monkeypatch.setattr(submissions, "READING", sandbox.Limits(memory=400_000_000))
    put(tmp_path, {"ada/E03.ipynb": b'{"cells": [' + b"[],[[]]," * 2_000_000 + b"0]}"})
    assert "reading it used more than 0.4 GB of memory" in only(tmp_path).problems[0]


# --- names, links and zips ----------------------------------------------------------------------

NAMES = [
    "$(touch hacked)",
    "; rm -rf ~",
    "`id`",
    "a b",
    "ä ö ß",
    "-rf",
    "'\"",
    "x" * 200,
    "𝔘",
    "&|<>",
]


@pytest.mark.skipif(os.name == "nt", reason="Windows forbids most of these names itself")
@pytest.mark.parametrize("name", NAMES)
def test_a_strange_name_is_only_a_name(tmp_path, name, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "all", {f"{name}/E03 {name}.ipynb": GOOD})
    submission = only(tmp_path / "all")
    assert submission.cells == {"E03": CELLS}
    assert submission.student == submissions.shown(name)
    assert [p.name for p in tmp_path.iterdir()] == ["all"]


@pytest.mark.skipif(os.name == "nt", reason="Windows forbids these names itself")
def test_names_are_shown_in_one_line_of_real_text(tmp_path):
    put(tmp_path, {"a\n\x1b[31mb/E03.ipynb": GOOD})
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")).mkdir()
    students = sorted(read(tmp_path))
    assert students == ["a??[31mb", "caf?"]
    assert submissions.shown("Mu\u0308ller") == "M\u00fcller"  # as macOS writes it in a zip


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_symbolic_links_are_refused_with_the_reason(tmp_path):
    put(tmp_path, {"secret/E03.ipynb": GOOD, "all/ada/E04.ipynb": GOOD, "all/bo/E03.ipynb": GOOD})
    (tmp_path / "all/ada/E03.ipynb").symlink_to(tmp_path / "secret/E03.ipynb")
    (tmp_path / "all/ada/E05").symlink_to(tmp_path / "secret")
    (tmp_path / "all/ada/E06.ipynb").symlink_to("../bo/E03.ipynb")
    (tmp_path / "all/eve").symlink_to("bo")
    found = read(tmp_path / "all")
    assert set(found["ada"].cells) == {"E04"} and not found["eve"].cells
    assert len(found["ada"].problems) == 3
    problems = found["ada"].problems + found["eve"].problems
    assert all("is a symbolic link" in problem for problem in problems)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_link_that_appears_after_the_look_is_not_followed_either(tmp_path):
    put(tmp_path, {"secret": GOOD, "all/ada/E03.ipynb": GOOD})
    (hand_in,) = submissions.find(tmp_path / "all")
    (tmp_path / "all/ada/E03.ipynb").unlink()
    (tmp_path / "all/ada/E03.ipynb").symlink_to(tmp_path / "secret")
    assert "cannot be read" in submissions.read(hand_in).problems[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_does_not_keep_the_grader_waiting(tmp_path):
    (tmp_path / "ada").mkdir()
    os.mkfifo(tmp_path / "ada" / "E03.ipynb")
    os.mkfifo(tmp_path / "ada" / "E04.zip")
    assert ["not an ordinary file" in p for p in only(tmp_path).problems] == [True, True]


LEADS_OUT = ["../E03.ipynb", "a/../../E03.ipynb", "/E03.ipynb", "C:/E03.ipynb", "..\\E03.ipynb",
             "a\\..\\..\\E03.ipynb", "\\E03.ipynb", "C:\\E03.ipynb"]  # fmt: skip


@pytest.mark.parametrize("name", LEADS_OUT)
def test_a_zip_name_that_leads_out_is_refused_and_writes_nothing(tmp_path, name):
    (tmp_path / "all").mkdir()
    put_zip(tmp_path / "all/ada.zip", {name: GOOD, "E04.ipynb": GOOD})
    submission = only(tmp_path / "all")
    assert set(submission.cells) == {"E04"}
    assert "leads out of the folder" in submission.problems[0]
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["ada.zip", "all"]


def test_links_bombs_and_locked_files_in_zips_are_refused(tmp_path):
    bomb = b"[" * 30_000_000
    files = {"E01.ipynb": b"/etc/passwd", "E02.ipynb": bomb, "E03.ipynb": GOOD}
    path = put_zip(tmp_path / "ada.zip", files, {"E01.ipynb": stat.S_IFLNK | 0o777})
    first, second = only(tmp_path).problems
    assert "symbolic link in a zip" in first and "zip bomb" in second
    assert set(only(tmp_path).cells) == {"E03"}
    data = bytearray(put_zip(path, {"E03.ipynb": GOOD}).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag for a password
    path.write_bytes(data)
    assert "locked with a password" in only(tmp_path).problems[0]


def test_a_file_that_grows_after_the_look_is_cut_at_the_limit(tmp_path, monkeypatch):
    put(tmp_path, {"ada/E03.ipynb": GOOD})
    (hand_in,) = submissions.find(tmp_path)
    monkeypatch.setattr(entries, "LARGEST", len(GOOD) - 1)
    assert "MB are read" in submissions.read(hand_in).problems[0]


def test_a_zip_that_lies_about_a_size_is_cut_at_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(entries, "LARGEST", 10_000)
    big = a_notebook(*CELLS, outputs=" ".join(map(str, range(10_000))))
    data = bytearray(put_zip(tmp_path / "ada.zip", {"E03.ipynb": big}).read_bytes())
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (5_000).to_bytes(4, "little")
    (tmp_path / "ada.zip").write_bytes(data)
    submission = only(tmp_path)
    assert not submission.cells and len(submission.problems) == 1


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06" + bytes(17), bytes(1000)])
def test_a_broken_zip_is_told(tmp_path, content):
    put(tmp_path, {"ada.zip": content, "bo/E03.ipynb": GOOD})
    found = read(tmp_path)
    assert found["bo"].cells == {"E03": CELLS}
    assert "cannot be opened as a zip file" in found["ada"].problems[0]


def test_a_zip_with_endless_members_or_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(entries, "MOST_FILES", 10)
    put_zip(tmp_path / "ada.zip", {f"{i}.txt": b"" for i in range(11)})
    assert "more than 10 files" in only(tmp_path).problems[0]
    monkeypatch.setattr(entries, "LARGEST_ZIP", 10)
    assert "leave the data out of it" in only(tmp_path).problems[0]


def test_a_damaged_member_is_told_and_the_others_are_read(tmp_path):
    path = put_zip(tmp_path / "ada.zip", {"E03.ipynb": GOOD, "E04.ipynb": a_notebook("x = 4")})
    data = bytearray(path.read_bytes())
    data[50:60] = bytes(10)
    path.write_bytes(data)
    submission = only(tmp_path)
    assert set(submission.cells) == {"E04"} and "cannot be" in submission.problems[0]


def test_umlauts_in_a_zip_whose_program_did_not_say_utf_8(tmp_path):
    data = put_zip(tmp_path / "x.zip", {"Müller/E03.ipynb": GOOD}).read_bytes()
    data = bytearray(data)
    for mark, flag in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        data[data.index(mark) + flag] &= ~0x08
    (tmp_path / "x.zip").write_bytes(data)
    assert only(tmp_path / "x.zip").student == "Müller"


def test_reading_changes_nothing(tmp_path):
    put(tmp_path, {"ada/E03.ipynb": GOOD})
    put_zip(tmp_path / "bo.zip", {"E03.ipynb": GOOD})
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))  # long ago: a change would be seen, however coarse the clock is
    before = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in tmp_path.rglob("*")}
    read(tmp_path)
    assert {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in tmp_path.rglob("*")} == before
