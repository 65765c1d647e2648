# %% [markdown]
# # {{ title }}
#
# **You will** set the weights of three small networks by hand, so that they remember what they should. Nothing is
# trained.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [02 · Recurrence](../notebooks/02_recurrence.ipynb)
#
# Take paper and a pencil. Each answer is a function without arguments; it returns five arrays. There are many right
# answers. The check runs your network on all short sequences and looks only at what it says.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The networks
#
# Each network reads a sequence of 0 and 1, one number at each step. The state before the first step is zero:
#
# $$\mathbf{z}^{[t]} = \tanh(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top x^{[t]} + \mathbf{b}) \qquad
# f = c + \mathbf{U}^\top \mathbf{z}$$
#
# f is read after the last step. **It says yes if f is at least one half, and no otherwise.**
#
# | name | meaning | shape |
# |---|---|---|
# | `W` | how strongly each unit hears x | `(1, n_z)` |
# | `V` | `V[i, j]`: how strongly unit j hears unit i | `(n_z, n_z)` |
# | `b` | a bias for each unit | `(n_z,)` |
# | `U`, `c` | how f is made of the units | `(n_z, 1)`, `(1,)` |

# %% [markdown]
# ## Worked example: was the last input a 1?
#
# One unit is enough. It hears x and nothing else, so V is zero. A strong W makes z nearly 1 after a 1, and z is 0 after
# a 0. f is z.


# %%
from rnnlib import RNN, identity


def says(weights, text):
    """What f is after each input of "0 1 1"."""
    W, V, b, U, c = map(np.array, weights)
    x = np.array([[float(sign)] for sign in text.split()])
    return RNN(W, V, b, U, c, tau=identity).run(x)[1][:, 0].round(2)


last_input = [[4.0]], [[0.0]], [0.0], [[1.0]], [0.0]
says(last_input, "0 1 1 0 0")

# %% [markdown]
# Now V becomes 0.9, so the unit also hears itself. A single 1 is followed by many zeros.

# %%
my_guess = guess("V = 0.9. Does f stay above one half?", None, choices=("yes", "no"))
my_guess

# %%
fading = says(([[4.0]], [[0.9]], [0.0], [[1.0]], [0.0]), "1" + " 0" * 20)
my_guess.compare("yes" if fading.min() >= 0.5 else "no")

# %% [markdown]
# ## The target
#
# Three questions about the same inputs. Your networks have to answer them at every step.

# %% tags=["target"]
x = [0, 1, 0, 0, 1, 1, 0, 1]
ever = [any(x[: t + 1]) for t in range(len(x))]
before = [t > 0 and x[t - 1] == 1 for t in range(len(x))]
odd = [sum(x[: t + 1]) % 2 == 1 for t in range(len(x))]
print("x                          ", *x)
print("was there ever a 1?        ", *map(int, ever))
print("was the one before it a 1? ", *map(int, before))
print("is the number of ones odd? ", *map(int, odd))

# %% [markdown]
# ## Part 1: was there ever a 1? ({{ points of ever_one }})
#
# **One unit.** Before the first 1 the answer is no. From then on it is yes, however many zeros follow.


# %%
def ever_one():
    ### BEGIN SOLUTION
    W, V, b = [[4.0]], [[2.0]], [0.0]
    U, c = [[1.0]], [0.0]
    ### END SOLUTION
    return W, V, b, U, c


# %%
check("E17.ever_one", ever_one)

# %% [markdown]
# ## Part 2: was the one before it a 1? ({{ points of one_before }})
#
# **Two units.** The answer is about the input *before* the last one; what is read now does not count. After a single
# input there is nothing before it, and the answer is no.


# %%
def one_before():
    ### BEGIN SOLUTION
    W, V, b = [[5.0, 0.0]], [[0.0, 5.0], [0.0, 0.0]], [0.0, 0.0]
    U, c = [[0.0], [1.0]], [0.0]
    ### END SOLUTION
    return W, V, b, U, c


# %%
check("E17.one_before", one_before)

# %% [markdown]
# ## Part 3: is the number of ones odd? ({{ points of parity }})
#
# **At most three units.** This is called parity. A 1 turns the answer round, a 0 leaves it.
#
# Let p be the old answer. Fill this table first: is at least one of p and x a 1? Are both? Which of these answers, put
# together, give the new p?
#
# | p | x | at least one | both | new p |
# |---|---|---|---|---|
# | 0 | 0 | | | |
# | 0 | 1 | | | |
# | 1 | 0 | | | |
# | 1 | 1 | | | |


# %%
def parity():
    ### BEGIN SOLUTION
    W, b = [[10.0, 10.0]], [-5.0, -15.0]
    V = [[5.0, 5.0], [-5.0, -5.0]]
    U, c = [[0.5], [-0.5]], [0.0]
    ### END SOLUTION
    return W, V, b, U, c


# %%
check("E17.parity", parity)

# %% [markdown]
# ## What you can do now
#
# You can say what a recurrent weight does: hold a state, pass it on to another unit, or turn an answer round. You have
# seen what one unit cannot do. Training finds such weights, if the examples need them and the gradient reaches them.
#
# **Next:** {{ next }}
