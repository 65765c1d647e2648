"""`python course.py lite`: build a JupyterLite site, the lessons with Python inside the browser.

The site is in build/lite and needs any web server, but no Python there. It needs the NETWORK where
it is read: the Python for browsers (Pyodide, with NumPy and Matplotlib) comes from its makers' web
address at run time. rnnlib itself is in the site, as a wheel. Not meant for grading.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

from tools.launch.console import run_watched, say
from tools.launch.environment import Environment, clean_variables
from tools.launch.handout import as_if_never_run, as_text
from tools.launch.setup import attempt, installers, make_venv, trouble_with_log
from tools.launch.trouble import OTHER, Trouble
from tools.launch.typed import Parser

# An environment of its own, in build/: learners need none of it. These two were tried together.
PACKAGES = ("jupyterlite-core[contents]==0.8.6", "jupyterlite-pyodide-kernel==0.8.6")
NOTICE = (
    "**This notebook runs inside your browser** (JupyterLite). Run the next cell first: it brings "
    "`rnnlib` from this site, and NumPy and Matplotlib from the network. Training is several times "
    "slower than on your computer, and the real reviews of lesson 03c are not here."
)
FIRST = "%pip install -q rnnlib tqdm lazy-loader scikit-learn num2words faker==40.54.0"


def main(environment: Environment, arguments: list[str]) -> int:
    """Build the site beside the old one, and put it in its place when it is whole."""
    parser = Parser(
        prog="python course.py lite",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args(arguments)
    build = environment.root / "build"
    build.mkdir(exist_ok=True)
    tools = set_up(Environment(build / "lite-tools"))
    with tempfile.TemporaryDirectory(prefix=".lite-", dir=build) as draft:
        folder = Path(draft)
        put_contents(environment.root, folder)
        run(tools, ["pip", "wheel", "-q", "--no-deps", "-w", "pypi", environment.root], folder)
        run(tools, ["jupyterlite_core", "build", "--apps=lab", "--output-dir=site"], folder)
        shutil.rmtree(build / "lite", ignore_errors=True)
        (folder / "site").rename(build / "lite")
    say(f"The site is in {build / 'lite'}. To look at it: python -m http.server -d build/lite")
    say("It needs the network where it is read: Python for browsers comes from there.")
    return 0


def set_up(tools: Environment) -> Environment:
    """Make the environment that builds the site, unless it is there and is the one wanted."""
    if tools.stamp.is_file() and json.loads(tools.stamp.read_text()) == list(PACKAGES):
        return tools
    shutil.rmtree(tools.venv, ignore_errors=True)
    tools.venv.mkdir(parents=True)
    say("Setting up what builds the site, in build/lite-tools; this happens once.")
    make_venv(tools)
    failure = None
    for installer in installers(tools):  # where one fails, another may get through
        failure = attempt(tools, [*installer, *PACKAGES])
        if failure is None:
            tools.stamp.write_text(json.dumps(PACKAGES), encoding="utf-8")
            return tools
    raise trouble_with_log(tools, failure or OTHER)


def put_contents(root: Path, folder: Path) -> None:
    """Copy lessons and exercises without outputs, each with a first cell that brings rnnlib."""
    for kind in ("notebooks", "exercises"):
        for path in sorted((root / kind).glob("*.ipynb")):
            target = folder / "files" / kind / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(for_the_browser(path.read_text(encoding="utf-8")), encoding="utf-8")
    if not (folder / "files").is_dir():
        raise Trouble("There are no notebooks to put in: run `python course.py build` first.")
    shutil.copy(root / "NOTATION.md", folder / "files")


def for_the_browser(text: str) -> str:
    """A notebook with the notice and the first cell below its title, and without outputs."""
    notebook = as_if_never_run(json.loads(text))
    code: dict = {"outputs": [], "execution_count": None}
    notebook["cells"][1:1] = [
        {"cell_type": "markdown", "id": "in-the-browser", "metadata": {}, "source": NOTICE},
        {"cell_type": "code", "id": "bring-rnnlib", "metadata": {}, "source": FIRST, **code},
    ]
    return as_text(notebook)


def run(tools: Environment, module: list, folder: Path) -> None:
    """Run a module of the environment in `folder`; Trouble with its last lines if it fails."""
    command = [str(tools.python), "-m", *map(str, module)]
    code, output = run_watched(command, cwd=folder, env=clean_variables())
    if code:
        say("\n".join(output.splitlines()[-12:]), error=True)
        raise Trouble(f"The JupyterLite site was not built: `{module[0]}` failed, see above.")
