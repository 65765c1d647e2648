"""Set up, open, test and build the course: `python course.py --help` lists the commands.

Nothing but the standard library is needed. This file keeps to a syntax that every Python can read,
so that an old one says which Python is needed instead of showing a syntax error.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "This course needs Python 3.11 or newer, and this is Python %d.%d: install a newer one "  # noqa: UP031
        "(from python.org or with your system's packages) and run course.py with that one."
        % sys.version_info[:2]
    )


def find_the_course(folder):
    """Let Python find `tools` and `rnnlib`: in the course's folder, but after its own modules.

    A file of yours with a name such as random.py would be taken for Python's own otherwise.
    """
    path = [place for place in sys.path if place not in ("", folder, folder.rstrip("/\\"))]
    installed = [i for i, place in enumerate(path) if place.endswith(("-packages", ".egg"))]
    path.insert(installed[0] if installed else len(path), folder)
    sys.path[:] = path


if __name__ == "__main__":
    find_the_course(__file__[: -len("course.py")] or ".")
    if sys.argv[1:2] == ["-m"]:  # how `.venv` is asked to run a module of the course
        import runpy

        sys.argv = sys.argv[2:]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        from tools.launch.commands import main

        sys.exit(main(sys.argv[1:]))
