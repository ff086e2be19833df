// The dialog in which a coordinator edits an item; only what was changed is sent.

import { ask, path } from "../api.js";
import { announce, byId } from "../elements.js";
import { editor, fieldOf, isSeveral } from "./columns.js";

let current;

/** Open the dialog for an item; `saved` is called once the change is stored. */
export function edit(list, item, columns, saved) {
  const fields = columns.filter((column) => !column.readOnly).map((column) => field(column, item));
  current = { list, item, fields, saved };
  byId("edit-title").textContent = `Edit item ${item.id}`;
  byId("edit-fault").textContent = "";
  byId("edit-fields").replaceChildren(...fields.map(({ element }) => element));
  byId("edit").showModal();
}

/** Whether somebody is editing, so that nothing should be redrawn underneath. */
export const editing = () => byId("edit").open;

export function prepareDialog() {
  byId("edit-cancel").addEventListener("click", () => byId("edit").close());
  byId("edit").querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
}

function field(column, item) {
  const { element, read } = editor(column, item.fields[fieldOf(column)]);
  return { column, element, read, before: JSON.stringify(read()) };
}

/** What is sent for one column; several choices travel with their type, as Graph wants it. */
function cells(column, value) {
  const cell = [fieldOf(column), value];
  return isSeveral(column) ? [[`${column.name}@odata.type`, "Collection(Edm.String)"], cell] : [cell];
}

async function save() {
  const { list, item, fields, saved } = current;
  const changed = fields.filter(({ read, before }) => JSON.stringify(read()) !== before);
  try {
    if (changed.length) {
      const values = Object.fromEntries(changed.flatMap(({ column, read }) => cells(column, read())));
      await ask("PATCH", path`/_local/lists/${list.id}/items/${item.id}`, { fields: values });
    }
    byId("edit").close();
    announce(`Item ${item.id} saved`);
    await saved();
  } catch (refusal) {
    byId("edit-fault").textContent = refusal.message;
  }
}
