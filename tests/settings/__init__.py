"""Tests of what stands round the service: settings, logs, clocks, and putting a plan into the calendar."""
