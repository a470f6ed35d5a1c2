// The secretary's room: what is typed goes onto this device first and to the server as soon as it can be reached.

import { dayOf, learn, watchFields } from "./room-fields.js";
import { Parts } from "./room-parts.js";
import { Queue } from "./room-queue.js";
import { Timer } from "./room-timer.js";
import { showWaiting, word } from "./room-waiting.js";

const room = document.querySelector("[data-room]");
const POLL = 3000;
const IDLE = 15000;
const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];
const CACHE = "kw-room";
const AT_ONCE = 50;

const queue = new Queue(room.dataset.key);
const parts = new Parts(document.getElementById("room-now"));
const timer = new Timer(room);
const person = document.documentElement.dataset.person;
let edition = room.dataset.edition;
let csrf = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
let sending = false;
let failures = 0;
let later = 0;

function net(name, address = "") {
  const said = room.querySelector("[data-net]");
  said.hidden = !name;
  said.textContent = name ? word(name) : "";
  if (address) said.append(" ", Object.assign(document.createElement("a"), { href: address, textContent: word("sign_in") }));
}

function told(now) {
  csrf = now.csrf;
  edition = now.edition;
  timer.set(now);
  for (const part of parts.show(now.html)) watchFields(part);
  for (const field of room.querySelectorAll("[data-current]")) field.value = now.current ?? "";
  window.caches?.open(CACHE).then((kept) => kept.put(room.dataset.state, new Response(JSON.stringify(now)))).catch(() => {});
}

function shut(answer) {
  if (answer.status === 401) net("signed_out", `/sign-in/?next=${encodeURIComponent(location.pathname)}`);
  return answer.status === 401;
}

async function look() {
  const headers = { "X-Requested-With": "fetch", "If-None-Match": `"${edition}"` };
  try {
    const answer = await fetch(room.dataset.state, { headers, cache: "no-store", signal: AbortSignal.timeout(10000) });
    if (shut(answer)) return false;
    if (answer.status === 200) told(await answer.json());
    if (answer.status >= 500) throw new Error(String(answer.status));
    net(queue.kept ? "" : "full");
    return true;
  } catch {
    net("offline");
    return false;
  }
}

function show() {
  showWaiting(room, queue, { again: putRight, change: () => (show(), send()) });
}

// Back into its form, to be put right and sent again.
function putRight(entry) {
  const same = [...room.querySelectorAll("form[data-do]")].find((form) => form.dataset.do === entry.fields.do && matches(form, entry.fields));
  if (!same) return;
  queue.forget(entry);
  fill(same, entry.fields);
  same.dataset.dirty = "yes";
  same.closest("details")?.setAttribute("open", "");
  same.querySelector("textarea, input:not([type=hidden])")?.focus();
  show();
}

function matches(form, fields) {
  return ["of", "topic", "who", ...(fields.do === "note" ? ["item"] : [])].every((name) => (form.querySelector(`[type=hidden][name=${name}]`)?.value ?? "") === (fields[name] ?? ""));
}

function fill(form, fields) {
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || !(field.name in fields || field.type === "checkbox")) continue;
    if (field.type === "checkbox") field.checked = fields[field.name] === "on";
    else field.value = fields[field.name];
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

async function send() {
  clearTimeout(later);
  const waiting = queue.waiting().slice(0, AT_ONCE);
  if (!waiting.length || sending) return;
  sending = true;
  try {
    const entries = waiting.map(({ key, at, fields }) => ({ key, fields, ago: Math.max(Date.now() - at, 0) }));
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf, "X-Requested-With": "fetch" };
    const body = JSON.stringify({ person, entries });
    const answer = await fetch(room.dataset.send, { method: "POST", headers, body, signal: AbortSignal.timeout(20000) });
    await heard(answer, waiting);
  } catch {
    failures += 1;
    net("offline");
  }
  sending = false;
  show();
  if (queue.waiting().length) later = setTimeout(send, PAUSES[Math.min(failures, PAUSES.length - 1)]);
}

async function heard(answer, waiting) {
  if (shut(answer)) return void (failures += 1);
  const json = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (!json || answer.status >= 500) {
    failures += 1;
    if (answer.status === 403) edition = "";  // the form's token is old: the next look brings a new one
    await look();
    return;
  }
  const said = await answer.json();
  if (said.other) return void ((failures += 1), net("other"));
  if (said.sentence) {
    for (const entry of waiting) queue.keep({ ...entry, no: { sentence: said.sentence } });
    return;
  }
  failures = 0;
  net(queue.kept ? "" : "full");
  const byKey = new Map(waiting.map((entry) => [entry.key, entry]));
  for (const { key, taken, ...no } of said.answers) {
    const entry = byKey.get(key);
    if (taken) queue.forget(entry);
    else queue.keep({ ...entry, no });
  }
  told(said.now);
}

