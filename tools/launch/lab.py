"""`python course.py lab`: the learner's copies brought up to date, and JupyterLab opened there."""

import argparse
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path

from tools.launch.console import run_watched, say
from tools.launch.environment import Environment, clean_variables
from tools.launch.names import find
from tools.launch.servers import Server, notes_of, running
from tools.launch.setup import prepare
from tools.launch.start import WORK, all_exercises
from tools.launch.trouble import Trouble
from tools.launch.typed import VARIABLE, Parser, typed
from tools.launch.work import bring_up_to_date, earlier_lessons

# No question about news and no look for updates when a learner starts for the first time; and no
# warning for each notebook that its kernel talks over this computer's own network, unencrypted.
QUIET = {
    "share/jupyter/lab/settings/overrides.json": json.dumps(
        {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}
    ),
    "etc/ipython/ipython_kernel_config.py": "get_config().IPKernelApp.log_level = 40\n",
}
# Why nothing can listen at an address, by the number of the system's error.
DEAF = {
    errno.EADDRINUSE: "Port {port} is in use, perhaps by another JupyterLab: stop that one, or "
    "choose another --port, or leave --port out and a free one is found.",
    errno.EADDRNOTAVAIL: "That is not an address of this computer: leave out --ip, or use --ip "
    "0.0.0.0 for all of its addresses.",
    errno.EACCES: "Port {port} is not open to you: choose one above 1023.",
}


def main(environment: Environment, arguments: list[str]) -> int:
    """Set up if need be, refresh my_work, and run JupyterLab until it is stopped."""
    options = parse(arguments)
    lesson = find_lesson(environment.root, options.lesson)
    path = f"{WORK}/{lesson}" if lesson else ""
    server = running(environment.root, notes_of(environment))
    if server is None and (options.port or options.ip):
        see_that_port_is_free(options.ip or "localhost", options.port or 0)
    prepare(environment)
    warn_of_names(environment.root)
    refresh_work(environment)
    if server:
        return show(server.address(path), options.no_browser)
    quieten(environment)
    return run_jupyterlab(environment, jupyter_arguments(environment, options, lesson), path)


def show(address: str, no_browser: bool) -> int:
    """Say where JupyterLab runs already, and open it there: one server is enough."""
    say(f"JupyterLab runs already for this folder: {address}")
    if not no_browser:
        webbrowser.open(address)
    return 0


def warn_of_names(root: Path) -> None:
    """Name files that a notebook would import in place of Python's own modules."""
    for path in sorted((root / WORK).glob("*.py")):
        if path.stem in sys.stdlib_module_names:
            say(
                f"{WORK}/{path.name} has the name of a module of Python's own: notebooks beside it "
                f"would import it in its place and stop. Give it another name."
            )


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the options of the command."""
    parser = Parser(prog="python course.py lab", description=__doc__)
    parser.add_argument(
        "lesson", nargs="?", help="a lesson or exercise, such as 03 or E03; default: the first"
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument("--port", type=port_number, help="default: the next free one from 8888 on")
    parser.add_argument("--ip", help="the address to listen at; default: only this computer")
    return parser.parse_args(arguments)


def port_number(text: str) -> int:
    """Read a port number."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)


