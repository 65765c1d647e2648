"""The launcher says one clear sentence whatever goes wrong, and does its work only once."""

import ast
import errno
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools.launch import commands, console, environment, lab, setup, tests, trouble
from tools.launch.environment import UNFINISHED, Environment, read_stamp, why_unusable, write_stamp
from tools.launch.setup import prepare
from tools.launch.trouble import DISK, NETWORK, NO_VENV, OTHER, READ_ONLY, Offline, Trouble

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def course(tmp_path):
    """A folder with what a set-up reads, and nothing set up."""
    for name in environment.FILES:
        (tmp_path / name).write_text("numpy\n")
    return Environment(tmp_path)


@pytest.fixture
def ran(course, monkeypatch):
    """The commands that a set-up runs, which here only pretend; `ran.fails` says which fail."""

    class Ran(list):
        fails = staticmethod(lambda command: None)

    calls = Ran()

    def pretend(command, **_):
        calls.append(" ".join(map(str, command)))
        course.python.parent.mkdir(parents=True, exist_ok=True)
        if not course.python.exists():
            course.python.symlink_to(sys.executable)
        output = calls.fails(calls[-1])
        return (0, "") if output is None else (1, output)

    monkeypatch.setattr(setup, "run_watched", pretend)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    return calls


def launch(*arguments, code="pass", **options):
    """Run the real course.py in a process of its own, after `code`."""
    run = f"import runpy, sys; {code}; sys.argv = ['course.py', *{list(arguments)!r}]; "
    run += f"runpy.run_path({str(ROOT / 'course.py')!r}, run_name='__main__')"
    command = [sys.executable, "-c", run]
    return subprocess.run(command, capture_output=True, text=True, timeout=600, **options)


# --- files of the reader's that are called as Python's own modules ------------------------------

NAMES = "random token json re types enum logging socket subprocess pathlib argparse numbers".split()


@pytest.fixture(scope="module")
def shadowed(tmp_path_factory):
    """The course in a folder in which a reader tried things out, in files with unlucky names."""
    folder = tmp_path_factory.mktemp("shadowed") / "course"
    shutil.copytree(ROOT / "tools", folder / "tools")
    shutil.copy(ROOT / "course.py", folder)
    for name in ("rnnlib", "exercises", "notebooks"):
        (folder / name).symlink_to(ROOT / name)
    for name in environment.FILES:
        (folder / name).write_text("numpy\n")
    for name in NAMES:
        (folder / f"{name}.py").write_text("raise SystemExit(f'{__file__} was taken')\n")
    return folder


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the fixture needs links")
@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["start"], ["start", "E02"], ["lab", "--help"], ["test", "--help"], ["nonsense"]],
)
def test_a_file_random_py_in_the_folder_of_the_course_is_never_taken_for_pythons(
    shadowed, arguments
):
    for where, script in ((shadowed, "course.py"), (shadowed.parent, "course/course.py")):
        command = [sys.executable, script, *arguments]
        done = subprocess.run(command, cwd=where, capture_output=True, text=True)
        assert "was taken" not in done.stdout + done.stderr
        assert done.returncode == (2 if arguments == ["nonsense"] else 0), done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the fixture needs links")
@pytest.mark.parametrize("module", ["tools.grading.progress", "rnnlib.data.reviews", "pip", "venv"])
def test_nor_by_what_runs_in_venv(shadowed, module):
    there = Environment(shadowed)
    there.venv.mkdir(exist_ok=True)
    command = [sys.executable, *there.command(module, "--help")[1:]]
    done = subprocess.run(command, cwd=shadowed, capture_output=True, text=True)
    assert "was taken" not in done.stdout + done.stderr
    assert done.returncode == 0, done.stderr


def test_a_file_among_the_notebooks_that_they_would_import_is_named(course, capsys):
    work = course.root / lab.WORK
    work.mkdir()
    for name in ("random.py", "token.py", "helpers.py"):
        (work / name).touch()
    lab.warn_of_names(course.root)
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said] == ["my_work/random.py", "my_work/token.py"]


# --- the command line ----------------------------------------------------------------------------


