"""The commands of `predictor-medico-distrito`, one module each: `run(options)` returns the exit status.

They join options, questions and answers, and decide nothing: lakes are read, written and judged elsewhere in
`core.district`.
"""
