// Takes a press to the bot and says what came of it, in the three ways Teams knows: a card, a text, an error.

import { ask, path } from "../api.js";

const CARD = "application/vnd.microsoft.card.adaptive";
const TEXT = "application/vnd.microsoft.activity.message";

/** Resolves to {card}, {text} or {error}; never rejects. */
export async function press(person, message, action) {
  try {
    const url = path`/_local/chats/${person}/messages/${message}/press`;
    const { responses } = await ask("POST", url, action);
    return outcomeOf(responses.at(-1));
  } catch (refusal) {
    return { error: refusal.message };
  }
}

function outcomeOf({ status, body }) {
  if (status === 0) return { error: "The bot did not answer." };
  if (status !== 200) return { error: `The bot answered ${status}.` };
  if (body?.type === CARD && body.value?.type === "AdaptiveCard") return { card: body.value };
  if (body?.type === TEXT) return { text: String(body.value) };
  return { error: body?.value?.message || "The bot answered something that Teams does not know." };
}
