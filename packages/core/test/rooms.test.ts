import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

/** The rooms in the order in which data flows. A room may import itself and the rooms before it. */
const ROOMS = [
  "errors",
  "web-assembly",
  "numeric",
  "tensor",
  "random",
  "data",
  "dropout",
  "masks",
  "model",
  "loss",
  "sgd",
  "metric",
  "early-stopping",
  "randomness",
  "engine",
  "training",
];
/** Rooms beside the order: they may import anything up to `engine`. */
const SIDE_ROOMS = ["reference", "profiles"];
const SOURCE = resolve(import.meta.dirname, "../src");

/** Such a room stands beside `training`, and no room imports it. */
function mayImport(from: string, to: string): boolean {
  if (from === to) return true;
  if (SIDE_ROOMS.includes(from)) return ROOMS.indexOf(to) <= ROOMS.indexOf("engine") && ROOMS.includes(to);
  return ROOMS.includes(to) && ROOMS.indexOf(to) < ROOMS.indexOf(from);
}

function sourceFiles(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file.includes(sep),
  );
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(SOURCE, file), "utf8");
  return Array.from(text.matchAll(/from "(\.[^"]+)"/g), ([, specifier]) =>
    relative(SOURCE, resolve(SOURCE, dirname(file), specifier!)),
  );
}

describe("the rooms of core", () => {
  it("are all in the order", () => {
    const rooms = new Set(sourceFiles().map((file) => file.split(sep)[0]!));
    expect([...rooms].toSorted()).toEqual([...ROOMS, ...SIDE_ROOMS].toSorted());
  });
  it("import only rooms before them", () => {
    const wrong = sourceFiles().flatMap((file) =>
      importsOf(file)
        .filter((target) => !mayImport(file.split(sep)[0]!, target.split(sep)[0]!))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });
  it("raise nothing but 2 to a power: other powers are implementation-defined, and no lint sees the operator", () => {
    const powers = sourceFiles().flatMap((file) => {
      const code = readFileSync(join(SOURCE, file), "utf8").replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "");
      return Array.from(code.matchAll(/(\S+) \*\*=? /g), ([, base]) => `${file}: ${base}`);
    });
    expect(powers.filter((power) => !/\W2n?$/.test(power))).toEqual([]);
    expect(powers).not.toEqual([]);
  });
  it("import nothing from outside", () => {
    const outside = sourceFiles().filter((file) => /from "[^.]/.test(readFileSync(join(SOURCE, file), "utf8")));
    expect(outside).toEqual([]);
  });
});
