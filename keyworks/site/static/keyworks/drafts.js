// What is typed into a form is kept on this computer until the server has accepted it; never passwords, never files.

const PREFIX = "kw-draft:";
const DAY = 86400000;
const SECRET = "[type=password], [type=file], [type=hidden], [autocomplete=one-time-code], [name=csrfmiddlewaretoken]";

const root = document.documentElement;

function key(form) {
  return `${PREFIX}${root.dataset.person ?? ""}:${location.pathname}:${form.id || [...document.forms].indexOf(form)}`;
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, draft) {
  try {
    localStorage.setItem(name, JSON.stringify(draft));
  } catch {
    // A full or forbidden store: the form still works, only without its net.
  }
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !field.matches("button, fieldset, output") && !field.matches(SECRET));
}

function typed(form) {
  const values = {};
  for (const field of fields(form)) {
    values[field.name] ??= [];
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) values[field.name].push(field.value);
    } else if (field.multiple) {
      values[field.name].push(...[...field.selectedOptions].map((option) => option.value));
    } else values[field.name].push(field.value);
  }
  return values;
}

function restore(form, draft) {
  const left = structuredClone(draft.values);
  for (const field of fields(form)) {
    const values = left[field.name];
    if (!values) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
    else if (values.length) field.value = values.shift();
  }
  // The edition typed over comes back too, so that a newer one is noticed and not overwritten.
  if (form.elements.edition && draft.edition) form.elements.edition.value = draft.edition;
}

function keep(form, sent = false) {
  const values = typed(form);
  write(key(form), { values, edition: form.elements.edition?.value ?? "", at: Date.now(), sent });
}

function drafts() {
  return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
}

// A draft that was sent is done with once a page came back that is neither an error nor the door.
function settle() {
  const accepted = root.dataset.person && root.dataset.page === "page";
  // So is not a form that goes elsewhere once it is accepted, and is here again: its sending was cut off on the way.
  const refused = [...document.querySelectorAll("form[data-draft]:is([data-refused], [data-away])")].map(key);
  for (const name of drafts()) {
    const draft = read(name);
    if (!draft || Date.now() - draft.at > DAY) localStorage.removeItem(name);
    else if (draft.sent && accepted && !refused.includes(name)) localStorage.removeItem(name);
    else if (draft.sent) write(name, { ...draft, sent: false });
  }
}

function offer(form) {
  const draft = read(key(form));
  if (!draft || form.matches("[data-refused]")) return;
  if (JSON.stringify(draft.values) === JSON.stringify(typed(form))) return localStorage.removeItem(key(form));
  const bar = document.getElementById("kw-draft").content.cloneNode(true).firstElementChild;
  bar.querySelector("time").textContent = new Date(draft.at).toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit" });
  form.prepend(bar);
  bar.querySelector("[data-restore]").addEventListener("click", () => {
    restore(form, draft);
    form.dataset.dirty = "yes";
    bar.remove();
    fields(form)[0]?.focus();
  });
  bar.querySelector("[data-discard]").addEventListener("click", () => {
    localStorage.removeItem(key(form));
    bar.remove();
  });
}

function watch(form) {
  form.addEventListener("input", () => {
    form.dataset.dirty = "yes";
    form.querySelector(":scope > .kw-restore")?.remove();
    clearTimeout(form.kwTimer);
    form.kwTimer = setTimeout(() => keep(form), 300);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(form.kwTimer);
    if (form.kwReached) {
      keep(form, true);
      delete form.dataset.dirty;
      return;
    }
    event.preventDefault();
    keep(form);
    send(form, event.submitter);
  });
}

async function reachable() {
  const asked = { method: "HEAD", cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(5000) };
  try {
    return (await fetch("/sign-in/", asked)).status < 500;
  } catch {
    return false;
  }
}

// A form leaves the page only when the server answers: a browser's own error page would take its place.
async function send(form, button) {
  if (form.kwAsking) return;
  form.kwAsking = true;
  form.querySelector(":scope > [data-unreached]")?.remove();
  const there = await reachable();
  form.kwAsking = false;
  if (!there) {
    form.prepend(document.getElementById("kw-unreached").content.cloneNode(true));
    form.querySelector("[data-unreached]").focus();
    return;
  }
  form.kwReached = true;
  if (button) button.dataset.sure = "yes";
  form.requestSubmit(button);
  if (button) delete button.dataset.sure;
  form.kwReached = false;
}

export function watchDrafts() {
  settle();
  // A page that opens without a connection is kept for whoever is signed in, and for nobody after them.
  if (!root.dataset.person) window.caches?.delete("kw-room").catch(() => {});
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (!root.dataset.person) continue;
    offer(form);
    watch(form);
    if (form.matches("[data-refused]")) {
      form.dataset.dirty = "yes";
      form.querySelector("[data-errors]")?.focus();
    }
  }
  document.addEventListener("click", (event) => {
    const form = event.target.closest("[data-leave]")?.closest("form");
    if (!form) return;
    clearTimeout(form.kwTimer);
    localStorage.removeItem(key(form));
    delete form.dataset.dirty;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forget]")) drafts().forEach((name) => localStorage.removeItem(name));
  });
  addEventListener("beforeunload", (event) => {
    const dirty = document.querySelector("form[data-draft][data-dirty]");
    if (dirty) event.preventDefault();
  });
}
