// How the value of a column is read and edited, by the column's type in its Graph definition.

import { el } from "../elements.js";
import { clockTime, dayOf } from "../times.js";

/** The name under which an item carries this column's value. */
export const fieldOf = (column) => (column.personOrGroup || column.lookup ? `${column.name}LookupId` : column.name);

export const isSeveral = (column) => column.choice?.displayAs === "checkBoxes";

export const momentText = (instant) => `${dayOf(instant)} ${clockTime(instant)}`;

/** The value as text, for a cell. */
export function shown(column, value) {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (column.dateTime) return column.dateTime.format === "dateOnly" ? dayOf(value) : momentText(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A labelled input for the column, and a function that reads its value; null stands for an empty cell. */
export function editor(column, value) {
  if (column.boolean) return choiceEditor(column, value, ["Yes", "No"], { read: yesOrNo, chosen: shown(column, value) });
  if (isSeveral(column)) return severalEditor(column, value ?? []);
  if (column.choice && !column.choice.allowTextEntry) return choiceEditor(column, value, column.choice.choices);
  const input = column.text?.allowMultipleLines ? el("textarea", { rows: "4" }) : lineFor(column);
  input.value = value ?? "";
  return { element: labelled(column, input), read: () => typed(column, input.value) };
}

const lineFor = (column) => el("input", { type: column.number ? "number" : "text", step: "any" });

const yesOrNo = (text) => ({ Yes: true, No: false })[text] ?? null;

function typed(column, text) {
  if (text === "") return null;
  return column.number ? Number(text) : text;
}

function choiceEditor(column, value, choices, { read = (text) => text || null, chosen = value ?? "" } = {}) {
  const all = ["", ...choices, ...(choices.includes(chosen) || !chosen ? [] : [chosen])];
  const select = el("select", {}, ...all.map((choice) => el("option", { value: choice }, choice || "(empty)")));
  select.value = chosen;
  return { element: labelled(column, select), read: () => read(select.value) };
}

function severalEditor(column, chosen) {
  const box = (choice) => el("input", { type: "checkbox", value: choice, checked: chosen.includes(choice) });
  const boxes = column.choice.choices.map(box);
  const options = boxes.map((each) => el("label", { class: "option" }, each, each.value));
  const element = el("fieldset", { class: "field" }, el("legend", {}, column.displayName), ...options);
  return { element, read: () => boxes.filter((each) => each.checked).map((each) => each.value) };
}

function labelled(column, input) {
  input.id = `edit-${column.name}`;
  return el("div", { class: "field" }, el("label", { for: input.id }, column.displayName), input);
}
