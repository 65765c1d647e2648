"""Hand-ins as they come: each has a kind, its files, and what must be found in them.

Nearly all hold the right answers of E02 and E03, so whoever gets no points lost them on the way.
"""

import io
import json
import re
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"E02": "E02_one_step", "E03": "E03_run"}
FULL = {"E02": 3, "E03": 4}
Files = dict[str, bytes]


@dataclass(frozen=True)
class Odd:
    """One kind of hand-in."""

    kind: str
    files: dict[str, Files]  # "E02" -> what was handed in for it; a zip of all stands under "E02"
    points: dict[str, int]  # what the checks give
    says: str = ""  # stands in *to look at*; empty if nothing need be said


@dataclass
class _Shelf:
    made: list[Odd] = field(default_factory=list)

    def put(self, kind: str, e02: Files, e03: Files | None = None, says="", **points: int) -> None:
        """Add one; without e03, the ordinary notebook of E03 lies beside it."""
        files = {"E02": e02, "E03": {"E03_run.ipynb": solved("E03")} if e03 is None else e03}
        files = {name: some for name, some in files.items() if some}
        self.made.append(Odd(kind, files, {**FULL, **points}, says))


def solved(exercise: str) -> bytes:
    """The solution, as a student would hand it in."""
    return (ROOT / f"solutions/{NAMES[exercise]}.ipynb").read_bytes()


def code(exercise: str = "E02") -> list[str]:
    """The code cells of a solution."""
    return ["".join(c["source"]) for c in json.loads(solved(exercise))["cells"]
            if c["cell_type"] == "code"]  # fmt: skip


def notebook(cells: list[str], **more) -> bytes:
    """A notebook of these code cells."""
    made = [{"cell_type": "code", "source": c, "outputs": [], "metadata": {}} for c in cells]
    return json.dumps({"cells": made, "nbformat": 4, "metadata": {}, **more}).encode()


def changed(change: Callable[[str], str]) -> bytes:
    """The solution of E02 with the cell of `step` changed."""
    return notebook([change(c) if "def step(" in c else c for c in code()])


