"""Messages name the command as it was typed, whatever Python and folder it was typed with."""

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from tools.launch import typed
from tools.launch.console import say

ROOT = Path(__file__).resolve().parents[3]
HERE = ("python", "python3", "python3.12", "pypy3")


@pytest.mark.parametrize(
    ("first", "script", "expected"),
    [
        ("python", "course.py", "python course.py"),
        ("python3", "course.py", "python3 course.py"),
        ("python3.12", "course.py", "python3.12 course.py"),
        ("/usr/bin/python3", "course.py", "python3 course.py"),  # a shell hands on the whole path
        ("/usr/bin/python3", "../course.py", "python3 ../course.py"),
        ("pypy3", "/home/ada/course/course.py", "pypy3 /home/ada/course/course.py"),
        ("python", "my course/course.py", "python 'my course/course.py'"),
        (".venv/bin/python9", "course.py", ".venv/bin/python9 course.py"),
        ("/opt/my py/python9", "course.py", "'/opt/my py/python9' course.py"),
        ("python", "-c", "python course.py"),  # nothing of ours was typed
        ("python", "", "python course.py"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="as a shell of Unix quotes")
def test_the_command_is_said_as_it_was_typed(monkeypatch, first, script, expected):
    monkeypatch.delenv(typed.VARIABLE, raising=False)
    monkeypatch.setattr(typed.shutil, "which", lambda name: name if name in HERE else None)
    monkeypatch.setattr(sys, "orig_argv", [first, script, "lab"])
    monkeypatch.setattr(sys, "argv", [script, "lab"])
    assert typed.typed() == expected


def test_windows_launcher_is_called_py(monkeypatch):
    monkeypatch.delenv(typed.VARIABLE, raising=False)
    monkeypatch.setattr(typed.os, "name", "nt")
    monkeypatch.setattr(typed, "PurePath", __import__("pathlib").PureWindowsPath)
    monkeypatch.setattr(sys, "orig_argv", [r"C:\Users\Ada\Python312\python.exe", "course.py"])
    monkeypatch.setattr(sys, "argv", ["course.py"])
    monkeypatch.setattr(typed.shutil, "which", lambda name: name if name == "py" else None)
    assert typed.typed() == "py course.py"
    monkeypatch.setattr(typed.shutil, "which", lambda name: name)
    assert typed.typed() == "python course.py"


def test_a_module_in_venv_says_what_was_typed_outside(monkeypatch, capsys):
    monkeypatch.setenv(typed.VARIABLE, "py course.py")
    say("Begin with: python course.py start E01")
    assert capsys.readouterr().out == "Begin with: py course.py start E01\n"
    parser = typed.Parser(prog="python course.py lab", description="`python course.py lab`: …")
    assert "usage: py course.py lab" in (text := parser.format_help())
    assert "python course.py" not in text
    with pytest.raises(SystemExit):
        parser.parse_args(["--no-such-option"])
    assert "py course.py lab: error" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["lab", "--help"], ["start"], ["fetch"]])
def test_no_command_says_another_python_than_the_one_that_was_typed(arguments, monkeypatch):
    monkeypatch.delenv(typed.VARIABLE, raising=False)
    done = subprocess.run(
        [sys.executable, "-P", "course.py", *arguments], cwd=ROOT, capture_output=True, text=True
    )
    name = Path(sys.executable).name
    said = (done.stdout + done.stderr).replace(f"{name} course.py", "")
    assert "python course.py" not in said and "course.py" in done.stdout + done.stderr


def test_every_command_reads_its_options_with_the_parser_that_knows():
    for path in (ROOT / "tools").rglob("*.py"):
        if path.name != "typed.py":
            assert "ArgumentParser(" not in path.read_text(encoding="utf-8"), path
    assert issubclass(typed.Parser, argparse.ArgumentParser)
