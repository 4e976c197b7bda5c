import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { installTools, type InstalledTools } from "./installed-tools.ts";
import { packPackages } from "./pack-packages.ts";
import type { PackedPackage } from "./packed-package.ts";
import { serveRegistry } from "./serve-registry.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Our packages, as they would be published. */
    readonly packages: readonly PackedPackage[];
    /** The address of a registry that has them. */
    readonly registry: string;
    readonly tools: InstalledTools;
  }
}

/** Builds and packs everything once, and serves it as long as the tests run. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-packed-"));
  const [packages, tools] = await Promise.all([packPackages(folder), installTools()]);
  const registry = await serveRegistry(packages);
  project.provide("packages", packages);
  project.provide("registry", registry.url);
  project.provide("tools", tools);
  return () => {
    registry.close();
    rmSync(folder, { recursive: true, force: true });
  };
}
