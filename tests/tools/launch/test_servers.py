"""One JupyterLab for a folder: it is found by the note that it keeps, while it answers."""

import contextlib
import json
import os
import socket
import subprocess
import sys

import pytest

from tools.launch import lab, servers, start
from tools.launch.environment import Environment
from tools.launch.servers import Server, running


@pytest.fixture
def listener():
    """A port at which somebody listens."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        place.listen()
        yield place.getsockname()[1]


@pytest.fixture
def course(tmp_path):
    for folder in ("course", "notes", "course/exercises"):
        (tmp_path / folder).mkdir()
    return tmp_path / "course"


def note(course, name, port, **more):
    says = {"url": f"http://localhost:{port}/", "root_dir": str(course), "token": "abc"} | more
    path = course.parent / "notes" / f"jpserver-{name}.json"
    path.write_text(json.dumps(says))
    return path


def find(course):
    return running(course, course.parent / "notes")


def test_a_server_of_this_folder_is_found_with_its_token(course, listener):
    note(course, 1, listener)
    address = f"http://localhost:{listener}/lab/tree/my_work/E02%20x.ipynb?token=abc"
    assert find(course).address("my_work/E02 x.ipynb") == address


def test_with_a_password_the_address_has_no_token(course, listener):
    note(course, 1, listener, token="")
    assert find(course) == Server(f"http://localhost:{listener}/", "")
    assert find(course).address() == f"http://localhost:{listener}/lab"


@pytest.mark.parametrize(
    "spoilt",
    ["", "{", "[]", "null", '{"url": 5}', '{"root_dir": "/x"}', '"text"', '{"url": "http://["}'],
)
def test_a_note_that_is_none_is_left_out(course, listener, spoilt):
    note(course, 2, listener).write_text(spoilt)
    assert find(course) is None
    note(course, 1, listener)
    assert find(course).token == "abc"


def test_other_folders_and_servers_that_were_killed_are_left_out(course, listener):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        gone = closed.getsockname()[1]
    note(course, 1, gone)
    note(course, 2, listener, root_dir=str(course.parent))
    note(course, 3, "no port")
    assert find(course) is None
    assert running(course, None) is None


def test_the_youngest_is_taken(course, listener):
    os.utime(note(course, 1, listener, token="old"), (1, 1))
    note(course, 2, listener, token="new")
    assert find(course).token == "new"


def test_a_folder_behind_a_link_is_the_same_folder(course, listener):
    link = course.parent / "link"
    with contextlib.suppress(OSError):
        link.symlink_to(course)
    note(link if link.exists() else course, 1, listener)
    assert find(course)


def test_lab_and_start_say_the_address_and_start_no_second_server(
    course, listener, monkeypatch, capsys
):
    (course / "exercises" / "E02_one_step.ipynb").write_text(
        json.dumps({"cells": [{"cell_type": "code", "source": ["1"], "metadata": {}}]})
    )
    note(course, 1, listener)
    for module in (lab, start):
        monkeypatch.setattr(module, "notes_of", lambda _: course.parent / "notes")
    opened = []
    monkeypatch.setattr(lab.webbrowser, "open", opened.append)
    monkeypatch.setattr(lab, "prepare", lambda _: None)
    monkeypatch.setattr(lab, "trust", lambda *_: None)
    address = f"http://localhost:{listener}/lab/tree/my_work/E02_one_step.ipynb?token=abc"
    for options in (["--no-browser"], [], ["--port", str(listener)]):
        assert lab.main(Environment(course), ["E02", *options]) == 0
        assert address in capsys.readouterr().out
    assert opened == [address] * 2
    assert start.main(Environment(course), ["E02"]) == 0
    assert address in capsys.readouterr().out


def test_jupyter_itself_says_where_the_notes_are(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "notes"))
    environment = Environment(tmp_path)
    assert servers.notes_of(environment) is None  # nothing is set up
    environment.python.parent.mkdir(parents=True)
    environment.python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    environment.python.chmod(0o755)
    assert servers.notes_of(environment) == tmp_path / "notes"


@pytest.mark.slow
def test_with_a_password_the_address_of_a_new_server_follows_too(tmp_path, monkeypatch):
    """A real server, with the hash of a password, and its real note."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(home / "notes"))
    from jupyter_server.auth import passwd

    config = {"PasswordIdentityProvider": {"hashed_password": passwd("geheim", "sha1")}}
    (home / "jupyter_server_config.json").write_text(json.dumps(config))
    environment = Environment(tmp_path)
    monkeypatch.setattr(Environment, "python", property(lambda _: sys.executable))
    told = []

    def tell(text, **_):
        told.append(text)
        if "JupyterLab is at" in text:
            ends(processes)

    processes = []
    start_process = subprocess.Popen

    def begin(*arguments, **more):
        more.setdefault("stderr", subprocess.DEVNULL)
        processes.append(start_process(*arguments, **more))
        return processes[-1]

    monkeypatch.setattr(lab, "say", tell)
    monkeypatch.setattr(lab.subprocess, "Popen", begin)
    arguments = lab.jupyter_arguments(environment, lab.parse(["--no-browser"]), "E02.ipynb")
    with contextlib.suppress(lab.Trouble):
        lab.run_jupyterlab(environment, arguments, "my_work/E02.ipynb")
    said = next(text for text in told if "JupyterLab is at" in text)
    assert "/lab/tree/my_work/E02.ipynb (it asks for your password" in said


def ends(processes):
    for process in processes:
        if "jupyterlab" in process.args:
            process.terminate()
