"""Slips of the pen and of the mind, each described once and planted wherever its line occurs.

    step      the line of one step: z = tanh(z V + x W + b)
    output    score, sigmoid and softmax
    backward  the slope of tanh, the error, and the sums over time

A slip that is known in one step is so known in the run and in the whole network as well.
"""
