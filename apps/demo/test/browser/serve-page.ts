import { build, preview } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the built page is served. */
    readonly address: string;
    /** What to start, from the runner's configuration. */
    readonly browser: {
      readonly executablePath: string;
      readonly args: readonly string[];
      readonly chromiumSandbox: boolean;
    };
  }
}

/** Builds the page and serves it while the tests run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { root } = project.config;
  await build({ root, logLevel: "error" });
  const server = await preview({ root, logLevel: "error", preview: { port: 0 } });
  project.provide("address", server.resolvedUrls!.local[0]!);
  return () => server.close();
}
