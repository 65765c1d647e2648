"""What tests share is made once a run, by one worker; and when it cannot be made, all hear why."""

import subprocess
import sys
from pathlib import Path

import once
import pytest


@pytest.fixture(autouse=True)
def run_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(once, "run_folder", lambda: tmp_path)


def test_what_is_asked_for_twice_is_made_once():
    made = []

    def make(folder):
        made.append(folder)
        (folder / "page.html").write_text("x", encoding="utf-8")

    assert once.once("site", make) == once.once("site", make) == made[0]
    assert len(made) == 1 and (made[0] / "page.html").exists()


def test_what_cannot_be_made_is_not_tried_again_and_the_reason_is_told():
    tries = []

    def make(_):
        tries.append(1)
        raise ValueError("planted")

    with pytest.raises(ValueError, match="planted"):
        once.once("site", make)
    with pytest.raises(AssertionError, match=r"site could not be made:\n[\s\S]*planted"):
        once.once("site", make)
    assert len(tries) == 1


def test_workers_of_one_run_share_a_folder_and_another_run_has_another(monkeypatch):
    monkeypatch.undo()
    monkeypatch.delenv(once.KEPT, raising=False)
    folders = []
    for run in ("one", "one", "two"):
        monkeypatch.setenv(once.RUN, f"test-{run}")
        folders.append(once.run_folder())
        once.clear()
    assert folders[0] == folders[1] != folders[2] and not folders[0].exists()


def test_a_folder_that_is_named_serves_two_runs_and_is_left_to_who_named_it(monkeypatch, tmp_path):
    monkeypatch.undo()
    monkeypatch.setenv(once.KEPT, str(tmp_path))
    made = []
    for run in ("one", "two"):
        monkeypatch.setenv(once.RUN, f"test-{run}")
        once.once("site", made.append)
        once.clear()
    assert made == [tmp_path / "site"] and made[0].exists()


@pytest.mark.slow
def test_a_pytest_within_a_test_clears_its_own_folder_and_not_ours(monkeypatch):
    monkeypatch.undo()
    monkeypatch.delenv(once.KEPT, raising=False)
    ours = once.run_folder()
    test = str(Path(__file__).with_name("test_contributing.py"))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert ours.exists()
