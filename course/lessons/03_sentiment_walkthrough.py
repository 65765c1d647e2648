# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 03 · Sentiment, word by word
#
# **After this lesson you can**
#
# - compute every number of an RNN that reads "This is good news." with a pocket calculator,
# - train an RNN that reads negation, where a bag of words cannot,
# - say honestly what it gains on real sentences.
#
# **Time:** 45 minutes. Take a break after the first half.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2.5
# ## Do you remember?
#
# 1. Which term does an RNN have that a dense net lacks?
#    <details><summary>Answer</summary>Vᵀz[t−1]: the hidden layer reads its own last state.</details>
# 2. A sentence has T = 5 tokens, the model n_z = 3. How many numbers is one state?
#    <details><summary>Answer</summary>3. The state has the size n_z, whatever the length of the
#    sentence.</details>
# 3. Which accuracy does a bag of words reach where only the order decides?
#    <details><summary>Answer</summary>About one half. It guesses.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.5
# ## Part 1: by hand
#
# We follow one sentence through one small network, and compute every number.
#
# ### Five tokens, five vectors
#
# Each token becomes a **one-hot** vector: all zeros, and a single 1 at the place of the word. The
# vocabulary of this example has only five words, in the order in which they appear.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import Vocabulary, lecture_example, one_hot_words

model, words = lecture_example()
five_words = Vocabulary(words)
one_hot_words(words, five_words)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# One-hot vectors are one way to write words as numbers. Large systems use *embeddings*, short vectors that
# are learned. They are closer to one-hot vectors than it seems: a one-hot vector picks one row of W, and that
# row is a short vector that is learned.
#
# ### The network
#
# This network was not trained. Its weights were set by hand, with one decimal place, so that you can follow
# it. Row i of W belongs to word i, column j to unit j.

# %% slideshow={"slide_type": "fragment"}
import numpy as np

print("W\n", model.W, "\nV\n", model.V, "\nb", model.b, "\nU", model.U.ravel(), " c", model.c)

# %% [markdown] slideshow={"slide_type": "notes"}
# Look at the columns of W. They tell what each unit listens to.
#
# - **Unit 0** reacts to "good" (1.4), and V carries 0.7 of it on to the next step.
# - **Unit 1** reacts to "news" (0.6), and V adds 0.9 times what unit 0 still remembers. So it reacts most
#   to "news" after "good".
# - **Unit 2** gets 0.3 from every word. It grows with each word, more and more slowly.

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### t = 0: "This"
#
# $$\mathbf{z}^{[0]} = \sigma(\mathbf{V}^\top \mathbf{z}_\text{init} + \mathbf{W}^\top \mathbf{x}^{[0]} +
# \mathbf{b})$$
#
# There is no past yet. We say so with a first state of zeros, `z_init`. Then the V term is zero too.
#
# > **Predict:** x[0] has its 1 at place 0. Which row of W does Wᵀx[0] pick? What is z[0] in unit 0?
# > (tanh(0.1) is about 0.10.)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import record, walkthrough

x = five_words.one_hot(words)
trace = record(model, x, read="last")
walkthrough(trace, words, t=0)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import arithmetic

arithmetic(trace, t=0)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# A one-hot vector picks one row of W: here the row of "This". Add b, take tanh, and you have z[0]. The
# table shows the three terms for each unit. Check one line with a calculator. (Shown numbers are rounded; your
# last digit may differ by one.)
#
# ### t = 1: "is"
#
# $$\mathbf{z}^{[1]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[0]} + \mathbf{W}^\top \mathbf{x}^{[1]} +
# \mathbf{b})$$
#
# > **Predict:** "is" adds nothing to units 0 and 1: its row of W has zeros there. Will z[1] be zero in
# > unit 0?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
walkthrough(trace, words, t=1)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
arithmetic(trace, t=1, unit=0)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# It is not zero. The word adds nothing, but the past does: the V term is 0.7 · 0.10 + 0.2 · (−0.20). The
# state of a word always holds something of the words before it.
#
# ### t = 2: "good"
#
# > **Predict:** what is z[2] in unit 0? First the sum: the V term is close to zero, W gives 1.4. Then
# > tanh(1.4). Choose: about 0.45, about 0.9, exactly 1.4.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
walkthrough(trace, words, t=2)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
arithmetic(trace, t=2)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# About 0.9. The sum is 1.4, and tanh keeps every state between −1 and 1.
#
# ### t = 3: "news"
#
# Now unit 1 gets 0.6 from the word, and 0.9 · 0.89 from unit 0, which has just read "good".
#
# > **Predict:** add them up, with b = −0.1. Is z[3] in unit 1 nearer to 0.4 or to 0.9?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
walkthrough(trace, words, t=3)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
arithmetic(trace, t=3, unit=1)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### t = 4: the end of the sentence
#
# `<eos>` is a token like the others. It has its own one-hot vector, its own row of W, and it makes one more
# step. The prediction is read from **this** state, z[4].
#
# > **Predict:** `<eos>` brings almost nothing to unit 0: its weight is 0. Will unit 0 forget "good"?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
walkthrough(trace, words, t=4)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
arithmetic(trace, t=4)

