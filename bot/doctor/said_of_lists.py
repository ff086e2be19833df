"""The words of what is found at the lists of both sites. Each: how bad, what is wrong, why it matters, the remedy.

Where a remedy is not a command of ours, Microsoft's page for it:
https://support.microsoft.com/en-us/office/enable-and-configure-versioning-for-a-list-or-library-1555d642-23ee-446a-990a-bcab618c7a37
"""

from __future__ import annotations

from bot.doctor.findings import Severity

_WARNING, _STOPS = Severity.WARNING, Severity.STOPS
_NOT_FILED = "What belongs there has no place, and filing it is refused."

OF_LISTS: dict[str, tuple[Severity, str, str, str]] = {
    "list_missing": (
        _WARNING,
        'The list "{list}" is not on the site of {setting} yet.',
        "What belongs into it has no place.",
        "Run back-to-practice provision as an administrator.",
    ),
    "list_not_known": (
        _WARNING,
        'The list "{list}" stands on the site of {setting}, and this database does not know it.',
        "What belongs into it waits.",
        "Run back-to-practice provision as an administrator, which finds it.",
    ),
    "list_not_ours": (
        _STOPS,
        'The list "{found}" on the site of {setting} is not ours: somebody else made it, and it has our name.',
        'It is left alone, and "{list}" cannot be made beside it, so what belongs there has no place.',
        (
            "Rename the other list, then run back-to-practice provision as an administrator. What was set aside "
            "meanwhile is filed after back-to-practice work release --all."
        ),
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
    "column_not_made": (
        _STOPS,
        'The list "{list}" does not have the column "{column}" ({detail}) yet.',
        _NOT_FILED,
        (
            "Run back-to-practice provision as an administrator, which makes it. What was set aside meanwhile is "
            "filed after back-to-practice work release --all."
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
    "files_attached": (
        _WARNING,
        'The list "{list}" has items with files attached.',
        "Nothing that is taken back, removed or exported by rule reaches into a file, so names can stay there.",
        (
            "Save what is needed elsewhere and delete the files. Then run infra/sharepoint/coordinator-site.ps1, or in "
            "the list's settings, Advanced settings, set Attachments to Disabled."
        ),
    ),
}
