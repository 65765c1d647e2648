"""Build the site: `python course.py site`. It is in build/site, and opens from any place."""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.launch.commands import guarded
from tools.launch.console import say
from tools.launch.environment import from_here
from tools.launch.trouble import Trouble
from tools.launch.typed import Parser
from tools.site.stage import stage

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build" / "site"
LITE = ROOT / "build" / "lite"
# The theme's building block for templates, and what only a second build would need: no pages.
LEFTOVERS = ("_static/webpack-macros.html", ".buildinfo", "objects.inv")


def main(arguments=None) -> int:
    """The command: build everything anew beside the old site, then put it in its place."""
    parser = Parser(prog="python course.py site", description=__doc__)
    parser.add_argument("--into", type=Path, default=SITE, help="a folder; default: build/site")
    parser.add_argument(
        "--lite",
        nargs="?",
        type=Path,
        const=LITE,
        metavar="FOLDER",
        help="put what `python course.py lite` built beside the pages, so that each can be run",
    )
    options = parser.parse_args(arguments)
    lite = options.lite and from_here(options.lite)
    if lite:
        see_that_lite_is_there(lite)
    started = time.perf_counter()
    target = options.into.resolve()
    see_that_it_may_go(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".site-", dir=target.parent) as draft:
        sources, made = Path(draft, "sources"), Path(draft, "site")
        sources.mkdir()
        stage(ROOT, sources, lite=bool(lite))
        run_sphinx(sources, made, Path(draft, "doctrees"))
        for leftover in LEFTOVERS:
            (made / leftover).unlink(missing_ok=True)
        if lite:
            shutil.copytree(lite, made / "lite")
            (made / ".nojekyll").touch()  # or GitHub Pages leaves out folders such as _static
        if target.exists():
            shutil.rmtree(target)
        made.rename(target)
    seconds = time.perf_counter() - started
    say(f"The site is built ({seconds:.0f} s): open {target / 'index.html'} in a browser.")
    return 0


def see_that_it_may_go(target: Path) -> None:
    """Raise Trouble if the folder holds something that is no site made by this command."""
    if target.exists() and not (target / "searchindex.js").is_file():
        if target.is_dir() and not any(target.iterdir()):
            return
        raise Trouble(f"{target} is there and is no site: choose another folder with --into.")


def see_that_lite_is_there(folder: Path) -> None:
    """Raise Trouble if there is no JupyterLite to put beside the pages."""
    if not (folder / "jupyter-lite.json").is_file():
        raise Trouble(f"There is no JupyterLite in {folder}: run `python course.py lite` first.")


def run_sphinx(sources: Path, made: Path, doctrees: Path) -> None:
    """Let Sphinx make the pages; a warning is an error, and is shown."""
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going"]
    command += ["-c", str(Path(__file__).parent), "-d", str(doctrees), str(sources), str(made)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
    if done.returncode:
        say(done.stderr[-6000:].replace(str(sources), "site"), error=True)
        raise Trouble("The site was not built; the reasons are above. The old one is untouched.")


if __name__ == "__main__":
    sys.exit(guarded(main, sys.argv[1:]))
