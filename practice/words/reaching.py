"""Why somebody could not be reached and what can be done about it, for the coordinator (`co.undelivered`).

One pair for each Refusal, and one for whatever else the connector said: `unreached.` says why, `remedy.` what to do.
"""

REACHING = {
    "unreached.unknown_address": "left or unknown address",
    "remedy.unknown_address": "Ask the agency who has taken over, and invite them next time.",
    "unreached.not_installed": "does not have the app in Teams",
    "remedy.not_installed": "Ask your Teams administrator to install Back to Practice for them.",
    "unreached.not_in_chat": "had removed the app from Teams",
    "remedy.not_in_chat": "Ask them whether they want it back; they can add Back to Practice in Teams.",
    "unreached.chat_gone": "their chat with the app could not be found",
    "remedy.chat_gone": "Ask them to open Back to Practice in Teams once.",
    "unreached.blocked": "has blocked the app",
    "remedy.blocked": "That is their choice. They can unblock it in the chat with Back to Practice.",
    "unreached.disabled": "their organisation does not let us in",
    "remedy.disabled": "Ask the Teams administrator to allow Back to Practice.",
    "unreached.too_big": "the message was too large for Teams",
    "remedy.too_big": "Tell whoever runs Back to Practice that a message was too large.",
    "unreached.other": "Teams did not take the message",
    "remedy.other": "Tell whoever runs Back to Practice, and give the reason.",
}
