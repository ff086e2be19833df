"""Opening a chat: which id goes where, whose chat it is, and what every refusal means."""

from __future__ import annotations

import pytest

from bot.handlers.ports import Conversation
from bot.teams.connector import Connector, NoToken, open_connector
from bot.teams.messenger import TeamsMessenger
from bot.teams.rendering import Rendering
from practice.outcomes import Parked, Refusal, RetryAfter, Undeliverable
from tests.teams.connector_fake import APP, CHAT, MRI, PERSON, TENANT, FakeConnector, Told

CREATED = Told(201, {"id": CHAT})
ROSTER = Told(200, {"members": [{"id": MRI, "aadObjectId": PERSON.upper(), "name": "Social worker 1"}]})


async def test_a_chat_is_opened_by_directory_id_and_the_teams_id_is_learnt(
    messenger: TeamsMessenger, service: FakeConnector
) -> None:
    """The directory id goes into members[].id; the roster gives the 29:... that a refresh wants."""
    service.answers = [CREATED, ROSTER]
    assert await messenger.open_chat(PERSON) == Conversation(PERSON, CHAT, service.url, TENANT, MRI)
    assert service.asked[0][2] == {
        "isGroup": False,
        "bot": {"id": f"28:{APP}"},
        "members": [{"id": PERSON}],
        "tenantId": TENANT,
        "channelData": {"tenant": {"id": TENANT}},
    }
    assert service.asked[1][0] == "GET"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param(
            [Told(404, {"error": {"code": "ConversationNotFound"}})], Refusal.UNKNOWN_ADDRESS, id="nobody"
        ),
        pytest.param(
            [Told(403, {"error": {"code": "ForbiddenOperationException"}})],
            Refusal.NOT_INSTALLED,
            id="no app",
        ),
        pytest.param([Told(403, {"error": {"code": "BotDisabledByAdmin"}})], Refusal.DISABLED, id="off"),
    ],
)
async def test_a_person_who_cannot_be_reached_has_a_named_end(
    messenger: TeamsMessenger, service: FakeConnector, answers: list[Told], expected: Refusal
) -> None:
    """Trying again would not help."""
    service.answers = answers
    assert await messenger.open_chat(PERSON) == Undeliverable(expected)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param([Told(500, None)], RetryAfter(7.5, "http_500"), id="failed"),
        pytest.param([Told(503, None)], RetryAfter(7.5, "http_503"), id="busy"),
        pytest.param([Told(reset=True)], RetryAfter(7.5, "no_answer"), id="reset"),
        pytest.param([Told(201, [])], RetryAfter(7.5, "no_answer"), id="an answer that is none"),
        pytest.param([CREATED, Told(200, {})], RetryAfter(7.5, "no_answer"), id="a roster that is none"),
        pytest.param([CREATED, Told(502, None)], RetryAfter(7.5, "http_502"), id="roster failed"),
        pytest.param([CREATED, *[Told(reset=True)] * 2], RetryAfter(7.5, "no_answer"), id="roster reset"),
        pytest.param([Told(429, None, {"Retry-After": "0.5"})], RetryAfter(0.5, "throttled"), id="throttled"),
    ],
)
async def test_opening_may_be_repeated_on_everything_unknown(
    messenger: TeamsMessenger, service: FakeConnector, answers: list[Told], expected: RetryAfter
) -> None:
    """Opening twice opens one chat."""
    service.answers = answers
    assert await messenger.open_chat(PERSON) == expected


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        pytest.param(Told(400, {"error": {"code": "BadArgument"}}), "http_400", id="bad argument"),
        pytest.param(
            Told(401, {"error": {"code": "BotNotRegistered"}}), "not_authorised", id="not registered"
        ),
        pytest.param(Told(403, {"error": {"code": "InvalidBotApiHost"}}), "http_403", id="wrong host"),
        pytest.param(Told(403, {"error": {"code": "NotEnoughPermissions"}}), "http_403", id="no permission"),
        pytest.param(Told(403, "<html>"), "http_403", id="a proxy in between"),
        pytest.param(Told(404, None), "http_404", id="wrong path"),
        pytest.param(Told(405, None), "http_405", id="wrong method"),
    ],
)
async def test_a_refusal_that_speaks_of_us_ends_nobodys_request(
    messenger: TeamsMessenger, service: FakeConnector, told: Told, reason: str
) -> None:
    """A mistake in our settings is mended while the requests wait; whether on opening or on the roster."""
    service.answers = [told, CREATED, told]
    for _ in range(2):
        assert await messenger.open_chat(PERSON) == RetryAfter(900, reason)


async def test_a_service_url_that_is_not_allowed_ends_nobodys_request(
    connector: Connector, rendering: Rendering
) -> None:
    """A setting that does not fit another is mended while the requests wait."""
    messenger = TeamsMessenger(
        connector,
        rendering,
        service_url="https://evil.example.org/",
        tenant_id=TENANT,
        app_id=APP,
        chance=lambda: 0.5,
    )
    assert await messenger.open_chat(PERSON) == RetryAfter(900, "service_url_not_allowed")


@pytest.mark.parametrize("members", [[], [{"id": "29:other", "aadObjectId": APP}], [{"id": "29:other"}]])
async def test_a_chat_with_somebody_else_is_never_used(
    messenger: TeamsMessenger, service: FakeConnector, members: list[dict[str, str]]
) -> None:
    """A card is private: the roster must name the person asked for."""
    service.answers = [CREATED, Told(200, {"members": members})]
    assert await messenger.open_chat(PERSON) == Parked("chat_with_somebody_else")


async def test_the_token_travels_in_the_header_and_nothing_leaves_without_one(
    service: FakeConnector, rendering: Rendering
) -> None:
    """A token source is asked for each request; when it has none, the request waits."""
    tokens = ["secret-token"]

    async def source() -> str:
        if not tokens:
            raise NoToken
        return tokens.pop()

    hosts = frozenset({"127.0.0.1"})
    async with open_connector(hosts, connect_seconds=1, total_seconds=1, token=source) as connector:
        messenger = TeamsMessenger(
            connector, rendering, service_url=service.url, tenant_id=TENANT, app_id=APP, chance=lambda: 0.0
        )
        service.answers = [CREATED]
        assert await messenger.open_chat(PERSON) == RetryAfter(5.0, "no_answer")
    assert [asked[3] for asked in service.asked] == ["Bearer secret-token"]
