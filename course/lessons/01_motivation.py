# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 01 · Why not just a dense net?
#
# **After this lesson you can**
#
# - say why a dense net needs inputs of one fixed size,
# - compute how its number of weights grows with the length of the sentence,
# - show what a bag of words cannot see, and say what a network without memory can see,
# - say exactly what a recurrent network offers that its rivals do not.
#
# **Time:** 45 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3
# ## Do you remember?
#
# Answer before you open the solution.
#
# 1. Which weights go from the hidden layer to the hidden layer of the next step?
#    <details><summary>Answer</summary>V, of shape (n_z, n_z).</details>
# 2. What is the index of the first word?
#    <details><summary>Answer</summary>t = 0. The state before it is called z_init.</details>
# 3. The lecture writes Wᵀx. What does the code write?
#    <details><summary>Answer</summary>x @ W. Rows instead of columns, and the same W.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## The task
#
# We read a short text and decide: is it **positive** or **negative**? This is called *sentiment
# analysis*. The example of the lecture is the sentence "This is good news."
#
# First we turn the sentence into tokens. A *token* is what the network reads in one step: here a word,
# or the sign `<eos>` for the end.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import tokens

tokens("This is good news.")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## A dense net
#
# A dense (fully connected) net with one hidden layer computes
#
# $$\mathbf{z} = \sigma(\mathbf{W}^\top \mathbf{x} + \mathbf{b}), \qquad
# \mathbf{f} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z}).$$
#
# The picture shows the same net twice. On the left each layer is one block. On the right each unit (or
# *neuron*) is drawn, with its value for one input. Green is positive, violet negative.
#
# The input is one word. A word becomes a **one-hot** vector: all zeros, and a single 1 at the place of the
# word. The list of all words that a network knows is its *vocabulary*.

# %% slideshow={"slide_type": "subslide"} minutes=1
import numpy as np

from rnnlib import DenseNet, record, two_views_of_a_dense_net

rng = np.random.default_rng(1)  # makes random numbers: from 1, always the same ones
net = DenseNet.initialise(5, 3, 1, rng=rng)
x = np.array([0.0, 0.0, 1.0, 0.0, 0.0])  # one word of five: "good"
two_views_of_a_dense_net(record(net, x))

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Problem 1: the input has one fixed size
#
# W has one row for each input number. For the extra numbers of a longer input, W has no rows.
#
# To give this net a whole sentence, we could put the vectors of all words side by side. Five words with
# five numbers each give 25 inputs.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import Vocabulary

words = tokens("This is good news.")
vocabulary = Vocabulary(words)
x = vocabulary.one_hot(words).ravel()  # five one-hot vectors, side by side
net = DenseNet.initialise(x.size, 3, 1, rng=rng)
z, f = net.run(x)
x.size, f.round(3)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# > **Predict:** what happens with the sentence "This is good good news."?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask, attempt

longer = ask("01 a longer sentence", "it is read", "an error", "the last word is left out")

# %% slideshow={"slide_type": "fragment"}
x_longer = vocabulary.one_hot(tokens("This is good good news.")).ravel()
result, message = attempt(net.run, x_longer)
print(message or result)
read = message is None
left_out = read and np.array_equal(result[1], net.run(x_longer[: x.size])[1])
longer.reveal(read and not left_out, not read, left_out)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# Six tokens give 30 numbers, and W has 25 rows. No row exists for the other five numbers, so the product cannot be
# computed.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Problem 2: the weights grow with the length
#
# The usual remedy is **padding**: choose a maximal length L and fill shorter sentences with zeros.
#
# > **Predict:** with 1,000 words in the vocabulary, 16 hidden units and one output, how many parameters does a
# > padded dense net have for L = 10 words? For L = 50?

# %% slideshow={"slide_type": "subslide"} minutes=1
parameters_of_a_padded_net = ask("01 parameters", numbers=["L = 10", "L = 50"])


# %% slideshow={"slide_type": "fragment"}
def dense_size(L, n_x=1000, n_z=16, n_f=1):
    return L * n_x * n_z + n_z + n_z * n_f + n_f


def rnn_size(n_x=1000, n_z=16, n_f=1):
    return n_x * n_z + n_z * n_z + n_z + n_z * n_f + n_f


print(f"{'L':>4} {'padded dense net':>17} {'RNN':>8}")
for L in (1, 10, 50):
    print(f"{L:4} {dense_size(L):17,} {rnn_size():8,}")
parameters_of_a_padded_net.reveal(dense_size(10), dense_size(50), factor=1.05)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# W has one row for each input number, so L · 1,000 rows of 16 weights; b, U and c add 33. The RNN has the same
# number for every length, because V and W are used again at each step.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### Real models, counted
#
# If the formula is right, real models have as many parameters as it says.

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import RNN, count

