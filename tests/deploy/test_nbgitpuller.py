"""The nbgitpuller link brings the course and never loses work, by nbgitpuller's own command."""

import json
import os
import re
import subprocess
from urllib.parse import parse_qs, urlsplit

import nbformat
import pytest
from own_environment import HUB, environment
from traitlets.config import PyFileConfigLoader

pytestmark = pytest.mark.long
LESSON = "notebooks/03_lesson.ipynb"
CELLS = [f"step {i}" for i in range(8)]
README = (HUB / "README.md").read_text("utf-8")


def git(folder, *words):
    who = ("-c", "user.name=course", "-c", "user.email=course@localhost")
    command = ["git", "-C", str(folder), *who, *words]
    subprocess.run(command, check=True, capture_output=True)


def write(path, cells):
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(text, id=f"c{i}") for i, text in enumerate(cells)]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def sources(path):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


class Course:
    """The course in a bare repository, a working copy of the author's, and a student's home."""

    def __init__(self, folder, ours):
        self.bare, self.author = folder / "course.git", folder / "author"
        self.home, self.ours = folder / "home", ours
        self.home.mkdir()
        git(folder, "init", "--bare", "--initial-branch=main", str(self.bare))
        git(folder, "clone", str(self.bare), str(self.author))
        git(self.author, "checkout", "-B", "main")
        self.publish(CELLS)

    def publish(self, cells, **files):
        write(self.author / LESSON, cells)
        for name, text in files.items():
            (self.author / name).write_text(text)
        git(self.author, "add", "--all")
        git(self.author, "commit", "-m", "edition")
        git(self.author, "push", "origin", "main")

    def pull(self):
        """What the link does; on our hub git has the attributes of jupyterhub_config.py."""
        env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        if self.ours:
            config = PyFileConfigLoader("jupyterhub_config.py", path=str(HUB)).load_config()
            env |= {k: v for k, v in config.Spawner.environment.items() if k.startswith("GIT_")}
        command = [str(environment() / "gitpuller"), f"file://{self.bare}", "main", "rnn-course"]
        done = subprocess.run(command, cwd=self.home, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return self.home / "rnn-course"


@pytest.fixture(params=["our hub", "another hub"])
def course(request, tmp_path):
    return Course(tmp_path, ours=request.param == "our hub")


def edited(cells, **changes):
    return [changes.get(f"c{i}", text) for i, text in enumerate(cells)]


def test_the_link_brings_the_course_and_its_updates(course):
    copy = course.pull()
    assert sources(copy / LESSON) == CELLS
    course.publish(edited(CELLS, c0="new"))
    course.pull()
    assert sources(copy / LESSON) == edited(CELLS, c0="new")


def test_a_notebook_that_both_changed_in_one_place_stays_the_students(course):
    copy = course.pull()
    write(copy / LESSON, edited(CELLS, c3="mine"))
    course.publish(edited(CELLS, c3="theirs"))
    course.pull()
    assert sources(copy / LESSON) == edited(CELLS, c3="mine")


def test_a_notebook_that_both_changed_in_two_places_keeps_all_that_the_student_wrote(course):
    copy = course.pull()
    write(copy / LESSON, edited(CELLS, c6="mine"))
    before = (copy / LESSON).read_bytes()
    course.publish(edited(CELLS, c1="theirs"))
    course.pull()
    if course.ours:
        assert (copy / LESSON).read_bytes() == before
    else:  # git mixes the lines of both
        assert sources(copy / LESSON) == edited(CELLS, c1="theirs", c6="mine")


def test_a_file_of_the_students_gives_way_under_a_new_name_and_nothing_is_lost(course):
    copy = course.pull()
    (copy / "notes.txt").write_text("mine")
    course.publish(CELLS, **{"notes.txt": "theirs"})
    course.pull()
    assert (copy / "notes.txt").read_text() == "theirs"
    (mine,) = copy.glob("notes__*.txt")
    assert mine.read_text() == "mine"


def test_a_lesson_that_the_course_no_longer_has_stays_if_the_student_changed_it(course):
    copy = course.pull()
    write(copy / LESSON, edited(CELLS, c3="mine"))
    before = (copy / LESSON).read_bytes()
    git(course.author, "rm", LESSON)
    git(course.author, "commit", "-m", "gone")
    git(course.author, "push", "origin", "main")
    course.pull()
    assert (copy / LESSON).read_bytes() == before


def test_a_lesson_that_the_student_deleted_comes_back(course):
    copy = course.pull()
    (copy / LESSON).unlink()
    course.pull()
    assert sources(copy / LESSON) == CELLS


def test_the_link_in_the_readme_says_what_these_tests_pull():
    (link,) = re.findall(r"^https://HUB/(\S+)$", README, re.MULTILINE)
    address = urlsplit(link)
    assert address.path == "hub/user-redirect/git-pull"
    query = parse_qs(address.query)
    assert query["branch"] == ["main"] and query["targetPath"] == ["rnn-course"]
    assert query["urlpath"] == ["lab/tree/rnn-course/notebooks/00_start_here.ipynb"]
    assert (HUB.parents[1] / "notebooks" / "00_start_here.ipynb").exists()
    assert json.dumps(query)
