// The board by keyboard: arrows go up and down a column and across to the next one that holds a card.

const board = document.querySelector("[data-board]");

function columns() {
  return [...board.querySelectorAll("section")].map((one) => [...one.querySelectorAll(".matters-card")]).filter((one) => one.length);
}

function step(key) {
  const all = columns();
  const at = all.findIndex((one) => one.includes(document.activeElement));
  if (at < 0) return all[0]?.[0];
  const row = all[at].indexOf(document.activeElement);
  if (key === "ArrowDown") return all[at][row + 1];
  if (key === "ArrowUp") return all[at][row - 1];
  const next = all[at + (key === "ArrowRight" ? 1 : -1)];
  return next?.[Math.min(row, next.length - 1)];
}

board?.addEventListener("keydown", (event) => {
  if (!/^Arrow(Up|Down|Left|Right)$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const card = step(event.key);
  if (!card) return;
  event.preventDefault();
  card.focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
});
