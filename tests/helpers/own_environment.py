"""Environments of their own for tools that learners never need; made once and kept in .cache."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
FILES = ("pyproject.toml", "requirements.txt", "requirements.lock")
HUB = ROOT / "deploy" / "jupyterhub"


def environment():
    """The programs of an environment with JupyterLab, JupyterHub and nbgrader, as on a hub."""
    digest = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in FILES)).hexdigest()
    folder = ROOT / ".cache" / f"hub-{digest[:12]}"
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    with alone():
        _make(folder, programs)
    return programs


def alone():
    """Test files run side by side; only one of them makes an environment."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    return FileLock(ROOT / ".cache" / "environments.lock")


def _make(folder, programs):
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _twin(folder, programs)
        python = str(programs / "python")
        uv = shutil.which("uv")
        tool = [uv, "pip"] if uv else [python, "-m", "pip"]
        install = [*tool, "install", *(["--python", python] if uv else []), "--quiet"]
        wanted = ["-r", "requirements.txt", "-e", ".[teach,nbgrader,hub]"]
        bring = [*install, *wanted, "-c", "requirements.lock"]
        _bring(bring, ROOT, "no environment with JupyterHub and nbgrader")
        (folder / "done").touch()


def _twin(folder, programs):
    """A second environment with all that this one has, in a second: its files have two names.

    An installer replaces files and does not write into them, so this one stays as it is.
    """
    here = Path(sys.prefix, programs.name)
    shutil.copytree(sys.prefix, folder, copy_function=os.link, symlinks=True)
    first, second = (str(place / "python").encode() for place in (here, programs))
    for program in [path for path in programs.iterdir() if not path.is_symlink()]:
        text = program.read_bytes()
        if text.startswith(b"#!") and first in text:
            mode = program.stat().st_mode
            program.unlink()
            program.write_bytes(text.replace(first, second, 1))
            program.chmod(mode)


def proxy():
    """The proxy of JupyterHub, in the version that deploy/jupyterhub/package.json names."""
    wanted = json.loads((HUB / "package.json").read_text("utf-8"))["dependencies"]
    folder = from_npm("configurable-http-proxy", wanted["configurable-http-proxy"])
    return folder / "node_modules" / ".bin" / "configurable-http-proxy"


def from_npm(name, version):
    """The folder whose node_modules hold this package of npm."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        unavailable("no Node with npm on the PATH: install it, for example apt-get install npm")
    folder = ROOT / ".cache" / f"{name}-{version}"
    with alone():
        if not (folder / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            package = {"private": True, "dependencies": {name: version}}
            (folder / "package.json").write_text(json.dumps(package), "utf-8")
            _bring([npm, "install", "--no-audit", "--no-fund"], folder, f"no {name}")
            (folder / "done").touch()
    return folder


def unavailable(why):
    """Skip with the reason; in CI nothing may be skipped."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(why)


def _bring(command, folder, without):
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if made.returncode:
        unavailable(f"{without}: {made.stderr.strip()[-300:]}")
