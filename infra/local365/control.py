"""The control API of whoever runs the stand-in: its clock, its faults, what it saw and what it holds."""

from aiohttp import web
from pydantic import AwareDatetime, BaseModel, ConfigDict

from infra.local365 import connector_chats, control_chats, control_seed, violations
from infra.local365.faults import FAULT_LIST, FAULTS
from infra.local365.graph import control as graph_control
from infra.local365.requests_log import REQUESTS
from infra.local365.state import STATE
from infra.local365.wire import Refused, json_body, json_response

DEFAULT_LIMIT = "1000"


class _Clock(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    now: AwareDatetime | None
    goes_on: bool = False


def add_routes(app: web.Application) -> None:
    """All of /_local but what concerns Graph."""
    app.router.add_get("/_local/health", health)
    app.router.add_put("/_local/clock", set_clock)
    app.router.add_get("/_local/violations", show_violations)
    app.router.add_get("/_local/requests", show_requests)
    app.router.add_delete("/_local/requests", clear_requests)
    app.router.add_get("/_local/faults", show_faults)
    app.router.add_put("/_local/faults", switch_faults)
    app.router.add_get("/_local/state", show_state)
    app.router.add_get("/_local/messages", show_messages)
    control_seed.add_routes(app)
    control_chats.add_routes(app)


async def health(_request: web.Request) -> web.Response:
    """Say that the stand-in answers."""
    return json_response({"ok": True})


async def set_clock(request: web.Request) -> web.Response:
    """Step the clock, from where it may go on, or with null give it back to real time."""
    state = request.app[STATE]
    clock = _Clock.model_validate(await json_body(request))
    state.set_now(clock.now, goes_on=clock.goes_on)
    return json_response({"now": state.now().isoformat()})


async def show_violations(request: web.Request) -> web.Response:
    """Every request and answer that broke the contract or the strict models."""
    return json_response({"violations": violations.all_violations(request.app[STATE])})


async def show_requests(request: web.Request) -> web.Response:
    """The last requests to the imitated services, oldest first."""
    limit = request.query.get("limit", DEFAULT_LIMIT)
    return json_response({"requests": request.app[REQUESTS].last(int(limit) if limit.isdecimal() else 0)})


async def clear_requests(request: web.Request) -> web.Response:
    """Forget the requests so far."""
    request.app[REQUESTS].clear()
    return json_response({"ok": True})


async def show_faults(request: web.Request) -> web.Response:
    """The faults as they are switched, in the form in which they are put."""
    return json_response([fault.model_dump() for fault in request.app[FAULTS].all()])


async def switch_faults(request: web.Request) -> web.Response:
    """Replace all faults by those given."""
    request.app[FAULTS].replace(FAULT_LIST.validate_python(await json_body(request)))
    return await show_faults(request)


async def show_state(request: web.Request) -> web.Response:
    """All that the product put here: list items, events and messages."""
    state = request.app[STATE]
    return json_response({**graph_control.dump(state), "messages": connector_chats.from_bot(state)})


async def show_messages(request: web.Request) -> web.Response:
    """The bot's messages with an id above `after`, in all chats."""
    after = request.query.get("after", "0")
    if not after.isdecimal():
        raise Refused(400, "BadRequest", "after is the id of a message, a whole number.")
    return json_response({"messages": connector_chats.from_bot(request.app[STATE], int(after))})
