"""Words of a child, young person, parent or carer: the codes of the form, and what may be kept."""

from __future__ import annotations

from dataclasses import replace

from practice.answers import Voice, tidy

WHO = ("child", "mother", "father", "family", "foster")
AGES = ("under_5", "5_to_10", "11_to_15", "16_17", "18_over")
HOW = ("in_meeting", "before_after", "written", "advocate", "interpreter", "seen", "told")
PERMISSIONS = ("yes", "carer_agreed", "not_asked", "refused")
REFUSED = "refused"


def complete(voice: Voice) -> bool:
    """Whose words and the permission are needed, and the words or a summary unless they said no."""
    told = bool(tidy(voice.words) or tidy(voice.summary)) or voice.permission == REFUSED
    return voice.who in WHO and voice.permission in PERMISSIONS and told


def kept_of(voice: Voice) -> Voice:
    """Keep what may be kept: unknown codes fall away, and a refusal keeps no words."""
    refused = voice.permission == REFUSED
    return replace(
        voice,
        age=voice.age if voice.age in AGES else "",
        how=tuple(code for code in HOW if code in voice.how),
        words="" if refused else tidy(voice.words),
        summary="" if refused else tidy(voice.summary),
    )