# %% [markdown] slideshow={"slide_type": "notes"}
# Not at once: 0.54 of it is left. Count once more. Five tokens make five states, z[0] to z[4]:

# %% slideshow={"slide_type": "subslide"} minutes=0.5
print(f"{'t':>2}  {'reads':6}  state after it")
print("     (none)  z_init =", trace.value("z_init")[0])
for t, word in enumerate(words):
    print(f"{t:2}  {word:6}  z[{t}]   =", trace.value(f"z[{t}]")[0].round(2))

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### From the last state to the prediction
#
# $$\mathbf{f} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z}^{[4]})$$
#
# What stands in the brackets is the *score*. τ is the sigmoid here: it turns the score into a number between 0 and
# 1. Above 0.5 we say *positive*.
#
# > **Predict:** U is (0.8, 1.9, −0.3) and z[4] is about (0.54, 0.65, 0.68). Is f above 0.5?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import output_arithmetic, walkthrough_output

walkthrough_output(trace, words)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
output_arithmetic(trace)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# The score is about 1.57, and the sigmoid makes 0.83 of it: positive.
#
# ### All of it, step by step
#
# Here is the whole run. Use the slider, or click it and press the arrow keys.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import step_through

step_through(trace, words)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### Change the sentence, keep the weights
#
# > **Predict:** "This is news." has no "good". Will f rise or fall? And "This is news good.", with the
# > order turned round: is the state of "news" the same as before?

# %% slideshow={"slide_type": "fragment"}
for text in (words, ["This", "is", "news", "<eos>"], ["This", "is", "news", "good", "<eos>"]):
    states, f = model.run(five_words.one_hot(text), read="last")
    t = text.index("news")
    print(f"{' '.join(text):29} f = {f[0]:.3f}   unit 1 at 'news': {states[t, 1]:.2f}")

# %% [markdown] slideshow={"slide_type": "notes"}
# Without "good", f falls to 0.56. With the order turned round, f is nearly the same here. But the state at
# "news" is not: unit 1 is 0.86 after "good" and 0.44 before it. The state shows **the word in its context**. The sentences had four and five tokens, and
# the network did not need to be changed for that.
#
# One more thing to see: f is only as good as the weights. This network has never heard of "not".

# %% slideshow={"slide_type": "subslide"} minutes=0.5
try:
    five_words.one_hot(["This", "is", "not", "good", "news", "<eos>"])
except ValueError as error:
    print(error)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### Break
#
# You have computed an RNN by hand. Before you go on, close your eyes and say the formula of one step, with
# all letters. Then say which term is zero at t = 0.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.5
# ## Part 2: learned
#
# The weights above were set by hand for one sentence. Now a network finds its own, from sentences with
# labels. These sentences are generated by a small grammar. Negation ("not good") and contrast ("bad but …")
# decide, and every adjective occurs equally often in positive and in negative sentences.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import generated_sentences, split, tokens

corpus = generated_sentences(2500, np.random.default_rng(3))
train, test = split(corpus, 0.2, np.random.default_rng(0))
print(train, test, sep="\n")
for text, label in train[:6]:
    print("   positive" if label else "   negative", text)

# %% [markdown] slideshow={"slide_type": "notes"}
# A vocabulary collects the words of the training sentences. It begins with `<unk>`, a place for every word
# that it does not know.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import encode

vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
x_train, y_train = encode(train, vocabulary)
x_test, y_test = encode(test, vocabulary)
print(len(vocabulary), "words:", ", ".join(vocabulary.words[:12]), "…")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### The opponent: a bag of words
#
# > **Predict:** what share of the test sentences does the bag of words get right?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


def bag_of_words(data):
    model = make_pipeline(CountVectorizer(analyzer=tokens), LogisticRegression())
    return model.fit(data.texts, data.labels)


