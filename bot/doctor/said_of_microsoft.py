"""The words of what is found at Microsoft 365. Each: how bad, what is wrong, why it matters, the exact remedy.

Where a remedy is not a command of ours, Microsoft's page for it:
https://learn.microsoft.com/en-us/graph/api/site-post-permissions (a grant on one site),
https://learn.microsoft.com/en-us/exchange/permissions-exo/application-rbac (a mailbox),
https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
"""

from __future__ import annotations

from bot.doctor.findings import Severity

_WARNING, _STOPS = Severity.WARNING, Severity.STOPS

OF_MICROSOFT: dict[str, tuple[Severity, str, str, str]] = {
    "sign_in_refused": (
        _STOPS,
        "The identity provider does not give us a token (BTP_CREDENTIAL={credential}).",
        "Nothing can be sent, filed or read.",
        "{remedy}",
    ),
    "sign_in_unreachable": (
        _STOPS,
        "The identity provider does not answer.",
        "No new token can be had; when the last one ends, nothing can be sent, filed or read.",
        (
            "Allow https from this machine to login.microsoftonline.com (firewall, proxy, DNS); with "
            "a managed identity "
            "also http to 169.254.169.254. If that is so, it is an outage: wait."
        ),
    ),
    "graph_no_token": (
        _STOPS,
        "The identity provider gives no token for Microsoft Graph at {url}.",
        "Nothing can be filed or read.",
        (
            "Set BTP_GRAPH_URL to Microsoft Graph of this tenant's cloud, and see in Entra ID, Sign-in logs, Service "
            "principal sign-ins, why the app {app} was refused."
        ),
    ),
    "token_not_accepted": (
        _STOPS,
        "Microsoft Graph does not accept our token.",
        "Nothing can be filed or read.",
        (
            "Set BTP_TENANT_ID to the tenant of the sites and mailboxes, and BTP_GRAPH_URL to that "
            "tenant's cloud; "
            "then check this machine's clock."
        ),
    ),
    "graph_unreachable": (
        _STOPS,
        "Microsoft Graph at {url} does not answer.",
        "Nothing can be filed or read. What people send is kept until it can.",
        "Allow https from this machine to that host (firewall, proxy, DNS), and check BTP_GRAPH_URL.",
    ),
    "graph_troubled": (
        _WARNING,
        "Microsoft Graph answers with an error of its own ({reason}).",
        "Filing waits. Nothing is lost.",
        "Wait and run doctor again; the Microsoft 365 admin centre shows known outages under Health.",
    ),
    "graph_odd": (
        _WARNING,
        "Microsoft Graph gave an answer that cannot be used ({reason}).",
        "What was asked for could not be looked at.",
        (
            "Check that BTP_GRAPH_URL is Microsoft Graph, version v1.0; then tell whoever makes Back to "
            "Practice."
        ),
    ),
    "clock_wrong": (
        _STOPS,
        "This machine's clock is {minutes} minutes {direction} that of Microsoft.",
        (
            "Beyond five minutes Teams' tokens count as not valid, so no press of a button is taken; "
            "reminders come at "
            "wrong times."
        ),
        "Set the clock by the network: timedatectl set-ntp true.",
    ),
    "clock_off": (
        _WARNING,
        "This machine's clock is {seconds} seconds {direction} that of Microsoft.",
        "Beyond five minutes Teams' tokens count as not valid.",
        "Set the clock by the network: timedatectl set-ntp true.",
    ),
    "mailbox_forbidden": (
        _STOPS,
        "We may not open the calendar of {setting}.",
        "Meetings are not seen, or boards are not invited.",
        (
            "An Exchange administrator permits it: "
            'New-ManagementRoleAssignment -App {app} -Role "{role}" -CustomResourceScope SCOPE, '
            "where SCOPE holds that mailbox. It may take two hours until it works."
        ),
    ),
    "mailbox_missing": (
        _STOPS,
        "There is no mailbox with the address of {setting}.",
        "Meetings are not seen, or boards are not invited.",
        "Set {setting} to the address of a mailbox of this tenant.",
    ),
    "mailbox_without_teams": (
        _WARNING,
        "The mailbox of {setting} cannot make Teams meetings, and teams_meeting asks for them ({boards}).",
        "Invitations go out without a link to take part online.",
        (
            "Give the mailbox a licence with Teams, which a shared mailbox has not by itself. Meetings that "
            "stand get their link with the next change of their words."
        ),
    ),
    "site_forbidden": (
        _STOPS,
        "We may not open the site of {setting}.",
        "Nothing can be filed there.",
        (
            "Grant the permission Sites.Selected to the app {app}, with admin consent. Then as an "
            "administrator: POST "
            '/sites/{site}/permissions {{"roles": ["write"], "grantedToIdentities": '
            '[{{"application": {{"id": "{app}", '
            '"displayName": "Back to Practice"}}}}]}}'
        ),
    ),
    "site_not_writable": (
        _STOPS,
        "We may read the site of {setting}, but not file there: the last try was refused.",
        "What is to be filed there waits, and is tried again every 15 minutes.",
        (
            'Give the app {app} the role "write" on the site: PATCH /sites/{site}/permissions/ID '
            '{{"roles": ["write"]}}. Filing then goes on by itself within 15 minutes.'
        ),
    ),
    "site_gone": (
        _STOPS,
        "There is no site with the id of {setting}.",
        "Nothing can be filed there.",
        (
            "Set {setting} to the id that GET /sites/HOST:/sites/NAME shows. A deleted site can be "
            "restored for 93 days in "
            "the SharePoint admin centre, under Deleted sites."
        ),
    ),
    "lists_forbidden": (
        _STOPS,
        "We may not look at {list} on the site of {setting}.",
        "Nothing can be filed there.",
        (
            'Give the app {app} the role "write" on the site again: PATCH /sites/{site}/permissions/ID '
            '{{"roles": ["write"]}}.'
        ),
    ),
    "quota_nearly_used": (
        _WARNING,
        (
            "Of {limit} units a minute that SharePoint gives us, {left} are left; it starts anew in "
            "{reset} seconds."
        ),
        "Beyond it SharePoint refuses requests for a while, and filing waits.",
        "If this lasts, look for another app with our id {app}, or license more of the tenant's users.",
    ),
    "quota_used": (
        _WARNING,
        "SharePoint refuses our requests for a while, because there were too many.",
        "Filing waits. Nothing is lost.",
        "Wait some minutes and run doctor again. If this lasts, look for another app with our id {app}.",
    ),
}

REMEDIES = {
    "federated": "Give the app registration {app} a federated credential for the managed identity of "
    "this machine "
    "(BTP_MANAGED_IDENTITY_ID): issuer https://login.microsoftonline.com/{tenant}/v2.0, audience "
    "api://AzureADTokenExchange, and assign that identity to this machine.",
    "managed-identity": "Assign the user-assigned identity with the client id {app} (BTP_BOT_APP_ID) "
    "to this machine.",
    "workload-identity": "Give the app registration {app} a federated credential for this cluster's "
    "service account, "
    "audience api://AzureADTokenExchange.",
    "certificate": "Upload the certificate of BTP_CERTIFICATE to the app registration {app}, under "
    "Certificates & "
    "secrets, and check that it has not expired.",
    "azure-cli": "Run az login --tenant {tenant}.",
    "local": "Seed the stand-in with this tenant and bot: BTP_TENANT_ID and BTP_BOT_APP_ID must be "
    "the seed's.",
}
"""What to do where a token is refused, by BTP_CREDENTIAL."""
