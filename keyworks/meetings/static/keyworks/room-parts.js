// The lists of the room as the server shows them, put in place without touching what somebody is typing.

const busy = (form) => form.dataset.dirty === "yes" || form.contains(document.activeElement);

// By what a form is known again: what it does and to what.
export function identity(form) {
  const of = ["of", "topic", "who"].map((name) => form.querySelector(`[type=hidden][name=${name}]`)?.value ?? "");
  const item = form.querySelector("[type=hidden][name=item]")?.value ?? form.querySelector("button[name=item]")?.value ?? "";
  return [form.dataset.do, ...of, item].join("|");
}

function known(part, name) {
  return [...part.querySelectorAll("form[data-do]")].find((form) => identity(form) === name);
}

function replacePart(old, fresh) {
  for (const details of old.querySelectorAll("details[open]")) {
    const form = details.querySelector("form[data-do]");
    const same = form && known(fresh, identity(form))?.closest("details");
    if (same) same.open = true;
  }
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const [from, to] = [focused?.selectionStart, focused?.selectionEnd];
  const pressed = focused?.closest("form[data-do]");
  const again = pressed && !focused.matches("input, textarea, select") ? [identity(pressed), focused.value] : null;
  for (const form of old.querySelectorAll("form[data-do]")) {
    if (form.dataset.dirty !== "yes" && !(busy(form) && focused?.matches("input, textarea, select"))) continue;
    known(fresh, identity(form))?.replaceWith(form);
  }
  old.replaceWith(fresh);
  if (focused?.isConnected) {
    focused.focus({ preventScroll: true });
    if (typeof from === "number" && focused.setSelectionRange && focused.matches("textarea, [type=text], :not([type])")) focused.setSelectionRange(from, to);
  } else if (again) {
    const form = known(fresh, again[0]);
    ([...(form?.querySelectorAll("button") ?? [])].find((one) => one.value === again[1]) ?? form?.querySelector("button"))?.focus({ preventScroll: true });
  }
}

// Only the parts that differ from what the server showed before.
export class Parts {
  constructor(place) {
    this.place = place;
    this.served = new Map();
  }

  show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const seen = new Set();
    const changed = [];
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const name = part.dataset.part;
      seen.add(name);
      if (this.served.get(name) === part.outerHTML) continue;
      this.served.set(name, part.outerHTML);
      const old = this.place.querySelector(`[data-part="${name}"]`);
      const own = document.importNode(part, true);
      if (old) replacePart(old, own);
      else this.place.firstElementChild.append(own);
      changed.push(own);
    }
    for (const old of this.place.querySelectorAll("[data-part]")) if (!seen.has(old.dataset.part)) old.remove();
    return changed;
  }
}
