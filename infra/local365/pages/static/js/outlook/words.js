// The words for responses and times of an event, the same in the month, the invitations and the details.

import { clockTime, dayOf, longDay } from "../times.js";

const RESPONSES = {
  accepted: "accepted",
  declined: "declined",
  tentativelyAccepted: "tentative",
  organizer: "organiser",
};

export const responseText = (response) => RESPONSES[response] ?? "not answered";

export const personText = ({ name, address }) => (name && name !== address ? `${name}, ${address}` : address);

export const subjectText = ({ subject, cancelled }) => `${cancelled ? "Cancelled: " : ""}${subject || "(no subject)"}`;

export function whenText({ start, end }) {
  const until = dayOf(start) === dayOf(end) ? clockTime(end) : `${longDay(end)}, ${clockTime(end)}`;
  return `${longDay(start)}, ${clockTime(start)} to ${until}`;
}

/** Why a meeting takes place without this person; "" where it does not. */
export function calledOffText({ cancelled, removed, reason }) {
  if (removed) return "You are no longer invited.";
  return cancelled ? reason || "No reason was given." : "";
}
