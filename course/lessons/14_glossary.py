# %% [markdown]
# # 14 · Glossary
#
# The words of this course, then its functions, letters and signs, each in alphabetical order. *Elsewhere* is what other books
# and articles call it: search for that. Each link leads to the place where the word is explained. At the end of each
# lesson, a line *Words* leads back to here. (In JupyterLab, the first click opens a lesson at its top. Click once more to
# go to the place.)

# %% [markdown]
# ## The words

# %% [markdown]
# ### accuracy
#
# The share of right answers. Compare it with guessing.
# Elsewhere: the same.
# → [01 · Problem 3: what is learned at one place stays there](01_motivation.ipynb#Problem-3:-what-is-learned-at-one-place-stays-there)

# %% [markdown]
# ### activation
#
# A function at the end of a unit, such as tanh. It keeps the state bounded and makes the network more
# than a sum. The lecture writes σ for the hidden layer and τ for the output.
# Elsewhere: *activation function*, *nonlinearity*.
# → [00 · Notation](00_start_here.ipynb#Notation)

# %% [markdown]
# ### aligned
#
# Sequence-to-sequence with one answer for each step, about that step.
# Elsewhere: *synced many-to-many*, *sequence labelling*.
# → [05b · The next value](05b_what_comes_next.ipynb#The-next-value)

# %% [markdown]
# ### attention
#
# A way to look back at all states and weigh them, instead of using the last one only.
# Elsewhere: the same.
# → [05c · The narrow place](05c_read_then_write.ipynb#The-narrow-place)

# %% [markdown]
# ### autoregressive
#
# A network that reads its own last output.
# Elsewhere: the same, short *AR*.
# → [05a · Telling it what it wrote](05a_one_answer_or_one_input.ipynb#Telling-it-what-it-wrote)

# %% [markdown]
# ### backpropagation through time
#
# How the gradient of a loss is found: from the last step back to the first, along the way on which the
# values were computed.
# Also: *BPTT*.
# Elsewhere: the same.
# → [03b · The RNN](03b_sentiment_learned.ipynb#The-RNN)

# %% [markdown]
# ### bag of words
#
# A text as counts of its words. The order is lost; what a hidden layer can make of the counts is not.
# Elsewhere: the same, short *BoW*.
# → [01 · What about a bag of words?](01_motivation.ipynb#What-about-a-bag-of-words?)

# %% [markdown]
# ### baseline
#
# A simple rival that a model has to beat.
# Elsewhere: the same.
# → [05a · One-to-one: an image, a digit](05a_one_answer_or_one_input.ipynb#One-to-one:-an-image,-a-digit)

# %% [markdown]
# ### batch
#
# Several sequences that are read side by side. B says how many.
# Elsewhere: *mini-batch*.
# → [00 · Notation](00_start_here.ipynb#Notation)

# %% [markdown]
# ### bias
#
# A number that is added to a sum of weighted inputs: b in the hidden layer, c in the output.
# Elsewhere: the same.
# → [00 · How a lesson works](00_start_here.ipynb#How-a-lesson-works)

# %% [markdown]
# ### bidirectional RNN
#
# Two RNNs, one from the beginning and one from the end. The outputs read both.
# Also: *bidirectional*.
# Elsewhere: *BiRNN*.
# → [05c · Two layers of states](05c_read_then_write.ipynb#Two-layers-of-states)

# %% [markdown]
# ### bits per letter
#
# How surprised a language model is on average: the mean of −log₂ of the probability that it gave to the
# letter that came.
# Elsewhere: *bits per character*, short *BPC*.
# → [05b · The rivals: counting](05b_what_comes_next.ipynb#The-rivals:-counting)

# %% [markdown]
# ### cell state
#
# The second state of an LSTM: kept, written and read through gates, and multiplied by no matrix. Here k.
# Elsewhere: *c*, *memory cell*; a *cell* is often a whole unit, or one step.
# → [15 · The LSTM: a second state](15_gates.ipynb#The-LSTM:-a-second-state)

# %% [markdown]
# ### chain rule
#
# The rule that multiplies slopes along a way and adds them over all ways.
# Elsewhere: the same.
# → [06 · Backward: the gradients](06_computational_graphs.ipynb#Backward:-the-gradients)

