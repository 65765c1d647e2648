"""The cluster that grades: workers die, hang and differ; no submission is lost or comes twice."""

import importlib
import json
import socket
import ssl
from collections import Counter

import planted
import pytest

from benchmarks import submissions
from rnnlib.exercises.register import all_mistakes
from tools.grading import asking, cluster, sandbox
from tools.launch.trouble import Trouble

benchmark = importlib.import_module("benchmarks.class")

# Dask's own warnings, for example of a worker that is started anew; here they would be errors.
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.slow]
CLASS = [f"student {i}" for i in range(6)]
WITH_KILLER = [*CLASS[:2], "killer 1", *CLASS[2:], "killer 2"]


def spread(client, students, monkeypatch, function, notes="", patience=60.0):
    """Who came back, and with what: {student: values or Failure}; each must come exactly once."""
    monkeypatch.setattr(cluster, "grade", function)

    def to_job(student):
        if student == "unreadable":
            raise RuntimeError("planted")
        return {"student": student, "cells": {}, "notes": str(notes)}

    answers = list(cluster.spread(client, students, to_job, patience))
    assert Counter(name for name, _ in answers) == Counter(students)
    return dict(answers)


@pytest.fixture(scope="module")
def client():
    with cluster.opened(2) as client:
        yield client


@pytest.fixture
def doomed():
    """Workers that a test may end: the others do not wait until they have come back."""
    with cluster.opened(2) as client:
        yield client


def test_each_submission_comes_back_once_and_both_workers_work(client, monkeypatch):
    answers = spread(client, CLASS, monkeypatch, planted.plain)
    assert all(answers[name]["student"] == name for name in CLASS)


def test_a_submission_that_cannot_be_read_here_fails_alone(client, monkeypatch):
    answers = spread(client, [*CLASS, "unreadable"], monkeypatch, planted.plain)
    assert answers.pop("unreadable") == "RuntimeError: planted"
    assert not any(isinstance(answer, cluster.Failure) for answer in answers.values())


@pytest.mark.long
@pytest.mark.parametrize("fault", [planted.dies_once, planted.fails_once])
def test_a_worker_that_dies_or_fails_costs_a_retry(doomed, monkeypatch, tmp_path, fault):
    answers = spread(doomed, WITH_KILLER, monkeypatch, fault, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2  # the faults were met
    assert not any(isinstance(answer, cluster.Failure) for answer in answers.values())


@pytest.mark.long
def test_a_worker_that_hangs_ends_itself_and_costs_a_retry(doomed, monkeypatch, tmp_path):
    answers = spread(doomed, WITH_KILLER, monkeypatch, planted.hangs_once, tmp_path, patience=2)
    assert len(list(tmp_path.iterdir())) == 2
    assert not any(isinstance(answer, cluster.Failure) for answer in answers.values())


@pytest.mark.long
def test_what_ends_every_worker_fails_alone_with_its_reason(doomed, monkeypatch):
    answers = spread(doomed, WITH_KILLER[:-1], monkeypatch, planted.kills)
    assert "workers died or hung in each of 3 attempts" in answers.pop("killer 1")
    assert not any(isinstance(answer, cluster.Failure) for answer in answers.values())


def test_only_as_many_submissions_are_read_as_there_are_workers(client, monkeypatch):
    monkeypatch.setattr(cluster, "grade", planted.plain)
    read, back = [], 0

    def to_job(student):
        read.append(student)
        return {"student": student}

    for _ in cluster.spread(client, [str(i) for i in range(20)], to_job):
        back += 1
        assert len(read) - back <= 2
    assert back == len(read) == 20


def ports(client):
    """Every port on which the scheduler and the workers listen."""
    import psutil

    this = psutil.Process()
    for process in (this, *this.children(recursive=True)):
        for connection in process.net_connections(kind="inet"):
            if connection.status == psutil.CONN_LISTEN:
                yield connection.laddr


def test_nothing_listens_to_other_machines(client):
    listening = list(ports(client))
    assert listening and {address.ip for address in listening} == {"127.0.0.1"}


def test_nobody_without_the_certificate_is_let_in(client):
    address = client.scheduler.address
    assert address.startswith("tls://127.0.0.1:")
    host, port = address.removeprefix("tls://").split(":")
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((host, int(port)), timeout=5) as plain,
        pytest.raises((ssl.SSLError, ConnectionError)),
        context.wrap_socket(plain) as wrapped,
    ):
        wrapped.sendall(b"hello")
        if not wrapped.recv(100):
            raise ConnectionResetError("closed")


