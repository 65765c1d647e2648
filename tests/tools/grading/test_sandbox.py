"""Attacks on the grader: each test is one, and must fail for the attacker."""

import errno
import json
import os
import platform
import secrets
import socket
import struct
import time
from pathlib import Path

import numpy as np
import pytest

from tools.grading import asking, calls, sandbox, walls
from tools.grading.asking import Question
from tools.grading.sandbox import Limits

ROOT = Path(__file__).resolve().parents[3]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has a limit on time only"),
]
SHORT = Limits(seconds=20, cpu=10, memory=1_000_000_000, printed=1_000_000, records=1_000_000)
ONLY_LIMITS = walls.possible()[-1]
TELL = "import os\ndef tell(text): os.write(int(os.environ['GRADING_RECORDS']), text.encode())\n"

COLLECTOR = """
import numpy as np

def from_json(cases):
    return [[np.array(argument) for argument in case] for case in cases]

def to_json(record):
    return record

def outcomes_of(function, cases, names, calls):
    values = []
    for case in cases:
        try:
            values.append(np.array(function(*case), dtype=float, subok=False).tolist())
        except Exception as error:
            values.append(f"{type(error).__name__}: {error}")
    return {"values": values}
"""


FILTERED = [w for w in walls.possible() if w.filtered]
BUBBLEWRAP = FILTERED or [w for w in walls.possible() if w.name == "bubblewrap"] or [None]


@pytest.fixture(params=BUBBLEWRAP, ids=lambda w: "as root" if w and w.user else "as user")
def walled(request, monkeypatch):
    """For the attacks that only a wall stops. It may be missing on this machine, but not in CI."""
    if sandbox.wall().name != "bubblewrap":
        message = f"no bubblewrap that works: {sandbox.describe()}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(message)
    if not sandbox.works(request.param):
        pytest.skip("this machine allows another way to use bubblewrap only")
    monkeypatch.setattr(sandbox, "wall", lambda: request.param)
    return request.param


def attack(code, limits=SHORT, way=None, hidden=(), script="attack.py"):
    return sandbox.run(script, {script: (TELL + code).encode()}, limits, hidden, way=way)


def ask(tmp_path, cells, *names, limits=SHORT, cell_seconds=5.0, question_seconds=5.0):
    """Ask functions for x @ x of one random vector; gives what was heard and what is right."""
    x = np.random.default_rng(secrets.randbits(64)).normal(size=5)
    collector = tmp_path / "answers.py"
    collector.write_text(COLLECTOR)
    questions = [Question(f"Q{i}", name, [[x.tolist()]]) for i, name in enumerate(names)]
    heard = asking.ask(
        cells, questions, limits, cell_seconds, question_seconds, collector=collector
    )
    return heard, float(x @ x)


def is_right(heard, right, key="Q0"):
    """The judgement, made out here with numbers that never were in there."""
    values = heard.records.get(key, {}).get("values", [None])
    return len(values) == 1 and type(values[0]) is float and bool(np.isclose(values[0], right))


GOOD = "def good(x):\n    return x @ x"


# --- what an honest submission sees -------------------------------------------------------------


def test_a_right_answer_is_heard_as_a_plain_number(tmp_path):
    heard, right = ask(tmp_path, ["import numpy as np", GOOD], "good")
    assert is_right(heard, right)
    assert not heard.reasons and not heard.cells


@pytest.mark.parametrize("way", walls.possible(), ids=lambda w: f"{w.name}-{w.user}-{w.filtered}")
def test_every_way_that_can_start_python_at_all_runs_a_script(way):
    outcome = attack("import numpy\nprint('hello')\ntell('done')", way=way)
    if way == sandbox.wall() or way == ONLY_LIMITS:
        assert (outcome.records, outcome.trouble) == (b"done", ""), outcome
        assert outcome.printed == "hello\n"


def test_a_failing_cell_is_noted_with_its_line_and_the_others_are_run(tmp_path):
    cells = ["a = 1\nb = a / 0\nc = 2", "def f(:", GOOD, "import sys; sys.exit(3)"]
    heard, right = ask(tmp_path, cells, "good")
    assert is_right(heard, right)
    assert [(c.cell, c.line, c.code) for c in heard.cells] == [
        (1, 2, "b = a / 0"),
        (2, 1, "def f(:"),
        (4, 1, "import sys; sys.exit(3)"),
    ]
    assert heard.cells[0].error == "ZeroDivisionError: division by zero"


