# %% [markdown]
# # {{ title }}
#
# **You will** run a network of one unit over two steps, forward and backward, and add where two gradients meet.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [06 · Computational graphs](../notebooks/06_computational_graphs.ipynb)
#
# Every value is one number here: no arrays, no loops. Take paper and a pencil. Each answer is a function; write it
# in place of `raise NotImplementedError()`, run the cell, then run the check below it. `hint("E07.fork", 1)` helps
# a little, `hint("E07.fork", 2)` more.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The target
#
# The network has one unit and reads two inputs. It has a target at both steps:
#
# $$z^{[t]} = \tanh(V z^{[t-1]} + W x^{[t]} + b) \qquad f^{[t]} = U z^{[t]} + c$$
#
# $$L = \frac{1}{2} (f^{[0]} - y^{[0]})^2 + \frac{1}{2} (f^{[1]} - y^{[1]})^2$$
#
# Before step 0 the state is `z_init`. T = 2: there are no more steps than these two.
#
# Each step has a loss of its own, L[0] and L[1], and L is their sum. Draw the graph on paper: one box for each of
# `z_init`, x[0], x[1], z[0], z[1], f[0], f[1], y[0], y[1], L[0] and L[1], and an arrow
# from what is used to what is made. Then guess:

# %%
my_guess = guess("How many arrows lead away from z[0]?", None)
my_guess

# %% [markdown]
# The next cell runs one such network with rnnlib and draws its graph.

# %% tags=["target"]
from rnnlib import RNN, bptt, unfolded_graph, identity, record, squared_error

W, V, b, U, c = 0.5, -0.8, 0.1, 1.5, 0.2
x0, x1, z_init, y0, y1 = 1.0, -0.6, 0.4, 0.5, -1.0

one_unit = RNN(*map(np.array, ([[W]], [[V]], [b], [[U]], [c])), tau=identity)
x, y = [[x0], [x1]], [[y0], [y1]]
trace = record(one_unit, x, y, squared_error, z_init=[z_init])
unfolded_graph(trace)

# %%
my_guess.compare(sum(trace.names["z[0]"] in node.parents for node in trace.nodes))

# %% [markdown]
# Two arrows: one leads to f[0], one to z[1]. This is the fork of part 3.
#
# And these are its values and its gradients. You will compute every one of these numbers yourself.

# %% tags=["target"]
for name in ("z[0]", "z[1]", "f[0]", "f[1]"):
    print(f"{name:8}{trace.value(name).item():8.4f}")
L, gradient, _, dz_init = bptt(one_unit, x, y, squared_error, z_init=[z_init], with_inputs=True)
print(f"L       {L:8.4f}")
for letter in "WVbUc":
    print(f"d{letter}      {getattr(gradient, letter).item():8.4f}")
print(f"dz_init {dz_init.item():8.4f}")

# %% [markdown]
# ## Part 1: forward ({{ points of forward }})
#
# Worked example: the two lines for t = 0 are written. The lines for t = 1 and the loss are yours.
#
# | name | meaning |
# |---|---|
# | `x0`, `x1` | x[0], x[1] |
# | `z_init` | the state before step 0 |
# | `W`, `V`, `b`, `U`, `c` | parameters, the same at both steps |
# | `y0`, `y1` | targets |
# | result | z[0], z[1], f[0], f[1], L, in this order |


# %%
def forward(x0, x1, z_init, W, V, b, U, c, y0, y1):
    z0 = np.tanh(V * z_init + W * x0 + b)
    f0 = U * z0 + c
    ### BEGIN SOLUTION
    z1 = np.tanh(V * z0 + W * x1 + b)
    f1 = U * z1 + c
    L = 0.5 * (f0 - y0) ** 2 + 0.5 * (f1 - y1) ** 2
    ### END SOLUTION
    return z0, z1, f0, f1, L


# %%
check("E07.forward", forward)

