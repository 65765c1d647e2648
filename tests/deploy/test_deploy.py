"""The files for one server and for Kubernetes say the same, and name what exists."""

import json
import subprocess

import pytest
import yaml
from own_environment import HUB, ROOT, environment
from traitlets.config import Config, PyFileConfigLoader

VALUES = yaml.safe_load((HUB / "kubernetes" / "values.yaml").read_text("utf-8"))
STUDENT = VALUES["singleuser"]
IN_IMAGE = "/home/jovyan"  # where repo2docker puts the repository


@pytest.fixture(scope="module")
def config():
    """What JupyterHub reads."""
    return PyFileConfigLoader("jupyterhub_config.py", path=str(HUB)).load_config()


def in_image(path):
    return path.replace(str(ROOT), IN_IMAGE)


def test_a_student_has_the_same_limits_on_kubernetes_as_on_one_server(config):
    assert STUDENT["memory"] == {
        "limit": config.Spawner.mem_limit,
        "guarantee": config.Spawner.mem_guarantee,
    }
    assert STUDENT["cpu"]["limit"] == config.Spawner.cpu_limit
    assert STUDENT["startTimeout"] == config.Spawner.start_timeout
    assert VALUES["hub"]["concurrentSpawnLimit"] == config.JupyterHub.concurrent_spawn_limit


def test_a_student_is_started_in_the_same_way_at_the_same_page(config):
    assert STUDENT["cmd"][1:] == [in_image(config.Spawner.cmd[1])]
    assert STUDENT["defaultUrl"] == config.Spawner.default_url
    env = {name: in_image(value) for name, value in config.Spawner.environment.items()}
    one_server_only = {"PATH", "COURSE_EXCHANGE"}
    assert STUDENT["extraEnv"] == {k: v for k, v in env.items() if k not in one_server_only}


def test_idle_servers_are_stopped_after_the_same_time(config):
    (service,) = config.JupyterHub.services
    cull = VALUES["cull"]
    assert service["command"][-2:] == [
        f"--timeout={cull['timeout']}",
        f"--cull-every={cull['every']}",
    ]
    (role,) = config.JupyterHub.load_roles
    assert role["services"] == [service["name"]]


def test_the_volume_keeps_the_work_and_does_not_hide_the_course():
    assert STUDENT["storage"]["homeMountPath"] == f"{IN_IMAGE}/my_work"


@pytest.mark.parametrize("path", [STUDENT["cmd"][1], *STUDENT["extraEnv"].values()])
def test_every_file_that_the_values_name_is_in_the_repository(path):
    if path.startswith(IN_IMAGE):
        assert (ROOT / path.removeprefix(IN_IMAGE).lstrip("/")).exists()


def test_the_hub_may_be_restarted_without_taking_the_servers_with_it(config):
    assert config.JupyterHub.cleanup_servers is False
    assert config.ConfigurableHTTPProxy.should_start is False


@pytest.mark.long  # needs the environment of the hub
def test_every_name_in_the_configuration_is_one_that_jupyterhub_knows(config):
    names = [f"{kind}.{name}" for kind, section in config.items() for name in section]
    source = """import json, sys
from jupyterhub.app import JupyterHub
from jupyterhub.proxy import ConfigurableHTTPProxy
from jupyterhub.spawner import Spawner
classes = JupyterHub, ConfigurableHTTPProxy, Spawner
known = {c.__name__: c.class_traits(config=True) for c in classes}
names = [n.split('.') for n in json.loads(sys.argv[1])]
print([f'{kind}.{name}' for kind, name in names if name not in known[kind]])"""
    command = [str(environment() / "python"), "-c", source, json.dumps(names)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr
    assert isinstance(config, Config) and len(names) > 15
