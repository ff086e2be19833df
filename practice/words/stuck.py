"""Why a piece of work is parked or is tried again and again, and what to do, for whoever runs Back to Practice.

One pair for each reason: `stuck.` says what is wrong, `mend.` what to do. Where it is another thing for one kind of
work, that kind stands behind the reason. Exchange's own permissions of applications:
https://learn.microsoft.com/en-us/exchange/permissions-exo/application-rbac
"""

STUCK = {
    "stuck.column_missing": "The list has no column of that name: somebody deleted or renamed it.",
    "mend.column_missing": "Run `back-to-practice provision`, which says how to mend it, then release the work.",
    "stuck.refused_400": "SharePoint refuses the words: a column was retyped, lost a choice or is too short.",
    "mend.refused_400": "Compare the list's columns with `back-to-practice provision --plan`, then release the work.",
    "stuck.list_refused": "SharePoint would not make a list.",
    "mend.list_refused": "Let an administrator run `back-to-practice provision`, then release the work.",
    "stuck.list_not_made": "The Board meetings list has not been made yet.",
    "mend.list_not_made": "Run `back-to-practice provision`; what waits is then filed at once.",
    "stuck.list_not_ours": "Another list on the coordinator's site has the name of ours, so ours cannot be made.",
    "mend.list_not_ours": "Rename the other list, then release the work.",
    "stuck.unreadable_lists": "The site's lists could not be read.",
    "mend.unreadable_lists": "Check BTP_COORDINATOR_SITE_ID and BTP_GRAPH_URL, then release the work.",
    "stuck.foreign_link": "An answer named a page on another host, and it was not followed.",
    "mend.foreign_link": "Check BTP_GRAPH_URL and what stands in between, then release the work.",
    "stuck.item_deleted": "Somebody deleted the item in SharePoint; it is never made again unasked.",
    "mend.item_deleted": (
        "Restore it from the site's recycle bin and release the work, or say that it was meant: `reconcile --meant`."
    ),
    "stuck.item_keyless": "The item stands without its key and its hash, so it is not written to.",
    "mend.item_keyless": (
        "Restore the columns Key and Hash from the site's recycle bin and release the work. "
        "If its writer took the answer back, empty the item by hand; `reconcile` names it."
    ),
    "stuck.event_deleted": "Somebody deleted the event in Outlook.",
    "mend.event_deleted": "Run `back-to-practice plan apply`, which says how to settle it.",
    "stuck.event_moved": "Somebody moved the event in Outlook, and it is left as they made it.",
    "mend.event_moved": "Keep their time or have ours again: `back-to-practice plan apply` names both commands.",
    "stuck.no_join_link": "Somebody took the Teams link out of a board meeting. New words would end it in Teams.",
    "mend.no_join_link": (
        "Switch Teams off for that meeting in Outlook. Its new words go out within 15 minutes, and a new link "
        "where the board asks for one."
    ),
    "stuck.forbidden": "Microsoft 365 does not allow it: the permission was withdrawn.",
    "mend.forbidden": "Grant the app write on the site again (Sites.Selected). It goes on by itself within 15 minutes.",
    "stuck.forbidden.event": "The application may not use the calendar of BTP_CALENDAR_MAILBOX.",
    "mend.forbidden.event": (
        "An Exchange administrator permits it: New-ManagementRoleAssignment -App ID "
        '-Role "Application Calendars.ReadWrite" -CustomResourceScope SCOPE. '
        "Then run the command again; a running service goes on by itself within 15 minutes."
    ),
    "stuck.forbidden.poll": "The application may not read the calendar of BTP_INTAKE_MAILBOX.",
    "mend.forbidden.poll": (
        "An Exchange administrator permits it: New-ManagementRoleAssignment -App ID "
        '-Role "Application Calendars.Read" -CustomResourceScope SCOPE. '
        "It then goes on by itself within half an hour."
    ),
    "stuck.not_found.event": "There is no mailbox of the name in BTP_CALENDAR_MAILBOX.",
    "mend.not_found.event": "Correct BTP_CALENDAR_MAILBOX, or make the shared mailbox. Then run plan apply again.",
    "stuck.unauthorised": "Microsoft 365 does not accept our sign-in.",
    "mend.unauthorised": "Check BTP_CREDENTIAL and the app registration. It goes on by itself within 15 minutes.",
    "stuck.not_signed_in": "We could not sign in to Microsoft 365.",
    "mend.not_signed_in": "Check BTP_CREDENTIAL and the way to the sign-in service. It goes on by itself.",
    "stuck.not_found": "The site or the list is not there.",
    "mend.not_found": "Restore it from the recycle bin, or correct BTP_COORDINATOR_SITE_ID. It goes on by itself.",
    "stuck.coordinator_unreached": "A coordinator cannot be reached in Teams. The others have been told.",
    "mend.coordinator_unreached": "Give them the app in Teams, or correct BTP_COORDINATORS; then release the work.",
    "stuck.group_refused": "We may not read who is in the coordinators' group.",
    "mend.group_refused": "Grant GroupMember.Read.All, or name people in BTP_COORDINATORS. It goes on by itself.",
    "stuck.group_missing": "The coordinators' group is not there.",
    "mend.group_missing": "Correct BTP_COORDINATORS. It goes on by itself after the restart.",
    "stuck.storage_full": "The site's storage is full.",
    "mend.storage_full": "Make room or raise the site's limit. It goes on by itself within 15 minutes.",
    "stuck.throttled": "Microsoft 365 asked us to wait.",
    "mend.throttled": "Nothing. If it stays so, lower BTP_GRAPH_UNITS_A_MINUTE or look for what else uses the app.",
    "stuck.busy": "Microsoft 365 was busy.",
    "mend.busy": "Nothing: it is tried again by itself.",
    "stuck.server_error": "Microsoft 365 had a fault of its own.",
    "mend.server_error": "Nothing: the next try comes by itself.",
    "stuck.no_answer": "No answer came.",
    "mend.no_answer": "Nothing, if it passes; else check this machine's way to Microsoft 365.",
    "stuck.chat_with_somebody_else": "Teams gave another person's chat, and nothing was sent.",
    "mend.chat_with_somebody_else": "Tell whoever maintains Back to Practice.",
    "stuck.error": "Our own code broke off twelve times.",
    "mend.error": "Tell whoever maintains Back to Practice, and release the work with the new version.",
    "stuck.other": "It did not work yet.",
    "mend.other": "Nothing, if it passes; else tell whoever maintains Back to Practice, and give the reason.",
}
