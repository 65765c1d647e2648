"""Ratios of times: the shortest run of each counts."""

from rnnlib.learning.clock import attention_against_recurrence, scan_against_loop, seconds


def test_a_ratio_of_times_is_a_number_above_zero():
    assert scan_against_loop(8, 2) > 0 and attention_against_recurrence(10, n=4) > 0


def test_the_shortest_run_counts(monkeypatch):
    clock = iter([0.0, 5.0, 10.0, 12.0, 20.0, 29.0])
    monkeypatch.setattr("rnnlib.learning.clock.time.perf_counter", lambda: next(clock))
    assert seconds(lambda: None, repeat=3) == 2
