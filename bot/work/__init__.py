"""The worker: claims due work, calls handlers, records outcomes, decides retries."""
