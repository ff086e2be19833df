// One message's card in this open view: drawn, pressed, replaced, and stored again when the message is updated.

import { announce, el, parameter } from "../elements.js";
import { press } from "./press.js";

const SORRY = "Something went wrong. Please try again.";
const impatient = parameter("impatient") === "1";

export class CardView {
  #renderer;
  #person;
  #message;
  #stored = "";
  #card = el("div", { class: "card" });
  #answer = el("p", { class: "answer" });
  #edited = false;
  #pressing = 0;

  constructor(renderer, person, message) {
    this.#renderer = renderer;
    this.#person = person;
    this.#message = message;
    this.#card.addEventListener("input", () => { this.#edited = true; });
    this.element = el("div", { class: "body" }, this.#card, this.#answer);
  }

  /** Show the stored card. What is being typed is never thrown away: an update then waits for the next answer. */
  store(card) {
    const stored = JSON.stringify(card);
    if (stored === this.#stored || this.#edited || this.#pressing) return;
    const update = this.#stored !== "";
    this.#stored = stored;
    this.#say();
    this.#draw(card, update);
    if (refreshes(card, this.#person)) this.#refresh(card.refresh.action);
  }

  #draw(card, announced) {
    const focused = this.#card.contains(document.activeElement);
    const field = this.#fields().indexOf(document.activeElement);
    const drawn = this.#renderer.draw(card, (action, library) => this.#pressed(action, library));
    this.#edited = false;
    if (drawn) keepApart(drawn, this.#message);
    this.#card.replaceChildren(drawn ?? el("p", { class: "bad" }, "This card cannot be drawn."));
    // A card that changed by itself leaves the keyboard in the box that somebody is about to write into.
    const same = announced ? undefined : this.#fields()[field];
    if (same) same.focus({ preventScroll: true });
    else if (focused) focusOn(this.#card.firstElementChild);
    if (announced) announce(`The card has changed. ${textOf(this.#card)}`);
  }

  #fields() {
    return [...this.#card.querySelectorAll("input, textarea, select")];
  }

  #pressed(action, library) {
    if (action instanceof library.OpenUrlAction) openElsewhere(action.url);
    else if (action instanceof library.ExecuteAction) this.#execute(action);
    else this.#say({ error: "This stand-in presses buttons of the type Action.Execute only." });
  }

  async #execute(action) {
    if (this.#pressing && !impatient) return;
    const button = action.renderedElement;
    // The renderer has merged the inputs into the data, as Teams does.
    const sent = { verb: action.verb ?? "", data: action.data ?? {}, action_id: action.id ?? null };
    this.#say();
    this.#begin(button);
    const outcome = await press(this.#person.id, this.#message, { ...sent, trigger: "manual" });
    this.#end(button);
    this.#show(outcome);
  }

  #show(outcome) {
    if (outcome.card) this.#draw(outcome.card, true);
    else this.#say(outcome);
  }

  async #refresh({ verb = "", data = {}, id = null }) {
    this.#pressing += 1;
    const outcome = await press(this.#person.id, this.#message, { verb, data, action_id: id, trigger: "automatic" });
    this.#pressing -= 1;
    // Like Teams, keep quiet when a refresh does not succeed: the stored card stays.
    if (outcome.card && !this.#edited) this.#draw(outcome.card, false);
  }

  #begin(button) {
    this.#pressing += 1;
    button.classList.add("under-way");
    this.#card.setAttribute("aria-busy", "true");
    announce("Sending");
    // Later, because the renderer sets its buttons' state anew once the press has been handled.
    queueMicrotask(() => this.#allow(impatient));
  }

  #end(button) {
    this.#pressing -= 1;
    button.classList.remove("under-way");
    if (this.#pressing) return;
    this.#card.removeAttribute("aria-busy");
    this.#allow(true);
  }

  #allow(pressable) {
    // Not `disabled`: a disabled button would lose the focus.
    for (const each of this.#card.querySelectorAll(".ac-pushButton")) {
      if (pressable) each.removeAttribute("aria-disabled");
      else each.setAttribute("aria-disabled", "true");
    }
  }

  #say({ text, error } = {}) {
    this.#answer.classList.toggle("error", Boolean(error));
    if (error) this.#answer.replaceChildren(SORRY, el("span", { class: "detail" }, error));
    else this.#answer.textContent = text ?? "";
    if (this.#answer.textContent) announce(error ? `${SORRY} ${error}` : text);
  }
}

/** Whether Teams refreshes the card for this person on its own: the list of people may be left out. */
function refreshes(card, person) {
  const people = card.refresh?.userIds;
  return Boolean(card.refresh?.action) && (!people || people.includes(person.mri));
}

/** The renderer uses a card's own ids in the page; the same ids in two cards must not meet, nor the page's. */
function keepApart(drawn, message) {
  for (const radio of drawn.querySelectorAll("input[type=radio]")) radio.name = `${message}-${radio.name}`;
  for (const element of drawn.querySelectorAll("[id]:not([id^=__ac-], [id^=ac-])")) element.id = `${message}-${element.id}`;
}

function focusOn(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

function textOf(card) {
  return [...card.querySelectorAll(".ac-textBlock")].slice(0, 3).map((block) => block.textContent.trim()).join(" ");
}

function openElsewhere(url) {
  if (/^https?:/i.test(url)) window.open(url, "_blank", "noopener,noreferrer");
}
