"""The directory: one user by id or principal name, or a search by an exact address.

People belong to `infra.local365.people`; mailboxes without a person are users too.
https://learn.microsoft.com/graph/api/user-get
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from infra.local365 import people
from infra.local365.graph import mailboxes
from infra.local365.graph.filters import conditions, selected
from infra.local365.graph.wire import Call, GraphError, Json, Reply

if TYPE_CHECKING:
    from infra.local365.graph.mailboxes import Mailbox
    from infra.local365.state import State

MEMBERS = (
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
    "id",
)
MORE_MEMBERS = frozenset({"accountEnabled", "userType", "companyName", "department"})
_NAMESPACE = uuid.UUID("6f6b2a3e-0d5b-4f0e-9a51-5d2f4a1c7e10")


def read_one(state: State, call: Call, wanted: str) -> Reply:
    """GET /users/{id or userPrincipalName}; a deleted person is not there."""
    found = _by_id(state, wanted) or _by_address(state, wanted)
    if found is None:
        message = (
            f"Resource '{wanted}' does not exist or one of its queried reference-property objects "
            "are not present."
        )
        raise GraphError(404, "Request_ResourceNotFound", message)
    return Reply(200, {"@odata.context": f"{call.base}/$metadata#users/$entity", **_selected(call, found)})


def read_many(state: State, call: Call) -> Reply:
    """GET /users, all of them or by mail or userPrincipalName eq '...'."""
    text = call.query.get("$filter")
    found = _filtered(state, text) if text else _everyone(state)
    context = f"{call.base}/$metadata#users"
    return Reply(200, {"@odata.context": context, "value": [_selected(call, one) for one in found]})


def _filtered(state: State, text: str) -> list[Json]:
    wanted = conditions(text)
    known = {"mail", "userPrincipalName"}
    if len(wanted) != 1 or wanted[0].operator != "eq" or not wanted[0].quoted or wanted[0].path not in known:
        raise GraphError(400, "Request_UnsupportedQuery", "Unsupported or invalid query filter clause.")
    found = _by_address(state, wanted[0].value)
    return [found] if found else []


def _everyone(state: State) -> list[Json]:
    persons = [_user(p.id, p.name, p.mail) for p in people.everyone(state) if not p.deleted]
    return persons + [_mailbox_user(one) for one in mailboxes.all_mailboxes(state)]


def _by_id(state: State, wanted: str) -> Json | None:
    person = people.by_id(state, wanted)
    if person and not person.deleted:
        return _user(person.id, person.name, person.mail)
    found = (_mailbox_user(one) for one in mailboxes.all_mailboxes(state))
    return next((one for one in found if one["id"] == wanted.lower()), None)


def _by_address(state: State, address: str) -> Json | None:
    person = people.by_mail(state, address)
    if person and not person.deleted:
        return _user(person.id, person.name, person.mail)
    mailbox = mailboxes.find(state, address)
    return _mailbox_user(mailbox) if mailbox else None


def _mailbox_user(mailbox: Mailbox) -> Json:
    return _user(str(uuid.uuid5(_NAMESPACE, mailbox.address.lower())), mailbox.name, mailbox.address)


def _user(user_id: str, name: str, mail: str) -> Json:
    given, _, surname = name.rpartition(" ")
    empty: Json = dict.fromkeys(MEMBERS)
    filled: Json = {
        "businessPhones": [],
        "displayName": name,
        "givenName": given or None,
        "surname": surname or None,
        "mail": mail,
        "userPrincipalName": mail,
        "id": user_id,
    }
    return empty | filled


def _selected(call: Call, user: Json) -> Json:
    wanted = selected(call.query.get("$select"))
    if wanted is None:
        return user
    unknown = wanted - set(MEMBERS) - MORE_MEMBERS
    if unknown:
        message = f"Could not find a property named '{min(unknown)[:64]}' on type 'microsoft.graph.user'."
        raise GraphError(400, "BadRequest", message)
    more = {"accountEnabled": True, "userType": "Member"}
    return {name: (user | more).get(name) for name in (*MEMBERS, *sorted(MORE_MEMBERS)) if name in wanted}
