"""How long does it take? Two comparisons of lesson 16, as ratios: machines differ, ratios less so.

scan_against_loop     all states by a scan, by a loop
attention_against     one new token after T others: attention, a recurrence
"""

import time
from collections.abc import Callable

import numpy as np

from rnnlib.cells import formula
from rnnlib.fast.scan import loop, scan
from rnnlib.functions import softmax
from rnnlib.networks.min_gru import MinGRU


def seconds(work: Callable, repeat: int = 9) -> float:
    """The shortest of several runs: what else the machine does can only make one longer."""
    best = np.inf
    for _ in range(repeat):
        begin = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begin)
    return best


def scan_against_loop(T: int, n: int, seed: int = 0) -> float:
    """How many times as fast the scan is as the loop, for T steps of n numbers each."""
    rng = np.random.default_rng(seed)
    a, b = rng.uniform(0.5, 1, size=(T, n)), rng.normal(size=(T, n))
    return seconds(lambda: loop(a, b)) / seconds(lambda: scan(a, b))


def attention_against_recurrence(T: int, n: int = 64, seed: int = 0) -> float:
    """How many times as long attention needs for one more token, after T of them.

    One head, n numbers for each token, all keys and values kept (a KV cache), as it is done where
    text is written. Against it a minGRU with n units. Both make their input from n numbers.
    """
    rng = np.random.default_rng(seed)
    x, z, b = rng.normal(size=(3, n))
    Q, K, V, out = rng.normal(size=(4, n, n)) / np.sqrt(n)
    keys, values = rng.normal(size=(2, T + 1, n))
    step = formula(MinGRU(Q, b, K, b, out, b))

    def attend():
        keys[T], values[T] = x @ K, x @ V
        weights = softmax.value(keys @ (x @ Q) / np.sqrt(n))
        return weights @ values @ out

    def recur():
        return step(x, z) @ out

    return seconds(attend) / seconds(recur)
