# %% [markdown]
# # {{ title }}
#
# **You will** write a gradient check, then the whole of backpropagation through time, and trust it for a reason.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [09 · Learning through time](../notebooks/09_learning_through_time.ipynb)
#
# Each answer is a function. Write it in place of `raise NotImplementedError()`, run the cell, then run the check
# below it. `hint("E09.bptt", 1)` helps a little, `hint("E09.bptt", 2)` more.
#
# The check comes first on purpose. Gradients that are wrong look like gradients that are right: same shapes, similar
# sizes, and the loss often falls all the same. If you can measure a gradient, you can see whether it is right.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The target
#
# A small network with 2 inputs, 3 units and 2 outputs reads 4 steps of 2 sequences. rnnlib computes dV, the gradient
# of its loss with respect to V. You will write the function that gives these numbers.

# %% tags=["target"]
from rnnlib import RNN, bptt as bptt_of_rnnlib, identity, squared_error

rng = np.random.default_rng(9)
model = RNN.initialise(2, 3, 2, rng=rng, tau=identity)
x, y, z_init = (rng.normal(size=shape) for shape in ((4, 2, 2), (4, 2, 2), (2, 3)))
_, gradient = bptt_of_rnnlib(model, x, y, squared_error, z_init=z_init)
print(gradient.V.round(6))

# %% [markdown]
# ## Worked example: the slope of a function of one number
#
# To measure a slope, move a little to **both** sides, by eps, and see how far the loss moves:
#
# $$\frac{\partial L}{\partial p} \approx \frac{L(p + \text{eps}) - L(p - \text{eps})}{2 \, \text{eps}}$$
#
# This is called a **central difference**. A forward difference moves to one side only:
# $(L(p + \text{eps}) - L(p)) / \text{eps}$.

# %%
my_guess = guess(
    "L(p) = sin(p), p = 1, eps = 0.1. Which one is nearer to the true slope cos(1)?",
    None,
    choices=("forward", "central", "both the same"),
)
my_guess


# %%
def central(loss, p, eps):
    return (loss(p + eps) - loss(p - eps)) / (2 * eps)


def forward(loss, p, eps):
    return (loss(p + eps) - loss(p)) / eps


far = {f.__name__: abs(f(np.sin, 1.0, 0.1) - np.cos(1.0)) for f in (central, forward)}
for name, distance in far.items():
    print(f"{name:8} is {distance:.6f} off")
my_guess.compare(min(far, key=far.get))

# %% [markdown]
# ## Part 1: measure a gradient ({{ points of measured_gradient }})
#
# Now p is an array of any shape, such as V. Each of its numbers has a slope of its own. To measure one of them, move
# **only this one**. `loss` is a function: `loss(p)` is one number.
#
# | name | meaning |
# |---|---|
# | `loss` | a function of an array |
# | `p` | an array of any shape; it must not be changed |
# | `eps` | how far to move |
# | result | the slopes, in the shape of `p` |
#
# `np.ndindex(p.shape)` gives the places of an array, one after the other: (0, 0), (0, 1), … `slopes` starts as NaN,
# "not a number". A place that you forget stays NaN, and you will see it.


# %%
def measured_gradient(loss, p, eps):
    slopes = np.full(p.shape, np.nan)
    for place in np.ndindex(p.shape):
        ### BEGIN SOLUTION
        right, left = p.copy(), p.copy()
        right[place] += eps
        left[place] -= eps
        slopes[place] = (loss(right) - loss(left)) / (2 * eps)
        ### END SOLUTION
    return slopes


# %%
check("E09.measured_gradient", measured_gradient)

# %% [markdown]
# ## Part 2: how far apart? ({{ points of relative_error }})
#
# Two gradients never agree in all digits. How much is too much? One number for a whole array, the **relative error**:
#
# $$\text{error} = \frac{\text{largest difference}}{\text{largest size of one} + \text{largest size of the other}}$$
#
# A size is an absolute value, and a difference is one too. If both arrays are zero, the error should be 0 and not 0/0.
# So the number below the line is never smaller than $10^{-8}$.
#
# With float64 and eps = $10^{-5}$: below $10^{-7}$ a gradient is right, above $10^{-4}$ it is wrong, and between
# them look again.


# %%
def relative_error(given, measured):
    ### BEGIN SOLUTION
    difference = np.abs(given - measured).max()
    size = np.abs(given).max() + np.abs(measured).max()
    error = difference / max(size, 1e-8)
    ### END SOLUTION
    return error


# %%
check("E09.relative_error", relative_error)

# %% [markdown]
# ## Part 3: one step back ({{ points of backward_step }})
#
# Now the gradient itself. Forward, $\mathbf{a}^{[t]} = \mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b}$
# and $\mathbf{z}^{[t]} = \tanh(\mathbf{a}^{[t]})$. Let `dz` be the gradient of z[t]. We need two things from it:
#
# - `da`, the gradient of a[t]. tanh works on each number by itself, with slope $1 - z^2$.
# - `to_the_left`, what z[t−1] hears of it. In columns: $\mathbf{V} \, d\mathbf{a}$. In code the rows are sentences.
#
# | name | meaning | shape |
# |---|---|---|
# | `dz` | gradient of z[t] | `(B, n_z)` |
# | `z_t` | the state z[t] | `(B, n_z)` |
# | `V` | hidden → hidden | `(n_z, n_z)` |
# | result | da, to_the_left, in this order | both `(B, n_z)` |