made = DenseNet.initialise(10 * 1000, 16, 1, rng=rng)
rnn = RNN.initialise(1000, 16, 1, rng=rng)
print(made, rnn, sep="\n")

# %% tags=["holds"]
assert count(made) == dense_size(10)
assert count(rnn) == rnn_size()

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import line_plot

lengths = np.arange(1, 51)
line_plot(
    lengths,
    {"padded dense net": dense_size(lengths), "RNN": np.full(50, rnn_size())},
    x_label="longest sentence L (words)",
    y_label="parameters",
)

# %% [markdown] slideshow={"slide_type": "notes"}
# The number of weights is one half of the problem. The other half is what they can learn. In the padded
# net, "good" in place 2 and "good" in place 3 meet **different weights**. What the net learns
# about one place says nothing about the next place. We measure that in the next section.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Problem 3: what is learned at one place stays there
#
# A small experiment. Each sentence has eight places, counted from 0, with random filler words, and one word
# that decides: "good" or "bad". While we train, that word never stands in places 3 and 4. In the test it
# stands only there.

# %%
from rnnlib import accuracy, binary_cross_entropy, fit


def sentences(n, places, length=8):
    """Filler words (numbers 2 … 9), one of them replaced by good (0) or bad (1)."""
    numbers = rng.integers(2, 10, size=(n, length))
    good = np.arange(n) % 2
    numbers[np.arange(n), rng.choice(places, size=n)] = 1 - good
    return np.eye(10)[numbers], good[:, None].astype(float)  # (n, length, 10), (n, 1)


x_train, y_train = sentences(1000, [0, 1, 2, 5, 6, 7])
x_test, y_test = sentences(1000, [3, 4])

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# `fit` trains: it changes the weights in small steps, so that the outputs come closer to the targets y. One
# round through all sentences is called an *epoch*. `binary_cross_entropy` measures how wrong an output between
# 0 and 1 is. `accuracy` is the share of right answers. Lesson 03b says more about training.
#
# > **Predict:** what share of the test sentences does the padded dense net get right?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
unseen = ask("01 places that it never saw", "nearly all", "about three quarters", "about half")

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
dense_scores = []
for _ in range(5):  # five different random starts
    start = DenseNet.initialise(80, 16, 1, rng=rng)
    flat = x_train.reshape(1000, 80)
    net, _ = fit(start, flat, y_train, binary_cross_entropy, epochs=20, rng=rng)
    dense_scores.append(accuracy(net, x_test.reshape(1000, 80), y_test))
print("padded dense net:", np.round(dense_scores, 2))
mean = np.mean(dense_scores)
unseen.reveal(mean > 0.87, 0.62 < mean <= 0.87, mean <= 0.62)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# The net guesses, sometimes a bit above one half and sometimes below, because during training the input "good in place 3" was always
# zero. Therefore its weights never changed: they are still the random numbers of the start.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### The same for an RNN
#
# It gets the same data and the same number of training rounds.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
rnn_scores = []
for _ in range(5):
    start = RNN.initialise(10, 16, 1, rng=rng)
    rnn, _ = fit(start, list(x_train), y_train, binary_cross_entropy, epochs=20, rng=rng)
    rnn_scores.append(accuracy(rnn, list(x_test), y_test))
print("RNN:             ", np.round(rnn_scores, 2), "mean", np.mean(rnn_scores).round(2))

# %% tags=["holds"]
assert np.mean(rnn_scores) > 0.95

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# The RNN meets every word with the same weights, so it can use what it learned about "good" in places that it had
# never seen. Sharing makes this possible, but does not enforce it: trained at even places only, an RNN may learn a
# rule about even and odd steps (*Your turn*, task 1).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Problem 4: words depend on the words before them
#
# A dense net treats its inputs as separate numbers. The words of a sentence are not separate: what was read tells
# something about what comes. Take 14,000 sentences of reviews, and all places where the word before was "good".
#
# > **Predict:** how often does "the" stand in such a place, compared with how often it stands anywhere?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
after_good = ask("01 a word after good", "less often", "as often", "more often")

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import measured

before = measured("the word before")
the = before.means["“the” after “good”, times as often as anywhere"]
after_good.reveal(the < 0.8, 0.8 < the < 1.25, the > 1.25)

# %% slideshow={"slide_type": "subslide"} minutes=1
before

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1.5
# <details><summary>Why</summary>
#
# "Good" is an adjective, and an adjective rarely stands before "the". It often stands before a noun. "The" comes a
# fifth as often as elsewhere, and "job" eighty times as often. (All is counted in four parts of five, over five
# drawings. "Good morning" never occurs in these reviews, so the usual example cannot be measured here.)
#
# The first two rows of the table say among how many equally likely words a guess has to choose. Knowing one word
# before halves that number, because words are not independent. A word that stands further back can matter as well: "The food was good when
# we came here last year, but now it is …". So a network that reads text needs to keep what it has read.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.5
# ## What about a bag of words?
#
# There is a simple way to make every sentence the same length: count the words and forget where they
# stood. This is a **bag of words**. It has no problem with length, and none with places.
#
# > **Predict:** a model reads only the bag. Which of these two sentences can it call positive, and the other one
# > negative?
# >
# > - "The film is not good, it is bad."
# > - "The film is not bad, it is good."

