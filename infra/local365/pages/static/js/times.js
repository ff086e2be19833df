// Times as people here read them: in Europe/London, whatever the computer is set to.

const ZONE = "Europe/London";
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, weekday: "long", day: "numeric", month: "long", year: "numeric" });
const isoDay = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE });

export const clockTime = (instant) => clock.format(new Date(instant));
export const longDay = (instant) => day.format(new Date(instant));

/** The calendar day in London, as 2026-01-31. */
export const dayOf = (instant) => isoDay.format(new Date(instant));
