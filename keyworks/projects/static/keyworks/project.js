// The page of one project: folds on a phone, the place in the index, and a print that waits for what is still to come.

const parts = document.querySelector("[data-folds]");
const phone = matchMedia("(max-width: 40rem)");
const OPEN_FIRST = 2;
const LONGEST_WAIT = 8000;

function fold(panel, folded) {
  panel.classList.toggle("kw-folded", folded);
  panel.querySelector(".project-fold")?.setAttribute("aria-expanded", String(!folded));
}

function foldable(panel, number) {
  const head = panel.querySelector(".kw-panel-head h2");
  if (!head) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "project-fold";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => fold(panel, !panel.classList.contains("kw-folded")));
  fold(panel, number >= OPEN_FIRST && `#${panel.id}` !== location.hash);
}

function follow(index) {
  const links = new Map([...index.querySelectorAll("a[href^='#']")].map((link) => [link.hash.slice(1), link]));
  const watch = new IntersectionObserver((seen) => {
    const top = seen.filter((one) => one.isIntersecting).map((one) => links.get(one.target.id)).find(Boolean);
    if (!top) return;
    for (const link of links.values()) link.removeAttribute("aria-current");
    top.setAttribute("aria-current", "true");
  }, { rootMargin: "-10% 0px -75% 0px" });
  for (const id of links.keys()) {
    const panel = document.getElementById(id);
    if (panel) watch.observe(panel);
  }
}

// What comes into view only later is fetched first: paper cannot be scrolled.
function print() {
  const coming = [...parts.querySelectorAll("[data-panel]:has(> .kw-skeleton)")];
  const all = coming.map((panel) => new Promise((done) => panel.addEventListener("htmx:afterSettle", done, { once: true })));
  for (const panel of coming) window.htmx.trigger(panel, "retry");
  Promise.race([Promise.all(all), new Promise((done) => setTimeout(done, LONGEST_WAIT))]).then(() => window.print());
}

if (parts) {
  if (phone.matches) [...parts.querySelectorAll(":scope > .kw-panel")].forEach(foldable);
  addEventListener("hashchange", () => {
    const panel = document.getElementById(location.hash.slice(1));
    if (panel?.matches(".kw-folded")) fold(panel, false);
  });
  const index = document.querySelector(".project-index");
  if (index) follow(index);
  const button = document.querySelector("[data-print]");
  button.hidden = false;
  button.addEventListener("click", print);
}
