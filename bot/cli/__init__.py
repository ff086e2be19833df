"""The command line: one module a group of commands; every refusal is a sentence and an exit code that means it.

Exit codes: 0 done; 1 done, and something is not as it should be; 2 what was given (command, settings, partnership
file) cannot be used; 3 this machine cannot do it (port, disk, database); 4 doctor found what stops the service.
"""

from __future__ import annotations

import logging

import typer

from bot.cli import bench, doctor, export, hold, plan, provision, reconcile, rehearse, reviews, serve, work
from bot.logs import log_as_json

app = typer.Typer(
    name="back-to-practice",
    help="Back to Practice: five questions after a meeting, and what came of the answers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _log_quietly() -> None:
    # Python itself would print what a library says as it stands, and with a traceback what somebody sent.
    log_as_json(logging.WARNING, libraries=logging.ERROR)


serve.add_to(app)
rehearse.add_to(app)
reconcile.add_to(app)
provision.add_to(app)
bench.add_to(app)
doctor.add_to(app)
export.add_to(app)
app.add_typer(plan.app, name="plan")
app.add_typer(reviews.app, name="reviews")
app.add_typer(hold.app, name="hold")
app.add_typer(work.app, name="work")
