"""`python course.py lite`: the course as a JupyterLite site, Python included, in build/lite.

Any web server shows it, and no request leaves it: Pyodide (Python for browsers), NumPy,
Matplotlib, scikit-learn and rnnlib are in it. It needs a server, because a browser starts no
Python from file: addresses. What is written there stays in the reader's browser.
"""

import argparse
import json
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path

from rnnlib.data import reviews
from tools.launch.commands import guarded
from tools.launch.console import say
from tools.launch.environment import Environment, from_here
from tools.launch.setup import attempt, installers, make_venv, trouble_with_log
from tools.launch.trouble import OTHER, Trouble
from tools.launch.typed import Parser
from tools.lite.contents import put_contents, put_page
from tools.lite.pyodide import PINNED, copy_into, find_pyodide, wanted
from tools.lite.wheels import AT_ONCE, LOCK, lock_of, make_set_up, make_wheels, read_wheel, run

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build" / "lite"
PLACE = "static/pyodide"  # in the site
SET_UP = "/lib/python3.12/site-packages/course_in_browser"  # in the browser


def main(arguments=None) -> int:
    """Build the site beside the old one, and put it in its place when it is whole."""
    options = parse(arguments)
    target = from_here(options.into).resolve()
    see_that_it_may_go(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    given = from_here(options.pyodide) if options.pyodide else None
    pyodide = find_pyodide(ROOT / ".cache", given)
    tools = set_up(Environment(ROOT / "build" / "lite-tools"))
    with tempfile.TemporaryDirectory(prefix=".lite-", dir=target.parent) as draft:
        made = build(Path(draft), tools, pyodide, from_cdn=options.cdn)
        shutil.rmtree(target, ignore_errors=True)
        made.rename(target)
    say(f"The site is in {target}. To look at it: python -m http.server -d {target}")
    say(f"It holds {'the' if has_reviews() else 'no'} review sentences of lesson 03.")
    return 0


def parse(arguments) -> argparse.Namespace:
    """Read the options of the command."""
    parser = Parser(
        prog="python course.py lite",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--pyodide", metavar="FOLDER", help="take Pyodide's files from there")
    parser.add_argument(
        "--cdn",
        action="store_true",
        help="leave Pyodide's packages at their makers' address: 40 MB less, but not offline",
    )
    parser.add_argument("--into", type=Path, default=SITE, help="a folder; default: build/lite")
    return parser.parse_args(arguments)


def see_that_it_may_go(target: Path) -> None:
    """Raise Trouble if the folder holds something that is no site made by this command."""
    if target.is_dir() and any(target.iterdir()) and not (target / "jupyter-lite.json").is_file():
        raise Trouble(f"{target} is there and is no site: choose another folder with --into.")


def has_reviews() -> bool:
    """Whether the maintainer has the review sentences, which may not be in the repository."""
    return (reviews.CACHE / "reviews.tsv").is_file()


def set_up(tools: Environment) -> Environment:
    """Make the environment that builds the site, unless it is there and is the one wanted."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = project["optional-dependencies"]["lite"]
    if tools.stamp.is_file() and json.loads(tools.stamp.read_text()) == packages:
        return tools
    shutil.rmtree(tools.venv, ignore_errors=True)
    tools.venv.mkdir(parents=True)
    say("Setting up what builds the site, in build/lite-tools; this happens once.")
    make_venv(tools)
    failure = None
    for installer in installers(tools):  # where one fails, another may get through
        failure = attempt(tools, [*installer, *packages])
        if failure is None:
            tools.stamp.write_text(json.dumps(packages), encoding="utf-8")
            return tools
    raise trouble_with_log(tools, failure or OTHER)


def build(folder: Path, tools: Environment, pyodide: Path, *, from_cdn: bool) -> Path:
    """Make the site in a folder of its own."""
    notebooks = put_contents(ROOT, folder / "files")
    (folder / "jupyter-lite.json").write_text(json.dumps(settings(), indent=1), encoding="utf-8")
    lite = [str(tools.python), "-m", "jupyterlite_core", "build", "--output-dir=site"]
    run([*lite, "--apps=lab", "--apps=notebooks", "--no-sourcemaps"], folder, "building the site")
    site = folder / "site"
    put_python(site / PLACE, tools, pyodide, from_cdn=from_cdn)
    put_page(site, notebooks, has_reviews())
    return site


def put_python(place: Path, tools: Environment, pyodide: Path, *, from_cdn: bool) -> None:
    """Put Pyodide, the wheels and the lock into the site."""
    copy_into(pyodide, place, iter(PINNED["core"] if from_cdn else wanted()))
    make_wheels(ROOT, tools, place)
    matplotlib = pyodide / PINNED["packages"]["matplotlib"]["file_name"]
    found = (reviews.CACHE / "reviews.tsv").read_bytes() if has_reviews() else None
    make_set_up(place, matplotlib, found)
    official = {package["file_name"] for package in PINNED["packages"].values()}
    ours = [read_wheel(p) for p in sorted(place.glob("*.whl")) if p.name not in official]
    lock = json.dumps(lock_of(ours, from_cdn=from_cdn), indent=1)
    (place / LOCK).write_text(lock, encoding="utf-8")


def settings() -> dict:
    """What the site is called, and how its kernel starts: all from the site itself."""
    kernel = {
        "pyodideUrl": f"./{PLACE}/pyodide.js",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "lockFileURL": f"./{PLACE}/{LOCK}",
            "packages": AT_ONCE,
            "env": {"IPYTHONDIR": SET_UP, "RNNLIB_CACHE": SET_UP, "HOME": "/home/pyodide"},
        },
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Recurrent neural networks",
            "exposeAppInBrowser": True,  # for the pages around it, and for tests
            "faviconUrl": "./icon.svg",
            "contentsStorageName": "rnn-course",  # page/work.js looks there
            "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
        },
    }


if __name__ == "__main__":
    sys.exit(guarded(main, sys.argv[1:]))
