"""Lesson 12 with and without PyTorch: what is stored is what PyTorch gives."""

import json
import sys

import numpy as np
import pytest

from rnnlib import lecture_example, to_torch
from rnnlib.elsewhere.pytorch_numbers import FILE, pytorch
from tools.build.pytorch_numbers import computed

pytestmark = pytest.mark.slow


@pytest.fixture
def without_pytorch(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)  # `import torch` raises ImportError now


def test_the_stored_numbers_are_what_pytorch_gives_today(capsys):
    pytest.importorskip("torch")
    stored, fresh = json.loads(FILE.read_text(encoding="utf-8")), computed()
    assert "PyTorch" in capsys.readouterr().out
    assert stored.keys() == fresh.keys()
    for name in stored.keys() - {"version"}:
        # 20 epochs of training let rounding grow; everything else is one run
        tolerance = 1e-4 if "bias" in name else 1e-12
        np.testing.assert_allclose(fresh[name], stored[name], rtol=tolerance, err_msg=name)


def test_the_lesson_runs_without_pytorch_on_stored_numbers_and_says_so(without_pytorch, capsys):
    assert computed() == json.loads(FILE.read_text(encoding="utf-8"))
    assert "PyTorch is not installed. The lesson shows stored numbers" in capsys.readouterr().out


def test_without_pytorch_the_converter_says_what_to_do(without_pytorch, capsys):
    assert pytorch()[0] is None
    with pytest.raises(ImportError, match=r"PyTorch is not installed.*%pip install torch"):
        to_torch(lecture_example()[0])
