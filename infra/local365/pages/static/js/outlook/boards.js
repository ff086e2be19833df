// A board's colour. Its name always stands beside it: nothing is told by colour alone.

import { el } from "../elements.js";

const COLOURS = 6;
let known = [];

export const boardOf = ({ categories }) => categories.at(0) ?? "";

/** Give each board that these events are of a colour, in the order of their names. */
export function learn(events) {
  known = [...new Set(events.map(boardOf).filter(Boolean))].sort();
}

export function boardClass(event) {
  const place = known.indexOf(boardOf(event));
  return place < 0 ? undefined : `board board-${place % COLOURS}`;
}

/** The boards with their colours, as items of a list. */
export const legend = () => known.map((name, place) => el("li", { class: `board board-${place % COLOURS}` }, name));