@pytest.mark.skipif(sandbox.wall().name != "bubblewrap", reason="needs bubblewrap")
def test_a_submission_cannot_reach_the_scheduler_nor_a_worker(client):
    addresses = [f"127.0.0.1:{address.port}" for address in ports(client)]
    assert all(planted.connects(address) for address in addresses)
    source = f"""import socket
def reach():
    reached = 0
    for address in {addresses!r}:
        host, port = address.rsplit(":", 1)
        try:
            socket.create_connection((host, int(port)), timeout=2)
            reached += 1
        except OSError:
            pass
    return reached"""
    question = asking.Question("reach", "reach", {"list": [{"list": []}]})
    heard = asking.ask([source], [question])
    record = json.dumps(heard.records["reach"])
    assert heard.cells == [] and "0" in record, record


@pytest.mark.long
def test_a_worker_warns_its_scheduler_not_the_tutor(monkeypatch, capfd):
    """Killed workers, taken ports and lost connections leave nothing on the screen."""
    with cluster.opened(1) as client:
        monkeypatch.setattr(cluster, "grade", planted.kills)
        list(cluster.spread(client, ["killer"], lambda student: {"student": student}))
    assert capfd.readouterr() == ("", "")


@pytest.mark.long
@pytest.mark.parametrize("fault", [planted.hoards_once, planted.freezes_once])
def test_a_worker_out_of_memory_or_frozen_costs_a_retry(monkeypatch, tmp_path, fault):
    monkeypatch.setitem(cluster.SETTINGS, "distributed.scheduler.worker-ttl", "6s")
    monkeypatch.setattr(cluster, "MEMORY", 400_000_000)
    with cluster.opened(2) as client:
        answers = spread(client, ["a", "killer 1", "b", "c"], monkeypatch, fault, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    assert not any(isinstance(answer, cluster.Failure) for answer in answers.values())


@pytest.mark.long
def test_a_class_with_known_verdicts_is_graded_so_with_one_worker_killed(tmp_path):
    """The small edition of `python -m benchmarks.class`."""
    students = submissions.make_class(12)
    submissions.write(students, tmp_path / "class")
    killed = benchmark.measure("2", students, tmp_path / "class", 2, kill=True)
    assert killed.differences == ()


@pytest.mark.scale
@pytest.mark.parametrize("how", [{"workers": 1}, {"workers": 2}, {"workers": 2, "kill": True}])
def test_300_submissions_get_the_verdicts_that_are_known(tmp_path, how):
    students = submissions.make_class(300)
    submissions.write(students, tmp_path / "class")
    assert benchmark.measure("", students, tmp_path / "class", **how).differences == ()


def test_every_misconception_is_handed_in_by_somebody():
    students = submissions.make_class(300)
    given = {(q, m) for s in students for q, (_, names) in s.expected.items() for m in names}
    assert given == {(m.question.name, m.name) for m in all_mistakes()}


def test_a_cluster_that_runs_already_takes_part_and_another_edition_is_refused(
    class_cluster, monkeypatch, capsys
):
    with cluster.opened(1, class_cluster) as client:
        answers = spread(client, CLASS[:3], monkeypatch, planted.plain)
        assert len(answers) == 3
    capsys.readouterr()
    monkeypatch.setattr(cluster, "edition", lambda: "another")
    with pytest.raises(Trouble, match="has no worker that can grade"):
        cluster.opened(1, class_cluster).__enter__()
    assert "another edition of the course: bring the same one there" in capsys.readouterr().err


@pytest.fixture
def class_cluster():
    """A scheduler and a worker as `dask scheduler` and `dask worker` start them."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as made:
        yield made.scheduler_address


def test_no_scheduler_at_the_address_gets_one_sentence():
    with pytest.raises(Trouble, match=r"No Dask scheduler answers at tcp://127.0.0.1:9 "):
        cluster.opened(1, "tcp://127.0.0.1:9").__enter__()
