"""A class at a real JupyterHub, on this computer: a small one each time, twenty with --scale."""

import csv
import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
import pytest
from hub import Hub
from hub_student import Student
from own_environment import ROOT

from rnnlib.exercises.register import find
from tools.grading.results import file_name

LESSON = "05b_what_comes_next.ipynb"  # trains, and prints enough to be compared
MINE = f"my_work/{LESSON}"
IGNORED = "nbval-ignore-output"
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif("sys.platform != 'linux'", reason="JupyterHub is tried on Linux only"),
]


@dataclass
class Visit:
    """What one student saw and waited for."""

    seconds: dict = field(default_factory=dict)
    printed: list = field(default_factory=list)  # of each code cell of the lesson
    before: tuple = ()  # server, kernel and a variable, before the hub was stopped
    after: tuple = ()
    meanwhile: str = ""  # what a cell printed that ran while there was no hub
    costs: tuple = ()  # megabytes, and seconds of CPU for server and lesson


@dataclass
class Class:
    """The hub and the students with their visits, when all have read the lesson."""

    hub: Hub
    students: list
    visits: dict
    logged_in_before: list
    logged_in_after: list


SIZES = [pytest.param(3, id="3"), pytest.param(20, id="20", marks=pytest.mark.scale)]


@pytest.fixture(scope="module", params=SIZES)
def class_(request, tmp_path_factory):
    """The class logs in at once and reads; in the middle of the lesson the hub is restarted."""
    names = [f"student{i:02d}" for i in range(1, request.param + 1)]
    hub = Hub(tmp_path_factory.mktemp("hub"), [*names, "teacher"])
    students = [Student(hub.address, name) for name in names]
    visits = {name: Visit() for name in names}
    try:
        hub.start()
        together(students, lambda s: arrive_and_read_half(s, hub, visits[s.name]))
        logged_in = [s.is_logged_in() for s in students]
        hub.stop(kill=request.param > 3)  # a restart in the small class, a crash in the large one
        together(students, lambda s: read_without_hub(s, visits[s.name]))
        hub.start()
        together(students, lambda s: read_the_rest(s, hub, visits[s.name]))
        for student in students:
            visits[student.name].costs = hub.costs(student.name)
        still = [s.is_logged_in() for s in students]
        yield Class(hub, students, visits, logged_in, still)
    finally:
        for student in students:
            student.close()
        hub.close()


def together(students, what):
    """Let all students do it at the same time; what fails for one, fails."""
    with ThreadPoolExecutor(len(students)) as pool:
        return list(pool.map(what, students))


