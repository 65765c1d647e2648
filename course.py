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

if __name__ == "__main__":
    # The folder of this file is where `tools` is, even if Python was told not to look here (-P).
    sys.path.insert(0, __file__[: -len("course.py")] or ".")
    from tools.launch.commands import main

    sys.exit(main(sys.argv[1:]))
