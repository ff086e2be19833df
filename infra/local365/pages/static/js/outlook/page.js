// The Outlook page: the month of a mailbox or a person, and a person's invitations.

import { announce, byId, el, notice, parameter } from "../elements.js";
import { dayOf } from "../times.js";
import { learn, legend } from "./boards.js";
import { open } from "./event.js";
import { showInvitations } from "./invitations.js";
import { clock, eventsOf, invitationsOf, mailboxes, people } from "./mail.js";
import { daysOf, monthAfter, monthTable, monthTitle } from "./month.js";

const NONE = "There is no calendar here yet: start the demonstration with `make demo`.";
const YEAR_MS = 366 * 24 * 60 * 60 * 1000;

async function start() {
  const [shared, persons, now] = await Promise.all([mailboxes(), people(), clock()]);
  const who = parameter("who") ?? shared[0]?.address ?? persons[0]?.mail;
  fillChoice(shared, persons, who);
  const calendar = ofMailbox(shared.find(({ address }) => address === who)) ?? ofPerson(persons.find(({ mail }) => mail === who));
  if (!calendar) return notice(NONE);
  byId("title").textContent = `Outlook: ${calendar.title}`;
  byId("calendar").hidden = false;
  const year = await yearsAround(calendar, now);
  learn(year);
  byId("boards").replaceChildren(...legend());
  await turn(calendar, now, parameter("month") ?? firstMonth(year, now));
}

function ofMailbox(mailbox) {
  return mailbox && { title: mailbox.name, events: (from, to) => eventsOf(mailbox.address, from, to) };
}

function ofPerson(person) {
  if (!person) return undefined;
  const within = (event, from, to) => event.end > from && event.start < to;
  const events = async (from, to) => (await invitationsOf(person.mail)).filter((event) => within(event, from, to));
  return { title: person.name, person, events };
}

function fillChoice(shared, persons, who) {
  const option = (value, label) => el("option", { value, selected: value === who }, label);
  byId("who").replaceChildren(
    el("optgroup", { label: "Mailboxes" }, ...shared.map(({ address, name }) => option(address, `${name} (${address})`))),
    el("optgroup", { label: "People" }, ...persons.map(({ mail, name }) => option(mail, `${name} (${mail})`))),
  );
}

/** What happens from a year before now to a year after it. */
function yearsAround({ events }, now) {
  const at = new Date(now).getTime();
  return events(new Date(at - YEAR_MS).toISOString(), new Date(at + YEAR_MS).toISOString());
}

/** The month of the next event, for a start that shows something. */
function firstMonth(events, now) {
  const ahead = events.filter(({ cancelled, end }) => !cancelled && new Date(end) > new Date(now));
  return (ahead.map(({ start }) => dayOf(start)).sort().at(0) ?? dayOf(now)).slice(0, 7);
}

async function turn(calendar, now, month) {
  const days = daysOf(month);
  const show = async () => {
    const events = await calendar.events(`${days.at(0)}T00:00:00Z`, `${days.at(-1)}T23:59:59Z`);
    byId("box").replaceChildren(monthTable(month, dayOf(now), events, open));
    if (calendar.person) await invitations(calendar.person, show);
  };
  byId("month").textContent = monthTitle(month);
  byId("previous").onclick = () => move(calendar, now, monthAfter(month, -1));
  byId("next").onclick = () => move(calendar, now, monthAfter(month, 1));
  await show();
}

async function move(calendar, now, month) {
  const address = new URL(location.href);
  address.searchParams.set("month", month);
  history.replaceState(null, "", address);
  announce(monthTitle(month));
  await turn(calendar, now, month).catch((fault) => notice(fault.message));
}

async function invitations(person, again) {
  byId("invited").hidden = false;
  showInvitations(person, await invitationsOf(person.mail), again);
}

start().catch((fault) => notice(fault.message));