bag_accuracy = bag_of_words(train).score(test.texts, test.labels)
print(f"bag of words: {bag_accuracy:.2f}")
assert bag_accuracy <= 0.55

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# About one half, often a little below. (Each adjective is exactly balanced. What is positive a bit too often
# in the training part is negative a bit too often in the test part.)
#
# ### The RNN
#
# It has 16 hidden units and one output. *Training* repeats three things: run a batch of sentences, measure
# how wrong the outputs are (the *loss*), and move every weight a little in the direction that makes the loss
# smaller. The *gradient* tells the direction: for each weight, how the loss changes if the weight grows. How it
# is found is called *backpropagation through time*.
#
# > **Predict:** what share will the RNN get right?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib import RNN, accuracy, binary_cross_entropy, fit

rng = np.random.default_rng(1)
start = RNN.initialise(len(vocabulary), 16, 1, rng=rng)
rnn, history = fit(start, x_train, y_train, binary_cross_entropy, epochs=15, rng=rng)
rnn_accuracy = accuracy(rnn, x_test, y_test)
print(f"before training: {accuracy(start, x_test, y_test):.2f}")
print(f"after training:  {rnn_accuracy:.2f}   ({history.seconds:.1f} s)")
assert rnn_accuracy >= 0.98

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
history

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# Nearly all are right, from the order of the words.
#
# ### Look inside while it reads
#
# The trained network reads "This is not good news." Each column is one word. The rows are the 16 units. The
# last row shows what f **would** say if the sentence ended there.
#
# > **Predict:** what does f say after `<eos>`? And what does it say on the way? Step to "good".

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import read_along

read_along(rnn, vocabulary, "This is not good news.")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# At the end f is right: negative. On the way it jumps, and can be very sure of the wrong answer. This is no
# accident. The loss was computed from the **last** output only, so nobody ever told the network what to say
# at "good". It keeps "not" in its state, in a form that U need not read before the end.
#
# Two sentences that differ in one word show it. After "good" both have read the same last word.
#
# > **Predict:** are the two states after "good" equal?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
with_not, _ = rnn.run(vocabulary.one_hot(tokens("This is not good")[:-1]))
without, _ = rnn.run(vocabulary.one_hot(tokens("This is good")[:-1]))
distance = np.linalg.norm(with_not[-1] - without[-1])
print(f"distance of the two states after 'good': {distance:.2f}")
assert distance > 0.5

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# They are far apart. The same word leads to another state, because the past was another. That is the memory
# of the network at work.
#
# ### Your own sentence
#
# Type a sentence. It is read when you pause. (This needs a running kernel, because the network has to compute.)
# Unknown words are marked: the network reads `<unk>` in their place. Try:
#
# - "The film is not bad." and "The film is never boring."
# - "The food is awful but the film is great." and the two halves the other way round
# - a sentence with a word the network has never met

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import own_sentence

own_sentence(rnn, vocabulary, start="The food is awful but the film is great.")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### Words it has never met
#
# > **Predict:** the network was trained without the word "sushi". What does it read in its place?

# %% slideshow={"slide_type": "fragment"}
sentence = tokens("The sushi is not bad.")
print("you write:   ", sentence)
print("it reads:    ", vocabulary.known(sentence))

# %% [markdown] slideshow={"slide_type": "notes"}
# `<unk>` is word number 0, with a row of W like any other. It never occurred in training, so that row still has
# its random start. Here the answer hangs on "not bad". If the unknown word is the adjective, the network
# guesses.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.5
# ## Part 3: real sentences
#
# Generated sentences show what an RNN **can** learn. Do people write like that? Here are sentences from film
# and product reviews, each rated by about 20 people (Hutto and Gilbert 2014). They were fetched when the
# course was set up. If they are missing, one sentence tells you how to get them, and the lesson goes on with
# generated sentences.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import review_sentences

try:
    reviews, have_reviews = review_sentences(), True
except FileNotFoundError as missing:
    reviews, have_reviews = corpus, False
    print(missing)
    print("Until then, Part 3 runs on generated sentences: its text does not fit its numbers.")
train_r, test_r = split(reviews, 0.2, np.random.default_rng(0))
print(train_r, test_r, sep="\n")

# %% [markdown] slideshow={"slide_type": "notes"}
# Run the next cell to read some. (They belong to their authors, so the course does not store them here.)

# %% tags=["not-stored", "nbval-ignore-output"]
for text, label in train_r[:8]:
    print("positive" if label else "negative", "  ", text)

