"""The site's part of the hub's configuration, for the tests: read by COURSE_HUB_SITE."""

import json
import os
from pathlib import Path

c = get_config()  # noqa: F821 (JupyterHub gives it)
settings = json.loads(Path(os.environ["COURSE_HUB_TEST"]).read_text("utf-8"))

c.JupyterHub.bind_url = settings["address"]
c.JupyterHub.hub_bind_url = settings["hub"]
c.ConfigurableHTTPProxy.api_url = settings["proxy"]
c.ConfigurableHTTPProxy.auth_token = settings["secret"]
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = settings["password"]
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = settings["spawner"]
c.SimpleLocalProcessSpawner.home_dir_template = settings["homes"] + "/{username}"
# whatever happens to the test, nothing of it goes on for long
c.Spawner.args = ["--ServerApp.shutdown_no_activity_timeout=600"]
c.Spawner.environment.update({"TMPDIR": settings["scratch"]})
