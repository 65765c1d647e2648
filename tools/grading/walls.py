"""What stands between a student's code and this machine: bubblewrap, or else limits only.

The view inside is a list of what is allowed: the system's programs, the interpreter, the installed
packages. The course, the submissions and the home are not on it, so nobody has to hide them. The
only places that can be written to are two small folders in memory, which end with the run.
"""

import functools
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.grading import calls

ROOT = Path(__file__).resolve().parents[2]
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store")
SETTINGS = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime", "/etc/fonts")
PLACE = "/job"  # where the files of a run lie inside the walls
SCRATCH = "/scratch"  # inside the walls, a fresh folder in memory; /tmp may hold the interpreter
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Wall:
    """One way to start student code; `user` says that root becomes a user nobody else is."""

    name: str  # bubblewrap or limits
    user: bool
    sentence: str
    filtered: bool = False  # the kernel refuses system calls that no answer needs

    def command(self, folder: Path, scratch_bytes: int, hidden: tuple[Path, ...]) -> list[str]:
        """The words before `python`; a filter is handed over at `--seccomp`, see `sandbox`."""
        if self.name == "limits":
            return []
        return bubblewrap(folder, scratch_bytes, hidden, as_root=self.user)

    def place(self, folder: Path) -> str:
        """Where the files of the run are, seen from the student's code."""
        return PLACE if self.name == "bubblewrap" else str(folder)

    def scratch(self, folder: Path) -> str:
        """The folder in which the student's code starts and may write."""
        return SCRATCH if self.name == "bubblewrap" else str(folder)


BUBBLEWRAP = (
    "Student code runs inside bubblewrap: no network, a read-only view of the system's programs "
    "and of the installed packages, nothing else of this disk, processes that end with the run. "
)
FILTERED = "The kernel refuses it namespaces, io_uring, keys, bpf and tracing. "
OPEN = "WARNING: system calls are not filtered, because {why}. "
TOGETHER = "Memory and files of all its processes together are watched."
LIMITS = (
    "WARNING: student code runs with limits on time and memory only, because {why}. It can read "
    "and change what {who} can, and use the network. Grade only work that you trust{remedy}."
)


def possible() -> list[Wall]:
    """The ways to start student code on this machine, the safest first."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    walls = []
    if shutil.which("bwrap"):
        walls += [_bubblewrap(user, True) for user in (True, False)[not root :] if calls.known()]
        walls += [_bubblewrap(user, False) for user in (True, False)[not root :]]
    if root:
        walls.append(Wall("limits", True, _warning("a separate user")))
    return [*walls, Wall("limits", False, _warning("root" if root else "you"))]


def _bubblewrap(user: bool, filtered: bool) -> Wall:
    why = "this kernel takes no filter" if calls.known() else "the course has none for this CPU"
    about = FILTERED if filtered else OPEN.format(why=why)
    return Wall("bubblewrap", user, BUBBLEWRAP + about + TOGETHER, filtered)


def _warning(who: str) -> str:
    if shutil.which("bwrap"):
        why, remedy = "bubblewrap does not work here (is this a container?)", ""
    elif sys.platform == "linux":
        why = "bubblewrap is not installed"
        remedy = ", or install it (on Debian and Ubuntu: sudo apt install bubblewrap)"
    else:
        why, remedy = "bubblewrap exists on Linux only", ", or grade on Linux"
    return LIMITS.format(why=why, who=who, remedy=remedy)


def python() -> list[str]:
    """The interpreter without what an environment or a folder would add to it.

    -I ignores the environment and the current folder. -S leaves out `.pth` files: one of them
    leads from the installed packages to the course, where the reference answers are.
    """
    program = Path(getattr(sys, "_base_executable", sys.executable))
    program = program if os.name == "nt" else program.resolve()
    return [str(program), "-I", "-S", "-B", "-X", "utf8"]


def package_folders() -> list[str]:
    """The folders of the installed packages, NumPy's first."""
    names = ("site-packages", "dist-packages")
    found = [p for p in map(Path, sys.path) if p.name in names and p.is_dir()]
    found.sort(key=lambda folder: not (folder / "numpy").is_dir())
    return list(dict.fromkeys(map(str, found)))


def bubblewrap(folder: Path, scratch: int, hidden: tuple[Path, ...], *, as_root: bool) -> list[str]:
    """The command of bubblewrap up to the command that it shall run."""
    words = ["bwrap", "--die-with-parent", "--new-session", "--clearenv", "--unshare-ipc"]
    words += ["--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    if as_root:  # the first lines inside give root up, for which they need these two rights
        words += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        words += ["--unshare-user", "--uid", "65534", "--gid", "65534"]
    words += ["--dev", "/dev", *_in_memory("/dev/shm", scratch), *_in_memory(SCRATCH, scratch)]
    for path in SYSTEM:
        target = Path(path)
        if target.is_symlink():
            words += ["--symlink", str(target.readlink()), path]
        elif target.exists():
            words += ["--ro-bind", path, path]
    for path in (*SETTINGS, *_interpreter()):
        words += [*_parents(path), "--ro-bind-try", path, path]
    covered = [str(path) for path in _hidden(hidden)]
    words += [word for path in covered for word in ("--tmpfs", path)]
    for path in package_folders():
        words += [*_parents(path), "--ro-bind", path, path]
        if Path(path, "rnnlib").is_dir():  # installed for good, not as a pointer to the course
            words += ["--tmpfs", f"{path}/rnnlib"]
            covered.append(f"{path}/rnnlib")
    words += ["--ro-bind", str(folder), PLACE]
    for path in ("/", "/dev", *covered):
        words += ["--remount-ro", path]
    return [*words, "--chdir", SCRATCH, "--"]


def _parents(path: str) -> list[str]:
    """Make the folders on the way; those that bubblewrap makes by itself are root's alone."""
    above = [str(p) for p in reversed(Path(path).parents)][1:]
    above = [p for p in above if not any(Path(p).is_relative_to(s) for s in SYSTEM)]
    return [word for p in above for word in ("--dir", p)]


def _interpreter() -> list[str]:
    """The folders of the interpreter that the system's folders do not contain already."""
    seen = [Path(path) for path in SYSTEM]
    for folder in (sys.base_prefix, sys.base_exec_prefix, Path(python()[0]).parent):
        folder = Path(folder).resolve()
        if not any(folder.is_relative_to(s) for s in seen):
            seen.append(folder)
    return [str(folder) for folder in seen[len(SYSTEM) :]]


def _hidden(more: tuple[Path, ...]) -> list[Path]:
    """The course and what else shall not be seen, where it lies in a folder that can be seen."""
    seen = [Path(p).resolve() for p in (*SYSTEM, *_interpreter())]
    paths = [path.resolve() for path in (ROOT, *more) if path.is_dir()]
    return [path for path in paths if any(path.is_relative_to(s) for s in seen)]


def _in_memory(path: str, size: int) -> list[str]:
    limit = ["--size", str(size)] if _knows("--size") else []
    return [*_open_to_all(), *limit, "--tmpfs", path]


def _open_to_all() -> list[str]:
    return ["--perms", "1777"] if _knows("--perms") else []


@functools.cache
def _knows(option: str) -> bool:
    """Whether this bubblewrap has the option; older ones lack some."""
    return option in subprocess.run(["bwrap", "--help"], capture_output=True, text=True).stdout
