/** Longer lists and texts are cut, and deeper objects only named: a message is read, not parsed. */
const LONGEST_LIST = 8;
const LONGEST_TEXT = 120;
const DEEPEST = 3;

/** A value as a reader of an error message wants to see it: short, with strings quoted and NaN visible. Never throws. */
export function describeValue(value: unknown, depth = 0): string {
  switch (typeof value) {
    case "string":
      return value.length <= LONGEST_TEXT
        ? JSON.stringify(value)
        : `${JSON.stringify(value.slice(0, LONGEST_TEXT))}...`;
    case "bigint":
      return `${value}n`;
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    case "object":
      return value === null ? "null" : describeObject(value, depth);
    case "number":
    case "boolean":
    case "undefined":
      return Object.is(value, -0) ? "-0" : String(value);
  }
}

function describeObject(value: object, depth: number): string {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.byteLength} bytes`;
  if (depth >= DEEPEST) return Array.isArray(value) ? "[...]" : "{...}";
  if (Array.isArray(value)) {
    const shown = value.slice(0, LONGEST_LIST).map((item) => describeValue(item, depth + 1));
    return `[${[...shown, ...(value.length > LONGEST_LIST ? ["..."] : [])].join(", ")}]`;
  }
  const entries = Object.entries(value);
  const shown = entries.slice(0, LONGEST_LIST).map(([name, item]) => `${name}: ${describeValue(item, depth + 1)}`);
  return entries.length === 0
    ? "{}"
    : `{ ${[...shown, ...(entries.length > LONGEST_LIST ? ["..."] : [])].join(", ")} }`;
}