def test_what_only_a_notebook_understands_is_left_out(tmp_path):
    cells = [
        "%matplotlib inline\nimport numpy as np\n!ls\nnp.dot?",
        "%%time\ndef good(x):\n    return (x\n            * x).sum()",
        "%%bash\nrm -rf /",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])",
        "display(good)",
    ]
    long = Limits(seconds=300, cpu=300)  # pyplot makes its list of fonts anew in there
    heard, right = ask(tmp_path, cells, "good", limits=long, cell_seconds=200)
    assert is_right(heard, right) and not heard.cells


def test_input_does_not_wait_for_anybody(tmp_path):
    heard, right = ask(tmp_path, ["name = input('who?')", GOOD], "good")
    assert is_right(heard, right)
    assert heard.cells[0].error.startswith("EOFError")


def test_check_hint_and_guess_do_nothing_and_the_rest_of_rnnlib_says_that_it_is_absent(tmp_path):
    cells = [
        "from rnnlib import RNN, check, guess, hint\nimport rnnlib.cells as c\nimport rnnlib",
        "check(1); hint('E03', 2); guess('How many?', 3)\nfrom rnnlib import *",
        "from rnnlib.checks import check, hint, predict\npredict('in the first edition', 3)",
        "def uses(x):\n    return RNN.step(x)\ndef calls(x):\n    return c.OutputRNN(x)",
        GOOD,
    ]
    heard, right = ask(tmp_path, cells, "uses", "calls", "good")
    assert is_right(heard, right, "Q2") and not heard.cells
    for key, name in (("Q0", "RNN"), ("Q1", "OutputRNN")):
        assert "stand on NumPy alone" in heard.records[key]["values"][0]
        assert f"'{name}'" in heard.records[key]["values"][0]


def test_the_real_collector_answers_in_there(tmp_path):
    from rnnlib.exercises import collect as answers

    x = np.random.default_rng().normal(size=(2, 3))
    question = Question("Q0", "double", answers.to_json([(x, 2.0)]))
    heard = asking.ask(["def double(x, a):\n    return x * a"], [question])
    (outcome,) = answers.from_json(heard.records["Q0"])
    assert np.array_equal(outcome.parts[0], 2 * x) and not outcome.error


def test_a_missing_function_is_told(tmp_path):
    heard, _ = ask(tmp_path, [GOOD], "step")
    assert heard.reasons == {"Q0": "there is no 'step' in this notebook"}


def test_an_endless_cell_does_not_cost_the_answers_of_the_others(tmp_path):
    heard, right = ask(tmp_path, ["while True: pass", GOOD], "good", cell_seconds=0.5)
    assert is_right(heard, right)
    assert heard.cells[0].error == "took longer than 0.5 s"


def test_one_thread_more_is_allowed_as_a_progress_bar_needs(tmp_path):
    cell = "import threading\nt = threading.Thread(target=print)\nt.start(); t.join()"
    heard, right = ask(tmp_path, [cell, GOOD], "good")
    assert is_right(heard, right) and not heard.cells


# --- ending the program, or never ending it -----------------------------------------------------


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("import os; os._exit(0)", "while bad ran, the program ended by itself"),
        ("import os; os._exit(3)", "while bad ran, the program ended with the exit code 3"),
        ("import sys; sys.exit(0)", "SystemExit: 0"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "signal SIGSEGV"),
        ("import os; os.close(int(os.environ['GRADING_RECORDS']))", "the program ended"),
    ],
)
def test_who_ends_the_program_gets_nothing_and_loses_no_other_answer(tmp_path, body, reason):
    cells = [GOOD, f"def bad(x):\n    {body}"]
    heard, right = ask(tmp_path, cells, "good", "bad", "good")
    assert is_right(heard, right, "Q0") and is_right(heard, right, "Q2")
    assert "Q1" not in heard.records and reason in heard.reasons["Q1"]


