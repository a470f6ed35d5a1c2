// The months of a plan add up while they are typed: each fund's sum, what is left of the register's amount, what is due.

const table = document.querySelector("[data-plans]");

// Amounts in hundred-millionths, so that tenths add up as people expect.
const SCALE = 8;

function read(text) {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "").replace("−", "-");
  const found = /^(-?)(\d*)(?:\.(\d{0,8}))?$/.exec(plain);
  if (!found) return null;
  const parts = BigInt((found[2] || "0") + (found[3] || "").padEnd(SCALE, "0"));
  return found[1] ? -parts : parts;
}

function written(amount) {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(SCALE + 1, "0");
  const whole = digits.slice(0, -SCALE).replace(/\B(?=(\d{3})+$)/g, ",");
  const rest = digits.slice(-SCALE).replace(/0+$/, "").padEnd(2, "0");
  return `${amount < 0n ? "−" : ""}${whole}.${rest}`;
}

function count() {
  const sums = new Map();
  let due = 0n;
  for (const row of table.tBodies[0].rows) {
    for (const cell of row.querySelectorAll("[data-plan]")) {
      const amount = read(cell.value);
      const sum = sums.get(cell.dataset.plan);
      sums.set(cell.dataset.plan, amount === null || sum === null ? null : (sum ?? 0n) + amount);
      due = amount === null || due === null ? null : due + amount;
    }
    row.querySelector("[data-due]").textContent = due === null ? "—" : written(due);
  }
  for (const [fund, sum] of sums) {
    const at = (name) => table.querySelector(`[data-${name}="${CSS.escape(fund)}"]`);
    const left = sum === null ? null : read(at("whole").textContent) - sum;
    at("sum").textContent = sum === null ? "—" : written(sum);
    at("left").textContent = left === null ? "—" : written(left);
    at("left").classList.toggle("kw-unmet", left !== null && left !== 0n);
  }
}

if (table) {
  table.addEventListener("input", count);
  count();
}