# %% [markdown]
# ### clipping
#
# Making a gradient shorter before a step, so that one wild batch does not ruin the weights.
# Also: *clip, clipped*.
# Elsewhere: *gradient clipping*.
# → [10b · Exploding, and clipping](10b_how_far_back.ipynb#Exploding,-and-clipping)

# %% [markdown]
# ### computational graph
#
# A picture of a computation: a box for each value, an arrow from what was used to what was made.
# Elsewhere: *computation graph*.
# → [06 · A graph is a list of what was computed from what](06_computational_graphs.ipynb#A-graph-is-a-list-of-what-was-computed-from-what)

# %% [markdown]
# ### convolutional network
#
# A small net laid over every window of some words, with the same weights everywhere.
# Also: *CNN*.
# Elsewhere: *temporal convolution*, *1-D convolution*.
# → [01 · Who else reads order?](01_motivation.ipynb#Who-else-reads-order?)

# %% [markdown]
# ### cosine
#
# A measure of direction: 1 for two vectors that point the same way, 0 for a right angle, −1 for opposite
# ones.
# Elsewhere: *cosine similarity*.
# → [11 · What do the rows learn?](11_embeddings.ipynb#What-do-the-rows-learn?)

# %% [markdown]
# ### cross-entropy
#
# The loss for classes: −log of the probability that was given to the right one.
# Elsewhere: *negative log-likelihood*, *softmax loss*.
# → [05a · A mask made of zeros](05a_one_answer_or_one_input.ipynb#A-mask-made-of-zeros)

# %% [markdown]
# ### data parallelism
#
# Each machine takes a part of the batch. The gradients are averaged.
# Elsewhere: the same.
# → [12 · When one machine is not enough](12_on_to_pytorch.ipynb#When-one-machine-is-not-enough)

# %% [markdown]
# ### decoder
#
# The RNN that writes. It begins with the last state of the encoder.
# Elsewhere: the same.
# → [05c · From English to German](05c_read_then_write.ipynb#From-English-to-German)

# %% [markdown]
# ### delay
#
# What makes the loop of the folded graph possible: it gives out the state of the step before.
# Elsewhere: *unit delay*.
# → [06 · From the dense net to the RNN](06_computational_graphs.ipynb#From-the-dense-net-to-the-RNN)

# %% [markdown]
# ### dense net
#
# A network in which every unit of a layer reads every value of the layer before. It has no memory.
# Elsewhere: *fully connected network*, *feed-forward network*, *multilayer perceptron* (MLP).
# → [01 · A dense net](01_motivation.ipynb#A-dense-net)

# %% [markdown]
# ### dynamical system
#
# A system whose next state follows from its state now (and from what it reads).
# Elsewhere: the same.
# → [02 · Fixed points: where the state comes to rest](02_recurrence.ipynb#Fixed-points:-where-the-state-comes-to-rest)

# %% [markdown]
# ### embedding
#
# The vector of a word: its row of W. Lesson 11 is about it.
# Elsewhere: *word vector*, *word embedding*.
# → [03a · Five tokens, five vectors](03a_sentiment_by_hand.ipynb#Five-tokens,-five-vectors)

# %% [markdown]
# ### embedding layer
#
# A matrix whose rows are looked up by the number of the word.
# Elsewhere: the same.
# → [11 · A product that is a look-up](11_embeddings.ipynb#A-product-that-is-a-look-up)

# %% [markdown]
# ### encoder
#
# The RNN that reads. It has no outputs; its last state is all it passes on.
# Elsewhere: the same.
# → [05c · From English to German](05c_read_then_write.ipynb#From-English-to-German)

# %% [markdown]
# ### end of sequence
#
# The token `<eos>`. It makes one more step and has a row of W like any word.
# Elsewhere: *end-of-sequence token*.
# → [00 · Two minutes: touch a network](00_start_here.ipynb#Two-minutes:-touch-a-network)

# %% [markdown]
# ### epoch
#
# One round of training through all sequences.
# Elsewhere: the same.
# → [01 · Problem 3: what is learned at one place stays there](01_motivation.ipynb#Problem-3:-what-is-learned-at-one-place-stays-there)

# %% [markdown]
# ### exploding gradient
#
# A gradient that grows at each step on its way back, until its size is of no use.
# Also: *explodes*.
# Elsewhere: the same.
# → [10a · Why: the same factor, again and again](10a_vanishing.ipynb#Why:-the-same-factor,-again-and-again)