// What the form says, as the server reads it; the day is said whole, since +10 means another day tomorrow.
function fieldsOf(form, button) {
  const fields = {};
  for (const [name, value] of new FormData(form)) if (name !== "csrfmiddlewaretoken" && name !== "key") fields[name] = value.trim();
  if (button?.name) fields[button.name] = button.value;
  return fields;
}

function wrongDay(form) {
  const field = form.querySelector("[data-day]");
  if (!field?.value.trim()) return false;
  const day = dayOf(field.value);
  if (day) return void (field.value = day);
  field.setAttribute("aria-invalid", "true");
  field.parentElement.querySelector("[data-day-shown]").textContent = word("no_day");
  field.focus();
  return true;
}

function shownOf(form, fields, button) {
  if (fields.do === "go") return button?.dataset.title ?? "";
  if (fields.do === "attend") return `${form.closest("li").querySelector("strong").textContent}: ${button.textContent}`;
  if (fields.do === "drop" || fields.do === "pick_up") return form.closest("[data-entry]").querySelector(".room-said").textContent;
  if (fields.do === "decide") return form.querySelector("strong").textContent;
  return fields.words ?? fields.note ?? fields.name ?? "";
}

// What is pressed is seen at once, whether or not the server hears of it now.
function atOnce(form, fields, button) {
  if (fields.do === "go") timer.begin(button?.dataset.title, button?.dataset.minutes, fields.item);
  if (fields.do === "go") for (const field of room.querySelectorAll("[data-current]")) field.value = fields.item;
  if (fields.do === "attend") {
    for (const one of form.querySelectorAll("button")) {
      one.setAttribute("aria-pressed", String(one === button));
      one.classList.toggle("btn-primary", one === button);
      one.classList.toggle("btn-outline", one !== button);
    }
  }
  if (fields.do === "catch") {
    queue.draft(null);
    const speaker = form.elements.speaker.value;
    form.reset();
    for (const field of form.querySelectorAll("[name=words], [name=lead], [name=due], [name=projects], [name=post], [name=result]")) field.value = "";
    for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = false;
    form.elements.speaker.value = speaker;
    watchAgain(form);
    form.elements.words.focus();
  }
}

function watchAgain(form) {
  form.querySelector("[data-day]").dispatchEvent(new Event("input"));
  form.querySelector("[data-spot]").dispatchEvent(new Event("change"));
}

room.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-do]");
  if (!form) return;
  event.preventDefault();
  if (!form.reportValidity() || wrongDay(form)) return;
  const fields = fieldsOf(form, event.submitter);
  queue.add(fields, shownOf(form, fields, event.submitter));
  delete form.dataset.dirty;
  atOnce(form, fields, event.submitter);
  if (fields.do !== "catch") form.closest("details.room-more")?.removeAttribute("open");
  show();
  send();
});

room.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-do]");
  if (!form) return;
  if (form.id === "room-catch") queue.draft(fieldsOf(form));
  else form.dataset.dirty = "yes";
});

room.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form[data-do]");
  if (form) event.preventDefault(), form.requestSubmit();
});

async function begin() {
  watchFields(room);
  const draft = queue.draft();
  const form = document.getElementById("room-catch");
  if (form && draft) fill(form, draft);
  show();
  try {
    learn(await (await fetch(room.dataset.names, { headers: { "X-Requested-With": "fetch" } })).json());
  } catch {
    net("offline");
  }
  if (!(await look())) {
    const kept = await window.caches?.match(room.dataset.state).catch(() => null);
    if (kept) told(await kept.json()), (edition = "");
  }
  send();
  (function round() {
    setTimeout(async () => {
      if (!sending && (await look()) && queue.waiting().length) send();
      round();
    }, document.hidden ? IDLE : POLL);
  })();
  keepPage();
}

// Where the browser lets it, this one page opens without a connection too.
async function keepPage() {
  if (!navigator.serviceWorker || !window.caches) return;
  await navigator.serviceWorker.register(room.dataset.worker).catch(() => null);
  const kept = await caches.open(CACHE);
  const own = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.startsWith(location.origin) && name.includes("/static/"));
  await Promise.all([location.pathname, room.dataset.names, ...new Set(own)].map((address) => kept.add(address).catch(() => null)));
}

addEventListener("online", () => ((failures = 0), send(), look()));
addEventListener("offline", () => net("offline"));
addEventListener("storage", show);
addEventListener("beforeunload", (event) => {
  if (!queue.kept && queue.all().length) event.preventDefault();
});
begin();
