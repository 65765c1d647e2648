"""The course's own Python, the folder `.venv`: where it is, what it holds, whether it still works.

A stamp in `.venv` says what it was made from. It is written last, so a set-up that was interrupted
has none that counts, and the next run starts afresh (what was downloaded comes from a cache then).
"""

import hashlib
import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tools.launch.typed import VARIABLE, typed

FILES = ("requirements.txt", "requirements.lock", "pyproject.toml")
UNFINISHED = {"unfinished": True}
# These would make the course's Python look for packages, or draw figures, somewhere else.
LEFT_OUT = ("PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH", "MPLBACKEND")
# The course's matrices are small: sharing one among cores costs more than it gains, three times
# more when the computer is busy. Who sets these variables keeps what they set.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
# Modules in `.venv` run in the course's folder; this tells them where the reader stood.
CALLED_FROM = "COURSE_CALLED_FROM"
OURS = ("tools", "rnnlib", "benchmarks")


@dataclass(frozen=True)
class Environment:
    """The folder of the course and the `.venv` inside."""

    root: Path

    @property
    def venv(self) -> Path:
        """The folder that holds all that is installed, and nothing of the learner's."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The Python in `.venv`."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """The file that says what `.venv` was made from."""
        return self.venv / "course-stamp.json"

    def command(self, module: str, *arguments: str) -> list[str]:
        """The command line that runs a module in `.venv`.

        Never with the folder in which it runs first on the path (-P): a file random.py of the
        reader's would be taken for Python's own. Modules of the course are found by course.py.
        """
        ours = module.partition(".")[0] in OURS
        by_the_course = [str(self.root / "course.py")] if ours else []
        return [str(self.python), "-P", *by_the_course, "-m", module, *arguments]

    def run_module(self, module: str, *arguments: str) -> int:
        """Run a module in `.venv`, with the terminal as its own, and return its exit code.

        It hears Ctrl+C as well, and says what there is to say when it has cleared up.
        """
        command = self.command(module, *arguments)
        variables = clean_variables() | {CALLED_FROM: str(Path.cwd()), VARIABLE: typed()}
        with subprocess.Popen(command, cwd=self.root, env=variables) as process:
            while True:
                with suppress(KeyboardInterrupt):
                    return process.wait()


def clean_variables() -> dict[str, str]:
    """Return this process's variables without those that lead the course's Python astray."""
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    return ONE_THREAD | kept | {"PIP_USER": "0", "PYTHONUTF8": "1"}


def from_here(name: str) -> Path:
    """Return a path as the reader meant it: from the folder in which the command was given."""
    return Path(os.environ.get(CALLED_FROM, ".")) / name


def facts(environment: Environment, extras: set[str]) -> dict:
    """Return what the stamp of a finished set-up says."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((environment.root / name).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return {
        "files": digest.hexdigest(),
        "extras": sorted(extras),
        "folder": str(environment.root),
        "python": python_version(environment) or "{}.{}".format(*sys.version_info),
    }


def read_stamp(path: Path) -> dict:
    """Return what the stamp says: nothing if there is none, UNFINISHED if it cannot be read."""
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError):
        return UNFINISHED
    return stamp if isinstance(stamp, dict) else UNFINISHED


def write_stamp(path: Path, stamp: dict) -> None:
    """Write the stamp whole or not at all."""
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    draft.replace(path)


def python_version(environment: Environment) -> str | None:
    """Ask the Python in `.venv` which one it is, as in '3.11'; None if it does not run."""
    question = "import json, sys; print('{}.{}'.format(*sys.version_info))"
    command = [str(environment.python), "-I", "-c", question]
    try:
        answer = subprocess.run(
            command, capture_output=True, text=True, timeout=60, check=True, env=clean_variables()
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()


def why_unusable(environment: Environment, stamp: dict) -> str | None:
    """Return why `.venv` must be made anew, or None if it is fine or not there at all."""
    if not os.path.lexists(environment.venv):
        return None
    if stamp == UNFINISHED:
        return "The last set-up did not finish"
    version = python_version(environment)
    if version is None:
        return "The Python in .venv does not run any more"
    if tuple(map(int, version.split("."))) < (3, 11):
        return f"The Python in .venv is too old ({version})"
    if stamp and stamp.get("folder") != str(environment.root):
        return "The course was moved since it was set up"
    if stamp and stamp.get("python") != version:
        return "Python was upgraded since the course was set up"
    return None
