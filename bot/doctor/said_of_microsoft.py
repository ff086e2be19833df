"""The words of what is found at Microsoft 365. Each: how bad, what is wrong, why it matters, the exact remedy.

Where a remedy is not a command of ours, Microsoft's page for it:
https://learn.microsoft.com/en-us/graph/api/site-post-permissions (a grant on one site),
https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity,
https://support.microsoft.com/en-us/office/enable-and-configure-versioning-for-a-list-or-library-1555d642-23ee-446a-990a-bcab618c7a37
"""

from __future__ import annotations

from bot.doctor.findings import Severity

_WARNING, _STOPS = Severity.WARNING, Severity.STOPS
_NOT_FILED = "What belongs there has no place, and filing it is refused."

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
    "list_missing": (
        _WARNING,
        'The list "{list}" is not on the site of {setting} yet.',
        "What belongs into it has no place.",
        "Run back-to-practice provision as an administrator.",
    ),
    "list_renamed": (
        _WARNING,
        'The list "{list}" is called "{found}" now.',
        "Filing goes on, but after a restore or on a new machine a second list would be made.",
        'Give it its name back in SharePoint: list settings, List name, "{list}".',
    ),
    "list_deleted": (
        _STOPS,
        'The list "{list}" that we file into is gone from the site of {setting}.',
        "Everything for it waits, and what was in it cannot be read.",
        (
            "Restore it from the site's recycle bin, where it stays for 93 days. Do not make a new one "
            "of that name."
        ),
    ),
    "column_deleted": (
        _STOPS,
        'The list "{list}" has lost the column "{column}" ({detail}).',
        _NOT_FILED,
        (
            "Restore it from the site's recycle bin, with what was in it. If it is not there, run "
            'back-to-practice provision --again "{list}/{name}", which makes it empty. Then run '
            "back-to-practice work release --all."
        ),
    ),
    "column_retyped": (
        _STOPS,
        'The column "{column}" of the list "{list}" has another type; it must be {detail}.',
        _NOT_FILED,
        (
            "In the list's settings, change the column back to {detail}. If SharePoint does not offer that: copy what "
            'is worth keeping, delete the column, and run back-to-practice provision --again "{list}/{name}".'
        ),
    ),
    "choices_removed": (
        _STOPS,
        'The column "{column}" of the list "{list}" lacks the choices: {detail}.',
        "An answer with one of these is refused, and set aside.",
        (
            "In the list's settings, add these choices to the column, letter for letter. Then run "
            "back-to-practice work release --all."
        ),
    ),
    "choices_missed": (
        _WARNING,
        'The column "{column}" of the list "{list}" lacks the choices: {detail}.',
        "They are filed all the same, but nobody can pick or filter by them in SharePoint.",
        "In the list's settings, add these choices to the column, letter for letter.",
    ),
    "index_dropped": (
        _WARNING,
        'The column "{column}" of the list "{list}" is not indexed.',
        "Beyond 5,000 items SharePoint refuses views that look for it.",
        (
            'Run back-to-practice provision --again "{list}/{name}", or create the index in the list\'s settings under '
            "Indexed columns. Do so before there are 5,000 items."
        ),
    ),
    "key_index_dropped": (
        _STOPS,
        'The column "{column}" of the list "{list}" is not indexed.',
        "We cannot find an item by its key, so an interrupted filing cannot be finished.",
        'Run back-to-practice provision --again "{list}/{name}".',
    ),
    "key_not_unique": (
        _STOPS,
        'The column "{column}" of the list "{list}" takes the same value twice.',
        "An answer could be filed twice.",
        (
            'Run back-to-practice provision --again "{list}/{name}". If SharePoint refuses because values repeat, '
            "delete the doubles first."
        ),
    ),
    "versions_kept": (
        _STOPS,
        'The list "{list}" keeps earlier versions of its items.',
        "Words that somebody took back, or that were removed, can still be read there.",
        (
            "Run infra/sharepoint/coordinator-site.ps1, or in the list's settings, Versioning settings, set Create a "
            "version each time to No. Then delete what is kept: open Version history of an item and choose Delete all "
            "versions."
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
