import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { documentationFaults } from "../src/documentation-faults.ts";
import { publicExports } from "../src/public-exports.ts";

const folder = mkdtempSync(join(tmpdir(), "lockstep-docs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(
  join(folder, "checks.ts"),
  `export class RangeFault extends Error {}
   export function check(x: number): number { return x > 0 ? x : refuse(); }
   function refuse(): never { throw new RangeError("x"); }`,
);

let count = 0;

/** The faults of a file that is re-exported by an entry. */
function faultsOf(source: string): string[] {
  count += 1;
  writeFileSync(join(folder, `source-${count}.ts`), `import { check } from "./checks.ts";\n${source}`);
  const names = Array.from(
    source.matchAll(/export (?:async )?(?:function|class|interface|type|const) (\w+)/g),
    (m) => m[1],
  );
  const entry = join(folder, `entry-${count}.ts`);
  writeFileSync(entry, `export { ${names.join(", ")} } from "./source-${count}.ts";`);
  const faults = publicExports(entry).flatMap(documentationFaults);
  return faults.map(({ name, lacks, detail }) => [name, lacks, detail ?? []].flat().join(" "));
}

const EXAMPLE = "@example\n * double(1); // 2";

describe("the documentation of a public name", () => {
  it("is whole", () => {
    const double = `/**
      * Twice a number.
      *
      * @param x any.
      * @throws {RangeError} for one below 0.
      * ${EXAMPLE}
      */
     export function double(x: number): number { return 2 * check(x); }`;
    const options = `/** Options of something. */
     export interface SomeOptions {
       /** How many. */
       readonly count: number;
       /** How fast. @default 1 */
       readonly speed?: number;
       /** @default "keep" */
       readonly last?: string;
     }`;
    expect(faultsOf(`${double}\n${options}`)).toEqual([]);
  });
  it.each([
    ["no docstring", "export type Rate = number;", "Rate a sentence"],
    ["a comment that is none", "/* Rate. */\nexport type Rate = number;", "Rate a sentence"],
    ["one that stands elsewhere", "/** Rate. */\nconst x = 1;\nexport type Rate = number;", "Rate a sentence"],
    ["words that are no sentence", "/** rate */\nexport type Rate = number;", "Rate a sentence"],
    ["no example", "/** Twice. */\nexport function double(): void {}", "double @example"],
    [
      "an error of its own",
      `/**\n * Twice.\n * ${EXAMPLE}\n */\nexport function double(): void { throw new TypeError("x"); }`,
      "double @throws TypeError",
    ],
    [
      "an error from another file",
      `/**\n * Twice.\n * ${EXAMPLE}\n */\nexport function double(x: number): number { return check(x); }`,
      "double @throws RangeError",
    ],
    [
      "one error of two",
      `/**\n * Twice.\n * @throws {TypeError} never.\n * ${EXAMPLE}\n */\nexport function double(x: number): number { return check(x); }`,
      "double @throws RangeError",
    ],
    [
      "a parameter that there is not",
      `/**\n * Twice.\n * @param y any.\n * ${EXAMPLE}\n */\nexport function double(x: number): number { return x; }`,
      "double its parameter y",
    ],
    [
      "a method without words",
      `/**\n * A box.\n * ${EXAMPLE}\n */\nexport class Box { open(): void {} }`,
      "Box.open a sentence",
    ],
    [
      "a method that throws",
      `/**\n * A box.\n * ${EXAMPLE}\n */\nexport class Box { /** Opens. */ open(x: number): void { check(x); } }`,
      "Box.open @throws RangeError",
    ],
    [
      "a constructor that throws",
      `/**\n * A box.\n * ${EXAMPLE}\n */\nexport class Box { constructor(x: number) { check(x); } }`,
      "Box @throws RangeError",
    ],
    [
      "an option without words",
      "/** Some. */\nexport interface SomeOptions { readonly count: number; }",
      "SomeOptions.count a sentence",
    ],
    [
      "an option without its default",
      "/** Some. */\nexport interface SomeOptions { /** How many. */ readonly count?: number; }",
      "SomeOptions.count @default",
    ],
  ])("is not, with %s", (_what, source, fault) => {
    expect(faultsOf(source)).toEqual([fault]);
  });
  it("may say of a class what its methods throw", () => {
    const box = "export class Box { /** Opens. */ open(x: number): void { check(x); } }";
    expect(faultsOf(`/**\n * A box.\n * @throws {RangeError} from any method.\n * ${EXAMPLE}\n */\n${box}`)).toEqual(
      [],
    );
  });
  it("may be said before the first signature of a method", () => {
    const signatures = "open(): void; open(x: number): void; open(x = 0): void { check(x); }";
    const before = (words: string) =>
      faultsOf(`/**\n * A box.\n * ${EXAMPLE}\n */\nexport class Box { ${words} ${signatures} }`);
    expect(before("/** Opens. @throws {RangeError} below 0. */")).toEqual([]);
    expect(before("/** Opens. */")).toEqual(["Box.open @throws RangeError"]);
  });
  it("may be left to the class that is extended", () => {
    expect(faultsOf("/** A fault. */\nexport class Fault extends Error {}")).toEqual([]);
  });
  it("may speak of all errors at once, or of another's", () => {
    const all = `/**\n * Twice.\n * @throws {LockstepError} for most.\n * ${EXAMPLE}\n */\nexport function double(): void { check(1); }`;
    expect(faultsOf(all)).toEqual([]);
    expect(faultsOf(all.replace("{LockstepError} for most", "as {@link check}"))).toEqual([]);
  });
});
