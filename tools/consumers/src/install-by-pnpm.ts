import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { runPnpm } from "./run-program.ts";
import { catalogRange } from "./workspace.ts";

/**
 * Makes a folder a project that depends on packages, and installs these by pnpm: ours as they were packed, others in the
 * versions of the workspace. A package sees only what it declares there, and what is on the machine already is linked.
 */
export async function installByPnpm(folder: string, names: readonly string[]): Promise<void> {
  const tarballs = inject("packages").map(({ name, file }) => [name, `file:${file}`] as const);
  const ours = new Map(tarballs);
  const dependencies = Object.fromEntries(names.map((name) => [name, ours.get(name) ?? catalogRange(name)]));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
  // Packages of ours ask for each other by version, which pnpm would remember of a registry that is gone tomorrow.
  const overrides = tarballs.map(([name, file]) => `  "${name}": "${file}"`);
  const builds = ["core-js", "onnxruntime-node", "protobufjs"].map((name) => `  ${name}: false`);
  // A package sees nothing but what it declares; tfjs does not declare `long`, which it needs.
  const settings = ["hoistPattern: [long]", "overrides:", ...overrides, "allowBuilds:", ...builds, ""];
  writeFileSync(join(folder, "pnpm-workspace.yaml"), settings.join("\n"));
  await runPnpm(folder, "install", "--prefer-offline", "--ignore-scripts", "--no-lockfile");
}