def test_an_old_python_gets_one_sentence():
    result = launch("--help", code="sys.version_info = (3, 8, 0)")
    assert result.returncode == 1 and result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "needs Python 3.11 or newer, and this is Python 3.8" in result.stderr


def test_an_old_python_can_read_the_launcher():
    ast.parse((ROOT / "course.py").read_text(), feature_version=(3, 4))


def test_help_lists_every_command_and_sets_nothing_up(tmp_path):
    result = launch("--help", cwd=tmp_path)
    assert result.returncode == 0 and result.stderr == ""
    for name in commands.COMMANDS:
        assert f"  {name} " in result.stdout


def test_an_unknown_command_is_named():
    result = launch("tset")
    assert result.returncode == 2
    assert "no command 'tset'. Did you mean 'test'?" in result.stderr


@pytest.mark.parametrize("name", ["lab", "test"])
def test_each_command_has_its_own_help(name):
    result = launch(name, "--help")
    assert result.returncode == 0 and f"course.py {name}" in result.stdout


def test_a_command_is_a_module_that_is_there():
    for module, _, _ in commands.COMMANDS.values():
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").is_file(), module


@pytest.mark.parametrize(
    ("failure", "code", "sentence"),
    [
        (KeyboardInterrupt(), 130, "Stopped: run the same command again"),
        (Trouble("Do this."), 1, "Do this."),
        (OSError(errno.ENOSPC, "No space left on device"), 1, DISK),
        (OSError(errno.EROFS, "Read-only file system", "/x/.venv"), 1, "cannot be written to"),
        (PermissionError(errno.EACCES, "Permission denied", "my_work"), 1, "(my_work)"),
        (OSError(errno.EIO, "Input/output error"), 1, "Input/output error"),
    ],
)
def test_what_goes_wrong_becomes_a_sentence_and_an_exit_code(
    failure, code, sentence, monkeypatch, capsys
):
    def fail(_):
        raise failure

    monkeypatch.setattr(commands, "dispatch", fail)
    assert commands.main([]) == code
    printed = capsys.readouterr()
    assert sentence in printed.err and "Traceback" not in printed.err and printed.out == ""


