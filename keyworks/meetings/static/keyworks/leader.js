// What the room sees, refreshed quietly; where the connection is lost it stays, and says since when.

const place = document.querySelector("[data-leader]");
const late = document.querySelector("[data-late-shown]");
const EVERY = 5000;
let edition = "";
let last = new Date();

async function look() {
  try {
    const answer = await fetch(place.dataset.leader, { headers: { "X-Requested-With": "fetch", "If-None-Match": edition }, cache: "no-store", signal: AbortSignal.timeout(10000) });
    if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
    if (answer.ok) {
      edition = answer.headers.get("ETag") ?? "";
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...[...fresh.body.childNodes].map((node) => document.importNode(node, true)));
    }
    last = new Date();
    late.hidden = true;
  } catch {
    const time = last.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
    late.textContent = place.dataset.late.replace("{time}", time);
    late.hidden = false;
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
