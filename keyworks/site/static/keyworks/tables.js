// Tables: the whole row opens; chosen rows are counted and announced.

export function watchTables() {
  document.addEventListener("click", open);
  document.addEventListener("change", choose);
  document.addEventListener("click", none);
  document.addEventListener("htmx:afterSwap", () => document.querySelectorAll("[data-bulk]").forEach(count));
  document.querySelectorAll("[data-bulk]").forEach(count);
}

function open(event) {
  const row = event.target.closest("tr[data-href]");
  if (!row || event.defaultPrevented || event.target.closest("a, button, input, label, summary")) return;
  if (String(getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
  else location.assign(row.dataset.href);
}

function boxes(table) {
  return [...table.querySelectorAll('tbody input[type="checkbox"][name="id"]')];
}

function choose(event) {
  const table = event.target.closest("[data-table]");
  if (!table) return;
  if (event.target.matches("[data-select-all]")) {
    for (const box of boxes(table)) box.checked = event.target.checked;
  } else if (!event.target.matches('[name="id"]')) return;
  count(table.querySelector("[data-bulk]"));
}

function none(event) {
  const table = event.target.closest("[data-select-none]")?.closest("[data-table]");
  if (!table) return;
  for (const box of boxes(table)) box.checked = false;
  count(table.querySelector("[data-bulk]"));
}

function count(bar) {
  const table = bar.closest("[data-table]");
  const all = boxes(table);
  const chosen = all.filter((box) => box.checked);
  for (const box of all) box.closest("tr").classList.toggle("kw-chosen", box.checked);
  const head = table.querySelector("[data-select-all]");
  if (head) {
    head.checked = chosen.length > 0 && chosen.length === all.length;
    head.indeterminate = chosen.length > 0 && chosen.length < all.length;
  }
  bar.querySelector("[data-count]").textContent = chosen.length;
  bar.classList.toggle("kw-some", chosen.length > 0);
}