def test_the_lessons_use_one_thread_unless_the_learner_chose_otherwise(monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert environment.clean_variables()["OPENBLAS_NUM_THREADS"] == "1"
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    assert environment.clean_variables()["OPENBLAS_NUM_THREADS"] == "4"


# --- what pip and uv say -------------------------------------------------------------------------

OUTPUTS = {
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device": DISK,
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('x: Failed "
    "to establish a new connection: [Errno -3] Temporary failure in name resolution')': /numpy/\n"
    "ERROR: No matching distribution found for numpy": NETWORK,
    "error: Request failed after 3 retries\n  cause: error sending request for url": NETWORK,
    "WARNING: ... ProxyError('Cannot connect to proxy.')\nERROR: No matching": NETWORK,
    "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED]": trouble.CERTIFICATE,
    "The virtual environment was not created successfully because ensurepip is not\navailable.": (
        NO_VENV
    ),
    "/usr/bin/python3: No module named venv": NO_VENV,
    "ERROR: [Errno 13] Permission denied: '.venv/x'": READ_ONLY,
    "error: failed to create directory: Read-only file system (os error 30)": READ_ONLY,
    "ERROR: No matching distribution found for numpy==9.9.9": OTHER,
    "": OTHER,
}


@pytest.mark.parametrize(("output", "sentence"), OUTPUTS.items())
def test_the_output_of_an_installer_is_understood(output, sentence):
    assert trouble.explain_output(output) == sentence


def test_a_connection_that_failed_once_and_then_worked_is_not_blamed():
    output = "after connection broken by 'ReadTimeout'\n" + "Collecting x\n" * 100 + "ERROR: other"
    assert trouble.explain_output(output) == OTHER


# --- setting up ----------------------------------------------------------------------------------


def test_a_second_start_runs_nothing(course, ran, capsys):
    prepare(course)
    assert any("pip install" in command for command in ran)
    ran.clear()
    capsys.readouterr()
    prepare(course)
    assert ran == [] and capsys.readouterr().out == ""


@pytest.mark.parametrize("name", environment.FILES)
def test_a_change_of_what_is_required_installs_again(course, ran, name):
    prepare(course)
    ran.clear()
    (course.root / name).write_text("another\n")
    prepare(course)
    assert any("pip install" in command for command in ran)
    assert not any("-m venv" in command for command in ran)


def test_tests_add_their_extra_and_a_lesson_keeps_it(course, ran):
    prepare(course)
    prepare(course, "test")
    assert ".[test]" in ran[-2]
    ran.clear()
    prepare(course)
    assert ran == []


@pytest.mark.parametrize("moment", ["-m venv", "pip install", "rnnlib.data.reviews"])
def test_an_interrupted_set_up_is_finished_by_the_next_run(course, ran, moment, capsys):
    def interrupt(command):
        if moment in command:
            raise KeyboardInterrupt

    ran.fails = interrupt
    with pytest.raises(KeyboardInterrupt):
        prepare(course)
    installed = moment == "rnnlib.data.reviews"
    assert (read_stamp(course.stamp) == UNFINISHED) is not installed
    ran.fails = lambda command: None
    prepare(course)
    assert ("The last set-up did not finish" in capsys.readouterr().out) is not installed
    ran.clear()
    prepare(course)
    assert ran == []


def test_the_stamp_that_counts_is_written_last(course, ran):
    stamps = []
    ran.fails = lambda command: stamps.append(read_stamp(course.stamp))
    prepare(course)
    assert stamps[:2] == [UNFINISHED, UNFINISHED] and "files" in stamps[2]


def test_versions_that_cannot_be_had_are_tried_once_more_without_pins(course, ran):
    ran.fails = lambda command: (
        "No matching distribution" if "requirements.lock" in command else None
    )
    prepare(course)
    installs = [command for command in ran if "pip install" in command]
    assert [("requirements.lock" in command) for command in installs] == [True, False]


def test_without_a_network_one_sentence_names_the_log_and_no_stamp_counts(course, ran):
    ran.fails = lambda command: "NewConnectionError" if "pip install" in command else None
    with pytest.raises(Offline, match=r"Could not reach the package index.*\n.*setup.log"):
        prepare(course)
    assert read_stamp(course.stamp) == UNFINISHED
    assert "NewConnectionError" in (course.venv / "setup.log").read_text()
    assert sum("pip install" in command for command in ran) == 1


def test_an_update_without_a_network_waits_and_the_course_still_starts(course, ran, capsys):
    prepare(course)
    before = read_stamp(course.stamp)
    (course.root / "requirements.txt").write_text("another\n")
    ran.fails = lambda command: "NewConnectionError" if "pip install" in command else None
    prepare(course)
    assert "starts with what is there" in capsys.readouterr().out
    assert read_stamp(course.stamp) == before
    with pytest.raises(Offline):
        prepare(course, "test")  # this needs what is not there


def test_uv_comes_first_and_pip_follows_when_uv_fails(course, ran, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: "uv")
    ran.fails = lambda command: "error sending request" if command.startswith("uv pip") else None
    prepare(course)
    tools = [command.split()[0] for command in ran[:3]]
    assert tools == ["uv", "uv", str(course.python)]


def test_missing_reviews_say_their_sentence_and_stop_nothing(course, ran, capsys):
    ran.fails = lambda command: "noise\nNo reviews." if "rnnlib.data.reviews" in command else None
    prepare(course)
    assert "No reviews." in capsys.readouterr().out
    ran.clear()
    prepare(course)
    assert [command.split()[-1] for command in ran] == ["rnnlib.data.reviews"]


# --- a .venv that does not work ------------------------------------------------------------------


def test_a_fresh_course_and_one_made_by_hand_are_usable(course, ran):
    assert why_unusable(course, {}) is None
    ran.clear()
    setup.make_venv(course)
    assert why_unusable(course, {}) is None


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda c: c.python.unlink(), "does not run any more"),
        (lambda c: (c.python.unlink(), c.python.symlink_to("/nowhere/python")), "does not run"),
        (lambda c: (c.python.unlink(), c.python.write_text("not a program")), "does not run"),
        (lambda c: c.stamp.write_text("{"), "did not finish"),
        (lambda c: write_stamp(c.stamp, read_stamp(c.stamp) | {"folder": "/other"}), "was moved"),
        (lambda c: write_stamp(c.stamp, read_stamp(c.stamp) | {"python": "3.9"}), "was upgraded"),
        (lambda c: (shutil.rmtree(c.venv), c.venv.write_text("a file")), "does not run any more"),
    ],
)
def test_a_broken_venv_is_said_and_made_anew(course, ran, spoil, reason, capsys):
    prepare(course)
    spoil(course)
    capsys.readouterr()
    prepare(course)
    first = capsys.readouterr().out.splitlines()[0]
    assert reason in first and "made anew" in first
    assert why_unusable(course, read_stamp(course.stamp)) is None


