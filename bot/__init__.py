"""The doors and the engine room: Teams in and out, the durable store, workers, command line, start-up."""
