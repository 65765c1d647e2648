"""The wheels that the site adds to Pyodide's own, and the lock in which Pyodide finds all of them.

A lock names packages, what they need and what can be imported from them. So a cell that says
`import sklearn` brings scikit-learn from the site, and no line of a notebook has to.
"""

import hashlib
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tools.launch.console import run_watched
from tools.launch.environment import Environment, clean_variables
from tools.launch.trouble import Trouble
from tools.lite.pyodide import ADDRESS, PINNED

IN_BROWSER = Path(__file__).with_name("in_browser")
LOCK = "course-lock.json"
# From PyPI, in the versions of requirements.lock: pure Python, so the same files for everyone.
FROM_PYPI = ("tqdm", "lazy-loader", "faker", "num2words", "docopt", "comm")
# What each wheel needs beside Python, where it is not what its own metadata say.
NEEDS = {
    "rnnlib": ["numpy", "matplotlib", "tqdm", "lazy-loader", "course-in-browser"],
    "course-in-browser": ["matplotlib", "ipython", "tqdm"],
    "lazy-loader": ["packaging"],
    "num2words": ["docopt"],
    "pyodide-kernel": ["ipython", "jedi", "comm", "ipykernel", "course-in-browser"],
    "piplite": ["micropip"],
}
# Matplotlib asks for no time zones any more, and for fontTools only to write PDF: the set-up brings
# it then. That is 1.6 MB less.
NOT_NEEDED = ("pytz", "fonttools")
START_UP = b"import course_in_browser\ncourse_in_browser.set_up()\ndel course_in_browser\n"
# What is there before the first cell runs; the kernel would fetch what of its own is not named.
AT_ONCE = ["ssl", "sqlite3", "micropip", "piplite", "comm", "ipykernel", "pyodide_kernel"]
AT_ONCE += ["jedi", "ipython", "rnnlib"]


@dataclass(frozen=True)
class Wheel:
    """A wheel of the site's own: its name, version, and what it lets one import."""

    path: Path
    name: str
    version: str
    imports: tuple[str, ...]

    @property
    def entry(self) -> dict:
        """What the lock says of it."""
        return {
            "depends": NEEDS.get(self.name, []),
            "file_name": self.path.name,
            "imports": list(self.imports),
            "install_dir": "site",
            "name": self.name,
            "package_type": "package",
            "sha256": hashlib.sha256(self.path.read_bytes()).hexdigest(),
            "unvendored_tests": False,
            "version": self.version,
        }


def read_wheel(path: Path) -> Wheel:
    """A wheel file as it names itself."""
    name, version, *_ = path.name.split("-")
    with zipfile.ZipFile(path) as archive:
        found = [re.match(r"(\w+)(?:/__init__)?\.py$", name) for name in archive.namelist()]
    imports = [match[1] for match in found if match]
    return Wheel(path, name.replace("_", "-").lower(), version, tuple(imports))


def make_wheels(root: Path, tools: Environment, folder: Path) -> None:
    """Put rnnlib, and what Pyodide has not of its needs, into a folder as wheels."""
    wheel = [str(tools.python), "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder)]
    pins = ["-c", str(root / "requirements.lock")]
    run([*wheel, str(root)], root, "making the wheel of rnnlib")
    run([*wheel, *pins, *FROM_PYPI], root, f"fetching {', '.join(FROM_PYPI)}")
    extension = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"
    for name in ("piplite", "pyodide_kernel", "ipykernel"):  # the kernel brings these itself
        (found,) = (tools.venv / extension).glob(f"{name}-*.whl")
        (folder / found.name).write_bytes(found.read_bytes())


def run(command: list[str], folder: Path, doing: str) -> None:
    """Run a command; Trouble with its last lines if it fails."""
    code, output = run_watched(command, cwd=folder, env=clean_variables(), doing=doing)
    if code:
        last = "\n".join(output.splitlines()[-12:])
        raise Trouble(f"{last}\nThe site was not built: {doing} failed, see above.")


# --- what is set up in the browser ---------------------------------------------------------------


def make_set_up(folder: Path, matplotlib: Path, reviews: bytes | None) -> Path:
    """The wheel `course-in-browser`: a start-up file of IPython, a list of fonts, the reviews."""
    place = "course_in_browser"
    files = {
        f"{place}/__init__.py": (IN_BROWSER / "set_up.py").read_bytes(),
        f"{place}/profile_default/startup/00-course.py": START_UP,
        "matplotlib/fontlist.json": font_list(matplotlib),
    }
    if reviews is not None:
        files[f"{place}/reviews.tsv"] = reviews
    # The kernel asks for ssl and needs it not: 2 MB less. A page in a browser has no sockets.
    write_wheel(folder, "ssl", {})
    return write_wheel(folder, place, files)


def write_wheel(folder: Path, name: str, files: dict[str, bytes]) -> Path:
    """A wheel of version 1 that holds these files."""
    info = f"{name}-1.dist-info"
    about = f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1\n"
    wheel = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files = files | {f"{info}/METADATA": about.encode(), f"{info}/WHEEL": wheel.encode()}
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in files).encode()
    path = folder / f"{name}-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # no date: the same wheel each time
    return path


def font_list(matplotlib: Path) -> bytes:
    """The fonts of Matplotlib, as it would find them out itself, which takes seconds.

    Its wheel for Pyodide has such a list, but of another version and of another computer's fonts.
    """
    with zipfile.ZipFile(matplotlib) as archive:
        fonts = json.loads(archive.read("matplotlib/fontlist.json"))
        source = archive.read("matplotlib/font_manager.py").decode()
    found = re.search(r"^    __version__ = (\d+)$", source, re.MULTILINE)
    assert found, "this Matplotlib says the version of its font list in another way"
    for kind in ("ttflist", "afmlist"):
        fonts[kind] = [font for font in fonts[kind] if not font["fname"].startswith("/")]
    return json.dumps(fonts | {"_version": int(found[1])}).encode()


# --- the lock ------------------------------------------------------------------------------------


def lock_of(wheels: list[Wheel], *, from_cdn: bool = False) -> dict:
    """What Pyodide reads: its own packages, from beside the lock or from its CDN, and ours."""
    own = {name: dict(package) for name, package in PINNED["packages"].items()}
    for package in own.values():
        package["depends"] = [name for name in package["depends"] if name not in NOT_NEEDED]
        if from_cdn:
            package["file_name"] = ADDRESS + package["file_name"]
    return {"info": PINNED["info"], "packages": own | {w.name: w.entry for w in wheels}}
