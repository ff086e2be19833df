// The SharePoint page: the lists of all sites as tables, newest item first; a coordinator edits an item.

import { ask } from "../api.js";
import { byId, el, notice, parameter } from "../elements.js";
import { fieldOf, momentText, shown } from "./columns.js";
import { edit, editing, prepareDialog } from "./edit.js";

const NONE = "There is no list here yet: the service makes its lists when it files the first item. Try Refresh in a moment.";
// Every list has these; the service keeps them outside the fields.
const BUILT_IN = ["id", "Created", "Modified"];
const SHORT = 24;
const LONG = 60;
let drawn = "";

async function refresh() {
  if (editing()) return;
  try {
    const { lists } = await ask("GET", "/_local/state");
    notice("");
    redraw(lists);
  } catch (refusal) {
    notice(refusal.message);
  }
}

function redraw(lists) {
  const now = JSON.stringify(lists);
  if (now === drawn) return;
  drawn = now;
  const chosen = lists.find(({ id }) => id === parameter("list")) ?? lists[0];
  byId("lists").replaceChildren(...lists.map((list) => el("li", {}, tab(list, list === chosen))));
  if (!chosen) return notice(NONE);
  const editable = document.activeElement?.dataset.item;
  byId("title").textContent = `SharePoint: ${chosen.name}`;
  show(chosen);
  if (editable) document.querySelector(`[data-item="${CSS.escape(editable)}"]`)?.focus();
}

function tab({ id, name }, current) {
  return el("a", { href: `/sharepoint?list=${encodeURIComponent(id)}`, "aria-current": current ? "page" : undefined }, name);
}

function show(list) {
  const columns = list.columns.filter(({ name, hidden }) => !hidden && !BUILT_IN.includes(name));
  const items = list.items.filter((item) => !item.deleted).sort((one, other) => Number(other.id) - Number(one.id));
  const filled = columns.filter((column) => items.some((item) => textOf(column, item)));
  const seen = filled.length ? filled : columns;
  const left = seen.length < columns.length ? `; ${columns.length - seen.length} empty columns are not shown` : "";
  byId("count").textContent = `${items.length === 1 ? "1 item" : `${items.length} items`}${left}`;
  const names = ["Item", ...seen.map(({ displayName }) => displayName), "Created", "Modified"];
  const head = el("tr", {}, ...names.map((name) => el("th", { scope: "col" }, name)));
  const rows = items.map((item) => row(list, item, columns, seen));
  byId("box").replaceChildren(el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)));
}

const textOf = (column, item) => shown(column, item.fields[fieldOf(column)]);

function row(list, item, columns, seen) {
  const button = el("button", { type: "button", "data-item": item.id }, `Edit item ${item.id}`);
  button.addEventListener("click", () => edit(list, item, columns, refresh));
  const texts = seen.map((column) => textOf(column, item));
  const cells = [...texts, momentText(item.created), momentText(item.modified)].map(cell);
  return el("tr", {}, el("th", { scope: "row" }, button), ...cells);
}

function cell(text) {
  const width = text.length > LONG ? "long" : text.length < SHORT ? "short" : undefined;
  return el("td", { class: width }, text);
}

prepareDialog();
byId("again").addEventListener("click", refresh);
// Whoever comes back to this window sees what happened meanwhile.
window.addEventListener("focus", refresh);
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
refresh();
