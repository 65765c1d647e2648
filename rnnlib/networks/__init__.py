"""The other networks, one file each; the RNN itself is in `rnnlib.cells`.

output_rnn and last_answer (lesson 07), untied (lesson 04), encoder_decoder (lesson 05c),
generation (they write), gru and lstm, stacked and bidirectional with layers (lesson 15), linear
and min_gru (lesson 16).
"""