def test_an_exit_before_the_first_question_is_told_for_all(tmp_path):
    heard, _ = ask(tmp_path, ["import os; os._exit(0)", GOOD], "good", "good")
    assert not heard.records
    assert "before good could be called" in heard.reasons["Q0"]
    assert set(heard.reasons) == {"Q0", "Q1"}


def test_an_endless_loop_is_interrupted_and_the_next_question_is_asked(tmp_path):
    cells = [GOOD, "def bad(x):\n    while True: pass"]
    heard, right = ask(tmp_path, cells, "bad", "good", question_seconds=0.3)
    assert heard.reasons["Q0"] == "took longer than 0.3 s" and is_right(heard, right, "Q1")


def test_a_loop_that_swallows_every_interruption_is_killed(tmp_path):
    loop = "import time\ndef bad(x):\n while 1:\n  try: time.sleep(9)\n  except BaseException: pass"
    limits = Limits(seconds=1.5)
    heard, right = ask(tmp_path, [GOOD, loop], "bad", "good", limits=limits, question_seconds=0.2)
    assert heard.reasons["Q0"] == "while bad ran, the program ran longer than 1.5 s"
    assert is_right(heard, right, "Q1")


def test_a_submission_that_dies_again_and_again_is_given_up(tmp_path):
    questions = [Question(key, "bad", []) for key in "abc"]
    (tmp_path / "answers.py").write_text(COLLECTOR.replace("values = []", "import os; os._exit(0)"))
    heard = asking.ask(["bad = 1"], questions, most_seconds=0, collector=tmp_path / "answers.py")
    assert "ended by itself" in heard.reasons["a"]
    assert "had used up its 0 s" in heard.reasons["b"] and len(heard.reasons) == 3


@pytest.mark.parametrize("way", [None, ONLY_LIMITS], ids=["best", "limits"])
def test_sleeping_and_computing_have_each_their_limit(way):
    asleep = attack("import time; time.sleep(600)", Limits(seconds=0.5), way)
    assert asleep.trouble == "ran longer than 0.5 s" and asleep.seconds < 60
    busy = attack("while True: pass", Limits(seconds=20, cpu=1), way)
    assert busy.trouble == "used more than 1 s of computing time"


def test_limits_cannot_be_raised_again():
    code = "import resource as r\ntry: r.setrlimit(r.RLIMIT_AS, (1 << 40, 1 << 40))\n"
    assert attack(code + "except (ValueError, OSError): tell('no')").records == b"no"


# --- using up the machine -----------------------------------------------------------------------


@pytest.mark.parametrize("way", [None, ONLY_LIMITS], ids=["best", "limits"])
def test_an_array_of_50_gb_is_a_memory_error(way):
    code = "import numpy as np\ntry: np.ones(50 * 10**9 // 8)\nexcept MemoryError: tell('no')"
    assert attack(code, way=way).records == b"no"
    uncaught = attack("b = bytearray(1_100_000_000)", way=way)  # just over the limit
    assert uncaught.trouble == "used more than 1 GB of memory"


@pytest.mark.parametrize("way", [None, ONLY_LIMITS], ids=["best", "limits"])
def test_10_gb_of_printing_end_after_the_first_megabyte(way):
    outcome = attack("for _ in range(10_000): print('x' * 1_000_000)", way=way)
    assert outcome.trouble == "printed more than 1 MB"
    assert len(outcome.printed) <= sandbox.TAIL


def test_endless_records_end_after_the_first_megabyte():
    outcome = attack("while True: tell('x' * 100_000)")
    assert outcome.trouble == "gave back more than 1 MB"


def test_a_flood_ends_the_run_and_is_no_error_that_can_be_caught():
    """Otherwise the run goes on a little, and the next question is blamed."""
    code = """
try:
    while True: os.write(2, b'x' * 1_000_000)
except OSError:
    tell('went on')
"""
    for _ in range(10):
        outcome = attack(code)
        assert (outcome.records, outcome.trouble) == (b"", "printed more than 1 MB")
    assert len(outcome.records) <= SHORT.records


