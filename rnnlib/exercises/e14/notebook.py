# %% [markdown]
# # {{ title }}
#
# **You will** write one step of a GRU, then its step back, and measure whether you are right.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [15 · Gates](../notebooks/15_gates.ipynb)
#
# Each answer is a function. Write it in place of `raise NotImplementedError()`, run the cell, then run the check
# below it. `hint("E14.gru_step", 1)` helps a little, `hint("E14.gru_step", 2)` more.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The target
#
# A GRU with 2 inputs and 3 units reads one step of 2 sequences. You will write the function that gives these numbers.

# %% tags=["target"]
from rnnlib import GRU

rng = np.random.default_rng(14)
model = GRU.initialise(2, 3, 1, rng=rng)
x, z = rng.normal(size=(2, 2)), rng.normal(size=(2, 3))
print(model.step(x, z).round(4))

# %% [markdown]
# ## Worked example: one unit, and numbers
#
# A unit holds z = 0.8. Its new content is −0.4, and its update gate is u = 0.25. The new state is the mean of old and
# new, with u as the weight of the new:
#
# $$z^{[t]} = (1 - u) \, z^{[t-1]} + u \, n^{[t]}$$

# %%
my_guess = guess(
    "z = 0.8, new = −0.4, u = 0.25. The new state is …",
    None,
    choices=("−0.1", "0.5", "0.7"),
)
my_guess

# %%
kept, taken = (1 - 0.25) * 0.8, 0.25 * -0.4
print(f"kept {kept:.1f}, taken in {taken:.1f}, together {kept + taken:.1f}")
my_guess.compare(f"{kept + taken:.1f}")

# %% [markdown]
# ## Part 1: a gate ({{ points of gate }})
#
# A gate is a number from 0 to 1 for each unit:
#
# $$\mathbf{g} = \text{sigmoid}(\mathbf{V}^\top \mathbf{z} + \mathbf{W}^\top \mathbf{x} + \mathbf{b}) \qquad
# \text{sigmoid}(a) = \frac{1}{1 + e^{-a}}$$
#
# | name | meaning | shape |
# |---|---|---|
# | `x` | input | `(B, n_x)` |
# | `z` | state before the step | `(B, n_z)` |
# | `W`, `V`, `b` | weights of this gate | `(n_x, n_z)`, `(n_z, n_z)`, `(n_z,)` |
# | result | the gate | `(B, n_z)` |


# %%
def gate(x, z, W, V, b):
    ### BEGIN SOLUTION
    a = z @ V + x @ W + b
    g = 1 / (1 + np.exp(-a))
    ### END SOLUTION
    return g


# %%
check("E14.gate", gate)

# %% [markdown]
# ## Part 2: one step ({{ points of gru_step }})
#
# $$\mathbf{u} = \text{sigmoid}(\mathbf{V}_u^\top \mathbf{z} + \mathbf{W}_u^\top \mathbf{x} + \mathbf{b}_u) \qquad
# \mathbf{r} = \text{sigmoid}(\mathbf{V}_r^\top \mathbf{z} + \mathbf{W}_r^\top \mathbf{x} + \mathbf{b}_r)$$
#
# $$\mathbf{h} = \mathbf{V}^\top \mathbf{z} + \mathbf{b}_V \qquad
# \mathbf{n} = \tanh(\mathbf{r} \cdot \mathbf{h} + \mathbf{W}^\top \mathbf{x} + \mathbf{b}) \qquad
# \mathbf{z}^{[t]} = (1 - \mathbf{u}) \cdot \mathbf{z} + \mathbf{u} \cdot \mathbf{n}$$
#
# Here **z** without a step is the state before, **h** is what the state says to the new content (`heard`), and **n** is the new content (`new`). The dot
# multiplies unit by unit. You may use your `gate`.
#
# | name | shape |
# |---|---|
# | `x`, `z` | `(B, n_x)`, `(B, n_z)` |
# | `W_u`, `W_r`, `W` | `(n_x, n_z)` |
# | `V_u`, `V_r`, `V` | `(n_z, n_z)` |
# | `b_u`, `b_r`, `b`, `b_V` | `(n_z,)` |
# | result: z[t] | `(B, n_z)` |


