import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder that everything to be installed is packed from. */
export const WORKSPACE = resolve(import.meta.dirname, "../../..");

/** The range that this workspace has for a package, so that one is tried that is on the machine already. */
export function catalogRange(name: string): string {
  const catalog = readFileSync(join(WORKSPACE, "pnpm-workspace.yaml"), "utf8");
  const range = new RegExp(`^ {2}"?${name}"?: (\\S+)$`, "m").exec(catalog)?.[1];
  if (range === undefined) throw new Error(`The workspace's catalog has no ${name}.`);
  return range;
}
