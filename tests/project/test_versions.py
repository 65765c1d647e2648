"""rnnlib works with the oldest versions that it claims, and with the newest that there are."""

import hashlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import own_environment
import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What the tests of rnnlib import beside its needs; their versions are not the question.
FOR_TESTS = ["pytest", "hypothesis", "filelock", "ipython", "nbformat", "psutil"]
DATA = ["faker==40.54.0", "num2words==0.5.14"]
# It asks for JupyterLab as well.
DOCTOR = "tests/rnnlib/self_study/test_doctor.py"
WHOLE = f"{DOCTOR}::test_a_whole_computer_is_well_and_the_report_says_so"
QUICK = "not slow and not browser and not long and not scale"


def lowest(line):
    """The oldest version that a requirement allows: "numpy>=2.0" as "numpy==2.0"."""
    requirement = Requirement(line)
    (bound,) = [clause for clause in requirement.specifier if clause.operator in (">=", "==")]
    return f"{requirement.name}=={bound.version}"


def scikit_learn():
    """The course's only need that is no need of rnnlib, as the extra `test` names it."""
    (line,) = [n for n in PROJECT["optional-dependencies"]["test"] if n.startswith("scikit-learn")]
    return line


NEEDS = [*PROJECT["dependencies"], scikit_learn()]


def made(packages):
    """The Python of an environment that holds these packages, made once."""
    name = hashlib.sha256(" ".join(packages).encode()).hexdigest()[:12]
    folder = ROOT / ".cache" / f"versions-{name}"
    with own_environment.alone():
        if not (folder / "done").exists():
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
            python = folder / "bin" / "python"
            command = [str(python), "-m", "pip", "install", "--quiet", *packages]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                own_environment.unavailable(done.stderr.strip()[-300:])
            (folder / "done").touch()
    return folder / "bin" / "python"


def test_each_need_has_a_lowest_version_and_the_learners_list_the_same():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    learners = [line.partition("#")[0].strip() for line in text.splitlines()]
    listed = {Requirement(line).name: line for line in learners if line[:1].isalpha()}
    for line in PROJECT["dependencies"]:
        name = Requirement(line).name
        assert lowest(line) == lowest(listed[name])


@pytest.mark.scale
@pytest.mark.skipif(os.name == "nt", reason="the folders of an environment have other names")
@pytest.mark.parametrize("which", ["oldest", "newest"])
def test_the_quick_tests_of_rnnlib_pass(which):
    needs = [lowest(line) for line in NEEDS]
    if which == "newest":
        needs = ["--upgrade", *(Requirement(line).name for line in NEEDS)]
    python = made([*needs, *DATA, *FOR_TESTS])
    # Warnings of old packages about newer ones are not ours: here only what fails counts.
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "--disable-warnings"]
    command += ["-o", "filterwarnings=default", "-m", QUICK, "tests/rnnlib"]
    command += ["--deselect", WHOLE]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout.splitlines()[-1]
