"""A Dask cluster that grades: workers die, hang, differ; no submission is lost or comes twice."""

import contextlib
import json
import logging
import socket
import ssl
from collections import Counter

import dask
import planted
import pytest
from distributed import LocalCluster
from distributed.security import Security

from benchmarks import submissions
from tools.grading import asking, cluster, grade, sandbox
from tools.grading.worker import MEMORY, Failure
from tools.launch.trouble import Trouble

# Dask's own warnings, for example of a worker that is started anew; here they would be errors.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
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


@contextlib.contextmanager
def addressed(workers, memory=MEMORY, ttl="60s"):
    """The address of a cluster that runs, with certificates as docs/scale-grading.md advises."""
    made = Security.temporary()
    settings = {
        "distributed.comm.tls.ca-file": made.tls_ca_file,
        "distributed.comm.tls.client.cert": made.tls_client_cert,
        "distributed.comm.tls.client.key": made.tls_client_key,
        "distributed.comm.require-encryption": True,
        "distributed.scheduler.allowed-failures": 0,
        "distributed.scheduler.worker-ttl": ttl,  # who is silent for longer is started anew
        "distributed.scheduler.http.routes": [],
    }
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            protocol="tls",
            security=made,
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            memory_limit=memory,
            silence_logs=logging.CRITICAL,
        ) as running,
    ):
        yield running.scheduler_address


@contextlib.contextmanager
def opened(workers, **how):
    with addressed(workers, **how) as address, cluster.opened(address) as client:
        yield client


@pytest.fixture(scope="module")
def client():
    with opened(2) as client:
        yield client


@pytest.fixture
def doomed():
    """Workers that a test may end: the others do not wait until they have come back."""
    with opened(2) as client:
        yield client


def test_each_submission_comes_back_once_and_both_workers_work(client, monkeypatch):
    answers = spread(client, CLASS, monkeypatch, planted.plain)
    assert all(answers[name]["student"] == name for name in CLASS)


def test_a_submission_that_cannot_be_read_here_fails_alone(client, monkeypatch):
    answers = spread(client, [*CLASS, "unreadable"], monkeypatch, planted.plain)
    assert answers.pop("unreadable") == "RuntimeError: planted"
    assert not any(isinstance(answer, Failure) for answer in answers.values())


@pytest.mark.long
@pytest.mark.parametrize("fault", [planted.dies_once, planted.fails_once])
def test_a_worker_that_dies_or_fails_costs_a_retry(doomed, monkeypatch, tmp_path, fault):
    answers = spread(doomed, WITH_KILLER, monkeypatch, fault, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2  # the faults were met
    assert not any(isinstance(answer, Failure) for answer in answers.values())


@pytest.mark.long
def test_a_worker_that_hangs_ends_itself_and_costs_a_retry(doomed, monkeypatch, tmp_path):
    answers = spread(doomed, WITH_KILLER, monkeypatch, planted.hangs_once, tmp_path, patience=2)
    assert len(list(tmp_path.iterdir())) == 2
    assert not any(isinstance(answer, Failure) for answer in answers.values())


@pytest.mark.long
def test_what_ends_every_worker_fails_alone_with_its_reason(doomed, monkeypatch):
    answers = spread(doomed, WITH_KILLER[:-1], monkeypatch, planted.kills)
    assert "workers died or hung in each of 3 attempts" in answers.pop("killer 1")
    assert not any(isinstance(answer, Failure) for answer in answers.values())


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
    with opened(1) as client:
        monkeypatch.setattr(cluster, "grade", planted.kills)
        list(cluster.spread(client, ["killer"], lambda student: {"student": student}))
    assert capfd.readouterr() == ("", "")


@pytest.mark.long
@pytest.mark.parametrize("fault", [planted.hoards_once, planted.freezes_once])
def test_a_worker_out_of_memory_or_frozen_costs_a_retry(monkeypatch, tmp_path, fault):
    with opened(2, memory=400_000_000, ttl="6s") as client:
        answers = spread(client, ["a", "killer 1", "b", "c"], monkeypatch, fault, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    assert not any(isinstance(answer, Failure) for answer in answers.values())


def test_a_class_gets_the_grades_that_the_pool_gives(tmp_path):
    submissions.write(submissions.make_class(6), tmp_path / "class")
    tables = []
    with addressed(2) as address:
        for how in (["--workers", "2"], ["--scheduler", address]):
            out = tmp_path / how[0]
            assert (
                grade.main([str(tmp_path / "class"), "--seed", "7", "--out", str(out), *how]) == 0
            )
            tables.append((out / "grades.csv").read_text("utf-8-sig"))
    assert tables[0] == tables[1] and tables[0].count("\n") > 6


def test_a_worker_with_another_edition_is_refused(monkeypatch, capsys):
    with addressed(1) as address:
        monkeypatch.setattr(cluster, "edition", lambda: "another")
        with pytest.raises(Trouble, match="has no worker that can grade"):
            cluster.opened(address).__enter__()
    assert "another edition of the course: bring the same one there" in capsys.readouterr().err


@pytest.mark.long
@pytest.mark.parametrize("encrypted", [False, True])
def test_no_scheduler_at_the_address_gets_one_sentence(encrypted):
    with (
        dask.config.set({"distributed.comm.require-encryption": encrypted}),
        pytest.raises(Trouble, match=r"No Dask scheduler answers at tcp://127.0.0.1:9 "),
    ):
        cluster.opened("tcp://127.0.0.1:9").__enter__()