# %% [markdown]
# ### exposure bias
#
# The gap between the right past, which a network reads while it learns with a teacher, and its own past,
# which it reads in use.
# Elsewhere: the same.
# → [07 · The gap between training and use](07_output_recurrence.ipynb#The-gap-between-training-and-use)

# %% [markdown]
# ### fixed point
#
# A state that a step does not change. It is stable if states near it come nearer.
# Elsewhere: the same; a stable one is an *attractor*.
# → [02 · Fixed points: where the state comes to rest](02_recurrence.ipynb#Fixed-points:-where-the-state-comes-to-rest)

# %% [markdown]
# ### folded graph
#
# The graph of an RNN with every repeated part drawn once. It has a loop with a delay.
# Also: *folded*.
# Elsewhere: *rolled* graph, *circuit diagram*.
# → [06 · From the dense net to the RNN](06_computational_graphs.ipynb#From-the-dense-net-to-the-RNN)

# %% [markdown]
# ### forget gate
#
# The gate of an LSTM that says how much of the cell state is kept: open, it keeps.
# Elsewhere: the same, *f*; *remember gate* where the name should say what it does.
# → [15 · The LSTM: a second state](15_gates.ipynb#The-LSTM:-a-second-state)

# %% [markdown]
# ### framework
#
# A library that finds gradients of anything you write and runs on graphics cards, such as PyTorch.
# Elsewhere: *deep-learning framework*.
# → [12 · Why leave?](12_on_to_pytorch.ipynb#Why-leave?)

# %% [markdown]
# ### free running
#
# The network reads its own last output, as it must in use.
# Also: *freely*.
# Elsewhere: *closed loop*, *autoregressive* generation.
# → [07 · Teacher forcing](07_output_recurrence.ipynb#Teacher-forcing)

# %% [markdown]
# ### gate
#
# A number from 0 to 1, computed from input and state, that says how much of the old state stays.
# Elsewhere: the same; networks with gates are the *LSTM* and the *GRU*.
# → [10b · What would help: a gate](10b_how_far_back.ipynb#What-would-help:-a-gate)

# %% [markdown]
# ### generalisation
#
# Being right about sequences that were not in the training set.
# Also: *generalise*.
# Elsewhere: *generalization*.
# → [07 · What the output cannot carry](07_output_recurrence.ipynb#What-the-output-cannot-carry)

# %% [markdown]
# ### gradient
#
# For every number, how the loss changes if the number grows a little.
# Elsewhere: the same.
# → [03b · The RNN](03b_sentiment_learned.ipynb#The-RNN)

# %% [markdown]
# ### gradient check
#
# Comparing a computed gradient with slopes that were measured.
# Also: *check a gradient*.
# Elsewhere: *numerical gradient checking*, *finite differences*.
# → [09 · How to check a gradient](09_learning_through_time.ipynb#How-to-check-a-gradient)

# %% [markdown]
# ### greedy
#
# Taking the most likely letter or word at each step.
# Elsewhere: *greedy decoding*, *argmax*.
# → [05a · Why do words come out that do not exist?](05a_one_answer_or_one_input.ipynb#Why-do-words-come-out-that-do-not-exist?)

# %% [markdown]
# ### GRU
#
# An RNN with two gates in each unit, for the mean of old and new and for what the new hears. Lesson 15 has its formulas.
# Also: *gated recurrent unit*.
# Elsewhere: the same.
# → [10b · What would help: a gate](10b_how_far_back.ipynb#What-would-help:-a-gate)

# %% [markdown]
# ### hidden layer
#
# The hidden units together. In an RNN their values are the state.
# Elsewhere: *recurrent layer*.
# → [00 · Notation](00_start_here.ipynb#Notation)

# %% [markdown]
# ### hidden unit
#
# One number of the state, computed from the input and from all units one step earlier.
# Elsewhere: *hidden neuron*.
# → [00 · Two minutes: touch a network](00_start_here.ipynb#Two-minutes:-touch-a-network)

# %% [markdown]
# ### hoisting
#
# Taking work out of a loop: x @ W for all steps at once.
# Elsewhere: *loop-invariant code motion*.
# → [12 · Which part has to wait?](12_on_to_pytorch.ipynb#Which-part-has-to-wait?)

