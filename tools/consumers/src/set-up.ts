import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { installNodes, type InstalledNode } from "./install-nodes.ts";
import { packPackages } from "./pack-packages.ts";
import type { PackedPackage } from "./packed-package.ts";
import { serveRegistry } from "./serve-registry.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Our packages, as they would be published. */
    readonly packages: readonly PackedPackage[];
    /** The address of a registry that has them. */
    readonly registry: string;
    /** Nodes to try them on, the oldest first and the one that runs the tests last. */
    readonly nodes: readonly InstalledNode[];
  }
}

/** Builds and packs everything once, and serves it as long as the tests run. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-packed-"));
  const [packages, nodes] = await Promise.all([packPackages(folder), installNodes()]);
  const registry = await serveRegistry(packages);
  project.provide("packages", packages);
  project.provide("registry", registry.url);
  project.provide("nodes", nodes);
  return () => {
    registry.close();
    rmSync(folder, { recursive: true, force: true });
  };
}