# %% [markdown] slideshow={"slide_type": "notes"}
# People use many more words than our grammar. We keep the words that occur at least twice. All others
# become `<unk>`.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib.text import UNKNOWN

vocabulary_r = Vocabulary.of([tokens(text) for text in train_r.texts], at_least=2)
read = [word for text in test_r.texts for word in vocabulary_r.known(tokens(text))]
print(f"{len(vocabulary_r):,} words; {read.count(UNKNOWN) / len(read):.0%} of the test is <unk>")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# > **Predict:** who wins on real sentences, the bag of words or the RNN? By how much?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
x_train_r, y_train_r = encode(train_r, vocabulary_r)
x_test_r, y_test_r = encode(test_r, vocabulary_r)
bag_r = bag_of_words(train_r)
rng = np.random.default_rng(2)
start = RNN.initialise(len(vocabulary_r), 16, 1, rng=rng)
first, history_r = fit(start, x_train_r, y_train_r, binary_cross_entropy, epochs=8, rng=rng)

print(f"always 'positive':  {test_r.labels.mean():.2f}")
print(f"bag of words:       {bag_r.score(test_r.texts, test_r.labels):.2f}")
print(f"RNN:                {accuracy(first, x_test_r, y_test_r):.2f}")
print(f"RNN, on the sentences it was trained with: {accuracy(first, x_train_r, y_train_r):.2f}")

# %% [markdown] slideshow={"slide_type": "notes"}
# The RNN loses. The last line says why: it knows its training sentences by heart, and does not carry enough
# over to new ones. This is called **over-fitting**. There are about 5,000 sentences for thousands of words.
#
# We change three things, and change them for a reason:
#
# - **Start simple.** V begins as 0.5 on the diagonal. Each unit is then the leaky sum of lesson 02: a
#   network that begins as a bag of words with a short memory.
# - **Learn less.** Two rounds through the data instead of eight, with smaller steps (`Adam(0.005)`: the rule
#   that turns a gradient into a step, and the size of the step).
# - **Average.** The model we keep is a running mean of the last models, which trembles less.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from dataclasses import replace

from rnnlib import Adam

rng = np.random.default_rng(2)
start = RNN.initialise(len(vocabulary_r), 16, 1, rng=rng)
start = replace(start, V=0.5 * np.eye(16))
how = {"epochs": 2, "optimiser": Adam(0.005), "average": 0.99}
rnn_r, history_r = fit(start, x_train_r, y_train_r, binary_cross_entropy, rng=rng, **how)
rnn_r_accuracy = accuracy(rnn_r, x_test_r, y_test_r)
print(f"bag of words: {bag_r.score(test_r.texts, test_r.labels):.2f}")
print(f"RNN:          {rnn_r_accuracy:.2f}   ({history_r.seconds:.1f} s)")
assert rnn_r_accuracy >= 0.76 or not have_reviews

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# Now the two are level, at about 0.8. **The bag of words is not beaten.** Over 20 random splits of the data
# both have a mean of 0.80; in a single split one or the other is ahead, by three points at most
# (`benchmarks/reviews.py` measures it, in about a minute).
#
# The reason is in the text. In most reviews the words alone give the answer away: "boring" is negative,
# wherever it stands. The order decides rarely, and then there are few examples to learn it from.
#
# ### Did it learn "not" from the reviews?
#
# A small examination: twenty adjectives, each in "This is … news." and in "This is not … news."
#
# > **Predict:** three candidates: the bag of words from the reviews, the RNN from the reviews, the RNN from
# > the generated sentences. Who understands "not good"? Who understands "not bad"?

# %%
from rnnlib import predict
from rnnlib.data.sentences import NEGATIVE, POSITIVE


def examine(says_positive):
    """The share of right answers to: good, bad, not good, not bad (and ten words like each)."""
    shares = []
    for words, negation, right in (
        (POSITIVE, "", True),
        (NEGATIVE, "", False),
        (POSITIVE, "not ", False),
        (NEGATIVE, "not ", True),
    ):
        answers = says_positive([f"This is {negation}{word} news." for word in words])
        shares.append(np.mean(answers == right))
    return shares


# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
def by_rnn(model, words):
    def says_positive(texts):
        return predict(model, [words.one_hot(tokens(t)) for t in texts])[:, 0] > 0.5

    return says_positive