# %% [markdown]
# ### hyperparameter
#
# A number that training does not learn, such as the number of units. It is chosen on validation data.
# Elsewhere: the same.
# → [03b · Where does the recipe come from?](03b_sentiment_learned.ipynb#Where-does-the-recipe-come-from?)

# %% [markdown]
# ### initialisation
#
# The random numbers that the parameters have before training.
# Elsewhere: *initialization*, *random start*.
# → [07 · Training in both ways](07_output_recurrence.ipynb#Training-in-both-ways)

# %% [markdown]
# ### language model
#
# A network that says, at every step, how likely each next letter or word is.
# Elsewhere: *autoregressive* language model.
# → [05b · The next letter](05b_what_comes_next.ipynb#The-next-letter)

# %% [markdown]
# ### leaky sum
#
# A running sum that keeps only a part v of the old state.
# Elsewhere: *leaky integrator*; with the input times 1 − v, *exponential moving average*.
# → [02 · Step 2: a leaky sum knows the order](02_recurrence.ipynb#Step-2:-a-leaky-sum-knows-the-order)

# %% [markdown]
# ### learning rate
#
# How far a training step moves the weights.
# Also: *step size*.
# Elsewhere: the same, η or α.
# → [03b · The RNN](03b_sentiment_learned.ipynb#The-RNN)

# %% [markdown]
# ### ledger
#
# The table of what the copy of a weight at each step adds to the gradient of each loss.
# Elsewhere: a word of this course.
# → [09 · The ledger](09_learning_through_time.ipynb#The-ledger)

# %% [markdown]
# ### linear recurrence
#
# A state that is a weighted sum of the inputs: a leaky sum, with numbers or with matrices.
# Elsewhere: *linear RNN*, *state space model* (S4, Mamba).
# → [02 · Step 2: a leaky sum knows the order](02_recurrence.ipynb#Step-2:-a-leaky-sum-knows-the-order)

# %% [markdown]
# ### loss
#
# One number that says how wrong the outputs are. Training makes it smaller.
# Elsewhere: *cost*, *objective*, *error*.
# → [03b · The RNN](03b_sentiment_learned.ipynb#The-RNN)

# %% [markdown]
# ### loss mask
#
# It says at which steps an answer is asked. Only those are in the loss.
# Elsewhere: *mask*, *ignore_index*.
# → [05a · Two questions](05a_one_answer_or_one_input.ipynb#Two-questions)

# %% [markdown]
# ### LSTM
#
# A network with a second state and three gates, for writing, keeping and showing. Lesson 15 has its formulas.
# Also: *long short-term memory*.
# Elsewhere: the same.
# → [10b · What would help: a gate](10b_how_far_back.ipynb#What-would-help:-a-gate)

# %% [markdown]
# ### marginal distribution
#
# How often each letter stands at one place, whatever stands at the others.
# Also: *marginal*.
# Elsewhere: the same.
# → [05a · Why do words come out that do not exist?](05a_one_answer_or_one_input.ipynb#Why-do-words-come-out-that-do-not-exist?)

# %% [markdown]
# ### n-gram
#
# A model that counts which letter follows which letters.
# Elsewhere: the same.
# → [05b · The rivals: counting](05b_what_comes_next.ipynb#The-rivals:-counting)

# %% [markdown]
# ### neuron
#
# Another word for a unit.
# Elsewhere: the same.
# → [01 · A dense net](01_motivation.ipynb#A-dense-net)

# %% [markdown]
# ### one-hot vector
#
# All zeros, and a single 1 at the place of the word.
# Also: *one-hot*.
# Elsewhere: *one-hot encoding*, *indicator vector*.
# → [01 · A dense net](01_motivation.ipynb#A-dense-net)

# %% [markdown]
# ### one-to-sequence
#
# One input, an answer at every step.
# Elsewhere: *one-to-many*.
# → [05a · Two questions](05a_one_answer_or_one_input.ipynb#Two-questions)

# %% [markdown]
# ### output recurrence
#
# The way back leads from the output f[t−1], not from the state z[t−1].
# Also: *output RNN*.
# Elsewhere: *Jordan network*; with V from state to state it is an *Elman network*.
# → [07 · Another way back](07_output_recurrence.ipynb#Another-way-back)

