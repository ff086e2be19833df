"""Settings of a local and of a public service, and what is said of wrong ones."""

from __future__ import annotations

import pytest

from bot.settings import SettingsRefused, read_settings

SECRET = "not-to-be-printed"  # noqa: S105 - invented
GIVEN = {
    "BTP_PARTNERSHIP": "partnership.toml",
    "BTP_DATA_KEYS": SECRET,
    "BTP_TENANT_ID": "11111111-1111-4111-8111-111111111111",
    "BTP_BOT_APP_ID": "22222222-2222-4222-8222-222222222222",
    "BTP_CREDENTIAL": "local",
    "BTP_GRAPH_URL": "http://127.0.0.1:4365/v1.0",
    "BTP_SERVICE_URL": "http://localhost:4365/connector/",
    "BTP_SERVICE_URL_HOSTS": "127.0.0.1, localhost",
    "BTP_OPENID_METADATA_URL": "http://127.0.0.1:4365/botframework/v1/.well-known/openidconfiguration",
    "BTP_COORDINATOR_SITE_ID": "example.sharepoint.com,1,2",
    "BTP_BOARDS_SITE_ID": "example.sharepoint.com,1,3",
    "BTP_INTAKE_MAILBOX": "meetings@example.org",
    "BTP_CALENDAR_MAILBOX": "boards@example.org",
}


PUBLIC = {
    "BTP_PUBLIC_URL": "https://bot.example.org",
    "BTP_GRAPH_URL": "https://graph.microsoft.com/v1.0",
    "BTP_SERVICE_URL": "https://smba.trafficmanager.net/uk/",
    "BTP_SERVICE_URL_HOSTS": "SMBA.trafficmanager.net",
    "BTP_OPENID_METADATA_URL": "https://login.botframework.com/v1/.well-known/openidconfiguration",
    "BTP_CERTIFICATE": "bot.pem",
}


def refusal() -> str:
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    return str(refused.value)
