"""What the exercises ask, and what is said to a learner's answer.

An exercise is a folder with everything of it inside:

    e02/notebook.py    the notebook with its solution; exercises/ and solutions/ are built from it
    e02/questions.py   what it is called, how long it takes; right answers, cases, hints, points
    e02/mistakes.py    what learners get wrong there, each as a runnable wrong variant
    e02/variants.py    right answers in other styles, on which tests and benchmarks try the checks

A learner's library needs questions and mistakes only. The pages beside the folders serve all:

    exercise, mistake, fixtures        what a question is, a mistake; cases on which mistakes show
    slips/                             mistakes described once, for every question with their line
    register                           the folders, found by name; the order in which to do them
    puzzle, behaviour, reading         lines in order, weights set by hand, sentences: many right
    collect, compare, errors, judge    from an answer to a verdict
    known, factors, operations, advice what the judge asks: what each mistake gives, and what helps
    checks, guesses                    what a learner calls: check, case and hint, guess
    cells, foreign, patience           for the notebook: old functions, outside data, endless loops
"""
