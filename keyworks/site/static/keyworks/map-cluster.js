// Many marks on one map: those that would stand on each other.

const CELL = 46; // pixels within which marks fall together
const APART_FROM = 512 * 2 ** 15; // from here on each mark stands by itself

// Marks that would stand on each other become one with their number; cells do not move while one pans.
export function clustered(marks, across, alone) {
  if (across >= APART_FROM) return marks;
  const cell = CELL / 2 ** (Math.floor(Math.log2(across) * 2) / 2);
  const cells = new Map();
  const found = [];
  for (const mark of marks) {
    if (mark === alone) found.push(mark);
    else {
      const key = `${Math.floor(mark.plane[0] / cell)} ${Math.floor(mark.plane[1] / cell)}`;
      if (cells.has(key)) cells.get(key).push(mark);
      else cells.set(key, [mark]);
    }
  }
  for (const members of cells.values()) {
    if (members.length === 1) found.push(members[0]);
    else {
      const middle = [0, 1].map((axis) => members.reduce((sum, one) => sum + one.point[axis], 0) / members.length);
      found.push({ members, geometry: { type: "Point", coordinates: middle }, properties: { count: members.length, colour: "", name: "" } });
    }
  }
  return found;
}
