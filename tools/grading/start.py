"""The first lines inside the walls: set the limits for good, give root up, then run the script.

They run before any student code and in its process, so that nothing can undo them. What is printed
goes to the error stream. The original output stream is kept apart, for the records alone; its
number is in the environment as GRADING_RECORDS.
"""

import json
import os
import sys


def main() -> None:
    """Read the orders from the command line and follow them."""
    orders = json.loads(sys.argv[1])
    if orders["user"]:
        os.setgroups([])
        os.setgid(orders["user"])
        os.setuid(orders["user"])
    set_limits(orders["limits"])
    os.environ.clear()
    os.environ.update(orders["environment"])
    os.environ["GRADING_RECORDS"] = str(os.dup(1))
    os.dup2(2, 1)
    script = f"{orders['folder']}/{orders['script']}"
    sys.path[:] = [orders["folder"], *sys.path, *orders["packages"]]
    sys.argv = [script]
    with open(script, encoding="utf-8") as file:  # noqa: PTH123 - pathlib costs 10 ms to import
        code = compile(file.read(), script, "exec")
    exec(code, {"__name__": "__main__", "__file__": script, "__builtins__": __builtins__})


def set_limits(limits: dict) -> None:
    """Set what the system can enforce; the clock on the wall is the parent's to watch."""
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = {
        "RLIMIT_AS": limits["memory"],
        "RLIMIT_CPU": limits["cpu"],
        "RLIMIT_FSIZE": limits["file"],
        "RLIMIT_NOFILE": limits["open_files"],
        "RLIMIT_NPROC": limits["processes"],
        "RLIMIT_CORE": 0,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_SIGPENDING": 64,
    }
    for name, value in wanted.items():
        if value is None or not hasattr(resource, name):
            continue
        kind = getattr(resource, name)
        _, most = resource.getrlimit(kind)
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        # The soft limit on computing time is told by a signal of its own, the hard one is not.
        hard = value + 1 if name == "RLIMIT_CPU" and value != most else value
        try:
            resource.setrlimit(kind, (value, hard))
        except (ValueError, OSError):
            if name != "RLIMIT_AS":  # macOS does not know it
                raise


main()
