"""Other clients of Graph that file the same items, each in a process of its own, as its documentation shows.

`python -m bench.filing_rivals KIND` reads a JSON order from standard input and writes what it took. Nothing is added
to a client: what it cannot do by itself, such as know a duplicate, it does not do here.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

BATCH = 20
KINDS = {
    "office365": "Office365-REST-Python-Client, batches of 20",
    "o365": "O365, one at a time",
    "sdk": "msgraph-sdk, one at a time",
}
_MODULES = {"office365": "office365.graph_client", "o365": "O365", "sdk": "msgraph"}


@dataclass(frozen=True, slots=True)
class Order:
    """What to file and where. `start` is empty in real time; else pauses step the stand-in's clock instead."""

    url: str
    token: str
    site: str
    list: str
    items: Sequence[Mapping[str, object]]
    start: str = ""


@dataclass(frozen=True, slots=True)
class Took:
    """`seconds` of processor time, `paused` of stepped time, and how many calls raised an error."""

    seconds: float
    paused: float
    raised: int


def installed(kind: str) -> bool:
    return importlib.util.find_spec(_MODULES[kind].partition(".")[0]) is not None


class _Pauses:
    """Takes the place of sleeping: the stand-in's clock goes on, and nobody waits."""

    def __init__(self, order: Order) -> None:
        self._url, self._start = order.url, datetime.fromisoformat(order.start)
        self.seconds = 0.0

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        now = (self._start + timedelta(seconds=self.seconds)).isoformat()
        asked = urllib.request.Request(  # noqa: S310 - the stand-in on the loopback
            f"{self._url}/_local/clock",
            json.dumps({"now": now}).encode(),
            {"Content-Type": "application/json"},
            method="PUT",
        )
        urllib.request.urlopen(asked).close()  # noqa: S310

    async def sleep_async(self, seconds: float, *_: object) -> None:
        self.sleep(seconds)


def _office365(order: Order) -> Callable[[Sequence[Mapping[str, object]]], None]:
    client_of = importlib.import_module("office365.graph_client").GraphClient
    request_of = importlib.import_module("office365.graph_request").GraphRequest
    request_of.service_root_url = property(lambda _: f"{order.url}/v1.0")
    client = client_of(lambda: {"token_type": "Bearer", "access_token": order.token})
    items = client.sites[order.site].lists[order.list].items

    def file(some: Sequence[Mapping[str, object]]) -> None:
        for fields in some:
            items.add(**fields)
        client.execute_batch()

    return file


def _o365(order: Order) -> Callable[[Sequence[Mapping[str, object]]], None]:
    library = importlib.import_module("O365")
    connection = importlib.import_module("O365.connection")
    connection.MSGraphProtocol._protocol_url = f"{order.url}/"  # noqa: SLF001
    memory = importlib.import_module("O365.utils.token").MemoryTokenBackend()
    account = library.Account(
        ("id", "secret"), token_backend=memory, auth_flow_type="credentials", tenant_id="x", requests_delay=0
    )
    session = account.con.get_session()
    session.headers["Authorization"] = f"Bearer {order.token}"
    account.con.session = session
    place = account.sharepoint().get_site(order.site).get_list_by_name(order.list)

    def file(some: Sequence[Mapping[str, object]]) -> None:
        for fields in some:
            place.create_list_item(dict(fields))

    return file


def _sdk(order: Order) -> Callable[[Sequence[Mapping[str, object]]], None]:
    graph = importlib.import_module("msgraph")
    adapter_of = importlib.import_module("msgraph.graph_request_adapter").GraphRequestAdapter
    signing = importlib.import_module("kiota_authentication_azure.azure_identity_authentication_provider")
    model = importlib.import_module("msgraph.generated.models.list_item").ListItem
    values = importlib.import_module("msgraph.generated.models.field_value_set").FieldValueSet
    token = importlib.import_module("azure.core.credentials").AccessToken(order.token, 4_000_000_000)

    class Credential:
        async def get_token(self, *_: str, **__: object) -> Any:  # noqa: ANN401
            return token

    provider = signing.AzureIdentityAuthenticationProvider(
        Credential(), scopes=["https://graph.microsoft.com/.default"], allowed_hosts=["127.0.0.1"]
    )
    adapter = adapter_of(provider)
    adapter.base_url = f"{order.url}/v1.0"
    client = graph.GraphServiceClient(request_adapter=adapter)
    items = client.sites.by_site_id(order.site).lists.by_list_id(order.list).items
    loop = asyncio.new_event_loop()

    def file(some: Sequence[Mapping[str, object]]) -> None:
        for fields in some:
            loop.run_until_complete(items.post(model(fields=values(additional_data=dict(fields)))))

    return file


_MADE = {"office365": _office365, "o365": _o365, "sdk": _sdk}


def _ordered(kind: str, order: Order) -> Took:
    pauses = _Pauses(order) if order.start else None
    if pauses:  # before a client is loaded, as some take the function itself
        time.sleep, asyncio.sleep = pauses.sleep, pauses.sleep_async  # type: ignore[assignment]
    file = _MADE[kind](order)
    size = BATCH if kind == "office365" else 1
    file(order.items[:size])
    raised, before = 0, time.process_time()
    for first in range(size, len(order.items), size):
        try:
            file(order.items[first : first + size])
        except Exception:  # noqa: BLE001 - a client's own errors are of any kind; the items are counted in the list
            raised += 1
    used = time.process_time() - before
    return Took(used, pauses.seconds if pauses else 0.0, raised)


if __name__ == "__main__":
    took = _ordered(sys.argv[1], Order(**json.load(sys.stdin)))
    sys.stdout.write(json.dumps(asdict(took)) + "\n")