def test_a_venv_that_cannot_be_removed_is_said_with_the_remedy(course, monkeypatch):
    course.venv.mkdir()

    def refuse(path):
        raise PermissionError(errno.EACCES, "in use", str(path))

    monkeypatch.setattr(setup.shutil, "rmtree", refuse)
    monkeypatch.setattr(setup.time, "sleep", lambda seconds: None)
    with pytest.raises(Trouble, match=r"close JupyterLab .* delete the folder"):
        setup.remove(course.venv)


@pytest.mark.parametrize(
    ("number", "sentence"), [(errno.ENOSPC, "The disk is full"), (errno.EROFS, "cannot be written")]
)
def test_a_full_or_read_only_disk_is_said_in_a_sentence(
    course, monkeypatch, capsys, number, sentence
):
    def fail(self, *_, **__):
        raise OSError(number, "as the system says", str(self))

    monkeypatch.setattr(commands, "ROOT", course.root)
    monkeypatch.setattr(Path, "mkdir", fail)
    assert commands.main(["lab"]) == 1
    printed = capsys.readouterr().err
    assert sentence in printed and printed.count("\n") == 1


def test_variables_that_lead_python_astray_are_left_out_and_proxies_kept(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy")
    variables = environment.clean_variables()
    assert "PYTHONPATH" not in variables and variables["HTTPS_PROXY"] == "http://proxy"


# --- lab and test --------------------------------------------------------------------------------


def test_a_port_in_use_is_said_before_anything_else_happens(monkeypatch, capsys):
    monkeypatch.setattr(lab, "prepare", lambda _: pytest.fail("set up first"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert commands.main(["--no-browser", "--port", str(port), "--ip", "127.0.0.1"]) == 1
    printed = capsys.readouterr().err
    assert f"Port {port} is in use" in printed and "--port" in printed


def test_an_address_of_another_computer_is_said_in_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(lab, "prepare", lambda _: pytest.fail("set up first"))
    assert commands.main(["--ip", "192.0.2.1"]) == 1  # an address kept free for examples
    assert "not an address of this computer" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["abc", "0", "80000", "-1"])
def test_a_port_that_is_none_is_said_in_one_sentence(port, capsys):
    with pytest.raises(SystemExit):
        lab.parse([f"--port={port}"])
    assert "a port is a number from 1 to 65535" in capsys.readouterr().err


def test_a_free_port_is_no_trouble():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    lab.see_that_port_is_free("127.0.0.1", port)
    lab.see_that_port_is_free("localhost", port)


def test_jupyterlab_opens_the_lesson_and_gets_the_options(course):
    options = lab.parse(["--no-browser", "--port", "8899", "--ip", "0.0.0.0"])
    arguments = lab.jupyter_arguments(course, options, "00_start.ipynb")
    assert "--LabApp.default_url=/lab/tree/my_work/00_start.ipynb" in arguments
    assert {"--port=8899", "--ip=0.0.0.0", "--ServerApp.open_browser=False"} <= set(arguments)
    assert f"--ServerApp.root_dir={course.root}" in arguments


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no root")
@pytest.mark.parametrize("user", [0, 1000])
def test_only_root_gets_allow_root(course, monkeypatch, user):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    arguments = lab.jupyter_arguments(course, lab.parse([]), None)
    assert ("--allow-root" in arguments) is (user == 0)


def test_a_lesson_is_found_by_its_number_and_a_wrong_one_is_answered(tmp_path):
    assert lab.find_lesson(tmp_path, None) is None
    for folder, name in (("notebooks", "00_start.ipynb"), ("my_work", "03_sentiment.ipynb")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).touch()
    assert lab.find_lesson(tmp_path, None) == "00_start.ipynb"
    for wanted in ("3", "03", "03_sentiment", "my_work/03_sentiment.ipynb"):
        assert lab.find_lesson(tmp_path, wanted) == "03_sentiment.ipynb"
    with pytest.raises(Trouble, match=r"no notebook '99'; there are: 00, 03"):
        lab.find_lesson(tmp_path, "99")


def test_an_older_copy_of_a_lesson_does_not_stand_before_those_of_this_edition(tmp_path):
    for name in ("notebooks/03a_by_hand", "notebooks/03b_learned", "my_work/03_sentiment"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.ipynb").touch()
    for wanted in ("3", "03", "3a", "03a_by"):
        assert lab.find_lesson(tmp_path, wanted) == "03a_by_hand.ipynb"
    assert lab.find_lesson(tmp_path, "my_work/03_sentiment.ipynb") == "03_sentiment.ipynb"


def test_what_was_newly_written_is_trusted_once_and_so_are_the_lessons_with_outputs(
    course, monkeypatch, capsys
):
    (course.root / "notebooks").mkdir()
    lesson = course.root / "notebooks" / "00_start.ipynb"
    lesson.write_text(json.dumps({"cells": []}))
    trusted = []
    monkeypatch.setattr(lab, "trust", lambda _, files: trusted.append(files))
    lab.refresh_work(course)
    lab.refresh_work(course)
    assert trusted == [[course.root / "my_work" / "00_start.ipynb", lesson]]


def test_a_failure_to_trust_is_no_reason_to_stop(course, monkeypatch, capsys):
    monkeypatch.setattr(lab, "run_watched", lambda *_, **__: (1, "cannot write signatures"))
    lab.trust(course, [course.root / "x.ipynb"])
    assert "run their cells" in capsys.readouterr().out


def test_fast_leaves_out_notebooks_and_browser_and_the_rest_goes_to_pytest():
    options, rest = tests.parse(["--fast", "-k", "stepper", "-x"])
    chosen = dict(tests.steps(options.part, rest))["pytest"]
    assert "notebooks" not in chosen and chosen[-3:] == ["-k", "stepper", "-x"]
    assert "notebooks" not in tests.steps("fast", [])[-1][1]
    assert "notebooks" in tests.steps("default", [])[-1][1]


@pytest.mark.parametrize("part", ["long", "scale"])
def test_what_takes_minutes_is_a_part_of_its_own(part):
    options, rest = tests.parse([f"--{part}", "-x"])
    ((name, chosen),) = tests.steps(options.part, rest)
    assert name == part and chosen[-1] == "-x" and "notebooks" not in chosen


def test_every_test_is_in_one_part_that_is_run_and_fast_is_a_share_of_the_default():
    marks = ["browser", "slow", "long", "scale"]
    for chosen in itertools.product([True, False], repeat=len(marks)):
        has = dict(zip(marks, chosen, strict=True))
        runs = {name: eval(part.marks, {}, has) for name, part in tests.PARTS.items()}
        assert runs["default"] + runs["long"] + runs["scale"] == 1
        assert runs["default"] or not runs["fast"]


def test_each_part_says_what_it_left_out_and_how_to_run_it(monkeypatch, capsys):
    monkeypatch.setattr(tests, "prepare", lambda *_: None)
    monkeypatch.setattr(tests, "run", lambda _, name, what: tests.Outcome(name, 0, 1.0, "ok"))
    for part in tests.PARTS:
        assert tests.main(None, [] if part == "default" else [f"--{part}"]) == 0
        left_out = [line for line in capsys.readouterr().out.splitlines() if "Left out" in line]
        assert left_out and all("python course.py test" in line for line in left_out), part
    tests.main(None, ["-k", "E02"])
    assert "Left out" not in capsys.readouterr().out


def test_every_step_runs_and_one_failure_fails_the_whole(monkeypatch, capsys):
    def run(_, name, what):
        return tests.Outcome(name, int(name == "ruff check"), 1.0, f"== end of {name} ==")

    monkeypatch.setattr(tests, "prepare", lambda *_: None)
    monkeypatch.setattr(tests, "run", run)
    assert tests.main(None, []) == 1
    printed = capsys.readouterr().out
    assert "end of pytest" in printed and "FAILED: ruff check" in printed


def test_a_long_command_shows_that_it_lives_where_there_is_no_terminal(tmp_path, monkeypatch):
    """The command goes on once its line was shown, which decides this test and no clock does."""
    printed = []

    def show(text, **_):
        printed.append(text)
        if "s  Collecting σ" in text:
            (tmp_path / "shown").touch()

    monkeypatch.setattr(console, "EVERY", 0.2)
    monkeypatch.setattr(console, "print", show, raising=False)
    program = """import pathlib, time
print('Collecting σ', flush=True)
end = time.monotonic() + 60
while not pathlib.Path('shown').exists() and time.monotonic() < end: time.sleep(0.05)
print('done')"""
    command = [sys.executable, "-X", "utf8", "-c", program]
    code, output = console.run_watched(command, cwd=tmp_path, env=dict(os.environ))
    assert (code, output) == (0, "Collecting σ\ndone\n")
    assert (tmp_path / "shown").exists(), printed


@pytest.mark.parametrize(
    ("output", "shown"),
    [
        ("", "working"),
        ("working hard\n", "working hard"),
        ("one\n\n   \n", "one"),
        ("fetching the review sentences of lesson 03c from the index (2.5 MB)", None),
        ("Downloading numpy-2.3.1-cp312-cp312-manylinux_2_28_x86_64.whl (16.6 MB)", None),
        ("Collecting jupyterlab<5,>=4.2 (from -r requirements.txt (line 2))", None),
        (
            "Obtaining file:///home/jürgen/Übungen/kurs",
            "Obtaining file:///home/jürgen/Übungen/kurs",
        ),
        ("\x1b[32mgreen\x1b[0m words", "green words"),
        ("10 %\r20 %\r30 %", "30 %"),
        ("a\tb\x07c\u200b", "abc"),
        ("x" * 99, None),
        ("安装 课程 " * 20, None),
    ],
)
def test_the_line_that_shows_progress_is_whole(output, shown):
    line = console.latest(output.splitlines(keepends=True))
    assert line == (shown or line) and 0 < len(line) <= 60 and line.isprintable()
    assert line.count("(") == line.count(")") and line.count("[") == line.count("]")
    if shown is None:
        assert line.endswith("...") and output.startswith(line[:-3].rstrip())


def test_signs_of_life_say_what_is_done_not_what_a_program_says(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(console, "EVERY", 0.1)
    wait = "import time; print('Signing notebook: /tmp/x', flush=True); time.sleep(1)"
    command = [sys.executable, "-c", wait]
    console.run_watched(command, cwd=tmp_path, env=dict(os.environ), doing="marking as trusted")
    said = capsys.readouterr().out
    assert "marking as trusted" in said and "Signing" not in said


def test_whoever_names_tests_does_not_wait_for_all_notebooks():
    assert "notebooks" not in tests.steps("default", ["tests/test_x.py"])[-1][1]
    assert "-n" not in tests.steps("default", ["tests/test_x.py"])[-1][1]
    assert tests.steps("fast", ["-k", "E02"])[-1][1][-2:] == ["-k", "E02"]


SLOW_TO_STOP = """import sys, time
try:
    print("ready", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    time.sleep(1)
    print("cleared up")
    sys.exit(130)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_ctrl_c_lets_a_command_clear_up_and_say_the_last_word(course):
    course.venv.symlink_to(sys.prefix)
    shutil.copy(ROOT / "course.py", course.root)
    (course.root / "tools").mkdir()
    (course.root / "tools" / "__init__.py").touch()
    (course.root / "tools" / "slow_to_stop.py").write_text(SLOW_TO_STOP)
    code = "import pathlib, sys; from tools.launch.environment import Environment as E; "
    code += "sys.exit(E(pathlib.Path(sys.argv[1])).run_module('tools.slow_to_stop'))"
    with subprocess.Popen(
        [sys.executable, "-c", code, course.root],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout.readline() == "ready\n"
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does it
        assert process.communicate(timeout=30) == ("cleared up\n", "")
    assert process.returncode == 130
