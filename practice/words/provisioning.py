"""What `provision` says to an administrator: what was done, what is not as it was made, and what to do about it."""

_AGAIN = 'run provision with --again "{list}/{name}"'

PROVISIONING = {
    "provision.made": "make the list {list}, with {count} columns",
    "provision.added": "add the column {column} to {list}",
    "provision.changed": "change the column {column} of {list}: {what}",
    "provision.starter": "write {count} themes to begin with into {list}, once; then they are the coordinator's",
    "provision.what.indexed": "its index",
    "provision.what.enforceUniqueValues": "unique values",
    "provision.what.required": "whether it may be empty",
    "provision.what.hidden": "whether it is shown",
    "provision.what.choice": "its choices",
    "provision.what.displayName": "its name",
    "provision.nothing": "Both sites hold the lists as they are declared: nothing to do.",
    "provision.by_hand": (
        "Views, formatting, version history and attachments are set once by an administrator: "
        "infra/sharepoint/README.md."
    ),
    "provision.deleted": (
        "{list}: the column {column} was deleted, and what it held went with it. "
        f"To have it made again, empty, {_AGAIN}."
    ),
    "provision.retyped": (
        "{list}: the column {column} is now of the type {found}; it should be {wanted}. "
        "Set it back in the list's settings. "
        f"Where that is not offered, keep what it holds, delete it, then {_AGAIN}."
    ),
    "provision.indexed_gone": (
        "{list}: the column {column} has lost its index, so a large list cannot be searched by it. "
        f"To have it back, {_AGAIN}."
    ),
    "provision.unique_gone": (
        "{list}: the column {column} takes the same value twice, so an answer could be filed twice. "
        f"To have that refused again, {_AGAIN}."
    ),
    "provision.unique_set": (
        "{list}: the column {column} refuses a value that another item has, so filing may be refused. "
        f"To end that, {_AGAIN}."
    ),
    "provision.required_gone": (
        f"{{list}}: the column {{column}} may be empty, and should not be. To set it again, {_AGAIN}."
    ),
    "provision.required_set": (
        f"{{list}}: the column {{column}} may not be empty, so filing may be refused. To end that, {_AGAIN}."
    ),
    "provision.hidden_gone": (
        f"{{list}}: the column {{column}} is shown, and should be hidden. To hide it again, {_AGAIN}."
    ),
    "provision.choices_gone": (
        f"{{list}}: the column {{column}} no longer offers {{choices}}. To have that back, {_AGAIN}."
    ),
    "provision.fill_in_off": (
        "{list}: the column {column} takes only the choices it offers, so filing a newer one is refused. "
        f"To let it take others, {_AGAIN}."
    ),
    "provision.shortened": (
        "{list}: the column {column} takes less than {longest} characters, so filing may be refused. "
        "Set that number in the list's settings."
    ),
    "provision.refused": (
        "{list}: SharePoint would not make or change the column {column} ({reason}). "
        "Do it in the list's settings, which say why. A list can have twenty indexes."
    ),
    "provision.list_refused": (
        "SharePoint refused to make the list {list} ({reason}). "
        "Look whether the site may have lists, and whether it is locked."
    ),
    "provision.list_renamed": (
        "The list {list} is now called {found}. It is filed into as before. "
        "The views of infra/sharepoint look for its name, so call it {list} again."
    ),
    "provision.list_not_ours": (
        "Another list on the site is called {found}, and is not ours, so {list} cannot be made. "
        "Rename the other, then run provision again."
    ),
    "provision.list_gone": (
        "The list {list} was deleted. Restore it from the site's recycle bin within 93 days. "
        'To have a new, empty one made, run provision with --again "{list}". '
        "What was filed is filed again only by `back-to-practice reconcile --repair`; board meetings by themselves."
    ),
    "provision.list_replaced": (
        "The list {list} was deleted, and another with its name stands. Restore the first from the recycle bin. "
        'To go on with the other, run provision with --again "{list}". '
        "What was filed is filed again only by `back-to-practice reconcile --repair`; board meetings by themselves."
    ),
    "provision.versions_kept": (
        "The list {list} keeps earlier versions, so words that were removed can still be read. "
        "Switch its version history off: infra/sharepoint/README.md."
    ),
    "provision.refilled": (
        "What the store knows of {list} is filed again. "
        "An item that somebody edited keeps what stands in it; `back-to-practice reconcile` then names it."
    ),
    "provision.files_attached": (
        "The list {list} has items with files attached, in which names and words stay. "
        "Save what is needed elsewhere, delete the files, and switch attachments off: infra/sharepoint/README.md."
    ),
    "provision.forbidden": (
        "The sign-in may not do this on the {site} site, which {setting} names. "
        "Grant it the role manage there (Sites.Selected), or run provision as somebody who has it."
    ),
    "provision.not_found": (
        "There is no {site} site with the id that {setting} gives. Check the setting. "
        "A SharePoint administrator can restore a deleted site for 93 days."
    ),
    "provision.unauthorised": (
        "Microsoft Graph did not accept the sign-in. Check BTP_CREDENTIAL, BTP_TENANT_ID and BTP_BOT_APP_ID."
    ),
    "provision.not_signed_in": (
        "Nobody could be signed in, so nothing was done. Check BTP_CREDENTIAL, BTP_TENANT_ID and BTP_BOT_APP_ID."
    ),
    "provision.storage_full": (
        "The storage of the {site} site is full. Ask a SharePoint administrator for more, and run provision again."
    ),
    "provision.not_yet": (
        "Microsoft 365 did not take everything on the {site} site ({reason}). "
        "What was made stays; run provision again in a few minutes."
    ),
    "provision.stopped": (
        "The {site} site, which {setting} names, gave an answer that cannot be used ({reason}). "
        "Check BTP_GRAPH_URL and the setting."
    ),
}
