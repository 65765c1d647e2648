"""JupyterLab servers that run already: one for each folder is enough."""

import json
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from tools.launch.environment import Environment, clean_variables

# Jupyter's own `list_running_servers` reads the same files. It is in `.venv`, needs a second to be
# imported, and also lists those that were killed.
WHERE = "from jupyter_core.paths import jupyter_runtime_dir as where; print(where())"


@dataclass(frozen=True)
class Server:
    """A server that answers, as its own file describes it."""

    url: str  # http://localhost:8888/
    token: str  # empty: it asks for a password, or for nothing

    def address(self, path: str = "") -> str:
        """The address to open, with the token where there is one: of a notebook, or of the Lab."""
        token = f"?token={self.token}" if self.token else ""
        return f"{self.url}lab{f'/tree/{quote(path)}' if path else ''}{token}"


def notes_of(environment: Environment) -> Path | None:
    """The folder in which every running Jupyter server keeps a note of itself."""
    command = [str(environment.python), "-I", "-c", WHERE]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=60, check=True, env=clean_variables()
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return Path(done.stdout.strip())


def running(root: Path, notes: Path | None) -> Server | None:
    """The server that answers and shows this folder; the youngest, if there are several."""
    found = [*notes.glob("jpserver-*.json")] if notes else []
    for note in sorted(found, key=_age, reverse=True):
        try:
            says = json.loads(note.read_text(encoding="utf-8"))
            server = Server(says["url"], says.get("token") or "")
            same = Path(says["root_dir"]).resolve() == root.resolve()
        except (OSError, ValueError, LookupError, TypeError):
            continue  # half written, or no note
        if same and _answers(server.url):
            return server
    return None


def _age(note: Path) -> float:
    try:
        return note.stat().st_mtime
    except OSError:  # it has just ended
        return 0.0


def _answers(url: str) -> bool:
    """Whether somebody listens there: a server that was killed leaves its note behind."""
    place = urlsplit(url)
    try:
        port = place.port or (443 if place.scheme == "https" else 80)
        socket.create_connection((place.hostname or "localhost", port), timeout=5).close()
    except (OSError, ValueError):
        return False
    return True
