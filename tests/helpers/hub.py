"""A real JupyterHub on this computer only, with students who have a home of their own.

As root (with bubblewrap) every student is a separate user: the processes of the hub see a list of
users of their own, so no account is made on this computer. Otherwise all students are one user.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
from browser import free_port
from own_environment import ROOT, environment, proxy

from tools.launch.environment import clean_variables

FIRST_UID = 61_001
WITH_US = ("--die-with-parent", "--dev-bind", "/", "/")  # ends when the tests end, sees all files
COPIED = ("rnnlib", "notebooks", "exercises", "tools", "deploy")


class Hub:
    """A hub with its proxy; `start`, `stop` and `start` again leave the students' servers alone."""

    def __init__(self, folder, users):
        self.folder, self.users = folder, users
        self.programs, self.proxy_program = environment(), proxy()
        self.separate = os.name == "posix" and os.geteuid() == 0 and bool(shutil.which("bwrap"))
        self.address, self.secret = f"http://127.0.0.1:{free_port()}", secrets.token_hex(16)
        self.hub_address, self.proxy_api = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
        self.password = secrets.token_hex(8)
        self.process = self.proxy = None
        self.course, self.homes = folder / "course", folder / "homes"
        self.scratch = Path(tempfile.mkdtemp(prefix="h-"))  # short: sockets lie there
        self._lay_out()

    def _lay_out(self):
        """The folders of a site: the course, a home for each, the hub's own, the exchange."""
        self.folder.chmod(0o755)
        self.scratch.chmod(0o1777)
        for name in COPIED:
            shutil.copytree(ROOT / name, self.course / name)
        for name, mode in (("homes", 0o755), ("hub", 0o700), ("exchange", 0o777)):
            (self.folder / name).mkdir()
            (self.folder / name).chmod(mode)
        accounts = []
        for uid, name in enumerate(self.users, FIRST_UID):
            home = self.homes / name
            home.mkdir(mode=0o700)
            if self.separate:
                os.chown(home, uid, uid)
            accounts.append(f"{name}:x:{uid}:{uid}::{home}:/bin/sh\n")
        for file, lines in (("passwd", accounts), ("group", [])):
            known = Path("/etc", file).read_text("utf-8") if self.separate else ""
            (self.folder / file).write_text(known + "".join(lines), "utf-8")

    def start(self, idle=3600):
        """Start the hub, and the proxy if it does not run; return when it answers."""
        self.idle = idle
        settings = {
            "address": self.address,
            "hub": self.hub_address,
            "proxy": self.proxy_api,
            "secret": self.secret,
            "password": self.password,
            "spawner": "localprocess" if self.separate else "simple",
            "homes": str(self.homes),
            "scratch": str(self.scratch),
        }
        (self.folder / "hub" / "settings.json").write_text(json.dumps(settings), "utf-8")
        if self.proxy is None:
            (host, port), (_, api) = (url[7:].split(":") for url in (self.address, self.proxy_api))
            words = [f"--ip={host}", f"--port={port}", f"--api-ip={host}", f"--api-port={api}"]
            words += [f"--error-target={self.hub_address}/hub/error"]
            alone = ["bwrap", *WITH_US] if self.separate else []
            self.proxy = self._run([*alone, str(self.proxy_program), *words])
        config = self.course / "deploy" / "jupyterhub" / "jupyterhub_config.py"
        python = str(self.programs / "python")
        self.process = self._run([*self._walls(), python, "-m", "jupyterhub", "-f", str(config)])
        self._wait()

    def _run(self, command):
        env = clean_variables() | {
            "CONFIGPROXY_AUTH_TOKEN": self.secret,
            "COURSE_HUB_STATE": str(self.folder / "hub"),
            "COURSE_IDLE_SECONDS": str(self.idle),
            "COURSE_EXCHANGE": str(self.folder / "exchange"),
            "COURSE_HUB_SITE": str(Path(__file__).with_name("hub_site.py")),
            "COURSE_HUB_TEST": str(self.folder / "hub" / "settings.json"),
        }
        with self.log.open("a") as log:
            return subprocess.Popen(command, cwd=self.folder, env=env, stdout=log, stderr=log)

    def _walls(self):
        """Show the processes another list of users, and what lies in folders closed to others."""
        if not self.separate:
            return []
        walls = ["bwrap", *WITH_US, "--cap-add", "ALL"]  # the hub starts processes as others
        for file in ("passwd", "group"):
            walls += ["--ro-bind", str(self.folder / file), f"/etc/{file}"]
        base = Path(sys.base_prefix).resolve()
        closed = {path: closed_above(path) for path in (base, ROOT, *self._written())}
        closed = {path: above for path, above in closed.items() if above}
        for above in set(closed.values()):
            walls += ["--tmpfs", str(above)]
        for path, above in closed.items():
            for between in reversed(path.relative_to(above).parents[:-1]):
                walls += ["--perms", "0755", "--dir", str(above / between)]
            walls += ["--bind" if path in self._written() else "--ro-bind", str(path), str(path)]
        return walls

    def _written(self):
        return self.folder, self.scratch

    def _wait(self, seconds=600):
        """Wait for the hub, and then for the proxy to lead to it."""
        end = time.monotonic() + seconds
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        for address in (self.hub_address, self.address):
            while True:
                try:
                    opener.open(f"{address}/hub/api/", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
                if self.process.poll() is not None or time.monotonic() > end:
                    said = self.log.read_text("utf-8")[-3000:]
                    raise AssertionError(f"JupyterHub did not start:\n{said}")

    @property
    def log(self):
        """What the hub, its proxy and the students' servers print."""
        return self.folder / "hub" / "log.txt"

    def stop(self, kill=False):
        """Stop the hub alone: as `systemctl restart` does, or as a crash would."""
        inside = psutil.Process(self.process.pid).children() if self.separate else []
        for process in inside or [self.process]:
            process.kill() if kill else process.terminate()
        self.process.wait(300)

    def close(self):
        """End whatever was started here: hub, proxy, idle culler, the students' processes."""
        for process in (self.process, self.proxy):
            if process and process.poll() is None:
                process.terminate()  # what runs behind bubblewrap ends with it
                process.wait(300)
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.kill()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def processes(self, user=None):
        """The processes of one student; without a name, all that the hub started."""
        found = []
        for process in psutil.process_iter():
            try:
                env = process.environ()
            except (psutil.Error, OSError):
                continue
            ours = env.get("JUPYTERHUB_API_URL", "").startswith(self.hub_address)
            if ours and user in (None, env.get("JUPYTERHUB_USER")):
                found.append(process)
        return found

    def costs(self, user):
        """Megabytes that one student holds, what is shared counted in parts, and seconds of CPU."""
        megabytes = seconds = 0
        for process in self.processes(user):
            with suppress(psutil.Error, OSError):
                megabytes += process.memory_full_info().pss / 1e6
                times = process.cpu_times()
                seconds += times.user + times.system
        return megabytes, seconds


def closed_above(path):
    """The topmost folder above `path` that other users may not enter, if there is one."""
    for folder in reversed(path.parents):
        if not folder.stat().st_mode & 0o001:
            return folder
    return None
