// The Teams page: choose a person, read their chat with the bot, write to it.

import { ask, path } from "../api.js";
import { byId, el, notice, parameter } from "../elements.js";
import { BOT, Messages, face } from "./messages.js";
import { loadRenderer } from "./renderer.js";

const EVERY_MS = 2000;
const ABOVE_PX = 16;
const NOT_INSTALLED = "Cards cannot be drawn yet: run `make setup` in the repository, then reload this page.";

async function start() {
  const { people } = await ask("GET", "/_local/people");
  const person = people.find(({ id }) => id === parameter("person"));
  listPeople(people, person);
  if (!person) return choose(people);
  byId("chat-title").textContent = `${person.name}: chat with ${BOT}`;
  document.title = `${person.name} - Teams - local stand-in`;
  byId("compose").hidden = false;
  await openChat(person);
}

function choose(people) {
  const sentence = people.length
    ? "Choose a person to read their chat."
    : "Nobody is here yet: start the demonstration with `make demo`.";
  byId("thread").replaceChildren(el("p", {}, sentence));
}

function listPeople(people, chosen) {
  const narrow = !matchMedia("(min-width: 48rem) and (min-height: 30rem)").matches;
  if (chosen && narrow) document.querySelector(".people").open = false;
  const reachable = ({ installed, deleted }) => Number(installed && !deleted);
  const sorted = [...people].sort((one, other) => reachable(other) - reachable(one));
  byId("people").append(...sorted.map((person) => el("li", {}, linkTo(person, chosen))));
  document.querySelector("#people [aria-current]")?.scrollIntoView({ block: "nearest" });
}

function linkTo({ id, name, mail, installed, deleted }, chosen) {
  const why = deleted ? "left the organisation" : installed ? mail : "app not installed";
  const current = chosen?.id === id ? "page" : undefined;
  const who = el("span", { class: "who" }, name, el("small", {}, ...breakable(why)));
  return el("a", { href: `/teams?person=${encodeURIComponent(id)}`, "aria-current": current }, face(name), who);
}

/** The text with places where a narrow column may break an address. */
const breakable = (text) => text.split(/(?<=[@.])/).flatMap((part) => [part, el("wbr")]);

async function openChat(person) {
  const renderer = await loadRenderer();
  const chat = new Chat(person, new Messages(byId("messages"), renderer, person), renderer ? "" : NOT_INSTALLED);
  byId("compose").addEventListener("submit", (event) => write(event, chat));
  await chat.look();
  repeat(chat);
}

async function repeat(chat) {
  for (;;) {
    await new Promise((resolve) => { setTimeout(resolve, EVERY_MS); });
    await chat.look();
  }
}

class Chat {
  #person;
  #messages;
  #looking = Promise.resolve();

  constructor(person, messages, standing) {
    this.#person = person;
    this.#messages = messages;
    /** The sentence that stands above the chat until something else is worth saying. */
    this.standing = standing;
  }

  /** Show what is stored now. One look after the other, so that an older answer never overtakes a newer one. */
  look() {
    this.#looking = this.#looking.then(() => this.#once());
    return this.#looking;
  }

  async #once() {
    try {
      const { messages } = await ask("GET", path`/_local/chats/${this.#person.id}`);
      if (this.#messages.update(messages)) toTheLast();
      notice(this.standing);
    } catch (refusal) {
      notice(refusal.message);
    }
  }

  say(text) {
    return ask("POST", path`/_local/chats/${this.#person.id}/say`, { text });
  }
}

/** Scroll the thread to its last message, unless somebody is busy in the thread. */
function toTheLast() {
  const thread = byId("thread");
  const last = byId("messages").lastElementChild;
  if (!thread.contains(document.activeElement)) thread.scrollTop = last.offsetTop - thread.offsetTop - ABOVE_PX;
}

async function write(event, chat) {
  event.preventDefault();
  const box = byId("say");
  const text = box.value;
  box.value = "";
  try {
    const { responses } = await chat.say(text);
    chat.standing = responses[0].status === 0 ? "The bot did not answer." : "";
  } catch (refusal) {
    box.value ||= text;
    chat.standing = refusal.message;
  }
  await chat.look();
}

start().catch((fault) => notice(fault.message));
