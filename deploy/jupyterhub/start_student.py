"""Start a student's server: bring my_work in the home up to date, then become the server.

The hub runs this file in place of `jupyterhub-singleuser`, as the student, with the same options.
The course is the folder that this file lies in. It is only read.
"""

import os
import sys
import tempfile
from pathlib import Path

COURSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(COURSE))


def main() -> None:
    """Refresh and start; a refresh that fails never keeps a student out."""
    try:
        for line in refresh(Path.home() / "my_work"):
            print(f"my_work: {line}", flush=True)
    except Exception as error:
        print(f"my_work could not be brought up to date: {error!r}", flush=True)
    # Kernels talk through files there that nobody else may open, see README.md. Their names would
    # be too long in many a home, and not every network drive can hold them.
    os.environ["JUPYTER_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="jupyter-")
    os.execv(sys.executable, [sys.executable, "-m", "jupyterhub.singleuser", *sys.argv[1:]])


def refresh(work: Path) -> list[str]:
    """Put the lessons and exercises there as tools/launch/work.py does; trust them."""
    from tools.launch.work import bring_up_to_date

    lessons, sheets = (
        sorted((COURSE / name).glob("*.ipynb")) for name in ("notebooks", "exercises")
    )
    report = bring_up_to_date([*lessons, *sheets], work)
    if report.written:
        from nbformat import read
        from nbformat.sign import NotebookNotary

        notary = NotebookNotary()
        for path in report.written:
            notary.sign(read(path, as_version=4))
    return report.lines


if __name__ == "__main__":
    main()
