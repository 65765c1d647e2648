"""The other networks, one file each; the RNN itself is in `rnnlib.cells`.

output_rnn and last_answer (lesson 07), untied (lesson 04), encoder_decoder (lesson 05c),
generation (they write).
"""
