// A person's invitations, soonest first, each with the three answers Outlook offers.

import { announce, byId, el, notice } from "../elements.js";
import { boardClass } from "./boards.js";
import { respond } from "./mail.js";
import { open } from "./event.js";
import { calledOffText, responseText, subjectText, whenText } from "./words.js";

const ANSWERS = [["accepted", "Accept"], ["tentativelyAccepted", "Tentative"], ["declined", "Decline"]];

/** Show the invitations; `answered` is called after each answer and shows them anew. */
export function showInvitations(person, invitations, answered) {
  const focused = document.activeElement?.dataset.answer;
  const sorted = [...invitations].sort((one, other) => (one.start < other.start ? -1 : 1));
  const items = sorted.map((event) => el("li", { class: boardClass(event) }, ...item(person, event, answered)));
  byId("invitations").replaceChildren(...(items.length ? items : [el("li", {}, "No invitations.")]));
  if (focused) document.querySelector(`[data-answer="${CSS.escape(focused)}"]`)?.focus();
}

function item(person, event, answered) {
  const details = el("button", { type: "button", onclick: () => open(event) }, "Details");
  const answers = event.cancelled ? [] : ANSWERS.map((answer) => button(person, event, answer, answered));
  return [
    el("h3", {}, subjectText(event)),
    el("p", {}, whenText(event)),
    el("p", { class: "quiet" }, event.cancelled ? calledOffText(event) : `From ${event.organizer.name}. Your answer: ${responseText(event.response)}.`),
    el("div", { class: "buttons", role: "group", "aria-label": subjectText(event) }, ...answers, details),
  ];
}

function button(person, event, [response, word], answered) {
  const chosen = String(event.response === response);
  const key = `${event.mailbox} ${event.id} ${response}`;
  const element = el("button", { type: "button", "aria-pressed": chosen, "data-answer": key }, word);
  element.addEventListener("click", async () => {
    try {
      await respond(event.mailbox, event.id, person.mail, response);
      announce(`${subjectText(event)}: ${responseText(response)}`);
      await answered();
    } catch (refusal) {
      notice(refusal.message);
    }
  });
  return element;
}