# %% slideshow={"slide_type": "subslide"} minutes=0.5
which = ask(
    "01 two sentences and a bag",
    "the second, if it has a hidden layer and is trained well",
    "neither of them: it says the same to both",
)

# %% slideshow={"slide_type": "fragment"}
from collections import Counter

one = Counter(tokens("The film is not good, it is bad."))
two = Counter(tokens("The film is not bad, it is good."))
print(one)
which.reveal(one != two, one == two)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1
# <details><summary>Why</summary>
#
# Both sentences are one and the same bag. A function has one value for one input, so any model that sees only the
# bag gives both the same answer, whatever its weights and its layers. One of the two answers is wrong. This is a
# proof, and needs no measurement.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ### How much does that cost?
#
# That depends on the sentences. We make some with a small grammar: a clause says something good or bad, and half
# of the clauses have a negation. In "A but B" the second clause decides, beside "although" the main clause.
# Every word is as often in positive sentences as in negative ones.

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import generated_sentences, split

corpus = generated_sentences(6000, np.random.default_rng(3))
train, test = split(corpus, 0.2, np.random.default_rng(0))
for text, label in train[:8]:
    print("positive" if label else "negative", " ", text)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# The bag needs a model that decides. We begin with logistic regression, a net without a hidden layer: each word adds
# its weight, and the sum decides.
#
# > **Predict:** tested on sentences that it has not seen, what share does it get right?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
adding = ask("01 a bag and a linear model", "nearly all", "about three quarters", "about half")

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