# %% [markdown]
# ## Part 2: the last state ({{ points of dz1 }})
#
# Now back, from right to left. We write `dz1` for the gradient of L with respect to z[1]: how much L grows, for
# each unit by which z[1] grows.
#
# z[1] is used once, for f[1]. So there is one way from L to z[1], with two arrows. **Along a way, slopes are
# multiplied.** The slope of the loss is the first one:
#
# $$\frac{\partial L}{\partial f^{[1]}} = f^{[1]} - y^{[1]} \qquad f^{[1]} = U z^{[1]} + c$$


# %%
def dz1(f1, y1, U):
    df1 = f1 - y1
    ### BEGIN SOLUTION
    gradient = U * df1
    ### END SOLUTION
    return gradient


# %%
check("E07.dz1", dz1)

# %% [markdown]
# ## Part 3: the fork ({{ points of fork }})
#
# z[0] is used **twice**: for f[0] and for z[1]. A small change of z[0] reaches the loss on two ways, and **where
# two ways meet, their gradients are added**.
#
# On the way through z[1] lies tanh. Its slope can be written with the value z that tanh gave:
#
# $$\frac{\partial}{\partial a} \tanh(a) = 1 - z^2 \qquad z = \tanh(a)$$
#
# Here `dz1` is a number that comes to you as an argument. The result is `dz0`, the gradient of z[0].

# %%
signs = guess(
    "V is negative, dz1 positive. Which sign has what comes back through z[1]?",
    None,
    choices=("+", "−"),
)
signs


# %%
def fork(z0, z1, f0, y0, dz1, V, U):
    through_f = U * (f0 - y0)
    ### BEGIN SOLUTION
    through_z = V * (1 - z1**2) * dz1
    dz0 = through_f + through_z
    ### END SOLUTION
    return dz0


# %%
check("E07.fork", fork)

# %%
comes_back = -0.8 * (1 - trace.value("z[1]").item() ** 2) * 2.0  # V = −0.8, dz1 = 2
print(f"For V = −0.8 and dz1 = 2 the way through z[1] brings {comes_back:.3f}")
signs.compare("−" if comes_back < 0 else "+")

# %% [markdown]
# ## Part 4: all gradients ({{ points of backward }})
#
# Now the page is empty. Write all gradients, from right to left. It helps to write `da1` and `da0` for the
# gradients of what goes **into** tanh:
#
# $$a^{[t]} = V z^{[t-1]} + W x^{[t]} + b \qquad z^{[t]} = \tanh(a^{[t]})$$
#
# W, V, b, U and c are used at **both** steps. So each of their gradients is a sum of two terms. Ask at each step:
# what was the weight multiplied with?
#
# | name | meaning |
# |---|---|
# | `x0` … `y1` | what `forward` took |
# | `z0`, `z1`, `f0`, `f1` | what `forward` gave; you need not compute it again |
# | result | dW, dV, db, dU, dc, dz_init, in this order |


# %%
def backward(x0, x1, z_init, W, V, b, U, c, y0, y1, z0, z1, f0, f1):
    ### BEGIN SOLUTION
    df0, df1 = f0 - y0, f1 - y1
    dz1 = U * df1
    da1 = (1 - z1**2) * dz1
    dz0 = U * df0 + V * da1
    da0 = (1 - z0**2) * dz0
    dW = x0 * da0 + x1 * da1
    dV = z_init * da0 + z0 * da1
    db = da0 + da1
    dU = z0 * df0 + z1 * df1
    dc = df0 + df1
    dz_init = V * da0
    ### END SOLUTION
    return dW, dV, db, dU, dc, dz_init


# %%
check("E07.backward", backward)

# %% [markdown]
# Are these the numbers of the target? Put this into a new cell and compare:
#
# ```python
# network = x0, x1, z_init, W, V, b, U, c, y0, y1
# z0, z1, f0, f1, _ = forward(*network)
# backward(*network, z0, z1, f0, f1)
# ```
#
# `rnnlib.step_backward(trace)` shows the same way back in pictures, one step at a time.

# %% [markdown]
# ## What you can do now
#
# You can send a gradient back through a graph: multiply along a way, add where two ways meet, add again where a
# weight was used twice. With matrices in place of numbers, this is all of backpropagation through time (E09).
#
# **Next:** {{ next }}