candidates = {
    "bag of words, from reviews": lambda texts: bag_r.predict(texts) == 1,
    "RNN, from reviews": by_rnn(rnn_r, vocabulary_r),
    "RNN, from generated": by_rnn(rnn, vocabulary),
}
result = {name: examine(says_positive) for name, says_positive in candidates.items()}
print(f"{'':28} good   bad   not good   not bad")
for name, shares in result.items():
    print(f"{name:28}", "{:4.1f}  {:4.1f}   {:8.1f}   {:7.1f}".format(*shares))

# %% tags=["nbval-ignore-output"]
assert min(result["RNN, from generated"]) > 0.9
assert not have_reviews or max(shares[3] for shares in list(result.values())[:2]) < 0.6

# %% [markdown] slideshow={"slide_type": "notes"}
# - From reviews, neither learns negation. Both have learned that "not" is a **negative word**. So "not good"
#   comes out negative, which is mostly right. "Not bad" comes out even more negative, which is wrong. A word
#   that turns another word round is something else than a negative word.
# - The RNN could have learned it: from the generated sentences it did. The reviews have too few examples.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
counted = sum(
    text.lower().count(f"not {word}") for text in train_r.texts for word in (*POSITIVE, *NEGATIVE)
)
print(f"'not' before one of the 20 adjectives: {counted} times in {len(train_r):,} reviews")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# And the other way round: does the network that is perfect on generated sentences understand reviews?
#
# > **Predict:** its accuracy on the test reviews.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
x_foreign, _ = encode(test_r, vocabulary)
print(
    f"trained on generated sentences, tested on reviews: {accuracy(rnn, x_foreign, y_test_r):.2f}"
)

# %% [markdown] slideshow={"slide_type": "notes"}
# About one half. It knows 50 words; nearly everything in a review is `<unk>` to it. A network knows what its
# data showed it, and nothing else.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.5
# ## Key points
#
# - Five tokens make five steps and five states. The last state, z[4], gives the prediction.
# - z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b): what is remembered, what is read, a bias.
# - Where the order decides, the RNN is near 1 and the bag of words at chance.
# - On short reviews the two are level. The reviews alone teach "not" as a negative word, not as a reversal.
#
# ## Common mistakes
#
# - *"The prediction comes from z[3], the last word."* `<eos>` is a token too. It makes one more step.
# - *"f on the way shows what the network believes."* Only the output that was in the loss was trained.
# - *"98 percent on my data, so it works."* On which data? The same network was at one half on the reviews.
# - *"A larger model is the remedy for a bad test result."* Look at the training accuracy first. If it is
#   high, the model has too few data, not too few units.
#
# ## Your turn
#
# 1. In Part 1, change one number of W so that f for "This is news." falls below 0.5. Find it by hand first. The
#    score is 0.24 and must fall below 0. Start at the end: which row of W is read last, and which unit has the
#    largest weight in U?
#    <details><summary>Solution</summary>The row of `<eos>`, unit 1: −0.1 becomes −0.3. `W = model.W.copy()`,
#    `W[4, 1] = -0.3`, `replace(model, W=W).run(five_words.one_hot(["This", "is", "news", "<eos>"]),
#    read="last")[1]` gives 0.46.</details>
# 2. Train on 300 generated sentences instead of 2,000 (`x_train[:300]`, `y_train[:300]`). Compare the accuracy
#    on these 300 and on the test sentences.
#    <details><summary>Solution</summary>Above 0.9 on the 300, about one half on new ones: over-fitting.
#    </details>
# 3. Find a sentence with words of the grammar that the trained network `rnn` gets wrong. Two contrasts in one
#    sentence ("A but B but C") are a good place to look.
#    <details><summary>Solution</summary>Such sentences never occurred in training; several percent of them come
#    out wrong. Try "The plan is not terrible but there is nothing wonderful about this but the story isn't
#    wonderful.", or write a loop over adjectives.</details>
#
# **Sources.** The walkthrough follows the lecture's example. Reviews: C. Hutto, E. Gilbert, *VADER*, ICWSM
# 2014. RNNs of this kind: J. Elman, *Finding Structure in Time*, Cognitive Science 14, 1990.
#
# **Exercise:** [E04 · From the last state to the loss](../exercises/E04_prediction_and_loss.ipynb).
#
# **Words:** [backpropagation through time](14_glossary.ipynb#backpropagation-through-time), [embedding](14_glossary.ipynb#embedding), [gradient](14_glossary.ipynb#gradient), [loss](14_glossary.ipynb#loss), [over-fitting](14_glossary.ipynb#over-fitting), [score](14_glossary.ipynb#score)
#
# **Next:** [04 · Parameter sharing](04_parameter_sharing.ipynb)
