// What the Outlook page asks the control API for.

import { ask, path } from "../api.js";

export const mailboxes = async () => (await ask("GET", "/_local/mailboxes")).mailboxes;

export const people = async () => (await ask("GET", "/_local/people")).people.filter(({ deleted }) => !deleted);

/** The events of a mailbox between two instants, ISO in UTC. */
export async function eventsOf(mailbox, from, to) {
  const { events } = await ask("GET", `${path`/_local/mailboxes/${mailbox}/events`}?${new URLSearchParams({ from, to })}`);
  return events;
}

/** All invitations of a person; `response` is the person's own. */
export async function invitationsOf(mail) {
  const { invitations } = await ask("GET", path`/_local/people/${mail}/invitations`);
  return invitations;
}

export const respond = (mailbox, event, person, response) =>
  ask("POST", path`/_local/mailboxes/${mailbox}/events/${event}/respond`, { person, response });

export const clock = async () => (await ask("GET", "/_local/clock")).now;
