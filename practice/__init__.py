"""The model: values and rules of the Back to Practice approach, with no I/O, no clock and no framework."""
