// Builds the pages' elements. Text only ever enters as text: nothing here reads HTML.

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (typeof value === "boolean") element.toggleAttribute(name, value);
    else if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const byId = (id) => document.getElementById(id);

export const parameter = (name) => new URLSearchParams(location.search).get(name);

/** Have a screen reader say it, also when the same was said before. */
export function announce(text) {
  const announcer = byId("announcer");
  announcer.textContent = "";
  setTimeout(() => { announcer.textContent = text; }, 100);
}

/** Show a sentence at the top of the page; an empty one takes it away. */
export function notice(text) {
  const place = byId("notice");
  if (place.textContent !== text) place.textContent = text;
}
