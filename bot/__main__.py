"""The command `back-to-practice`."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Run a command; the imports take a second or two, and Ctrl-C ends those quietly as well."""
    try:
        from bot.cli import app  # noqa: PLC0415

        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
