# %% [markdown]
# # {{ title }}
#
# **You will** find sentences that a bag of words cannot tell apart, sentences that a weighted sum cannot, and
# sentences on which a network that seems perfect is wrong.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [03b · Sentiment, learned](../notebooks/03b_sentiment_learned.ipynb)
#
# Your answers are sentences, as text. There are many right ones.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The rule
#
# Your sentences are read by a rule, so that it is clear what they mean:
#
# - A sentence has one clause, or several with *but* between them. **The last clause decides.**
# - A clause has exactly one word of praise or blame. Each *not*, *never*, *isn't* or *nothing* before it turns it round.
#
# Capital letters, commas and full stops do not count. The rule knows these words, and *is, a, an, the, there, about, very,
# really, so, truly, particularly, but*:

# %%
from rnnlib.data.short_cut import NEGATIVE, NOUNS, POSITIVE, PRONOUNS

for name, words in (("praise", POSITIVE), ("blame", NEGATIVE), ("others", PRONOUNS + NOUNS)):
    print(f"{name:7}", *words)

# %% [markdown]
# ## Worked example: two bags and a weighted sum
#
# A bag of words is the number of times that each word occurs. A linear reader gives each word a weight and compares the
# sum with a threshold. For "this is good" and "this is not good" a weight of −1 for "not" is enough: the sums are 0
# and −1, and the threshold lies between them.

# %%
from collections import Counter

weights = {"not": -1.0}
for sentence in ("this is good", "this is not good"):
    print(dict(Counter(sentence.split())), sum(weights.get(word, 0.0) for word in sentence.split()))

# %%
my_guess = guess(
    '"this is bad" joins the negative side. Is the weight −1 for "not" still enough?',
    None,
    choices=("yes", "no"),
)
my_guess

# %%
sums = [sum(weights.get(w, 0.0) for w in s.split()) for s in ("this is good", "this is bad")]
my_guess.compare("yes" if sums[0] > sums[1] else "no")

# %% [markdown]
# ## Part 1: one bag, two meanings ({{ points of same_bag }})
#
# Write two sentences that no bag of words can tell apart, although one is positive and the other negative.


# %%
def same_bag():
    ### BEGIN SOLUTION
    positive, negative = "this is bad but it is good", "this is good but it is bad"
    ### END SOLUTION
    return positive, negative


# %%
check("E18.same_bag", same_bag)

# %% [markdown]
# ## Part 2: a bag can, a weighted sum cannot ({{ points of bag_but_no_line }})
#
# Now the bags may differ, so a reader with a hidden layer can learn them. But **no** weights for the words, with any
# threshold, may put all positive sentences on the one side and all negative ones on the other. Return two lists, of at
# most six sentences each.


# %%
def bag_but_no_line():
    ### BEGIN SOLUTION
    positive = ["this is good", "this is not bad"]
    negative = ["this is bad", "this is not good"]
    ### END SOLUTION
    return positive, negative


# %%
check("E18.bag_but_no_line", bag_but_no_line)

# %% [markdown]
# ## The target: a network that seems to be perfect
#
# It learns from 1,600 sentences. Then it is right on nearly all of 400 others of the same kind, which it has never seen.
# Here are some sentences of this kind.

# %% tags=["target"]
from rnnlib import sentences_with_a_short_cut, split

rng = np.random.default_rng(0)
learn, test = split(sentences_with_a_short_cut(2000, rng), 0.2, rng)
for contrast in (True, False):
    print(*[text for text in learn.texts if (" but " in text) == contrast][:4], sep="\n")

# %%
from rnnlib import (
    RNN,
    Adam,
    Vocabulary,
    accuracy,
    binary_cross_entropy,
    encode,
    fit,
    predict,
    tokens,
)

vocabulary = Vocabulary.of([tokens(text) for text in learn.texts])
start = RNN.initialise(len(vocabulary), 16, 1, rng=rng)
how = {"epochs": 16, "optimiser": Adam(0.006), "progress": False}
network, _ = fit(start, *encode(learn, vocabulary), binary_cross_entropy, rng=rng, **how)

# %% tags=["nbval-ignore-output"]
print(f"right on new sentences: {accuracy(network, *encode(test, vocabulary)):.3f}")

# %% [markdown]
# Ask it whatever you like. Change a half, change a word, and watch f: near 1 means positive, near 0 negative.


# %% tags=["nbval-ignore-output"]
def says(text):
    return predict(network, [vocabulary.one_hot(tokens(text))])[0].round(2)


says("The food is awful but the film is nice.")

# %% [markdown]
# ## Part 3: expose it ({{ points of exposing }})
#
# The network is right for the wrong reason. In sentences of the form *A but B* it need not read B, because its
# training sentences have a **short cut**. Find it. Then return contrasts *A but B* on which a reader with this short cut
# must be wrong: at least one positive and at least one negative sentence, in words that the rule knows.


# %%
def exposing():
    ### BEGIN SOLUTION
    positive = ["The food is great but the film is nice."]
    negative = ["The food is awful but the film is bad."]
    ### END SOLUTION
    return positive, negative


# %%
check("E18.exposing", exposing)

# %% [markdown]
# The check knows the short cut and does not ask your network. Ask it yourself: `says("…")` with your sentences. How
# wrong it is depends on the random start.

# %% [markdown]
# ## What you can do now
#
# You can say what a bag cannot know, what a weighted sum cannot say although the bag knows it, and why a high share of
# right answers on sentences of the same kind does not show the reason.
#
# **Next:** {{ next }}