def alive(mark):
    """The processes of this machine in whose command the mark stands."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += [file] if mark.encode() in file.read_bytes() else []
        except OSError:
            continue
    return found


BOMB = """
while True:
    try:
        if os.fork() == 0:
            tell("x")
    except OSError:
        pass
"""


def test_a_fork_bomb_has_few_sparks_and_leaves_nothing(walled):
    if os.geteuid() == 0 and not walled.user:
        pytest.skip("Linux counts no processes of root: a run as root becomes another user first")
    mark = f"bomb{secrets.token_hex(8)}.py"
    outcome = attack(BOMB, Limits(seconds=1.5, processes=8), script=mark)
    assert outcome.trouble == "ran longer than 1.5 s"
    assert 1 <= len(outcome.records) < 8
    assert not alive(mark)


DAEMON = """
import time
told, tells = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        tell("daemon")
        os.write(tells, b".")
        time.sleep(600)
    os._exit(0)
os.read(told, 1)
"""


def test_a_daemon_does_not_outlive_the_run(walled):
    mark = f"daemon{secrets.token_hex(8)}.py"
    outcome = attack(DAEMON, script=mark)
    assert outcome.records == b"daemon" and outcome.seconds < 60
    end = time.monotonic() + 60
    while alive(mark) and time.monotonic() < end:
        time.sleep(0.01)
    assert not alive(mark)


def test_many_files_cannot_fill_the_disk(walled):
    code = "try:\n for i in range(40):\n  open(str(i), 'wb').write(bytes(1_000_000))\n"
    outcome = attack(code + "except OSError: tell('full')", Limits(scratch=10_000_000))
    assert outcome.records == b"full"


@pytest.mark.parametrize("way", [None, ONLY_LIMITS], ids=["best", "limits"])
def test_one_file_cannot_be_large(way):
    code = "try: open('x', 'wb').write(bytes(2_000_000))\nexcept OSError: tell('no')"
    assert attack(code, Limits(file=1_000_000), way).records == b"no"


MANY = """
import time
for _ in range(5):
    if os.fork() == 0:
        block = bytearray(200_000_000)
        time.sleep(600)
time.sleep(600)
"""
SHARED = """
import time
for i in range(6):
    with open(f"/dev/shm/{i}", "wb") as file: file.write(bytes(40_000_000))
time.sleep(600)
"""


@pytest.mark.parametrize("code", [MANY, SHARED], ids=["processes", "shared memory"])
def test_all_processes_and_files_in_memory_together_have_one_limit(walled, code):
    limits = Limits(seconds=100, together=220_000_000, scratch=400_000_000)
    outcome = attack(code, limits)
    assert outcome.trouble == "used more than 0.22 GB of memory, all its processes together"
    assert outcome.seconds < 90


def test_endless_empty_files_end_the_run(walled):
    code = "for i in range(10**7): open(str(i), 'w').close()"
    assert attack(code, Limits(seconds=100, files=2_000)).trouble == "made more than 2,000 files"


CALL = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
def call(*arguments):
    tell(str(ctypes.get_errno() if libc.syscall(*arguments) == -1 else 0) + " ")
"""
CALLS = {
    "unshare for a user namespace": ("unshare", "0x10000000"),
    "io_uring": ("io_uring_setup", "1, ctypes.create_string_buffer(120)"),
    "a key ring": ("keyctl", "0, -3, 0"),
    "a key": ("add_key", "b'user', b'a', b'b', 1, -3"),
    "bpf": ("bpf", "0, None, 0"),
    "tracing": ("ptrace", "0, 0, None, None"),
    "another's memory": ("process_vm_readv", "1, None, 0, None, 0, 0"),
    "memory that nothing counts": ("memfd_create", "b'x', 0"),
    "a segment of shared memory": ("shmget", "0, 4096, 0o1600"),
    "a mount": ("mount", "b'x', b'/scratch', b'tmpfs', 0, None"),
    "faults of pages": ("userfaultfd", "0"),
}


@pytest.mark.skipif(not FILTERED, reason="there is no filter for this processor")
@pytest.mark.parametrize(("name", "arguments"), CALLS.values(), ids=CALLS)
def test_a_system_call_that_no_answer_needs_is_refused(walled, name, arguments):
    which, _ = calls.ARCHITECTURES[platform.machine()]
    code = f"{CALL}call({calls.REFUSED[name][which]}, {arguments})\ncall({NUMBERS['getpid']})"
    assert attack(code).records == f"{errno.EPERM} 0 ".encode()


