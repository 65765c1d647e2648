"""What the site adds to Pyodide: wheels, and a lock that names them and all that they need."""

import ast
import hashlib
import json
import re
import zipfile

import pytest
from built_site import ROOT

from tools.lite import wheels
from tools.lite.pyodide import ADDRESS, PINNED

SET_UP = (wheels.IN_BROWSER / "set_up.py").read_text(encoding="utf-8")


def a_wheel(folder, name, files):
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for inside, content in files.items():
            archive.writestr(inside, content)
    return path


def test_a_wheel_is_named_with_its_checksum_and_what_it_lets_one_import(tmp_path):
    files = {"lazy_loader/__init__.py": "", "six.py": "", "lazy_loader-0.6.dist-info/WHEEL": ""}
    path = a_wheel(tmp_path, "lazy_loader-0.6-py3-none-any.whl", files)
    entry = wheels.read_wheel(path).entry
    assert (entry["name"], entry["version"]) == ("lazy-loader", "0.6")
    assert entry["imports"] == ["lazy_loader", "six"] and entry["depends"] == ["packaging"]
    assert entry["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_lock_holds_pyodides_packages_from_beside_it_or_from_their_makers(tmp_path):
    own = wheels.read_wheel(a_wheel(tmp_path, "rnnlib-1-py3-none-any.whl", {"rnnlib/x": ""}))
    here, there = wheels.lock_of([own]), wheels.lock_of([own], from_cdn=True)
    numpy = PINNED["packages"]["numpy"]
    assert here["packages"]["numpy"] == numpy
    assert there["packages"]["numpy"]["file_name"] == ADDRESS + numpy["file_name"]
    assert there["packages"]["numpy"]["sha256"] == numpy["sha256"]
    assert there["packages"]["rnnlib"] == here["packages"]["rnnlib"] == own.entry


def test_everything_that_a_package_needs_is_in_the_site():
    kernel = {"piplite", "pyodide-kernel", "ipykernel"}
    ours = {*kernel, *wheels.FROM_PYPI, "rnnlib", "course-in-browser", "ssl"}
    there = ours | set(PINNED["packages"])
    needed = {name for needs in wheels.NEEDS.values() for name in needs} | set(wheels.NEEDS)
    assert needed | {name.replace("_", "-") for name in wheels.AT_ONCE} <= there
    asked = set(
        re.findall(r"^(\w[\w-]*)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    )
    assert asked - {"jupyterlab", "nbval"} <= there, "a learner has it, and the browser has not"


def test_what_asks_for_a_package_only_when_used_is_known_to_the_set_up():
    """No cell imports faker: `surnames` does, when it is called, and Pyodide must know before."""
    tree = ast.parse(SET_UP)
    (brings,) = [ast.literal_eval(n.value) for n in tree.body if isinstance(n, ast.Assign)]
    assert brings.pop("fonttools"), "of Matplotlib, not of ours"
    source = (ROOT / "rnnlib" / "data" / "small_sets.py").read_text(encoding="utf-8")
    functions = {n.name: ast.unparse(n) for n in ast.parse(source).body if hasattr(n, "name")}
    functions.pop("needed")
    asking = {name for name, text in functions.items() if "needed(" in text}
    asking |= {n for n, text in functions.items() if any(f"{a}(" in text for a in asking)}
    public = {name for name in asking if not name.startswith("_")}
    assert public == {name for names in brings.values() for name in names.split("|")}
    pages = (ROOT / "rnnlib").rglob("*.py")
    places = [p for p in pages if re.search(r"\bneeded\(", p.read_text("utf-8"))]
    assert [p.name for p in places] == ["small_sets.py"]


def test_the_list_of_fonts_is_of_the_right_version_and_of_matplotlibs_own_fonts(tmp_path):
    font = {"fname": "fonts/ttf/DejaVuSans.ttf", "__class__": "FontEntry"}
    fonts = {"_version": 390, "ttflist": [font, {"fname": "/usr/share/x.ttf"}], "afmlist": []}
    files = {
        "matplotlib/fontlist.json": json.dumps(fonts),
        "matplotlib/font_manager.py": "class FontManager:\n    __version__ = 330\n",
    }
    found = json.loads(wheels.font_list(a_wheel(tmp_path, "matplotlib.whl", files)))
    assert found == {"_version": 330, "ttflist": [font], "afmlist": []}
    files["matplotlib/font_manager.py"] = "version = 330"
    with pytest.raises(AssertionError, match="in another way"):
        wheels.font_list(a_wheel(tmp_path, "other.whl", files))


def test_a_wheel_of_ours_is_the_same_each_time_and_holds_the_reviews_if_there_are_any(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(wheels, "font_list", lambda path: b"{}")
    places = [tmp_path / name for name in ("a", "b", "c")]
    for place in places:
        place.mkdir()
    texts = [b"good\n", b"good\n", None]
    paths = [wheels.make_set_up(p, tmp_path, t) for p, t in zip(places, texts, strict=True)]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    names = [set(zipfile.ZipFile(path).namelist()) for path in paths]
    assert names[0] - names[2] == {"course_in_browser/reviews.tsv"}
