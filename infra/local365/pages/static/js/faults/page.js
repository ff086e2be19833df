// The Faults page: switches, the resource-unit meter, the clock and what broke the rules.

import { ask } from "../api.js";
import { announce, byId, el, notice } from "../elements.js";
import { clockTime, longDay } from "../times.js";
import { prepareSwitches } from "./switches.js";

const EVERY_MS = 2000;
const BROKEN = " requests or answers broke a rule of Microsoft 365: see /_local/violations.";
const UNBROKEN = "None: every request and answer so far was as Microsoft documents it.";

async function look() {
  try {
    const [meter, clock, { violations }] = await Promise.all(
      ["/_local/meter", "/_local/clock", "/_local/violations"].map((from) => ask("GET", from)),
    );
    showMeter(meter.graph);
    showCounts(meter.requests);
    showClock(clock);
    say("violations", violations.length ? `${violations.length}${BROKEN}` : UNBROKEN);
  } catch (refusal) {
    notice(refusal.message);
  }
}

function say(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

function showMeter({ used, limit, window_seconds: seconds }) {
  const meter = byId("meter");
  meter.hidden = limit === null;
  if (limit !== null) Object.assign(meter, { max: limit, high: limit * 0.8, value: used });
  say("used", `${used} resource units used in the last ${seconds} seconds${limit === null ? "; no limit" : ` of ${limit}`}.`);
}

function showCounts(requests) {
  const rows = Object.entries(requests).map(([name, count]) => el("tr", {}, el("td", {}, name), el("td", {}, String(count))));
  byId("counts").replaceChildren(...(rows.length ? rows : [el("tr", {}, el("td", { colspan: "2" }, "No requests yet."))]));
}

function showClock({ now, stepped, stands }) {
  const time = `${longDay(now)}, ${clockTime(now)} in London`;
  const setTo = stands ? "Stepped: it stands at" : "A chosen time, which goes on: now it is";
  say("clock", `${stepped ? setTo : "Real time:"} ${time}.`);
}

async function setLimit(event) {
  event.preventDefault();
  const text = byId("limit").value;
  try {
    await ask("PUT", "/_local/meter", { limit: text === "" ? null : Number(text) });
    announce("The limit is set");
    await look();
  } catch (refusal) {
    notice(refusal.message);
  }
}

async function start() {
  byId("limit-form").addEventListener("submit", setLimit);
  await prepareSwitches();
  const { graph } = await ask("GET", "/_local/meter");
  byId("limit").value = graph.limit ?? "";
  for (;;) {
    await look();
    await new Promise((resolve) => { setTimeout(resolve, EVERY_MS); });
  }
}

start().catch((fault) => notice(fault.message));