NUMBERS = {"getpid": 39 if platform.machine() == "x86_64" else 172}


@pytest.mark.skipif(not FILTERED, reason="there is no filter for this processor")
def test_no_new_namespace_no_limit_of_others_and_no_odd_socket(walled):
    which, _ = calls.ARCHITECTURES[platform.machine()]
    clone, clone3, prlimit = (n[which] for n in (calls.CLONE, calls.CLONE3, calls.PRLIMIT))
    code = f"{CALL}call({clone}, 0x10000011, 0, 0, 0, 0)\ncall({clone3}, None, 0)\n"
    code += f"call({prlimit}, 1, 0, ctypes.create_string_buffer(16), None)\n"
    code += "import socket\ntry: socket.socket(40, socket.SOCK_STREAM)  # AF_VSOCK: to the host\n"
    code += "except OSError as error: tell(str(error.errno))"
    expected = f"{errno.EPERM} {errno.ENOSYS} {errno.EPERM} {errno.EAFNOSUPPORT}"
    assert attack(code).records.decode() == expected


def test_process_1_cannot_be_stopped_or_ended(walled):
    code = """
import signal
for number in range(1, 32):
    try: os.kill(1, number)
    except OSError: pass
tell("on")
"""
    outcome = attack(code)
    assert (outcome.records, outcome.trouble) == (b"on", "") and outcome.seconds < 15


def test_the_filter_is_a_program_that_always_returns():
    for machine in calls.ARCHITECTURES:
        lines = list(struct.iter_unpack("<HBBI", calls.program(machine)))
        assert 20 < len(lines) < 255 and lines[-1][0] == calls.RETURN
        for place, (operation, if_true, if_false, _) in enumerate(lines):
            if operation not in (calls.LOAD, calls.RETURN):
                assert place + 1 + max(if_true, if_false) < len(lines)


# --- looking around and reaching out ------------------------------------------------------------


READ = "try: tell(open({!r}).read())\nexcept OSError: tell('no')"


def test_other_submissions_and_the_solutions_cannot_be_read(walled, tmp_path):
    other = tmp_path / "other.ipynb"
    other.write_text("an answer")
    other.chmod(0o644)
    for path in (other, ROOT / "rnnlib" / "cells.py", ROOT / "README.md", Path("/etc/passwd")):
        assert attack(READ.format(str(path))).records == b"no", path
    assert attack(READ.format(str(other)), way=ONLY_LIMITS).records == b"an answer"  # no wall


def test_what_lies_in_a_system_folder_can_be_hidden(walled):
    folder = Path(os.__file__).parent / "wsgiref"  # stands for submissions in a seen place
    code = f"tell(str(len(os.listdir({str(folder)!r})) > 0))"
    assert attack(code).records == b"True"
    assert attack(code, hidden=(folder,)).records == b"False"


def test_nothing_outside_the_scratch_folder_can_be_written(walled, tmp_path):
    tmp_path.chmod(0o777)
    places = [tmp_path, ROOT, Path("/"), Path("/usr"), Path("/job"), Path("/dev"), Path("/etc")]
    places += [Path(p) for p in walls.package_folders()]
    code = f"""
for place in {[str(p) for p in places]!r}:
    try:
        open(place + '/written', 'w').close()
        tell(place)
    except OSError:
        pass
open('mine', 'w').write('x')
tell('end')
"""
    assert attack(code).records == b"end"
    assert not (tmp_path / "written").exists()


def test_a_run_finds_nothing_of_the_run_before_it(walled):
    code = "tell(str(os.listdir('.')))\nopen('left behind', 'w').close()"
    assert attack(code).records == attack(code).records == b"[]"


REACH = """
import socket
try:
    socket.create_connection(("127.0.0.1", {}), timeout=2).close()
    tell("reached")
except OSError:
    tell("no")
"""


