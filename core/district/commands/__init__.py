"""The commands of `predictor-medico-distrito`, one module each: `run(options)` returns the exit status."""
