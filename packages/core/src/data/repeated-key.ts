/**
 * The first key that an object of a JSON text has twice, at any depth; `JSON.parse` takes the last one without a word.
 *
 * @param text valid JSON.
 */
export function repeatedKey(text: string): string | undefined {
  /** The keys of each object that is open; undefined for an open list. */
  const open: (Set<string> | undefined)[] = [];
  let keyIsNext = false;
  for (let position = 0; position < text.length; position++) {
    const character = text[position];
    if (character === "{") open.push(new Set());
    else if (character === "[") open.push(undefined);
    else if (character === "}" || character === "]") open.pop();
    if (character === "{" || character === ",") keyIsNext = open.at(-1) !== undefined;
    if (character !== '"') continue;
    const end = endOfString(text, position);
    if (keyIsNext) {
      const key = JSON.parse(text.slice(position, end)) as string;
      if (open.at(-1)!.has(key)) return key;
      open.at(-1)!.add(key);
      keyIsNext = false;
    }
    position = end - 1;
  }
  return undefined;
}

/** Position after a string's closing quote. */
function endOfString(text: string, start: number): number {
  let position = start + 1;
  while (text[position] !== '"') position += text[position] === "\\" ? 2 : 1;
  return position + 1;
}