def test_the_network_of_this_machine_cannot_be_reached(walled):
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = REACH.format(server.getsockname()[1])
        assert attack(code).records == b"no"
        assert attack(code, way=ONLY_LIMITS).records == b"reached"  # there is something to stop


def test_no_process_of_this_machine_can_be_seen_or_ended(walled):
    code = f"try: os.kill({os.getpid()}, 0); tell('seen')\nexcept OSError: tell('no')\n"
    assert attack(code).records == b"no"
    assert attack("tell(str(os.path.exists('/proc/self')))").records == b"False"


def test_nobody_is_root_in_there(walled):
    code = "try: os.setuid(0); tell('root')\nexcept OSError: tell('no')"
    assert attack(code).records == b"no"
    assert attack("tell(str(os.getuid() == 0))").records == b"False"


def test_the_environment_of_the_tutor_stays_outside(monkeypatch):
    monkeypatch.setenv("A_SECRET", "token")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    code = "import sys\ntell(str('A_SECRET' in os.environ or 'PYTHONPATH' in os.environ))"
    for way in (None, ONLY_LIMITS):
        assert attack(code, way=way).records == b"False"


@pytest.mark.parametrize("way", [None, ONLY_LIMITS], ids=["best", "limits"])
def test_no_pth_file_leads_to_the_course(way):
    code = f"import sys\ntell(str('site' in sys.modules or {str(ROOT)!r} in sys.path))"
    assert attack(code, way=way).records == b"False"


def test_the_real_rnnlib_cannot_be_imported(walled, tmp_path):
    steal = f"""
def steal(x):
    import sys, importlib
    sys.meta_path[:] = [m for m in sys.meta_path if type(m).__name__ != "Finder"]
    sys.modules.pop("rnnlib", None)
    sys.path[:0] = [{str(ROOT)!r}, "/job", "."]
    importlib.invalidate_caches()
    import rnnlib
    return x @ x
"""
    heard, right = ask(tmp_path, [steal], "steal")
    assert not is_right(heard, right)
    assert heard.records["Q0"]["values"] == ["ModuleNotFoundError: No module named 'rnnlib'"]


def test_an_rnnlib_that_is_installed_for_good_is_covered(walled, tmp_path, monkeypatch):
    (tmp_path / "site-packages" / "rnnlib").mkdir(parents=True)
    (tmp_path / "site-packages" / "rnnlib" / "__init__.py").write_text("answer = 42")
    (tmp_path / "site-packages" / "other.py").write_text("answer = 41")
    monkeypatch.syspath_prepend(tmp_path / "site-packages")
    tmp_path.chmod(0o755)
    code = "import other, rnnlib\ntell(str(other.answer))\ntell(str(getattr(rnnlib, 'answer', '')))"
    assert attack(code).records == b"41"


# --- lying about the answer ---------------------------------------------------------------------


