// The details of one event. Its HTML is shown in a frame that may run nothing and load nothing.

import { byId, el } from "../elements.js";
import { calledOffText, personText, responseText, subjectText, whenText } from "./words.js";

// Mail brings no font of its own; Outlook then takes one without serifs.
const LOOK = '<link rel="stylesheet" href="/assets/css/mail.css">';

export function open(event) {
  byId("event-title").textContent = subjectText(event);
  byId("event-facts").replaceChildren(...facts(event).flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
  byId("event-body").srcdoc = LOOK + (event.body ?? pageOf(event.text));
  const attendees = event.attendees.length ? event.attendees.map(attendee) : [el("li", {}, "Nobody is invited.")];
  byId("event-attendees").replaceChildren(...attendees);
  byId("event").showModal();
}

/** A page of its own round plain text. */
function pageOf(text) {
  const page = document.implementation.createHTMLDocument("");
  page.body.append(el("pre", {}, text));
  return page.documentElement.outerHTML;
}

function facts(event) {
  const all = [
    ["When", whenText(event)],
    ["Calendar", event.mailbox],
    ["Organiser", personText(event.organizer)],
    ["Where", event.location],
    ["Cancelled", calledOffText(event)],
    ["Online meeting", event.online ? "Yes" : ""],
    ["Board", event.categories.join(", ")],
  ];
  return all.filter(([, value]) => value);
}

function attendee({ name, address, type, response }) {
  const kind = type === "required" ? "" : `, ${type}`;
  return el("li", {}, `${personText({ name, address })}${kind}: ${responseText(response)}`);
}