# %% [markdown]
# ### over-fitting
#
# Knowing the training data by heart: the accuracy there is high, on new data much lower.
# Elsewhere: *overfitting*.
# → [03c · A first attempt](03c_real_sentences.ipynb#A-first-attempt)

# %% [markdown]
# ### padding
#
# Filling up short sequences until all have one length.
# Also: *padded*.
# Elsewhere: the same.
# → [01 · Problem 2: the weights grow with the length](01_motivation.ipynb#Problem-2:-the-weights-grow-with-the-length)

# %% [markdown]
# ### parallel scan
#
# All states of a linear recurrence in about log₂ T rounds: neighbouring steps are joined, then the joined ones.
# Also: *scan*.
# Elsewhere: *prefix sum*, *associative scan*.
# → [16 · Two steps are one step](16_recurrence_is_back.ipynb#Two-steps-are-one-step)

# %% [markdown]
# ### parameter
#
# A number that is learned. An RNN has W, V, b, U and c.
# Elsewhere: *trainable weight*.
# → [00 · How a lesson works](00_start_here.ipynb#How-a-lesson-works)

# %% [markdown]
# ### parameter sharing
#
# The same parameters at every step.
# Elsewhere: *weight sharing*, *weight tying*.
# → [04 · One matrix, used T times](04_parameter_sharing.ipynb#One-matrix,-used-T-times)

# %% [markdown]
# ### parity
#
# Whether the number of 1s is odd.
# Elsewhere: the same, *XOR* of all bits.
# → [16 · What is impossible between 0 and 1](16_recurrence_is_back.ipynb#What-is-impossible-between-0-and-1)

# %% [markdown]
# ### perplexity
#
# Two to the power of the bits per letter: among so many equally likely letters one would have to choose.
# Elsewhere: the same.
# → [05b · The rivals: counting](05b_what_comes_next.ipynb#The-rivals:-counting)

# %% [markdown]
# ### persistence
#
# The forecast that tomorrow is like today. A rival that must be beaten.
# Elsewhere: *naive forecast*.
# → [05b · The next value](05b_what_comes_next.ipynb#The-next-value)

# %% [markdown]
# ### prediction
#
# What the network answers, f = τ(c + Uᵀz).
# Elsewhere: *output*, y or ŷ.
# → [00 · Two minutes: touch a network](00_start_here.ipynb#Two-minutes:-touch-a-network)

# %% [markdown]
# ### principal component analysis
#
# Finding the directions in which vectors spread most.
# Elsewhere: the same, short *PCA*.
# → [11 · A map](11_embeddings.ipynb#A-map)

# %% [markdown]
# ### read-out
#
# A linear model that guesses something from the state. It measures what the state knows.
# Elsewhere: *linear probe*.
# → [08 · A test for memory: the read-out](08_sequence_to_one.ipynb#A-test-for-memory:-the-read-out)

# %% [markdown]
# ### reset gate
#
# The gate of a GRU that says how much of the old state is heard while the new content is made. It does not touch the state.
# Elsewhere: *r*.
# → [15 · The GRU](15_gates.ipynb#The-GRU)

# %% [markdown]
# ### running sum
#
# A loop that adds each input to one number. It reads any length and forgets the order.
# Elsewhere: *cumulative sum*.
# → [02 · Step 1: a running sum reads any length](02_recurrence.ipynb#Step-1:-a-running-sum-reads-any-length)

# %% [markdown]
# ### score
#
# s = c + Uᵀz, what goes into τ. Losses are computed from it.
# Elsewhere: *logit*.
# → [02 · The output: which activation?](02_recurrence.ipynb#The-output:-which-activation?)

# %% [markdown]
# ### selection
#
# How much of the state is kept is chosen by the input at each step, not fixed.
# Elsewhere: the same (Mamba), *input-dependent gating*.
# → [16 · The input chooses](16_recurrence_is_back.ipynb#The-input-chooses)

# %% [markdown]
# ### sequence-to-one
#
# A whole sequence is read, one answer is asked at the end.
# Elsewhere: *many-to-one*.
# → [05a · Two questions](05a_one_answer_or_one_input.ipynb#Two-questions)

