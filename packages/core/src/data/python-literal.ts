import { DataError } from "../errors/lockstep-error.ts";

/** What the headers of NumPy's files are made of. */
export type PythonLiteral = string | number | boolean | readonly PythonLiteral[] | ReadonlyMap<string, PythonLiteral>;

/** Deeper literals are no header. */
const DEEPEST = 8;

/**
 * Reads a Python literal of strings, non-negative integers, booleans, tuples, lists and dictionaries with string keys,
 * without evaluating anything.
 *
 * @throws {DataError} saying what was expected and what is there.
 */
export function parsePythonLiteral(text: string, subject: string): PythonLiteral {
  let position = 0;

  function fail(expected: string): never {
    throw new DataError({
      subject,
      rule: `must have ${expected} at character ${position} of its header`,
      received: text.slice(position, position + 16),
    });
  }

  function skipSpace(): void {
    while (" \n\t\r".includes(text[position] ?? "x")) position++;
  }

  function take(token: string): boolean {
    skipSpace();
    if (!text.startsWith(token, position)) return false;
    position += token.length;
    return true;
  }

  function parseValue(depth: number): PythonLiteral {
    if (depth > DEEPEST) fail("a value less deep");
    skipSpace();
    const first = text[position];
    if (first === "'" || first === '"') return parseString(first);
    if (take("True")) return true;
    if (take("False")) return false;
    if (take("(")) return parseItems(")", depth);
    if (take("[")) return parseItems("]", depth);
    if (take("{")) return parseDictionary(depth);
    return parseInteger();
  }

  function parseString(quote: string): string {
    const end = text.indexOf(quote, position + 1);
    const content = end < 0 ? "\\" : text.slice(position + 1, end);
    if (content.includes("\\") || content.includes("\n")) fail("a plain string");
    position = end + 1;
    return content;
  }

  function parseInteger(): number {
    const digits = /^\d+/.exec(text.slice(position, position + 32))?.[0];
    if (digits === undefined || !Number.isSafeInteger(Number(digits))) fail("an integer below 2^53");
    position += digits.length;
    // Python 2 wrote long integers with an L.
    if (text[position] === "L") position++;
    return Number(digits);
  }

  function parseItems(close: string, depth: number): readonly PythonLiteral[] {
    const items: PythonLiteral[] = [];
    while (!take(close)) {
      items.push(parseValue(depth + 1));
      if (take(",")) continue;
      if (!take(close)) fail(`a comma or "${close}"`);
      break;
    }
    return items;
  }

  function parseDictionary(depth: number): ReadonlyMap<string, PythonLiteral> {
    const entries = new Map<string, PythonLiteral>();
    while (!take("}")) {
      const key = parseValue(depth + 1);
      if (typeof key !== "string" || entries.has(key)) fail("another string as a key before this");
      if (!take(":")) fail('a ":"');
      entries.set(key, parseValue(depth + 1));
      if (take(",")) continue;
      if (!take("}")) fail('a comma or "}"');
      break;
    }
    return entries;
  }

  const value = parseValue(0);
  skipSpace();
  if (position < text.length) fail("nothing more");
  return value;
}
