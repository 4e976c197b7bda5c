import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

/** The lines of a script from its function on: what comes before are imports and words. */
function bodyOf(file: string): readonly string[] {
  const text = readFileSync(resolve(import.meta.dirname, file), "utf8");
  return text.slice(text.indexOf("export async function")).split("\n");
}

test("three lines of the script change, and the guide shows them", () => {
  const [before, after] = [bodyOf("before.ts"), bodyOf("after.ts")];
  expect(after).toHaveLength(before.length);
  const changed = before.flatMap((line, index) => (line === after[index] ? [] : [[line, after[index]!] as const]));
  expect(changed).toHaveLength(3);
  const guide = readFileSync(resolve(import.meta.dirname, "../../../../../docs/guide/tfjs.md"), "utf8");
  const shown = guide.split("\n").map((line) => line.replace(/^([+-]) */, "$1 "));
  for (const [old, now] of changed) {
    expect(shown).toContain(`- ${old.trim()}`);
    expect(shown).toContain(`+ ${now.trim()}`);
  }
});
