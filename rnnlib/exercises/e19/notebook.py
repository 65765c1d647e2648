# %% [markdown]
# # {{ title }}
#
# **You will** train a small network, choose its learning rate and its number of epochs on validation data, and report
# an honest test.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [03b · Sentiment, learned](../notebooks/03b_sentiment_learned.ipynb)

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## Three parts of the data
#
# The training part is there to learn from, the validation part to choose by, and the test part to report on, once.
#
# A sequence has ten numbers. The question is whether their leaky sum, with the factor 0.8, is above zero. But the answers
# were given by somebody who makes mistakes, so nobody can be right about all of them. There are few sequences to
# learn from, on purpose: a network can learn them by heart, with all their mistakes.

# %%
from rnnlib import RNN, Adam, binary_cross_entropy, fit


def made(n, rng):
    """n sequences, a list of (10, 1), and what was answered, (n, 1)."""
    x = rng.normal(size=(n, 10, 1))
    leaky_sum = x[:, :, 0] @ 0.8 ** np.arange(9, -1, -1)
    answers = leaky_sum + rng.normal(size=n) > 0
    return list(x), answers[:, None].astype(float)


rng = np.random.default_rng(3)
x, y = made(100, rng)
parts = {"validation": made(150, rng), "test": made(150, rng)}

# %% [markdown]
# ## Worked example: one training
#
# `fit` moves the weights a little for each batch. The **learning rate** says how far; one **epoch** goes
# through all sequences once. After each epoch `fit` measures the loss on the validation part.


# %%
def train(rate, start, measured_on="validation", epochs=20):
    rng = np.random.default_rng(start)
    model = RNN.initialise(1, 12, 1, rng=rng)
    how = {"epochs": epochs, "optimiser": Adam(rate), "progress": False}
    data = parts[measured_on]
    return fit(model, x, y, binary_cross_entropy, rng=rng, validation=data, **how)[1]


# %% [markdown]
# Before you look: the training loss falls nearly always, if the rate is not far too large.

# %%
my_guess = guess(
    "Rate 0.03, 20 epochs. At which epoch is the loss on the validation part smallest?",
    None,
    choices=("the first", "in between", "the last"),
)
my_guess

# %% tags=["nbval-ignore-output"]
history = train(0.03, start=0)
history.plot()

# %% tags=["nbval-ignore-output"]
words = {1: "the first", 20: "the last"}
my_guess.compare(words.get(history.best, "in between"))

# %% [markdown]
# Try it yourself: another rate, another start. Which rates are too small for 20 epochs, which too large?

# %% tags=["nbval-ignore-output"]
print(train(0.003, start=0))

# %% [markdown]
# ## The target
#
# A small table of validation losses, to see what is asked for: two rates, two starts, three epochs. The means over the
# starts are what a choice should look at.

# %% tags=["target"]
small = np.array([[[0.7, 0.3, 0.5], [0.7, 0.7, 0.6]], [[0.6, 0.4, 0.5], [0.6, 0.5, 0.8]]])
print("means over the starts, a row for each rate:")
print(small.mean(axis=1))
print("smallest single loss", small.min(), " smallest mean", small.mean(axis=1).min().round(3))

# %% [markdown]
# ## Part 1: choose, then report ({{ points of choose }})
#
# Somebody has trained with each rate, from several random starts, and has written down all losses after each epoch.
# Choose the rate and the number of epochs, and return with them the test loss that may be reported: the mean over the
# starts.
#
# | name | meaning | shape |
# |---|---|---|
# | `rates` | the learning rates | `(n_rates,)` |
# | `training`, `validation`, `test` | the losses on the three parts | `(n_rates, n_starts, n_epochs)` |
# | result | the rate, the number of epochs, the test loss | three numbers |


# %%
def choose(rates, training, validation, test):
    ### BEGIN SOLUTION
    mean = validation.mean(axis=1)
    best, epoch = np.unravel_index(np.argmin(mean), mean.shape)
    rate, epochs, test_loss = rates[best], epoch + 1, test[best, :, epoch].mean()
    ### END SOLUTION
    return rate, epochs, test_loss


# %%
check("E19.choose", choose)

# %% [markdown]
# ## Now your own training
#
# This trains with three rates from two starts, and calls your function. It takes some seconds. (To have the test loss
# after each epoch, each training is repeated and measured on the test part. Outside an exercise it is measured once.)

# %% tags=["nbval-ignore-output"]
rates, starts = np.array([0.003, 0.01, 0.03]), (0, 1)


def losses(measured_on, what="validation_losses"):
    """The losses after each epoch of all trainings, (n_rates, n_starts, n_epochs)."""
    return np.array([[getattr(train(r, s, measured_on), what) for s in starts] for r in rates])


try:
    choose(np.array([0.01, 0.1]), small, small, small)
except NotImplementedError:
    print("choose is not written yet")
else:
    training, validation = losses("validation", "losses"), losses("validation")
    rate, epochs, test_loss = choose(rates, training, validation, losses("test"))
    print(f"rate {rate}, {epochs:.0f} epochs, test loss {test_loss:.3f}")

# %% [markdown]
# ## What you can do now
#
# You can train a network, choose by validation data and not by luck, and say which number may be reported. In the
# project, E13, you do this with a task of your own.
#
# **Next:** {{ next }}