# %%
def backward_step(dz, z_t, V):
    ### BEGIN SOLUTION
    da = (1 - z_t**2) * dz
    to_the_left = da @ V.T
    ### END SOLUTION
    return da, to_the_left


# %%
check("E09.backward_step", backward_step)

# %% [markdown]
# ## Part 4: all of it ({{ points of bptt }})
#
# $\tau$ does nothing here, so $\mathbf{f}^{[t]} = \mathbf{c} + \mathbf{U}^\top \mathbf{z}^{[t]}$. There is a loss at
# every step. It is summed over the steps and averaged over the batch:
#
# $$L = \frac{1}{B} \sum_{\text{rows}} \sum_t \frac{1}{2} |\mathbf{f}^{[t]} - \mathbf{y}^{[t]}|^2$$
#
# | name | shape | | gradient | shape |
# |---|---|---|---|---|
# | `x`, `y` | `(T, B, n_x)`, `(T, B, n_f)` | | dx | `(T, B, n_x)` |
# | `W`, `V`, `b` | `(n_x, n_z)`, `(n_z, n_z)`, `(n_z,)` | | dW, dV, db | like `W`, `V`, `b` |
# | `U`, `c` | `(n_z, n_f)`, `(n_f,)` | | dU, dc | like `U`, `c` |
# | `z_init` | `(B, n_z)` | | dz_init | `(B, n_z)` |
#
# The forward run is written. The way back is yours. Its formulas, in columns, for one sequence:
#
# $$d\mathbf{z}^{[t]} = \mathbf{U} \, d\mathbf{f}^{[t]} + \mathbf{V} \, d\mathbf{a}^{[t+1]} \qquad d\mathbf{x}^{[t]} = \mathbf{W} \, d\mathbf{a}^{[t]}$$
#
# $$d\mathbf{V} = \sum_t \mathbf{z}^{[t-1]} \, (d\mathbf{a}^{[t]})^\top \qquad d\mathbf{W} = \sum_t \mathbf{x}^{[t]} \, (d\mathbf{a}^{[t]})^\top \qquad d\mathbf{U} = \sum_t \mathbf{z}^{[t]} \, (d\mathbf{f}^{[t]})^\top$$
#
# In code, a product such as `x[t].T @ da` also adds over the rows of the batch. `reversed(range(T))` counts from
# T − 1 to 0. Make sums start with `np.zeros`, and arrays that are filled place by place with `np.full(…, np.nan)`.


# %%
def bptt(x, y, W, V, b, U, c, z_init):
    T, B, _ = x.shape
    z = np.full((T, B, len(b)), np.nan)
    z_t = z_init
    for t in range(T):
        z[t] = z_t = np.tanh(z_t @ V + x[t] @ W + b)
    f = z @ U + c

    ### BEGIN SOLUTION
    dW, dV, db = np.zeros(W.shape), np.zeros(V.shape), np.zeros(b.shape)
    dU, dc = np.zeros(U.shape), np.zeros(c.shape)
    dx = np.full(x.shape, np.nan)
    from_right = np.zeros(z_init.shape)
    for t in reversed(range(T)):
        before = z[t - 1] if t > 0 else z_init
        df = (f[t] - y[t]) / B
        dU += z[t].T @ df
        dc += df.sum(axis=0)
        dz = df @ U.T + from_right
        da = (1 - z[t] ** 2) * dz
        dW += x[t].T @ da
        dV += before.T @ da
        db += da.sum(axis=0)
        dx[t] = da @ W.T
        from_right = da @ V.T
    dz_init = from_right
    ### END SOLUTION
    return dW, dV, db, dU, dc, dx, dz_init


# %%
check("E09.bptt", bptt)

# %% [markdown]
# ## Check it yourself
#
# The check knows the right numbers. In your own work nobody does. Then you measure. If your check says *not yet*, this
# also finds out which gradient is wrong. Put it into a new cell:
#
# ```python
# W, V, b, U, c = model.W, model.V, model.b, model.U, model.c
#
#
# def loss_for(V):
#     z, L = z_init, 0.0
#     for x_t, y_t in zip(x, y):
#         z = np.tanh(z @ V + x_t @ W + b)
#         L += 0.5 * ((z @ U + c - y_t) ** 2).sum() / len(y_t)
#     return L
#
#
# dV = bptt(x, y, W, V, b, U, c, z_init)[1]
# relative_error(dV, measured_gradient(loss_for, V, 1e-5))
# ```
#
# Write the same for W: only `def loss_for(W)` and three letters change. rnnlib does it for all parameters with
# `gradient_check`.

# %% [markdown]
# ## What you can do now
#
# You can write backpropagation through time without a library, measure any gradient, and say by one number whether the
# two agree.
#
# **Next:** {{ next }}
