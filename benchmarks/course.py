"""How long a learner waits, and for how much: import, start, and every lesson from top to bottom.

    python -m benchmarks.course [--keep] [--lessons notebooks] [--start] [--room]

Each lesson runs in a fresh kernel, as in `python course.py test`. --start also times the launcher
until JupyterLab answers (twice: the first start may still set things up). --room sets the course
up in a copy of its folder, as on the first day, and says how much of the disk that takes.
"""

import argparse
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.step import RESULTS, table

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("matplotlib", "IPython", "tqdm")  # what `import rnnlib` must not load


def seconds_of_code(code):
    """Seconds that a fresh Python needs for `code`, start of Python included."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    return time.perf_counter() - start


def import_time(turns=15):
    """Milliseconds of `import rnnlib` beyond `import numpy`: the median, turn by turn."""
    seconds_of_code("import rnnlib")  # compiles the modules, once
    pairs = [
        seconds_of_code("import rnnlib") - seconds_of_code("import numpy") for _ in range(turns)
    ]
    return 1e3 * statistics.median(pairs)


def loaded_by_import():
    """Which of the heavy packages `import rnnlib` loads; it should be none."""
    code = f"import sys, rnnlib; print(*[m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout.split()


def lesson_time(path):
    """Seconds to run one notebook in a fresh kernel, start of the kernel included."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(ROOT)}})
    start = time.perf_counter()
    client.execute()
    return time.perf_counter() - start


def start_time(deadline=120):
    """Seconds until JupyterLab answers when a learner types `python course.py lab`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "course.py", "lab", "--no-browser", "--port", str(port)]
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet) as launcher:
        try:
            while not _answers(port) and time.perf_counter() - start < deadline:
                if launcher.poll() is not None:
                    raise RuntimeError("the launcher ended before JupyterLab answered")
                time.sleep(0.02)
            return time.perf_counter() - start
        finally:
            launcher.terminate()


def _answers(port):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=1).close()
    except urllib.error.HTTPError:
        return True  # it asks for its token
    except OSError:
        return False
    return True


def room():
    """Megabytes of disk that a learner's first start takes, in blocks of 4 kB."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "course")
        left_out = shutil.ignore_patterns(".*", "build", "my_work")
        shutil.copytree(ROOT, copy, ignore=left_out)
        python = getattr(sys, "_base_executable", sys.executable)
        subprocess.run([python, "course.py", "progress"], cwd=copy, check=True)
        files = [path.lstat() for path in (copy / ".venv").rglob("*")]
        return sum(-(-file.st_size // 4096) * 4096 for file in files) / 1e6


def main():
    """Measure, print, and write the table."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--lessons", type=Path, default=ROOT / "notebooks")
    asked.add_argument("--start", action="store_true", help="time the launcher, too")
    asked.add_argument("--room", action="store_true", help="measure a fresh set-up on the disk")
    asked.add_argument("--keep", action="store_true", help="write the table")
    options = asked.parse_args()
    loaded = ", ".join(loaded_by_import()) or "none"
    rows = [
        ["`import rnnlib` beyond `import numpy`", f"{import_time():.0f} ms"],
        [f"heavy packages that it loads, of {', '.join(HEAVY)}", loaded],
    ]
    if options.start:
        start_time()
        rows.append(["`course.py lab` until JupyterLab answers", f"{start_time():.1f} s"])
    if options.room:
        rows.append(["a learner's `.venv` on the disk", f"{room():.0f} MB"])
    lessons = sorted(options.lessons.glob("*.ipynb"))
    times = [lesson_time(path) for path in lessons]
    rows += [[f"lesson {p.stem}", f"{t:.1f} s"] for p, t in zip(lessons, times, strict=True)]
    if lessons:
        rows.append(["all lessons", f"{sum(times):.1f} s"])
    text = table(rows, ["what", "time"])
    print(text)
    if options.keep:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "course.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