# %% [markdown]
# ### sequence-to-sequence
#
# An answer at many steps: aligned, or encoder–decoder.
# Elsewhere: *seq2seq*, *many-to-many*.
# → [05a · Two questions](05a_one_answer_or_one_input.ipynb#Two-questions)

# %% [markdown]
# ### spectral radius
#
# The largest absolute value of an eigenvalue: by how much a matrix stretches in the long run.
# Elsewhere: the same.
# → [10a · Norm or spectral radius?](10a_vanishing.ipynb#Norm-or-spectral-radius?)

# %% [markdown]
# ### stacked RNN
#
# The states of one RNN are the inputs of the next.
# Also: *stacked*.
# Elsewhere: *deep RNN*, *multi-layer RNN*.
# → [05c · Two layers of states](05c_read_then_write.ipynb#Two-layers-of-states)

# %% [markdown]
# ### state
#
# z[t], what the network keeps after step t. The state before the first word is `z_init`.
# Elsewhere: *hidden state*, h.
# → [00 · Two minutes: touch a network](00_start_here.ipynb#Two-minutes:-touch-a-network)

# %% [markdown]
# ### teacher forcing
#
# While it learns, the network reads the right last answer instead of its own.
# Elsewhere: the same.
# → [05a · Telling it what it wrote](05a_one_answer_or_one_input.ipynb#Telling-it-what-it-wrote)

# %% [markdown]
# ### temperature
#
# A number that makes a writing network more careful (below 1) or more daring (above 1).
# Elsewhere: *softmax temperature*.
# → [05b · Let it write](05b_what_comes_next.ipynb#Let-it-write)

# %% [markdown]
# ### test set
#
# Data that is looked at once, after all choices.
# Elsewhere: *held-out data*.
# → [03b · Three parts: to learn, to choose, to report](03b_sentiment_learned.ipynb#Three-parts:-to-learn,-to-choose,-to-report)

# %% [markdown]
# ### time step
#
# One turn of the loop: one element is read. Counted from t = 0.
# Elsewhere: the same.
# → [00 · Notation](00_start_here.ipynb#Notation)

# %% [markdown]
# ### token
#
# What is read in one step: a word, a sign, or the end of the sequence.
# Elsewhere: the same.
# → [00 · Two minutes: touch a network](00_start_here.ipynb#Two-minutes:-touch-a-network)

# %% [markdown]
# ### tokenisation
#
# Cutting text into what is read in one step: words, letters or pieces.
# Elsewhere: *tokenization*; pieces are *subwords*, found by *byte pair encoding*.
# → [03b · Words, letters, pieces](03b_sentiment_learned.ipynb#Words,-letters,-pieces)

# %% [markdown]
# ### training
#
# Changing the parameters in small steps so that the loss becomes smaller.
# Elsewhere: *learning*, *optimisation*.
# → [01 · Problem 3: what is learned at one place stays there](01_motivation.ipynb#Problem-3:-what-is-learned-at-one-place-stays-there)

# %% [markdown]
# ### training set
#
# Data that the weights are fitted to.
# Elsewhere: *training data*.
# → [03b · Three parts: to learn, to choose, to report](03b_sentiment_learned.ipynb#Three-parts:-to-learn,-to-choose,-to-report)

# %% [markdown]
# ### Transformer
#
# A network without recurrence: each step looks back at all earlier ones.
# Elsewhere: the same.
# → [01 · What we need](01_motivation.ipynb#What-we-need)

# %% [markdown]
# ### truncation
#
# Going back a limited number of steps only. What lies further back is not learned.
# Also: *truncated*.
# Elsewhere: *truncated backpropagation through time* (TBPTT).
# → [09 · Truncation: what is cut](09_learning_through_time.ipynb#Truncation:-what-is-cut)

# %% [markdown]
# ### unfolded graph
#
# The graph of an RNN with one column for each step. It has no loop.
# Also: *unfolded*.
# Elsewhere: *unrolled* graph.
# → [06 · Unfolded: one column for each step](06_computational_graphs.ipynb#Unfolded:-one-column-for-each-step)

# %% [markdown]
# ### untied RNN
#
# An RNN with matrices of its own for each step. It shows why sharing helps.
# Also: *untied*.
# Elsewhere: no common name; an RNN with *untied weights*.
# → [04 · Is it because of the shapes?](04_parameter_sharing.ipynb#Is-it-because-of-the-shapes?)