count_words = CountVectorizer(analyzer=tokens)
bag_train = count_words.fit_transform(train.texts).toarray().astype(float)  # (4800, words)
bag_test = count_words.transform(test.texts).toarray().astype(float)
linear = LogisticRegression(max_iter=1000).fit(bag_train, train.labels)
linear_right = linear.score(bag_test, test.labels)
adding.reveal(linear_right > 0.87, 0.62 < linear_right <= 0.87, linear_right <= 0.62)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1
# <details><summary>Why</summary>
#
# About half: a coin does as well. "good" is in as many negative sentences ("not good") as in positive ones, so its
# weight ends near zero, and so does every other. Is the answer not in the bag, or is this model too simple for it?
# One failure cannot tell. We have to try another model.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ### The same bag, one hidden layer
#
# Now a dense net with 16 hidden units reads the same counts.
#
# > **Predict:** which share of all test sentences does it get right?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
hidden = ask(
    "01 a bag and a hidden layer",
    "about half: the answer is not in the bag",
    "clearly more than half, clearly less than all",
    "nearly all: a hidden layer computes everything",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
start = DenseNet.initialise(bag_train.shape[1], 16, 1, rng=rng)
y_bag = train.labels[:, None].astype(float)
bag_net, _ = fit(start, bag_train, y_bag, binary_cross_entropy, epochs=15, rng=rng)
right = (bag_net.run(bag_test)[1][:, 0] > 0.5) == (test.labels == 1)
hidden.reveal(right.mean() <= 0.62, 0.62 < right.mean() <= 0.93, right.mean() > 0.93)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Which ones?</summary>
#
# Two kinds of sentences are mixed here. The next cell looks at them apart.
#
# </details>

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
joint = [next((w for w in ("but", "although", "and") if w in tokens(t)), "") for t in test.texts]
joint = np.array(joint)
kinds = {"one clause": joint == "", "two, one decides": np.isin(joint, ("but", "although"))}
for kind, chosen in kinds.items():
    print(f"{kind:17} {chosen.sum():4} sentences, right: {right[chosen].mean():.2f}")

# %% tags=["holds"]
assert linear_right < 0.55 and right[kinds["one clause"]].mean() > 0.97
assert right[kinds["two, one decides"]].mean() < 0.8

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# So half of the problem was not a question of order. With one clause, a sentence is positive if **either** its word is good
# **or** it has a negation, but not both. This is *exclusive or*, XOR, the oldest example of what a linear model cannot
# compute and one hidden layer can. Both facts are in the bag.
#
# The other half needs the order. "The food is good but the film is bad." and the same with its clauses exchanged are
# one bag with two answers. A model that reads only the bag cannot be right about both, because it
# gives both the same answer.
#
# (It is right in more than half of them because in every second sentence both clauses say the same.)
#
# ### Who else reads order?
#
# A **convolutional network** (CNN) lays the same small net over every window of five words, layer upon layer, and
# keeps the largest value of each unit over the whole sentence. Here is what was measured, with five corpora, all rivals
# treated alike: settings chosen on separate sentences, and tested on others.

# %% slideshow={"slide_type": "subslide"} minutes=1
order = measured("who reads order")
order

# %% tags=["holds"]
assert order.means["bag, linear"] < 0.53 and order.means["bag, hidden layer, one clause"] > 0.97
assert order.means["bag, hidden layer, but or although"] < 0.8
assert min(order.means["CNN"], order.means["RNN"]) > 0.97

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1
# The CNN is as good as the RNN. So not only an RNN reads the order, and for classifying short sentences a CNN is a good
# choice too. In real reviews most sentences can even be judged by their words alone, and a
# bag of words is a strong rival: lesson 03c measures it.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2.5
# ## What we need
#
# | wish | padded dense net | bag of words | CNN with a maximum | RNN |
# |---|---|---|---|---|
# | sentences of any length | no, up to L | yes | yes | yes |
# | number of weights independent of the length | no | yes | yes | yes |
# | what is learned at one place can hold at every place | no | yes | yes | yes |
# | the order of neighbouring words counts | yes | no | yes | yes |
# | the order of words **at any distance** can count, with **one state of constant size** and **constant cost for each new word** | no | no | no, only within its windows | yes |
#
# The last row separates them: it is what an RNN offers. A Transformer, which today's large language models are, looks back at every earlier
# word: order at any distance, but its memory and its cost for a new word grow with every word that it has read.
# "Can count" is a promise about the form of the network. Lesson 08 measures how much of it training keeps.
#
# People read one word at a time and remember a little of what they have read. The next lesson gives a
# dense net that ability. It takes one more matrix.

# %% slideshow={"slide_type": "slide"} minutes=0.5
from rnnlib import tally

tally("01")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.5
# ## Key points
#
# - A dense net has one row of W for each input number. Its input size is fixed.
# - Padding makes sentences equally long. The weights then grow with the length, and what one place
#   learns, the others do not.
# - A bag of words has no order. Two sentences with one bag get one answer, from every model.
# - When a model fails, ask whether the answer is missing in its input or the model is too simple: negation was XOR, and
#   one hidden layer solved it.
# - What an RNN offers: any length, one state of constant size, constant cost for each new word.
#
# ## Common mistakes
#
# - *"Weights are shared so that the shapes fit."* A separate matrix for each place would also fit. The
#   point is that a shared weight learns from every place.
# - *"The linear model is at chance, so the answer is not in the bag."* One model's failure proves nothing about the
#   input.
# - *"Only an RNN can read the order."* A CNN reads it too, within its windows. Measure your rivals before you say so.
#
# ## Your turn
#
# 1. Train the RNN with the places 0, 2, 4, 6 and test with 1, 3, 5, 7. Run it several times. It now often
#    fails, and can end far below one half. All sentences have the same length here, so it can learn a rule
#    about even and odd steps. Now mix sentences of different lengths (`sentences(100, [0, 2, 4, 6], length=9)`
#    and so on). What changes?
#    <details><summary>Solution</summary>With mixed lengths the rule about even and odd steps no longer helps,
#    and the accuracy is near 1: `parts = [sentences(100, [0, 2, 4, 6], length=n) for n in range(8, 14)]`, then
#    `x_mixed = [x for part in parts for x in part[0]]` and `y_mixed = np.concatenate([p[1] for p in parts])`.
#    </details>
# 2. Write two sentences with the same bag and opposite meanings that do not use "not". Then two that a bag can tell
#    apart but a linear model on it cannot, together with two more.
#    <details><summary>Solution</summary>"The book was good, the film was bad." and "The film was good, the book
#    was bad." as an opinion about the film. For the second: "good", "not good", "bad" and "not bad" are four
#    different bags. No four weights get all of them right: the weight of "not" would have to be negative for the one
#    pair and positive for the other.</details>
#
# **Exercise:** [E01 · A dense net, and a longer input](../exercises/E01_dense_net.ipynb).
#
# **Words:** [accuracy](14_glossary.ipynb#accuracy), [bag of words](14_glossary.ipynb#bag-of-words), [convolutional network](14_glossary.ipynb#convolutional-network), [dense net](14_glossary.ipynb#dense-net), [epoch](14_glossary.ipynb#epoch), [neuron](14_glossary.ipynb#neuron), [one-hot vector](14_glossary.ipynb#one-hot-vector), [padding](14_glossary.ipynb#padding), [training](14_glossary.ipynb#training), [Transformer](14_glossary.ipynb#Transformer), [vocabulary](14_glossary.ipynb#vocabulary), [random generator](14_glossary.ipynb#random-generator)
#
# **Next:** [02 · Recurrence](02_recurrence.ipynb)
