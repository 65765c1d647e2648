"""JupyterHub for one server: everything about the course; README.md beside this file explains it.

What differs from site to site (who may log in, systemd or containers, the address) is read last,
from the file that COURSE_HUB_SITE names. The hub runs in the environment that students use, too.
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 (JupyterHub gives it)

HERE = Path(__file__).resolve().parent
STATE = Path(os.environ.get("COURSE_HUB_STATE", "/srv/rnn/hub"))
EXCHANGE = os.environ.get("COURSE_EXCHANGE", "/srv/rnn/exchange")
PROGRAMS = Path(sys.executable).parent

# --- what a student gets: JupyterLab in the own home, opened at the own copies of the lessons ---

c.Spawner.cmd = [sys.executable, str(HERE / "start_student.py")]
c.Spawner.notebook_dir = "~"
c.Spawner.default_url = "/lab/tree/my_work/00_start_here.ipynb"
c.Spawner.environment = {
    "PATH": f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
    # nbgrader's exchange, and no question about news at the first start
    "JUPYTER_CONFIG_PATH": str(HERE / "jupyter"),
    "COURSE_EXCHANGE": EXCHANGE,
    # packages that a student brings cannot hide those of the course
    "PYTHONNOUSERSITE": "1",
    # the matrices of the course are small: one thread for each kernel, not one for each core
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # a notebook that the student changed is kept whole by nbgitpuller, not merged line by line
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "core.attributesFile",
    "GIT_CONFIG_VALUE_0": str(HERE / "gitattributes"),
}

# --- limits for each student: enforced by systemd or by the containers, see README.md -----------

c.Spawner.mem_limit = "1G"
c.Spawner.mem_guarantee = "512M"
c.Spawner.cpu_limit = 1.0
c.Spawner.start_timeout = 300  # a whole class that starts at once shares the cores
c.Spawner.http_timeout = 300
c.JupyterHub.concurrent_spawn_limit = 50

# --- who is idle for an hour gives the memory back; the files stay ------------------------------

IDLE = int(os.environ.get("COURSE_IDLE_SECONDS", "3600"))
EVERY = min(IDLE, 300)
culler = f"{sys.executable} -m jupyterhub_idle_culler".split()
c.JupyterHub.services = [
    {"name": "idle-culler", "command": [*culler, f"--timeout={IDLE}", f"--cull-every={EVERY}"]}
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]

# --- the hub may be restarted at any time: servers, kernels and logins go on --------------------

c.JupyterHub.cleanup_servers = False
c.ConfigurableHTTPProxy.should_start = False  # a service of its own, with the same secret
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:8001"
c.JupyterHub.bind_url = "http://127.0.0.1:8000"  # HTTPS is the business of what stands in front
c.JupyterHub.hub_bind_url = "http://127.0.0.1:8081"
c.JupyterHub.db_url = f"sqlite:///{STATE / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")

if site := os.environ.get("COURSE_HUB_SITE"):
    load_subconfig(site)  # noqa: F821
