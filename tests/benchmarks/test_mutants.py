"""The slips are what a person might type, the runner tells who notices, and its lists are true."""

import ast

import pytest

from benchmarks import mutants
from benchmarks.slips import function_at, slips

FORMULA = '''"""Says 1 + 1."""

def step(x: int | None, z, *, read=True):
    """The state, 2 * z."""
    if x < 0 and not read:
        raise ValueError(f"x is {x + 1}, expected " + "more")
    z[0] = 1e-6
    keep = z.copy()
    say(keep)
    return z.T @ x - total(x, axis=-1, keepdims=True)
'''


def made(source):
    return {"\n".join(slip.shown(source)[1:]) for slip in slips(source)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def step(x: int | None, z, *, read=True):", "def step(x: int | None, z, *, read=False):"),
        ("if x < 0 and not read:", "if x <= 0 and not read:"),
        ("if x < 0 and not read:", "if x > 0 and not read:"),
        ("if x < 0 and not read:", "if x < 1 and not read:"),
        ("if x < 0 and not read:", "if x < 0 or not read:"),
        ("if x < 0 and not read:", "if x < 0 and read:"),
        ('raise ValueError(f"x is {x + 1}, expected " + "more")', "pass"),
        ("z[0] = 1e-6", "pass"),
        ("z[0] = 1e-6", "z[1] = 1e-6"),
        ("z[0] = 1e-6", "z[0] = 0.0001"),
        ("keep = z.copy()", "keep = z"),
        ("say(keep)", "pass"),
        ("LAST", "return None"),
        ("LAST", "return z @ x - total(x, axis=-1, keepdims=True)"),
        ("LAST", "return z.T @ x + total(x, axis=-1, keepdims=True)"),
        ("LAST", "return z.T @ x - total(x, keepdims=True)"),
        ("LAST", "return z.T @ x - total(x, axis=1, keepdims=True)"),
        ("LAST", "return z.T @ x - total(x, axis=-2, keepdims=True)"),
        ("LAST", "return z.T @ x - total(x, axis=-1, keepdims=False)"),
    ],
)
def test_each_slip_is_made_where_it_stands(before, after):
    last = FORMULA.splitlines()[-1].strip()
    assert f"{before.replace('LAST', last)}\n{after}" in made(FORMULA)


def test_a_slip_is_named_by_the_function_in_which_it_stands():
    source = "a = 1\n\n\nclass B:\n    b = 2\n\n    def c(self):\n        return 3\n"
    assert [function_at(source, line) for line in (1, 5, 8)] == ["", "B", "c"]


def test_these_are_all_so_what_is_only_said_is_left_alone():
    assert len(made(FORMULA)) == len(slips(FORMULA)) == 19


@pytest.mark.slow
@pytest.mark.parametrize("module", mutants.TESTS)
def test_every_slip_changes_its_module_and_python_can_still_read_it(module):
    source = mutants.path_of(module).read_text(encoding="utf-8")
    as_it_is, found = ast.dump(ast.parse(source)), slips(source)
    assert len(found) > 30
    for slip in found:
        assert ast.dump(ast.parse(slip.made_in(source))) != as_it_is, slip


def test_every_test_in_the_table_is_there():
    names = {name for tests in mutants.TESTS.values() for name in tests.split()}
    assert [n for n in names if not (mutants.ROOT / f"tests/rnnlib/{n}.py").exists()] == []


def test_what_is_called_equivalent_is_still_a_slip_of_todays_code():
    modules = {module for module, *_ in mutants.equivalent()}
    there = {m.name for name in modules for m in mutants.mutants_of(name)}
    assert set(mutants.equivalent()) - there == set()
    assert all(len(why) > 20 for why in mutants.equivalent().values())


class Bench:
    """Stands for a copy of the course: its tests notice what becomes a sum."""

    def __init__(self, folder):
        pass

    def seconds(self, module):
        return 1.0

    def notices(self, mutant, limit):
        assert limit == 68
        return "+" in mutant.after


def test_the_verdicts_and_the_report_say_who_survived(monkeypatch):
    source = "def f(a, b):\n    return a - b * (a - b)\n"
    slip = {part.shown(source)[2]: part for part in slips(source)}
    chosen = [mutants.Mutant("cells", "f", s, *s.shown(source)) for s in slip.values()]
    known = {("cells", "f", "return a - b * (a - b)", "return None"): "said to be so"}
    monkeypatch.setattr(mutants, "Bench", Bench)
    monkeypatch.setattr(mutants, "equivalent", lambda: known)
    verdicts = dict(mutants.judge(chosen))
    assert {m.after: v for m, v in verdicts.items()} == {
        "return None": "equivalent",
        "return a + b * (a - b)": "killed",
        "return a - b * (a + b)": "killed",
        "return a - b / (a - b)": "survived",
    }
    text = mutants.report(verdicts, "On a quiet day.")
    assert "| `cells` | 4 | 2 | 1 | 1 | 67% |" in text
    assert text.count("```diff") == 1
    assert "`cells`, line 2, `f`" in text
    assert "- return a - b * (a - b)\n+ return a - b / (a - b)" in text


@pytest.mark.slow  # starts pytest several times
def test_a_copy_of_the_course_notices_a_slip_and_is_as_before_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr(mutants, "TESTS", {"functions": "test_functions"})
    bench = mutants.Bench(tmp_path)
    assert bench.seconds("functions") > 0
    after = "lambda z, dz: dz * (1 + z * z),"
    noticed = next(m for m in mutants.mutants_of("functions") if m.after == after)
    assert bench.notices(noticed, limit=60)
    copy, original = (mutants.path_of("functions", root) for root in (bench.root, mutants.ROOT))
    assert copy.read_bytes() == original.read_bytes()
    assert copy.stat().st_mtime_ns == original.stat().st_mtime_ns
    assert bench.run("functions", 60).returncode == 0
    assert bench.run("functions", 0.01) is None
