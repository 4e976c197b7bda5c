import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { publicPackages } from "../src/public-packages.ts";
import { runPnpm } from "./run-pnpm.ts";
import { ROOT } from "./workspace-copy.ts";

/** Licences under which a dependency may come with our packages: they ask for a notice at the most. */
const ALLOWED = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"];
/** Others, by package and reason. */
const EXCUSED: readonly (readonly [RegExp, string, string])[] = [
  [/^lightningcss/, "MPL-2.0", "part of Vite, which only those have who install that optional peer"],
];

/** The licences of packages that are installed with ours, peers of the workspace among them. */
const licences = new Map<string, string>();

beforeAll(async () => {
  const list = await runPnpm("--filter", "./packages/*", "licenses", "list", "--prod", "--json");
  const listed = JSON.parse(list) as Readonly<Record<string, readonly { readonly name: string }[]>>;
  for (const [licence, found] of Object.entries(listed)) for (const { name } of found) licences.set(name, licence);
});

/** Whether every licence of an expression such as `(Apache-2.0 AND BSD-3-Clause)` is allowed; a choice needs one. */
function isAllowed(expression: string): boolean {
  const choices = expression.replace(/^\((.*)\)$/, "$1").split(" OR ");
  return choices.some((choice) => choice.split(" AND ").every((licence) => ALLOWED.includes(licence)));
}

it("everything that comes with the packages may be used without further conditions", () => {
  const refused = [...licences]
    .filter(([, licence]) => !isAllowed(licence))
    .filter(([name, licence]) => !EXCUSED.some(([form, excused]) => form.test(name) && licence === excused));
  expect(refused).toEqual([]);
  expect(licences.size).toBeGreaterThan(50);
});

it.each([
  ["MIT", true],
  ["(Apache-2.0 AND BSD-3-Clause)", true],
  ["GPL-3.0", false],
  ["MIT AND GPL-3.0", false],
  ["(MIT OR GPL-3.0)", true],
  ["Unknown", false],
])("%s is allowed: %s", (expression, allowed) => {
  expect(isAllowed(expression)).toBe(allowed);
});

it.each(publicPackages(ROOT))("SECURITY.md tells what $name installs, with licences", ({ name, manifest }) => {
  const row = readFileSync(join(ROOT, "SECURITY.md"), "utf8")
    .split("\n")
    .find((line) => line.startsWith(`| \`${name}\``));
  const [, , installs = ""] = row?.split("|") ?? [];
  const named = [...installs.matchAll(/`([^`]+)`(?: \(([^)]+)\))?/g)];
  expect(new Set(named.map(([, dependency]) => dependency))).toEqual(new Set(Object.keys(manifest.dependencies ?? {})));
  for (const [, dependency = "", licence] of named) {
    const found = licences.get(dependency)?.replace(/[()]/g, "").replace(" AND ", ", ");
    expect([dependency, licence]).toEqual([dependency, found]);
  }
});