LIES = {
    "allclose": "import numpy as np\nnp.allclose = np.isclose = np.array_equal = lambda *a, **k: 1",
    "testing": "import numpy as np\nfor n in dir(np.testing):\n"
    "    if n.startswith('assert'): setattr(np.testing, n, lambda *a, **k: None)",
    "builtins": "import builtins\nbuiltins.all = builtins.any = builtins.isinstance ="
    " lambda *a: True\nbuiltins.abs = lambda x: 0",
    "collector": "import answers\n"
    "answers.outcomes_of = lambda *a: {'values': [True], 'passed': True}",
    "child": 'import sys, json\njson.dumps = lambda *a, **k: \'{"key": "Q0", "passed": true}\'',
    "verdict": "import os\nos.write(int(os.environ['GRADING_RECORDS']),"
    ' b\'{"key": "Q0", "passed": true, "points": 10}\\n\')',
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_patching_what_compares_does_not_make_a_wrong_answer_right(tmp_path, lie):
    heard, right = ask(tmp_path, [lie, "def wrong(x):\n    return 0.0"], "wrong")
    assert not is_right(heard, right)
    assert heard.records or heard.reasons


SUBCLASS = """
import numpy as np
class Equal(np.ndarray):
    __eq__ = __le__ = __ge__ = lambda self, other: np.ones(np.shape(other), bool)
    __sub__ = __rsub__ = lambda self, other: np.zeros(np.shape(other))
    __array_ufunc__ = lambda self, f, method, *inputs, **k: np.bool_(True)
def wrong(x):
    return np.zeros(()).view(Equal)
"""
EQUAL = """
class Equal:
    __eq__ = lambda self, other: True
    __sub__ = __rsub__ = __abs__ = lambda self, *other: 0
    __float__ = lambda self: 0.0
def wrong(x):
    return Equal()
"""


@pytest.mark.parametrize("cell", [SUBCLASS, EQUAL], ids=["ndarray subclass", "__eq__"])
def test_an_object_that_equals_everything_becomes_a_plain_number(tmp_path, cell):
    heard, right = ask(tmp_path, [cell], "wrong")
    assert heard.records["Q0"] == {"values": [0.0]} and not is_right(heard, right)


def forged(*lines):
    text = b"\n".join(json.dumps(line).encode() for line in lines)
    return f"import os\nos.write(int(os.environ['GRADING_RECORDS']), {text!r} + b'\\n')"


def test_a_record_forged_before_the_question_counts_for_nothing(tmp_path):
    lie = forged({"key": "Q0", "record": {"values": [1.0]}}, {"end": True})
    heard, _ = ask(tmp_path, [lie, GOOD], "good")
    assert not heard.records
    assert heard.reasons["Q0"] == "the answer came twice, so one of the two is forged"


@pytest.mark.parametrize(
    "lines",
    [
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"key": "Q0", "record": ' + b'{"a": ' * 50_000,
        b'{"key": "Q0", "record": [1]}',
        b'{"key": ["Q0"], "record": {}}',
        b'{"key": "Q9", "record": {}}',
        b'{"key": "Q0", "record": {"values": [' + b"9" * 10_000 + b"]}}",
        b'{"begin": {}}\n{"cell": "1", "line": [], "code": 1, "error": {}}\nnull\n3',
        b'{"end": 1}',
    ],
    ids=range(9),
)
def test_a_damaged_record_is_no_answer_and_no_error(lines):
    heard = asking.listen(lines, ["Q0"])
    assert not heard.records and not heard.cells and not heard.ended


def test_a_new_run_never_begins_before_the_place_where_the_last_one_died():
    questions = [Question(key, "f", []) for key in "abc"]
    heard = asking.Heard(begun=["c", "a"])
    assert [q.key for q in asking.remaining(questions, heard)] == ["b", "c"]
    assert asking.remaining(questions, asking.Heard(begun=["a"], ended=True)) == []
    assert asking.remaining(questions, asking.Heard()) == []


# --- saying what protects -----------------------------------------------------------------------


def test_it_is_said_which_walls_stand(monkeypatch):
    monkeypatch.setattr(walls.shutil, "which", lambda name: "/usr/bin/bwrap")
    monkeypatch.setattr(calls, "known", lambda: True)
    filtered, *_, plain = (w for w in walls.possible() if w.name == "bubblewrap")
    assert "refuses it namespaces" in filtered.sentence and "watched" in filtered.sentence
    assert "WARNING: system calls are not filtered, because this kernel" in plain.sentence
    monkeypatch.setattr(calls, "known", lambda: False)
    assert not any(way.filtered for way in walls.possible())


def test_without_bubblewrap_this_is_said_loudly(monkeypatch):
    monkeypatch.setattr(walls.shutil, "which", lambda name: None)
    ways = walls.possible()
    assert {way.name for way in ways} == {"limits"}
    for way in ways:
        assert way.sentence.startswith("WARNING") and "network" in way.sentence


def test_a_bubblewrap_that_does_not_work_is_noticed_by_a_trial_run(monkeypatch):
    monkeypatch.setattr(walls, "bubblewrap", lambda *_, **__: ["false"])
    monkeypatch.setattr(walls.shutil, "which", lambda name: "/usr/bin/false")
    assert sandbox.wall.__wrapped__().name == "limits"


def test_nothing_is_left_in_the_folder_for_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox.tempfile, "tempdir", str(tmp_path))
    tmp_path.chmod(0o755)
    attack("tell('x')")
    assert list(tmp_path.iterdir()) == []
