// A day out of a few keys, as the server reads it (rules/spoken.py): 3.15, 15 Mar, +10 working days, 周五, 月底.

const NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = "一二三四五六日";
const DAY = 86400000;
const MOST_AHEAD = 250;

const at = (year, month, number) => {
  const found = new Date(Date.UTC(year, month - 1, number));
  return found.getUTCMonth() === month - 1 && found.getUTCDate() === number ? found : null;
};
const iso = (day) => day.toISOString().slice(0, 10);
const plus = (day, many) => new Date(day.getTime() + many * DAY);

function works(day, { off, worked }) {
  return worked.has(iso(day)) || (![0, 6].includes(day.getUTCDay()) && !off.has(iso(day)));
}

function after(day, many, calendar) {
  for (let left = many; left > 0; ) {
    day = plus(day, 1);
    if (works(day, calendar)) left -= 1;
  }
  return day;
}

// The next such day from today on; 29 February may be years away.
function next(today, month, number) {
  for (let year = today.getUTCFullYear(); year < today.getUTCFullYear() + 9; year += 1) {
    const found = at(year, month, number);
    if (found && found >= today) return found;
  }
  return null;
}

function named(today, name, number, year) {
  const month = NAMES.findIndex((one) => name.startsWith(one)) + 1;
  if (!month) return null;
  return year ? at(Number(year), month, number) : next(today, month, number);
}

function weekday(today, following, name) {
  const monday = plus(today, -((today.getUTCDay() + 6) % 7));
  const found = plus(monday, WEEKDAYS.indexOf(name.replace("天", "日")) + (following ? 7 : 0));
  return found >= today ? found : plus(found, 7);
}

// The day meant as 2022-03-15, or null.
export function readDay(text, today, calendar) {
  const said = text.trim().toLowerCase().replaceAll("。", ".").replaceAll("／", "/").replaceAll("．", ".").replaceAll("＋", "+");
  const begun = new Date(`${today}T00:00:00Z`);
  const read = (pattern) => said.match(pattern);
  let found, day = null;
  if ((found = read(/^\+\s*(\d{1,3})$/))) day = Number(found[1]) <= MOST_AHEAD ? after(begun, Number(found[1]), calendar) : null;
  else if (said === "月底" || said === "eom") day = new Date(Date.UTC(begun.getUTCFullYear(), begun.getUTCMonth() + 1, 0));
  else if ((found = read(/^(下?)(?:周|星期)([一二三四五六日天])$/))) day = weekday(begun, Boolean(found[1]), found[2]);
  else if ((found = read(/^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/))) day = at(Number(found[1]), Number(found[2]), Number(found[3]));
  else if ((found = read(/^(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?$/))) day = next(begun, Number(found[1]), Number(found[2]));
  else if ((found = read(/^(\d{1,2})\s*([a-z]{3,9})\.?(?:\s+(\d{4}))?$/))) day = named(begun, found[2], Number(found[1]), found[3]);
  else if ((found = read(/^([a-z]{3,9})\.?\s*(\d{1,2})(?:,?\s+(\d{4}))?$/))) day = named(begun, found[1], Number(found[2]), found[3]);
  return day && iso(day);
}

// As the reader reads days, with the day of the week.
export function sayDay(day, language) {
  const options = { weekday: "short", year: "numeric", month: language.startsWith("zh") ? "long" : "short", day: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(language.startsWith("zh") ? "zh-CN" : "en-GB", options).format(new Date(`${day}T00:00:00Z`));
}
