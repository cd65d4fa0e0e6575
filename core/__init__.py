"""The predictor without a window: model, journal, report, command line. Imports no Qt."""
