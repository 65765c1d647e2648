"""Three readers in PyTorch with the same care: an RNN, a CNN and attention.

Each reads (B, T, n_x) and gives scores (B, n_f) after the last step. Each can also read one step at
a time, with what it has to keep: so the cost of one more step and the numbers kept are counted.
"""

from itertools import pairwise

import numpy as np
import torch
from torch import nn
from torch.nn import functional

WIDTH = 32
RATES = (0.003, 0.01)  # the learning rate is chosen on validation sequences


class Recurrent(nn.Module):
    """tanh, one layer, an orthogonal V: the network of the course."""

    def __init__(self, n_x, n_f):
        super().__init__()
        self.layer = nn.RNN(n_x, WIDTH, batch_first=True)
        nn.init.orthogonal_(self.layer.weight_hh_l0)
        self.out = nn.Linear(WIDTH, n_f)

    def forward(self, x):
        """The scores after the last step, (B, n_f)."""
        return self.out(self.layer(x)[1][0])

    def step(self, x_t, kept):
        """One step more: (scores, what to keep). Nothing is kept before the first."""
        z = kept[0] if kept else torch.zeros(len(x_t), WIDTH)
        z = torch.tanh(
            functional.linear(x_t, self.layer.weight_ih_l0, self.layer.bias_ih_l0)
            + functional.linear(z, self.layer.weight_hh_l0, self.layer.bias_hh_l0)
        )
        return self.out(z), [z]


class Convolution(nn.Module):
    """Two layers of windows of five steps, ReLU, and the maximum over time."""

    def __init__(self, n_x, n_f, window=5):
        super().__init__()
        sizes = (n_x, WIDTH, WIDTH)
        self.before = window - 1
        self.layers = nn.ModuleList(nn.Conv1d(a, b, window) for a, b in pairwise(sizes))
        self.out = nn.Linear(WIDTH, n_f)

    def forward(self, x):
        """The scores after the last step, (B, n_f)."""
        x = x.transpose(1, 2)
        for layer in self.layers:
            x = torch.relu(layer(functional.pad(x, (self.before, 0))))
        return self.out(x.amax(dim=2))

    def step(self, x_t, kept):
        """One step more: (scores, what to keep). Nothing is kept before the first."""
        if not kept:
            sizes = [layer.in_channels for layer in self.layers]
            kept = [torch.zeros(len(x_t), n, self.before) for n in sizes]
            kept.append(torch.zeros(len(x_t), WIDTH))
        new = []
        for layer, window in zip(self.layers, kept, strict=False):
            seen = torch.cat([window, x_t[..., None]], dim=2)
            new.append(seen[..., 1:])
            x_t = torch.relu(layer(seen))[..., 0]
        highest = torch.maximum(kept[-1], x_t)
        return self.out(highest), [*new, highest]


class Attention(nn.Module):
    """Two layers of causal attention with four heads, positions as sines: a small Transformer."""

    def __init__(self, n_x, n_f, layers=2, heads=4):
        super().__init__()
        self.heads = heads
        self.read = nn.Linear(n_x, WIDTH)
        nn.init.normal_(self.read.weight)  # as large as the positions, or these drown the words
        self.layers = nn.ModuleList(
            nn.ModuleDict(
                {
                    "norm": nn.LayerNorm(WIDTH),
                    "qkv": nn.Linear(WIDTH, 3 * WIDTH),
                    "mix": nn.Linear(WIDTH, WIDTH),
                    "norm2": nn.LayerNorm(WIDTH),
                    "up": nn.Linear(WIDTH, 2 * WIDTH),
                    "down": nn.Linear(2 * WIDTH, WIDTH),
                }
            )
            for _ in range(layers)
        )
        self.out = nn.Linear(WIDTH, n_f)

    def forward(self, x):
        """The scores after the last step, (B, n_f)."""
        return self._read(x, [], causal=True)[0]

    def step(self, x_t, kept):
        """One step more: (scores, what to keep). Nothing is kept before the first."""
        return self._read(x_t[:, None], kept, causal=False)

    def _read(self, x, kept, causal):
        before = kept[0].shape[2] if kept else 0
        h, new = self.read(x) + positions(before, x.shape[1]), []
        for number, layer in enumerate(self.layers):
            q, k, v = (
                part.unflatten(2, (self.heads, -1)).transpose(1, 2)
                for part in layer["qkv"](layer["norm"](h)).chunk(3, dim=2)
            )
            if kept:
                k = torch.cat([kept[2 * number], k], dim=2)
                v = torch.cat([kept[2 * number + 1], v], dim=2)
            new += [k, v]
            scores = q @ k.transpose(2, 3) / q.shape[3] ** 0.5
            if causal:
                later = torch.ones_like(scores[0, 0], dtype=torch.bool).triu(1)
                scores = scores.masked_fill(later, -torch.inf)
            seen = scores.softmax(dim=3) @ v
            h = h + layer["mix"](seen.transpose(1, 2).flatten(2))
            h = h + layer["down"](torch.relu(layer["up"](layer["norm2"](h))))
        return self.out(h[:, -1]), new


def positions(first, T):
    """The places first … first + T − 1 as sines and cosines of WIDTH/2 wave lengths: (T, WIDTH)."""
    at = torch.arange(first, first + T)[:, None] / 10_000 ** (torch.arange(0, WIDTH, 2) / WIDTH)
    return torch.cat([at.sin(), at.cos()], dim=1)


READERS = {"RNN": Recurrent, "CNN": Convolution, "attention": Attention}


def trained(kind, batch, valid, seed, steps):
    """A reader trained on `batch(rng)` -> (x, classes): with the better one of two learning rates.

    valid is a list of pairs (x, classes), on which the rate is chosen.
    """
    tried = (_trained(kind, batch, valid, seed, steps, rate) for rate in RATES)
    return max(tried, key=lambda model: right(model, valid))


def _trained(kind, batch, valid, seed, steps, rate):
    torch.manual_seed(seed)
    rng, (x, _) = np.random.default_rng(seed), valid[0]
    model = READERS[kind](x.shape[2], max(int(y.max()) for _, y in valid) + 1)
    optimiser = torch.optim.Adam(model.parameters(), lr=rate)
    for _ in range(steps):
        x, y = batch(rng)
        loss = functional.cross_entropy(model(as_tensor(x)), torch.from_numpy(y))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
    return model


def right(model, pairs):
    """The share of right answers over pairs (x, classes)."""
    with torch.no_grad():
        hits = [model(as_tensor(x)).argmax(1).numpy() == y for x, y in pairs]
    return float(np.concatenate(hits).mean())


def as_tensor(x):
    """What NumPy made, in single precision."""
    return torch.from_numpy(np.ascontiguousarray(x, np.float32))


def next_steps(model, n_x, after):
    """{n: (multiplications for one more step, numbers kept)} after n steps of one sequence."""
    from torch.utils.flop_counter import FlopCounterMode

    kept, x, found = [], torch.zeros(1, n_x), {}
    with torch.no_grad():
        for n in range(max(after) + 1):
            if n in after:
                with FlopCounterMode(display=False) as counter:
                    model.step(x, kept)
                flops = counter.get_total_flops()  # a multiplication and an addition each
                found[n] = flops // 2, sum(part.numel() for part in kept)
            _, kept = model.step(x, kept)
    return found