def arrive_and_read_half(student, hub, visit):
    started = time.monotonic()
    student.log_in(hub.password)
    visit.seconds["log in"] = time.monotonic() - started
    visit.seconds["server"] = student.start_server()
    visit.seconds["CPU of start"] = hub.costs(student.name)[1]
    begun = time.monotonic()
    cells = code_cells(student)
    student.open(MINE)
    visit.printed = [student.run(cell.source)[0] for cell in cells[: len(cells) // 2]]
    student.run("remembered = 'I am ' + repr(__import__('os').environ['JUPYTERHUB_USER'])")
    visit.seconds["first half"] = time.monotonic() - begun
    visit.before = identity(student, hub)


def read_without_hub(student, visit):
    visit.meanwhile = student.run("print(remembered, sep='')")[0]


def read_the_rest(student, hub, visit):
    begun = time.monotonic()
    cells = code_cells(student)
    for cell in cells[len(cells) // 2 :]:
        visit.printed.append(student.run(cell.source)[0])
    visit.seconds["second half"] = time.monotonic() - begun
    student.hang_up()
    student.connect()  # the page is loaded again
    visit.after = identity(student, hub)


def code_cells(student):
    model = student.contents(MINE)["content"]
    return [cell for cell in nbformat.from_dict(model).cells if cell.cell_type == "code"]


def identity(student, hub):
    """The server's process, the kernel, and what the kernel remembers."""
    answer = student.api("GET", f"/user/{student.name}/api/kernels")
    server = next(p.pid for p in hub.processes(student.name) if "singleuser" in str(p.cmdline()))
    return server, [kernel["id"] for kernel in answer.json()], student.run("print(remembered)")[0]


# --- a lesson, and a restart of the hub ----------------------------------------------------------


def test_every_student_runs_the_lesson_and_sees_the_numbers_of_the_course(class_, capsys):
    stored = nbformat.read(ROOT / "notebooks" / LESSON, as_version=4)
    wanted = [
        None if IGNORED in cell.metadata.get("tags", []) else printed_by(cell)
        for cell in stored.cells
        if cell.cell_type == "code"
    ]
    assert sum(map(bool, wanted)) > 5  # enough is printed to be compared
    for name, visit in class_.visits.items():
        seen = [w and text for w, text in zip(wanted, visit.printed, strict=True)]
        assert seen == wanted, name
    with capsys.disabled():
        print(report(class_))


def printed_by(cell):
    return "".join(o.text for o in cell.outputs if o.get("name") == "stdout")


def report(class_):
    """Time and memory, as docs/scale.md has them."""
    lines = [f"\n{len(class_.students)} students at once, {psutil.cpu_count()} cores:"]
    for part in next(iter(class_.visits.values())).seconds:
        times = [visit.seconds[part] for visit in class_.visits.values()]
        lines.append(f"  {part:<14}{statistics.median(times):6.1f} s, last {max(times):6.1f} s")
    for i, what in enumerate(("memory, MB", "CPU, s")):
        held = [visit.costs[i] for visit in class_.visits.values()]
        lines.append(f"  {what:<14}{statistics.median(held):6.1f}, most {max(held):6.1f}")
    return "\n".join(lines)


def test_a_restart_of_the_hub_loses_no_server_no_kernel_no_variable_and_no_login(class_):
    for name, visit in class_.visits.items():
        assert visit.meanwhile == f"I am '{name}'\n"
        assert visit.after == visit.before
    assert all(class_.logged_in_before) and all(class_.logged_in_after)


def test_the_limits_of_the_configuration_reach_every_server(class_):
    printed, _ = class_.students[0].run("import os; print(os.environ['MEM_LIMIT'])")
    assert int(printed) == 2**30


# --- one student and another ---------------------------------------------------------------------


def test_no_student_reads_the_files_the_processes_or_the_exchange_of_another(class_):
    if not class_.hub.separate:
        pytest.skip("all students are one user here: as root and with bubblewrap they are several")
    mine, other = class_.students[:2]
    server, folder = class_.visits[other.name].before[0], class_.hub.folder
    secrets = [class_.hub.homes / other.name / MINE, f"/proc/{server}/environ"]
    secrets += [folder / "hub" / name for name in ("jupyterhub.sqlite", "cookie_secret")]
    for path in secrets:
        assert path_is_closed(mine, path) == "PermissionError\n", path
    assert path_is_closed(mine, class_.hub.homes / mine.name / MINE) == "open\n"
    lesson = class_.hub.course / "notebooks" / LESSON
    assert path_is_closed(mine, lesson) == "open\n"
    assert path_is_closed(mine, lesson, "a") == "PermissionError\n"


def path_is_closed(student, path, mode="r"):
    source = f"try: open({str(path)!r}, {mode!r}).read(1); print('open')\n"
    if mode == "a":
        source = f"try: open({str(path)!r}, 'a').close(); print('open')\n"
    return student.run(source + "except OSError as error: print(type(error).__name__)")[0]


def test_no_student_can_listen_to_the_kernel_of_another(class_):
    """A port for what a kernel prints could be read by everybody on the machine."""
    for student in class_.students:
        processes = class_.hub.processes(student.name)
        (kernel,) = (p for p in processes if "ipykernel_launcher" in str(p.cmdline()))
        ports = [c for c in kernel.net_connections("inet") if c.status == "LISTEN"]
        assert len(ports) <= 1  # ipykernel takes in there what its own children print
        (folder,) = {Path(word).parent for word in kernel.cmdline() if word.endswith(".json")}
        assert folder.stat().st_mode & 0o077 == 0
        sockets = [path for path in folder.iterdir() if path.is_socket()]
        owners = {path.stat().st_uid for path in sockets}
        assert len(sockets) >= 4 and owners == {kernel.uids().real}


def test_no_student_does_anything_with_the_token_of_another(class_):
    mine, other = class_.students[:2]
    assert mine.api("GET", f"/user/{mine.name}/api/contents").status_code == 200
    assert mine.api("GET", f"/user/{other.name}/api/contents/{MINE}").status_code == 403
    assert mine.api("GET", f"/user/{other.name}/api/kernels").status_code == 403
    for method, path in (
        ("GET", ""),
        ("DELETE", "/server"),
        ("POST", "/tokens"),
        ("GET", "/tokens"),
    ):
        answer = mine.api(method, f"/hub/api/users/{other.name}{path}")
        assert answer.status_code in (403, 404), (method, path)
    assert mine.api("GET", "/hub/api/users").status_code == 403
    server = psutil.Process(class_.visits[other.name].before[0])
    around = server.environ()["JUPYTERHUB_SERVICE_URL"]  # the server's own port, past the proxy
    answer = mine.api("GET", f"{around}api/contents/{MINE}")
    assert answer.status_code == 403
    assert other.server()["ready"]


# --- nbgrader ------------------------------------------------------------------------------------


def shell(student, command):
    """Run a command in the student's home on the hub, through the kernel."""
    source = f"""import os, subprocess
done = subprocess.run({command!r}, shell=True, cwd=os.path.expanduser('~'), text=True,
                      capture_output=True)
print(done.returncode, (done.stdout + done.stderr)[-3000:])"""
    printed, _ = student.run(source)
    code, _, said = printed.partition(" ")
    assert code == "0", f"{student.name}: {command}\n{said}"
    return said


def test_an_exercise_goes_from_release_to_grades_over_nbgrader(class_):
    if not class_.hub.separate:
        pytest.skip("all students are one user here: nbgrader tells them apart by their account")
    teacher = Student(class_.hub.address, "teacher")
    try:
        rows = hand_out_hand_in_and_grade(class_, teacher)
    finally:
        teacher.close()
    wrong, right = (question.points for question in find("E02").questions)
    points = {student: float(row["points"]) for student, row in rows.items()}
    names = [student.name for student in class_.students[:3]]
    assert points == dict(zip(names, (wrong + right, right, 0), strict=True))


def hand_out_hand_in_and_grade(class_, teacher):
    """The way of an exercise: the first solves it, the second transposes V, the third does not."""
    teacher.log_in(class_.hub.password)
    teacher.start_server()
    teacher.open("x.ipynb")
    shell(teacher, f"mkdir -p rnn/source/E02 && cp {ROOT}/solutions/E02_*.ipynb rnn/source/E02/")
    shell(teacher, "cd rnn && nbgrader generate_assignment E02 --create")
    shell(teacher, "cd rnn && nbgrader release_assignment E02")
    solved = json.loads((ROOT / "solutions" / "E02_one_step.ipynb").read_text("utf-8"))
    slip = json.loads(json.dumps(solved).replace("z @ V", "z @ V.T"))
    together(class_.students[:3], lambda s: shell(s, "nbgrader fetch_assignment E02"))
    for student, work in zip(class_.students, (solved, slip), strict=False):
        student.contents("E02/E02_one_step.ipynb", type="notebook", content=work)
    together(class_.students[:3], lambda s: shell(s, "nbgrader submit E02"))
    inbound = class_.hub.folder / "exchange" / "rnn" / "inbound"
    look = f"import os\ntry: print(os.listdir({str(inbound)!r}))\nexcept OSError: print('closed')"
    assert class_.students[0].run(look)[0] == "closed\n"
    shell(teacher, "cd rnn && nbgrader collect E02")
    grade = f"cd {class_.hub.course} && python -m tools.grading.grade ~/rnn/submitted"
    shell(teacher, f"{grade}")
    page = class_.hub.homes / "teacher/rnn/submitted-graded/feedback"
    assert "V transposed" in (page / f"{file_name(class_.students[1].name)}.html").read_text(
        "utf-8"
    )
    with (page.parent / "grades.csv").open(encoding="utf-8-sig") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


# --- the end: a new edition of the course, and idle servers --------------------------------------


def test_a_new_edition_of_the_course_leaves_what_a_student_changed(class_):
    student, other = class_.students[:2]
    changed = student.contents(MINE)["content"]
    changed["cells"][0]["source"] += "\n\nMy own thought."
    student.contents(MINE, type="notebook", content=changed)
    mine = class_.hub.homes / student.name / MINE
    saved = mine.read_bytes()
    lesson = class_.hub.course / "notebooks" / LESSON
    lesson.write_text(lesson.read_text("utf-8").replace('"# ', '"# New: ', 1), "utf-8")
    together((student, other), lambda s: (s.stop_server(), s.start_server()))
    assert mine.read_bytes() == saved
    (beside,) = mine.parent.glob(f"{mine.stem}.new-*.ipynb")
    theirs = class_.hub.homes / other.name / MINE
    for new in (beside, theirs):
        assert nbformat.read(new, as_version=4).cells[0].source.startswith("# New: ")


def test_an_idle_server_is_stopped_and_the_work_stays(class_):
    for student in class_.students:
        student.hang_up()
    before = {s.name: (class_.hub.homes / s.name / MINE).read_bytes() for s in class_.students}
    class_.hub.stop()
    class_.hub.start(idle=1)
    for student in class_.students:
        student.wait_until_stopped()
    assert not [p for s in class_.students for p in class_.hub.processes(s.name)]
    after = {s.name: (class_.hub.homes / s.name / MINE).read_bytes() for s in class_.students}
    assert after == before