# %%
def gru_step(x, z, W_u, V_u, b_u, W_r, V_r, b_r, W, V, b, b_V):
    ### BEGIN SOLUTION
    u = 1 / (1 + np.exp(-(z @ V_u + x @ W_u + b_u)))
    r = 1 / (1 + np.exp(-(z @ V_r + x @ W_r + b_r)))
    heard = z @ V + b_V
    new = np.tanh(r * heard + x @ W + b)
    z_t = (1 - u) * z + u * new
    ### END SOLUTION
    return z_t


# %%
check("E14.gru_step", gru_step)

# %% [markdown]
# ## Part 3: one step back ({{ points of gru_step_back }})
#
# Let `dz` be the gradient of z[t]. Go through your step from its last line to its first. What is multiplied forward is
# multiplied backward, what is used twice gets two shares, and each activation multiplies by its slope:
# $g (1 - g)$ for a sigmoid with the value $g$, $1 - n^2$ for tanh with the value $n$.
#
# We ask for the gradients **in front of** the three activations, and for what arrives at the state before:
#
# | name | meaning | shape |
# |---|---|---|
# | `dz` | gradient of z[t] | `(B, n_z)` |
# | `z` | state before the step | `(B, n_z)` |
# | `u`, `r`, `new`, `heard` | what the step computed | `(B, n_z)` |
# | `V_u`, `V_r`, `V` | hidden → gates, hidden → new | `(n_z, n_z)` |
# | result | da_u, da_r, da, dz_before, in this order | each `(B, n_z)` |
#
# `da_u` is the gradient of what goes into the sigmoid of u, `da` that of what goes into tanh.


# %%
def gru_step_back(dz, z, u, r, new, heard, V_u, V_r, V):
    ### BEGIN SOLUTION
    da_u = dz * (new - z) * u * (1 - u)
    da = dz * u * (1 - new**2)
    da_r = da * heard * r * (1 - r)
    dh = da * r
    dz_before = dz * (1 - u) + da_u @ V_u.T + da_r @ V_r.T + dh @ V.T
    ### END SOLUTION
    return da_u, da_r, da, dz_before


# %%
check("E14.gru_step_back", gru_step_back)

# %% [markdown]
# ## Check it yourself
#
# The check knows the right numbers. In your own work nobody does. Then you measure, as in E09: move one number of z a little to
# both sides, and see how far the loss moves. Here the loss is the sum of dz · z[t], whose gradient with respect to z[t] is just
# dz. Put this into a new cell, with your functions above:
#
# ```python
# weights = [getattr(model, k) for k in "W_u V_u b_u W_r V_r b_r W V b b_V".split()]
# dz = rng.normal(size=z.shape)
#
#
# def loss(z):
#     return (dz * gru_step(x, z, *weights)).sum()
#
#
# measured = np.full(z.shape, np.nan)
# for place in np.ndindex(z.shape):
#     move = np.zeros(z.shape)
#     move[place] = 1e-5
#     measured[place] = (loss(z + move) - loss(z - move)) / 2e-5
#
# u, r, new = model.gates(x, z)
# given = gru_step_back(dz, z, u, r, new, z @ model.V + model.b_V, model.V_u, model.V_r, model.V)
# np.abs(given[3] - measured).max()
# ```
#
# Below $10^{-7}$ your way back belongs to your step. The same for a bias, such as b_u: measure `loss` as a function of b_u, and compare with
# `given[0].sum(axis=0)`, because b_u is added in every row.
#
# ## What you can do now
#
# You can write a GRU, forward and backward, and show by a measurement that both belong together. With the loops of E03
# and E09 around them you have a whole network that learns.
#
# **Next:** {{ next }}
