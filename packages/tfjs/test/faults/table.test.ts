import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);

/** What follows the file's link in the last cell of a row. */
const TEST_CELL = /\[([\w/-]+)\]\((test\/[\w./-]+)\): (.+?) +\|$/;

interface Row {
  readonly line: string;
  readonly name: string;
  readonly path: string;
  readonly title: string;
}

function rowsOfTable(): readonly Row[] {
  const lines = readFileSync(new URL("FAULTS.md", root), "utf8").split("\n");
  const rows = lines.filter((line) => line.startsWith("| ") && !/^\| (Fault |---)/.test(line));
  return rows.map((line) => {
    const [, name = "", path = "", title = ""] = TEST_CELL.exec(line) ?? [];
    return { line, name, path, title };
  });
}

/** The titles of a file's tests, as they stand there. */
function titlesOf(path: string): readonly string[] {
  const source = readFileSync(new URL(path, root), "utf8");
  const calls = source.matchAll(
    /\b(?:test|it)(?:\.each\((?:[^()]|\([^()]*\))*\))?\(\s*(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`)/g,
  );
  return [...calls].map(([, quoted, template]) => quoted ?? template!);
}

test.each(rowsOfTable())("FAULTS.md: $name: $title", ({ line, name, path, title }) => {
  expect(line.match(/ \| /g), "cells").toHaveLength(3);
  expect(path).toMatch(new RegExp(`^test/${name}(\\.browser)?\\.test\\.ts$`));
  expect(titlesOf(path)).toContain(title);
});

test("every test of a fault is in FAULTS.md", () => {
  const folder = fileURLToPath(new URL("test/faults/", root));
  const own = readdirSync(folder).filter((file) => file !== "table.test.ts");
  const paths = [
    ...own.map((file) => `test/faults/${file}`),
    "test/dropout-layers/stock-faults.test.ts",
    "test/fast-wasm/stock-faults.test.ts",
  ];
  const known = rowsOfTable().map(({ path, title }) => `${path}: ${title}`);
  expect(own.length).toBeGreaterThan(0);
  for (const path of paths) {
    expect(titlesOf(path)).not.toEqual([]);
    for (const title of titlesOf(path)) expect(known).toContain(`${path}: ${title}`);
  }
});
