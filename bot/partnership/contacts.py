"""Reads the contacts and urgent routes that fill the words on every card (content.md, "Tokens")."""

from __future__ import annotations

from typing import Any

from bot.partnership.fields import Phone, Text
from bot.partnership.reading import Reading, Shape
from practice.defaults import TOKENS


class Contacts(Shape):
    coordinator: Text = TOKENS["coordinator"]
    coordinator_contact: Text
    other_contact: Text
    safeguarding_lead: Text
    second_person: Text
    deputy_reader: Text
    dpo_contact: Text
    controllers: Text
    privacy_link: Text
    complaints_link: Text
    disagreement_link: Text
    wellbeing_link: Text = TOKENS["wellbeing_link"]


class Urgent(Shape):
    front_door: Text
    front_door_phone: Phone
    front_door_hours: Text
    out_of_hours_phone: Phone
    lado: Text
    lado_phone: Phone


def read_tokens(top: dict[str, Any], name: str, reading: Reading) -> dict[str, str]:
    """Give every token of configuration; what is required and missing is noted as a fault."""
    contacts = reading.shape(Contacts, reading.table(top, "contacts"), "contacts")
    urgent = reading.shape(Urgent, reading.table(top, "urgent"), "urgent")
    return TOKENS | {"partnership": name} | contacts.model_dump() | urgent.model_dump()
