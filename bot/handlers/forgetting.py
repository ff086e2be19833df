"""What is deleted some time after a request closed: a draft nobody sent, and the address it was sent to.

content.md section 22 says when. Doing any of it twice changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.handlers.ports import Kind, Transaction
from practice.calendars import Openings
from practice.keeping import address_goes_at, draft_goes_at
from practice.prompts import Prompt


def forget_later(tx: Transaction, prompt: Prompt, hours: Openings, now: datetime) -> None:
    """Ask for everything to be deleted in time, counted from the day the cards named, however late we are."""
    closed_at = prompt.closes_at or now
    if tx.draft(prompt.id) is not None or _unsent_voices(tx, prompt.id):
        tx.add_work(Kind.FORGET_DRAFT, prompt.id, draft_goes_at(closed_at, hours))
    if prompt.address:
        tx.add_work(Kind.FORGET_ADDRESS, prompt.id, address_goes_at(closed_at))


def forget_draft(tx: Transaction, prompt_id: str) -> None:
    """Delete what was typed and never sent; the voices of an answer belong to it and stay."""
    tx.delete_draft(prompt_id)
    if _unsent_voices(tx, prompt_id):
        tx.delete_voices(prompt_id)


def forget_address(tx: Transaction, prompt_id: str) -> None:
    """Delete the address; who was asked is still known by the directory's id."""
    prompt = tx.prompt(prompt_id)
    if prompt and prompt.address:
        tx.save_prompt(replace(prompt, address=""))


def _unsent_voices(tx: Transaction, prompt_id: str) -> bool:
    return tx.answer_to(prompt_id) is None and bool(tx.voices(prompt_id))
