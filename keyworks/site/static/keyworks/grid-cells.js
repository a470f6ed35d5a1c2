// What a cell's text means, by the kind of its column. Every value is text as it is sent; "" is unknown.

const NUMBER = /^[-+]?(\d{1,3}(,\d{3})+|\d+|(?=\.\d))(\.\d*)?$/;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const zh = document.documentElement.lang.startsWith("zh");
const day = new Intl.DateTimeFormat(zh ? "zh-CN" : "en-GB", { dateStyle: zh ? "long" : "medium", timeZone: "UTC" });

function tidy(number) {
  const [, sign, whole, part] = number.match(/^([-+]?)0*(\d*?)(?:\.(\d*?)0*)?$/);
  const text = `${whole || "0"}${part ? `.${part}` : ""}`;
  return sign === "-" && text !== "0" ? `-${text}` : text;
}

function number(column, plain) {
  const text = plain.replace("−", "-").replace(/^\((.*)\)$/, "-$1").replace(/\s/g, "");
  if (!NUMBER.test(text)) return { problem: "number" };
  const value = tidy(text.replaceAll(",", ""));
  if ((value.split(".")[1] ?? "").length > column.digits) return { problem: column.digits ? "fine" : "whole" };
  return { value };
}

function date(column, plain) {
  const found = plain.match(/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0?0:00(?::00)?)?$/) ?? plain.match(/^(\d{4})(\d\d)(\d\d)$/);
  const named = plain.toLowerCase().match(/^(\d{1,2}) ([a-z]{3})[a-z]* (\d{4})$/);
  const [year, month, on] = found ? found.slice(1, 4) : named ? [named[3], MONTHS.indexOf(named[2]) + 1, named[1]] : [];
  const value = `${year}-${String(month).padStart(2, "0")}-${String(on).padStart(2, "0")}`;
  const real = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(real.valueOf()) && real.toISOString().startsWith(value) ? { value } : { problem: "date" };
}

function month(column, plain) {
  const found = plain.match(/^(\d{4})(?:[-/.年](\d{1,2})月?|(\d\d))$/);
  const at = Number(found?.[2] ?? found?.[3]);
  return at >= 1 && at <= 12 ? { value: `${found[1]}-${String(at).padStart(2, "0")}` } : { problem: "month" };
}

function choice(column, plain) {
  const same = (text) => text.normalize("NFKC").toLowerCase() === plain.toLowerCase();
  const found = column.choices.find(([code]) => same(code));
  const named = column.choices.filter(([, words]) => same(words));
  if (found || named.length === 1) return { value: (found ?? named[0])[0] };
  return { problem: named.length ? "several" : "choice" };
}

const READERS = { number, money: number, date, month, choice };

export function numeric(column) {
  return column.kind === "money" || column.kind === "number";
}

// {value} as it is sent, or {problem}: the code of a sentence. Texts keep their full-width signs; nothing else does.
export function read(column, text) {
  const typed = text.replace(/[\s\u00a0]+/g, " ").trim();
  const plain = typed.normalize("NFKC");
  if (!plain || (column.kind !== "text" && /^[-—–]$/.test(plain))) return column.required ? { problem: "required" } : { value: "" };
  if (column.kind === "text") return column.longest && typed.length > column.longest ? { problem: "long" } : { value: typed };
  return READERS[column.kind](column, plain, typed);
}

export function write(column, value) {
  if (column.kind !== "choice") return value;
  return column.choices.find(([code]) => code === value)?.[1] ?? value;
}

export function show(column, value) {
  if (!value) return column.unknown ? "—" : value;
  if (read(column, value).problem) return value;
  if (numeric(column)) return value.replace("-", "−").replace(/\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
  if (column.kind === "date") return day.format(new Date(`${value}T00:00:00Z`));
  if (column.kind === "month" && zh) return value.replace(/^(\d{4})-0?(\d+)$/, "$1年$2月");
  return write(column, value);
}

// Exact: as whole numbers of the column's last digit.
export function sum(column, values) {
  let total = 0n;
  for (const value of values) {
    const [whole, part = ""] = value.replace("-", "").split(".");
    const scaled = BigInt(whole + part.padEnd(column.digits, "0"));
    total += value.startsWith("-") ? -scaled : scaled;
  }
  const text = String(total < 0n ? -total : total).padStart(column.digits + 1, "0");
  const at = text.length - column.digits;
  return tidy(`${total < 0n ? "-" : ""}${text.slice(0, at)}.${text.slice(at)}`);
}

export function fromTsv(text) {
  const body = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < body.length; at += 1) {
    const row = rows.at(-1);
    const sign = body[at];
    if (quoted && sign === '"' && body[at + 1] === '"') row[row.length - 1] += body[(at += 1)];
    else if (quoted && sign === '"') quoted = false;
    else if (!quoted && sign === '"' && row.at(-1) === "") quoted = true;
    else if (!quoted && sign === "\t") row.push("");
    else if (!quoted && sign === "\n") rows.push([""]);
    else row[row.length - 1] += sign;
  }
  return quoted ? body.split("\n").map((line) => line.split("\t")) : rows;
}

export function toTsv(rows) {
  return rows.map((row) => row.map((text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join("\t")).join("\n");
}