def see_that_port_is_free(host: str, port: int) -> None:
    """Raise Trouble if nothing could listen there: JupyterLab says so late, or with a traceback."""
    try:
        found = socket.getaddrinfo("" if host == "*" else host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Trouble(f"'{host}' is not an address of this computer: leave out --ip.") from error
    for family, kind, protocol, _, address in found:
        try:
            with socket.socket(family, kind, protocol) as listener:
                if os.name == "posix":  # as JupyterLab does: a port just closed counts as free
                    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listener.bind(address)
        except OSError as error:
            if sentence := DEAF.get(error.errno or 0):
                raise Trouble(sentence.format(port=port)) from error


def refresh_work(environment: Environment) -> None:
    """Bring my_work up to date, tell what changed, and trust what was written."""
    work = environment.root / WORK
    lessons = sorted((environment.root / "notebooks").glob("*.ipynb"))
    report = bring_up_to_date([*lessons, *all_exercises(environment.root)], work)
    if len(report.lines) > 3 and all(line.endswith("is there.") for line in report.lines):
        report.lines = [f"{len(report.lines)} notebooks are there; what you change stays yours."]
    for line in [*report.lines, *earlier_lessons(lessons, work)]:
        say(f"{WORK}: {line}")
    if report.written:
        trust(environment, report.written)


def trust(environment: Environment, notebooks: list[Path]) -> None:
    """Let JupyterLab show the stored pictures of notebooks that come from this course."""
    command = environment.command("nbformat.sign", *map(str, notebooks))
    doing = "marking the notebooks as trusted"
    code, _ = run_watched(command, cwd=environment.root, env=clean_variables(), doing=doing)
    if code:
        say("The lessons could not be marked as trusted: run their cells to see all pictures.")


def quieten(environment: Environment) -> None:
    """Switch off a question and a warning, for the course's own JupyterLab only."""
    for name, content in QUIET.items():
        settings = environment.venv / name
        if not settings.exists():
            with suppress(OSError):  # without it there is one line more to read, that is all
                settings.parent.mkdir(parents=True, exist_ok=True)
                settings.write_text(content, encoding="utf-8")


def find_lesson(root: Path, wanted: str | None) -> str | None:
    """Return the file name of the notebook that is wanted, or of the first; None if none is.

    The lessons of this edition come first: an older copy in my_work is found by its whole name.
    """
    ours, mine = (
        sorted({path.stem for place in places for path in (root / place).glob("*.ipynb")})
        for places in (("notebooks", "exercises"), (WORK,))
    )
    stems = ours or mine
    if wanted is not None:
        try:
            stems = find(wanted, ours)
        except Trouble:
            stems = find(wanted, sorted({*ours, *mine}))
    return f"{stems[0]}.ipynb" if stems else None


def jupyter_arguments(
    environment: Environment, options: argparse.Namespace, lesson: str | None
) -> list[str]:
    """Return the command line of JupyterLab; it wins over settings of the user's own."""
    start = f"/lab/tree/{WORK}/{lesson}" if lesson else "/lab"
    arguments = [
        f"--ServerApp.root_dir={environment.root}",
        f"--LabApp.default_url={start}",
        f"--ServerApp.open_browser={not options.no_browser}",
        "--ServerApp.log_level=WARN",
        "--LabApp.log_level=WARN",
    ]
    if options.port:
        arguments += [f"--port={options.port}", "--ServerApp.port_retries=0"]
    if options.ip:
        arguments += [f"--ip={options.ip}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments += ["--allow-root"]
    return arguments


def say_where(server: Server | None, path: str) -> None:
    """Say the address of a server without a token; one with a token has said it itself."""
    if server and not server.token:
        say(f"JupyterLab is at {server.address(path)} (it asks for your password, if it has one)")


def run_jupyterlab(environment: Environment, arguments: list[str], path: str = "") -> int:
    """Run JupyterLab until it is stopped; it answers Ctrl+C itself and asks whether to stop.

    It tells an address with a token in it. Who has set a password gets the address from us.
    """
    say("Starting JupyterLab; its address follows. To stop it, press Ctrl+C here and answer y.")
    command = environment.command("jupyterlab", *arguments)
    variables = {"JUPYTER_PREFER_ENV_PATH": "1", VARIABLE: typed()} | clean_variables()
    process = subprocess.Popen(command, cwd=environment.root, env=variables)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    notes = notes_of(environment)
    interrupted, server = False, None
    while process.poll() is None:
        try:
            if server is None:
                server = running(environment.root, notes)
                say_where(server, path)
            process.wait(None if server else 0.3)
        except subprocess.TimeoutExpired:
            pass
        except KeyboardInterrupt:
            interrupted = True
    if process.returncode and not interrupted:
        raise Trouble(
            f"JupyterLab stopped by itself (exit code {process.returncode}); the reason is above. "
            f"Your work is in {WORK}/."
        )
    say(f"JupyterLab is stopped. Your work is in {WORK}/; the same command opens it again.")
    return 0
