// What is not with the server yet, what it refused, and what another changed in the meantime with both versions.

const words = document.querySelector("template[data-words]");

export function word(name) {
  return words?.content.querySelector(`[data-word="${name}"]`)?.textContent ?? name;
}

function made(tag, text, className = "") {
  return Object.assign(document.createElement(tag), { textContent: text, className });
}

function button(text, act, className = "btn btn-outline") {
  const one = made("button", text, className);
  one.type = "button";
  one.addEventListener("click", act);
  return one;
}

// Only what differs is shown of both.
function both(fields, stands) {
  const list = made("dl", "", "room-both");
  for (const [name, text] of Object.entries(stands)) {
    const mine = fields[name];
    if (mine === undefined || mine === text) continue;
    list.append(made("dt", word("stands")), made("dd", text || "—"), made("dt", word("yours")), made("dd", mine || "—"));
  }
  return list;
}

function row(entry, queue, { again, change }) {
  const one = made("li", "", "room-unsent");
  one.dataset.unsent = entry.key;
  const at = new Date(entry.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
  one.append(made("p", entry.shown, "room-said"), made("p", `${word(entry.fields.do)} · ${word("at").replace("{time}", at)}`, "kw-caption"));
  const { no } = entry;
  if (!no) return one;
  one.classList.add("room-refused");
  one.append(made("p", no.stands ? word("stale") : no.sentence, "room-no"));
  const tools = made("p", "", "room-tools");
  if (no.stands) {
    one.append(both(entry.fields, no.stands));
    tools.append(
      button(word("mine"), () => {
        queue.keep({ ...entry, fields: { ...entry.fields, over: String(no.over) }, no: undefined });
        change();
      }, "btn btn-primary"),
      button(word("theirs"), () => (queue.forget(entry), change())),
    );
  } else {
    tools.append(button(word("again"), () => again(entry), "btn btn-primary"), button(word("forget"), () => (queue.forget(entry), change())));
  }
  one.append(tools);
  return one;
}

let before = "";

export function showWaiting(room, queue, acts) {
  const entries = queue.all();
  const place = room.querySelector("[data-waiting]");
  const same = JSON.stringify(entries);
  if (same === before) return;
  before = same;
  place.hidden = !entries.length;
  place.querySelector("h2").textContent = word("unsent").replace("{n}", String(entries.length));
  place.querySelector("[data-waiting-list]").replaceChildren(...entries.map((entry) => row(entry, queue, acts)));
}
