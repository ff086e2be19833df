// Speaks to the stand-in's control API, /_local, and to nothing else.

/** What the stand-in said against a request; `message` is a sentence for the reader. */
export class Refusal extends Error {}

export async function ask(method, path, body) {
  const options = { method, headers: {} };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await reach(path, options);
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Refusal(answer?.error?.message || `The stand-in answered ${response.status}.`);
  return answer;
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new Refusal("The stand-in does not answer. Is it still running?");
  }
}

/** A path whose variable parts are encoded: path`/_local/chats/${person}`. */
export function path(parts, ...values) {
  return parts.reduce((whole, part, at) => whole + encodeURIComponent(values[at - 1]) + part);
}
