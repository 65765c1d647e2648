"""Different right answers to E11; each must be accepted."""

import numpy as np


def by_hand_as_lists():
    x = [[[1.0], [-1.0]], [[0.5], [0.3]], [[-0.4], [0.9]]]
    z_init = [[0.5, -0.3], [0.2, 0.8]]
    return x, z_init, [[0.7, -0.6]], [[0.5, 0.9], [-0.4, 0.3]], [0.1, -0.2]


def in_float32_and_a_dict():
    rng = np.random.default_rng(5)
    shapes = {"x": (5, 2, 3), "z_init": (2, 4), "W": (3, 4), "V": (4, 4), "b": (4,)}
    return {k: rng.uniform(-1, 1, shape).astype(np.float32) for k, shape in shapes.items()}


def views_of_one_array():
    numbers = np.sin(np.arange(1.0, 51.0))
    x, z_init, W = numbers[:24].reshape(4, 3, 2), numbers[24:33].reshape(3, 3), numbers[33:39]
    return [x, z_init, W.reshape(2, 3), numbers[39:48].reshape(3, 3).T, numbers[47:]]


VARIANTS = {
    "E11.bug_1": (lambda: ("d", 3), lambda: ["line D", "3"]),
    "E11.bug_2": (lambda: (" E ", 2.0), lambda: {"reason": 2, "line": "Line e"}),
    "E11.bug_3": (lambda: ("g", np.int64(5)), lambda: ("line G", " 5 ")),
    "E11.bug_4": (lambda: ("h", 6), lambda: ["(H)", np.array([6])]),
    "E11.exposing_case": (by_hand_as_lists, in_float32_and_a_dict, views_of_one_array),
}
