"""Choices that several lists share (content.md, section 23)."""

from __future__ import annotations

from practice.filing import TAKEN_BACK, TO_CHECK

FLAGGED, CHECKED, PARKED = "Flagged", "Checked", "Parked"
WORDS_REMOVED, QUESTION_ASKED = "Needs words removed", "Question asked"
REVIEW_STATUS = (TO_CHECK, FLAGGED, WORDS_REMOVED, QUESTION_ASKED, CHECKED, TAKEN_BACK, PARKED)

GOOD_PRACTICE, PROBLEM, BOTH = "Good practice", "Problem", "Both"

THEMES = (
    "Attendance",
    "Information shared in time",
    "Quality of reports",
    "Chairing and focus",
    "Clear plan and follow-up",
    "Child's voice",
    "Parents' and carers' involvement",
    "Fathers and men",
    "Thresholds and step-up or step-down",
    "Disagreement and challenge",
    "Roles and understanding of each other",
    "Handover and transitions",
    "Capacity and time",
    "Systems and technology",
    "Interpreting and access",
    "Race, culture and identity",
    "Disability",
    "Domestic abuse",
    "Neglect",
    "Exploitation",
    "Good practice worth spreading",
)
