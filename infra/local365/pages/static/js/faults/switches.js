// The table of switched faults: one row each, sent together.

import { ask } from "../api.js";
import { announce, byId, el, notice } from "../elements.js";

const SERVICES = ["connector", "graph"];
const KINDS = ["429", "503", "500", "504", "reset", "applied-then-504", "applied-then-reset", "redeliver"];
const SHARE = { type: "number", min: "0", max: "1", step: "any", required: true };
const PATTERN = { type: "text", placeholder: "for example: POST .*events" };
const SECONDS = { type: "number", min: "0", max: "3600", step: "any" };
const NEW = { service: "graph", kind: "429", probability: 0.2 };

export async function prepareSwitches() {
  byId("add").addEventListener("click", () => addRow(NEW).querySelector("select").focus());
  byId("off").addEventListener("click", () => apply([]));
  byId("switches").addEventListener("submit", (event) => {
    event.preventDefault();
    apply([...byId("rows").rows].map(read));
  });
  show(await ask("GET", "/_local/faults"));
}

async function apply(faults) {
  try {
    show(await ask("PUT", "/_local/faults", faults));
    notice("");
    announce(faults.length ? "The faults are switched on" : "All faults are switched off");
  } catch (refusal) {
    notice(refusal.message);
  }
}

function show(faults) {
  byId("rows").replaceChildren();
  faults.forEach(addRow);
  tell();
}

function addRow(fault) {
  const number = byId("rows").rows.length + 1;
  const remove = el("button", { type: "button", "aria-label": `Remove fault ${number}` }, "Remove");
  const row = el(
    "tr",
    {},
    el("td", {}, select("service", SERVICES, fault.service, `Service of fault ${number}`)),
    el("td", {}, select("kind", KINDS, fault.kind, `Kind of fault ${number}`)),
    el("td", { class: "narrow" }, box("probability", fault.probability, `Probability of fault ${number}`, SHARE)),
    el("td", {}, box("only", fault.only, `Only requests that match, fault ${number}`, PATTERN)),
    el("td", { class: "narrow" }, box("retry_after", fault.retry_after, `Retry-After of fault ${number}`, SECONDS)),
    el("td", {}, remove),
  );
  remove.addEventListener("click", () => {
    row.remove();
    tell();
    byId("add").focus();
  });
  byId("rows").append(row);
  tell();
  return row;
}

function tell() {
  const any = byId("rows").rows.length > 0;
  byId("none").hidden = any;
  byId("switched").hidden = !any;
}

function select(name, options, value, label) {
  const choices = options.map((option) => el("option", { value: option }, option));
  const element = el("select", { name, "aria-label": label }, ...choices);
  element.value = value;
  return element;
}

function box(name, value, label, attributes) {
  return el("input", { name, "aria-label": label, value: value ?? "", ...attributes });
}

function read(row) {
  const value = (name) => row.querySelector(`[name="${name}"]`).value;
  return {
    service: value("service"),
    kind: value("kind"),
    probability: Number(value("probability")),
    only: value("only") || null,
    retry_after: value("retry_after") === "" ? null : Number(value("retry_after")),
  };
}
