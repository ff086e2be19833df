"""The cards behind More choices."""

from __future__ import annotations

from dataclasses import replace

from cards import read_press, render
from cards.views import ContactsView, MoreView, VoiceKeptView, VoiceView
from practice.voices import AGES, HOW, PERMISSIONS, WHO
from tests.cards.lint import buttons, inputs, shown, verbs
from tests.cards.samples import ABOUT, SETTING, VOICE, WRITTEN


def test_more_choices_are_a_card_of_their_own() -> None:
    """Each says what happens; the last leads back."""
    card = render(MoreView(ABOUT), SETTING)
    assert buttons(card) == [
        "Skip this one",
        "Ask me after my leave",
        "Add a child's or family's words",
        "Ask me less often",
        "Who to contact",
        "Back to the questions",
    ]
    assert verbs(card) == [
        "prompt.skip",
        "leave.ask",
        "voice.open",
        "less.ask",
        "contacts.open",
        "prompt.open",
    ]


def test_who_to_contact_names_every_route() -> None:
    """Police, front door, LADO, disagreement, whistleblowing, complaints, and about us."""
    said = shown(render(ContactsView(ABOUT), SETTING))
    for route in (
        "999",
        "020 7946 0001",
        "LADO",
        "escalation",
        "0800 028 0285",
        "complain",
        "business manager",
    ):
        assert route in said


def test_who_to_contact_without_a_request_leads_nowhere() -> None:
    """There is nothing to go back to."""
    assert buttons(render(ContactsView(), SETTING)) == []


def test_the_form_for_a_familys_words_offers_every_stored_code() -> None:
    """What can be stored can be chosen, in words."""
    fields = inputs(render(VoiceView(ABOUT), SETTING))
    offered = {
        key: tuple(choice["value"] for choice in field.get("choices", [])) for key, field in fields.items()
    }
    assert offered == {
        "voice_who": WHO,
        "voice_age": AGES,
        "voice_how": HOW,
        "voice_words": (),
        "voice_summary": (),
        "voice_permission": PERMISSIONS,
    }


def test_an_incomplete_form_keeps_what_was_typed_and_says_what_is_needed() -> None:
    """Nothing is lost, and the way out is free: no field is required."""
    card = render(VoiceView(ABOUT, VOICE, incomplete=True), SETTING)
    fields = inputs(card)
    assert card["body"][1]["text"].startswith("Choose whose words they are")
    assert fields["voice_words"]["value"] == WRITTEN
    assert fields["voice_how"]["value"] == "in_meeting,told"
    assert not any(field.get("isRequired") for field in fields.values())


def test_a_form_filled_in_is_read_back_as_the_same_words() -> None:
    """What the card shows is what pressing Add this submits."""
    fields = inputs(render(VoiceView(ABOUT, VOICE), SETTING))
    typed = {key: field.get("value", "") for key, field in fields.items()}
    press = read_press("voice.add", {"prompt": ABOUT.prompt_id, "rev": 3, **typed})
    assert getattr(press, "voice", None) == VOICE


def test_a_refused_permission_is_thanked_and_keeps_no_words() -> None:
    """The card says that only the refusal is kept."""
    said = shown(render(VoiceKeptView(ABOUT, refused=True), SETTING))
    assert "We will not keep the words." in said


def test_words_that_were_added_can_be_followed_by_more() -> None:
    """After the answer was sent, the way back is to the receipt."""
    card = render(VoiceKeptView(replace(ABOUT, answered=True)), SETTING)
    assert buttons(card) == ["Add another", "Back to the receipt"]
