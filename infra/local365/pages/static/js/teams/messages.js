// The messages of one chat as elements, kept in step with what the stand-in stores without redrawing what is unchanged.

import { announce, el } from "../elements.js";
import { clockTime, dayOf, longDay } from "../times.js";
import { CardView } from "./card-view.js";

export const BOT = "Back to Practice";

export class Messages {
  #list;
  #renderer;
  #person;
  #shown = new Map();

  constructor(list, renderer, person) {
    this.#list = list;
    this.#renderer = renderer;
    this.#person = person;
  }

  /** Bring the view to what is stored; true if a message was added. */
  update(messages) {
    const first = this.#shown.size === 0;
    const ids = new Set(messages.map((message) => message.id));
    for (const [id, shown] of this.#shown) if (!ids.has(id)) this.#remove(id, shown);
    const added = messages.filter((message) => !this.#shown.has(message.id));
    added.forEach((message) => this.#add(message));
    messages.forEach((message) => this.#shown.get(message.id).fill(message));
    this.#markDays(messages);
    if (!first && added.some(fromBot)) announce(`New message from ${BOT}`);
    return added.length > 0;
  }

  #add(message) {
    const view = new MessageView(this.#renderer, this.#person, message);
    this.#shown.set(message.id, view);
    this.#list.append(view.item);
  }

  #remove(id, view) {
    this.#shown.delete(id);
    view.item.remove();
  }

  #markDays(messages) {
    let before = "";
    for (const { id, at } of messages) {
      const { day } = this.#shown.get(id);
      day.textContent = dayOf(at) === before ? "" : longDay(at);
      day.hidden = !day.textContent;
      before = dayOf(at);
    }
  }
}

class MessageView {
  #renderer;
  #text = el("div", { class: "text" });
  #edited = el("span");
  #written = null;
  #card;

  constructor(renderer, person, message) {
    const bot = fromBot(message);
    this.#renderer = renderer;
    this.#card = renderer && new CardView(renderer, person, message.id);
    this.day = el("p", { class: "day" });
    const header = el("header", {}, el("strong", {}, bot ? BOT : person.name), " ", clockTime(message.at), this.#edited);
    const article = el("article", { class: bot ? "message" : "message mine" }, bot ? face(BOT, true) : null, header);
    article.append(el("div", { class: "body" }, this.#text, this.#card && this.#card.element));
    this.item = el("li", {}, this.day, article);
  }

  fill({ text, summary, card, updated }) {
    this.#edited.textContent = updated ? ", edited" : "";
    const instead = card && !this.#card ? summary || "A card" : "";
    this.#write(text || instead);
    if (this.#card) this.#card.element.hidden = !card;
    if (card && this.#card) this.#card.store(card);
  }

  #write(text) {
    if (text === this.#written) return;
    this.#written = text;
    this.#text.hidden = !text;
    // markdown-it is set to escape any HTML that stands in the text.
    if (this.#renderer) this.#text.innerHTML = this.#renderer.html(text);
    else this.#text.textContent = text;
  }
}

const fromBot = (message) => message.from === "bot";

/** A coloured disc or square with initials, for the eye only. */
export function face(name, bot = false) {
  const initials = name.split(/\s+/).map((word) => word[0]).join("").slice(0, 2).toUpperCase();
  return el("span", { class: bot ? "face bot" : "face", "aria-hidden": "true" }, initials);
}
