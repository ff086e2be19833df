// A month as a table: weeks from Monday, each event a button with its time and subject.

import { el } from "../elements.js";
import { boardClass, boardOf } from "./boards.js";
import { clockTime, dayOf } from "../times.js";
import { responseText, subjectText } from "./words.js";

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const DAY_MS = 24 * 60 * 60 * 1000;
const title = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "long", year: "numeric" });
const iso = (day) => day.toISOString().slice(0, 10);

/** "2026-01" as "January 2026". */
export const monthTitle = (month) => title.format(new Date(`${month}-01T00:00:00Z`));

export function monthAfter(month, count) {
  const [year, number] = month.split("-").map(Number);
  return iso(new Date(Date.UTC(year, number - 1 + count, 1))).slice(0, 7);
}

/** The calendar days shown for a month, as 2026-01-31: whole weeks. */
export function daysOf(month) {
  const first = new Date(`${month}-01T00:00:00Z`);
  const start = first.getTime() - ((first.getUTCDay() + 6) % 7) * DAY_MS;
  const days = [];
  for (let at = start; days.length % 7 || at === start || iso(new Date(at)).slice(0, 7) === month; at += DAY_MS) {
    days.push(iso(new Date(at)));
  }
  return days;
}

export function monthTable(month, today, events, open) {
  const days = daysOf(month);
  const head = el("tr", {}, ...WEEKDAYS.map((name) => el("th", { scope: "col" }, name)));
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
  const rows = weeks.map((week) => el("tr", {}, ...week.map((day) => cell(day, month, today, events, open))));
  return el("table", { class: "month" }, el("thead", {}, head), el("tbody", {}, ...rows));
}

function cell(day, month, today, events, open) {
  const classes = [day.startsWith(month) ? "" : "outside", day === today ? "today" : ""].join(" ").trim();
  const date = el("time", { class: "date", datetime: day }, String(Number(day.slice(8))), day === today ? " (now)" : "");
  const found = events.filter(({ start }) => dayOf(start) === day).sort((one, other) => (one.start < other.start ? -1 : 1));
  const list = found.length ? el("ul", {}, ...found.map((event) => el("li", {}, entry(event, open)))) : null;
  return el("td", { class: classes || undefined }, date, list);
}

function entry(event, open) {
  const response = event.response ? ` (${responseText(event.response)})` : "";
  const subject = el("span", { class: "subject" }, subjectText(event));
  const classes = ["entry", event.cancelled ? "cancelled" : "", boardClass(event) ?? ""].join(" ").trim();
  const board = boardOf(event);
  const label = board && !subjectText(event).includes(board) ? el("span", { class: "label" }, board) : null;
  const button = el("button", { type: "button", class: classes }, `${clockTime(event.start)} `, subject, response, label);
  button.addEventListener("click", () => open(event));
  return button;
}