# %% [markdown]
# ### update gate
#
# The gate of a GRU that says how much of the state becomes new. Here u.
# Elsewhere: *z*; in PyTorch, Keras and Cho et al. it says how much is kept, 1 − u.
# → [15 · The GRU](15_gates.ipynb#The-GRU)

# %% [markdown]
# ### validation set
#
# Data on which recipes are compared.
# Elsewhere: *development set* (dev set).
# → [03b · Three parts: to learn, to choose, to report](03b_sentiment_learned.ipynb#Three-parts:-to-learn,-to-choose,-to-report)

# %% [markdown]
# ### vanishing gradient
#
# The terms of early steps become smaller and smaller on the way back; the sum need not.
# Also: *vanishes*.
# Elsewhere: the same.
# → [10a · The sum looks healthy](10a_vanishing.ipynb#The-sum-looks-healthy)

# %% [markdown]
# ### vocabulary
#
# All words that a network knows, each with a number.
# Elsewhere: the same.
# → [01 · A dense net](01_motivation.ipynb#A-dense-net)

# %% [markdown]
# ### weight
#
# A number that says how strongly one value counts in another. W, V and U hold the weights.
# Elsewhere: the same.
# → [00 · Two minutes: touch a network](00_start_here.ipynb#Two-minutes:-touch-a-network)

# %% [markdown]
# ## The functions

# %% [markdown]
# ### ReLU
#
# max(0, a): it lets pass what is positive, and cuts off the rest.
# Also: *relu*.
# Elsewhere: *rectified linear unit*.
# → [02 · Step 3: one unit](02_recurrence.ipynb#Step-3:-one-unit)

# %% [markdown]
# ### sigmoid
#
# $1 / (1 + e^{-a})$: between 0 and 1. Here τ for an answer of yes or no.
# Elsewhere: *logistic function*, σ.
# → [00 · Two curves: tanh and sigmoid](00_start_here.ipynb#Two-curves:-tanh-and-sigmoid)

# %% [markdown]
# ### softmax
#
# $e^{s_k} / \sum_j e^{s_j}$: turns the scores of several answers into shares of 1.
# Elsewhere: the same.
# → [02 · The output: which activation?](02_recurrence.ipynb#The-output:-which-activation?)

# %% [markdown]
# ### tanh
#
# $(e^a - e^{-a}) / (e^a + e^{-a})$: between −1 and 1. Here σ, in the hidden layer.
# Elsewhere: *hyperbolic tangent*.
# → [00 · Two curves: tanh and sigmoid](00_start_here.ipynb#Two-curves:-tanh-and-sigmoid)

# %% [markdown]
# ## Letters and signs

# %% [markdown]
# ### letter B
#
# How many sequences are read side by side, in a batch.
# Also: *B*.
# Elsewhere: *batch size*, N.
# → [00 · Notation](00_start_here.ipynb#Notation)

# %% [markdown]
# ### letter T
#
# How many time steps there are: the length of the sequence.
# Also: *T*.
# Elsewhere: *sequence length*, L.
# → [00 · Notation](00_start_here.ipynb#Notation)

# %% [markdown]
# ### letters n_x, n_z, n_f
#
# How many numbers one input, one state, one prediction has.
# Also: *n_x, n_z, n_f*.
# Elsewhere: *input size*, *hidden size*, *output size*.
# → [00 · Notation](00_start_here.ipynb#Notation)

# %% [markdown]
# ### letters sigma and tau
#
# The activation of the hidden layer and that of the output. Here σ = tanh.
# Also: *σ, τ*.
# Elsewhere: *f*, *g*, *φ*; σ is often the sigmoid alone.
# → [00 · Notation](00_start_here.ipynb#Notation)

# %% [markdown]
# ### matrix product
#
# Python's product of matrices: number j of `x @ W` is the sum of `x[i] * W[i, j]` over all i.
# Also: *@*.
# Elsewhere: *matmul*, *dot product* of matrices.
# → [00 · Notation](00_start_here.ipynb#Notation)

# %% [markdown]
# ### random generator
#
# An object of NumPy that makes random numbers. Made from the same number, it makes the same ones.
# Also: *rng*.
# Elsewhere: *random number generator*; the number is its *seed*.
# → [01 · A dense net](01_motivation.ipynb#A-dense-net)
