// Whom one may mean: typing @ in [data-mentions] lists people, arrows choose, Enter takes, Escape leaves.

const MEANT = /(?:^|[^A-Za-z0-9._@-])@([^\s@，。；：、,;:()（）]{0,40})$/;
let list = null;
let box = null;
let asked = 0;
let timer = 0;

function typed(area) {
  return MEANT.exec(area.value.slice(0, area.selectionStart))?.[1];
}

function close() {
  list?.remove();
  box?.removeAttribute("aria-controls");
  box?.removeAttribute("aria-activedescendant");
  list = box = null;
  asked += 1;
}

async function ask(area) {
  const start = typed(area);
  if (start === undefined) return close();
  const number = ++asked;
  let people = [];
  try {
    const answer = await fetch(`${area.dataset.mentions}?q=${encodeURIComponent(start)}`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (answer.ok) people = (await answer.json()).people;
  } catch {
    // Without suggestions the name can still be typed.
  }
  if (number !== asked) return;
  close();
  if (people.length) show(area, people);
}

function show(area, people) {
  list = document.createElement("ul");
  list.id = "dossier-people";
  list.className = "dossier-people";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", area.labels[0]?.textContent ?? "@");
  list.append(...people.map(option));
  area.parentElement.classList.add("dossier-around");
  area.after(list);
  box = area;
  area.setAttribute("aria-controls", list.id);
  choose(0);
}

function option(person, index) {
  const item = document.createElement("li");
  item.id = `dossier-person-${index}`;
  item.setAttribute("role", "option");
  item.dataset.username = person.username;
  const more = document.createElement("span");
  more.textContent = ` @${person.username}${person.unit ? ` · ${person.unit}` : ""}`;
  item.append(person.name, more);
  item.addEventListener("mousedown", (event) => {
    event.preventDefault();
    take(item);
  });
  return item;
}

function choose(index) {
  const items = [...list.children];
  const at = (index + items.length) % items.length;
  items.forEach((item, number) => item.setAttribute("aria-selected", number === at ? "true" : "false"));
  box.setAttribute("aria-activedescendant", items[at].id);
}

function take(item) {
  const area = box;
  const end = area.selectionStart;
  const start = end - typed(area).length;
  area.setRangeText(`${item.dataset.username} `, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  close();
  area.focus();
}

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-mentions]")) return;
  clearTimeout(timer);
  if (typed(event.target) === undefined) close();
  else timer = setTimeout(ask, 150, event.target);
});
document.addEventListener("keydown", (event) => {
  if (!list || event.target !== box || event.isComposing) return;
  const at = [...list.children].findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose(at + 1);
  else if (event.key === "ArrowUp") choose(at - 1);
  else if (event.key === "Enter" || event.key === "Tab") take(list.children[at]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
document.addEventListener("focusout", (event) => {
  if (event.target === box) close();
});