def zipped(files: Files, spoil: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    """A zip file of these."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            if spoil:
                spoil(info)
            archive.writestr(info, content)
    return stream.getvalue()


def in_code_page(name: str, page: str, content: bytes) -> bytes:
    """A zip whose program wrote the name in a code page and did not say so."""
    stand_in = "x" * len(name.encode(page))
    data = zipped({stand_in: content}, _by_windows)
    return data.replace(stand_in.encode(), name.encode(page))


def _by_windows(info: zipfile.ZipInfo) -> None:
    info.create_system = 0


def all_odd() -> list[Odd]:
    """All kinds, in the order of this page."""
    shelf = _Shelf()
    for part in (_names, _scripts, _codes, _zips, _other_forms, _damaged, _ends):
        part(shelf)
    return shelf.made


def _names(shelf: _Shelf) -> None:
    s2, s3 = solved("E02"), solved("E03")
    both = "was handed in more than once"
    shelf.put("ordinary", {"E02_one_step.ipynb": s2})
    shelf.put("downloaded twice", {"E02_one_step (1).ipynb": s2}, {"E03_run(2).ipynb": s3})
    shelf.put("Jupyter's copy", {"E02_one_step-Copy1.ipynb": s2})
    shelf.put("one digit", {"E2.ipynb": s2}, {"e3_run.ipynb": s3})
    shelf.put("Exercise 3", {"Exercise 2.ipynb": s2}, {"exercise-03.ipynb": s3})
    shelf.put("Übung 3", {"Übung 2.ipynb": s2}, {"Aufgabe_03.ipynb": s3})
    shelf.put("a wish", {"E02 FINAL final2.ipynb": s2})
    shelf.put("without a name", {"Untitled.ipynb": s2}, {"Untitled1.ipynb": s3})
    shelf.put("large suffix", {"E02_ONE_STEP.IPYNB": s2})
    shelf.put("folders in folders", {"my_work/week 1/E02_one_step.ipynb": s2})
    shelf.put("two versions", {"E02.ipynb": notebook([]), "E02 (2).ipynb": s2}, says=both)
    old = {"E02_one_step.ipynb": s2, "E02_one_step_2026-01-01.ipynb": notebook([])}
    shelf.put("a copy put aside", old, says=both)
    shelf.put("pictures beside", {"E02.ipynb": s2, "loss.png": b"\x89PNG", "notes.md": b"# mine"})
    kept = {".ipynb_checkpoints/E02-checkpoint.ipynb": b"{", ".DS_Store": b"\0", "Thumbs.db": b"\0"}
    shelf.put("what systems leave", {"E02.ipynb": s2, **kept})
    shelf.put("one exercise only", {"E02.ipynb": s2}, {}, E03=0)


def _scripts(shelf: _Shelf) -> None:
    exported = "#!/usr/bin/env python\n# coding: utf-8\n\n# # E02 · One step\n\n"
    exported += "".join(f"# In[ ]:\n\n\n{_python(c)}\n\n\n# some text\n\n" for c in code())
    percent = "".join(f"# %%\n{_python(c)}\n\n# %% [markdown]\n# text\n\n" for c in code())
    plain = "\n\n".join(c for c in code() if "def " in c or c.startswith("import numpy"))
    shelf.put("nbconvert's script", {"E02_one_step.py": exported.encode()})
    shelf.put("Jupytext's script", {"E02_one_step.py": percent.encode()})
    shelf.put("a plain script", {"E02_one_step.py": plain.encode()})
    shelf.put("Windows' line ends", {"E02.py": exported.replace("\n", "\r\n").encode()})
    shelf.put("script and notebook", {"E02.py": b"1 / 0", "E02.ipynb": solved("E02")})


def _python(cell: str) -> str:
    """As nbconvert writes magic lines."""
    return re.sub(r"(?m)^%(\w+) ?(.*)$", r"get_ipython().run_line_magic('\1', '\2')", cell)


def _codes(shelf: _Shelf) -> None:
    for kind, above in {
        "Colab": "from google.colab import drive\ndrive.mount('/content/drive')\n",
        "a shell's output": "files = !ls\n",
        "a shell command": "!pip install numpy\n",
        "a magic line": "%matplotlib inline\n",
        "a package that is not here": "import tensorflow as tf\n",
        "an error above": "x = 1 / 0\n",
        "a file that is not here": "data = open('mine.npy')\n",
        "a question to the user": "name = input('who?')\n",
        "a line that is not Python": "x = = 3\n",
    }.items():
        cells = [above + c if "def step(" in c else c for c in code()]
        shelf.put(kind, {"E02.ipynb": notebook(cells)})
    slow = {"E02.ipynb": changed(lambda c: f"%%time\n{c}")}
    shelf.put("a measured cell", slow)
    shelf.put("a broken cell beside", {"E02.ipynb": notebook(["def f(:", "1 / 0", *code()])})
    gone = changed(lambda c: c.replace("def step(", "def my_step("))
    shelf.put("renamed", {"E02.ipynb": gone}, says="is 'my_step' meant", E02=1)
    leans = changed(lambda c: "from rnnlib import RNN\ndef step(*a):\n    return RNN(*a)")
    shelf.put("leans on rnnlib", {"E02.ipynb": leans}, says="NumPy alone", E02=1)
    stop = changed(lambda c: "def step(*a):\n    import sys; sys.exit(0)")
    shelf.put("ends the program", {"E02.ipynb": stop}, says="has no numbers to judge", E02=1)
    wrong = changed(lambda c: c.replace("z @ V", "z @ V.T"))
    shelf.put("V transposed", {"E02.ipynb": wrong}, E02=1)
    stub = (ROOT / "exercises/E02_one_step.ipynb").read_bytes()
    shelf.put("untouched", {"E02.ipynb": stub}, E02=0)


def _zips(shelf: _Shelf) -> None:
    s2 = solved("E02")
    one, member = {"E02_one_step.ipynb": s2}, "E02_one_step.ipynb"
    shelf.put("a zip", {"E02.zip": zipped(one)})
    both = {"hand in/E02.ipynb": s2, "hand in/E03.ipynb": solved("E03")}
    shelf.put("a zip of both", {"hand-in.zip": zipped(both)}, {})
    shelf.put("a zip in a zip", {"E02.zip": zipped({"mine.zip": zipped(one)})})
    windows = zipped({f"hand in\\{member}": s2})
    shelf.put("PowerShell's zip", {"E02.zip": windows})
    cyrillic = in_code_page("Задание E02.ipynb", "cp866", s2)
    shelf.put("a German code page", {"E02.zip": in_code_page("Lösung E02.ipynb", "cp850", s2)})
    shelf.put("a Cyrillic code page", {"E02.zip": cyrillic})
    shelf.put("UTF-8 unsaid", {"E02.zip": in_code_page("Lösung E02.ipynb", "utf-8", s2)})
    mac = {**one, "__MACOSX/._E02_one_step.ipynb": b"\0", ".DS_Store": b"\0"}
    shelf.put("a Mac's zip", {"E02.zip": zipped(mac)})
    course = {f"course-main/{p}": b"x" for p in ("README.md", "rnnlib/cells.py")}
    course |= {f"course-main/my_work/{member}": s2}
    shelf.put("the whole course", {"E02.zip": zipped(course)})
    out = zipped({"../E02.ipynb": s2})
    shelf.put("leads out", {"E02.zip": out}, says="leads out of the folder", E02=0)
    shelf.put("cut zip", {"E02.zip": zipped(one)[:-30]}, says="cannot be opened as a zip", E02=0)
    locked = bytearray(zipped(one))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    shelf.put("a password", {"E02.zip": bytes(locked)}, says="locked with a password", E02=0)
    deep = zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": zipped(one)})})})
    shelf.put("zips without end", {"E02.zip": deep}, says="zip in a zip in a zip", E02=0)


def _other_forms(shelf: _Shelf) -> None:
    s2 = solved("E02")
    read = "a person has to read it"
    for kind, name in {
        "a PDF": "E02.pdf",
        "a Word file": "E02 answer.docx",
        "a page": "E02_one_step.html",
        "a picture": "E02.jpg",
        "a text": "E02.txt",
    }.items():
        shelf.put(kind, {name: b"%PDF-1.7"}, says=read, E02=0)
    shelf.put("only a PDF", {"my answers.pdf": b"%PDF-1.7"}, {}, says=read, E02=0, E03=0)
    shelf.put("saved as text", {"E02_one_step.ipynb.txt": s2})
    shelf.put("saved as JSON", {"E02_one_step.ipynb.json": s2})
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("E02.ipynb"))
    for kind, name in {"tar.gz": "E02.tar.gz", "7z": "E02.7z", "rar": "E02.rar"}.items():
        shelf.put(kind, {name: packed.getvalue()}, says="unpack it", E02=0)


def _damaged(shelf: _Shelf) -> None:
    s2 = solved("E02")
    old = json.dumps({"worksheets": [{"cells": json.loads(notebook(code()))["cells"]}]}).encode()
    lines = notebook(code()).replace(b"\\n", b"\\r\\n")
    shelf.put("UTF-16", {"E02.ipynb": s2.decode().encode("utf-16")})
    shelf.put("a mark in front", {"E02.ipynb": b"\xef\xbb\xbf" + s2})
    shelf.put("notebook format 3", {"E02.ipynb": old})
    shelf.put("line ends of Windows", {"E02.ipynb": lines})
    shelf.put("no cells", {"E02.ipynb": notebook([])}, says="there is no 'step'", E02=0)
    for kind, content, says in (
        ("empty file", b"", "is empty"),
        ("cut", s2[:-40], "is not valid JSON"),
        ("Latin-1", b'{"cells": ["\xe4"]}', "is not UTF-8"),
        ("other JSON", b"[1]", "not a notebook"),
        ("a picture as a notebook", b"\x89PNG\r\n", "is not"),
    ):
        shelf.put(kind, {"E02.ipynb": content}, says=says, E02=0)
    large = json.loads(notebook(code()))
    large["cells"][0]["outputs"] = [{"text": "0.125 " * 500_000}]
    shelf.put("large outputs", {"E02.ipynb": json.dumps(large).encode()})


def _ends(shelf: _Shelf) -> None:
    shelf.put("nothing", {}, {}, says="handed in", E02=0, E03=0)
