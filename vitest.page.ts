import { join } from "node:path";
import type { ViteUserConfig } from "vitest/config";
import { findTestBrowser, type FoundBrowser } from "./vitest.find-browser.ts";
import { withoutBrowser } from "./vitest.browser.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** What the tests of an application start. */
    readonly browser: FoundBrowser;
  }
}

/**
 * The tests in `test/browser` of an application: they run in Node and drive Chromium over the built and served page. It is
 * built and served once for all of them, and only if one of them is to run. Without a browser they are one visible skip
 * that says what to install; where the environment says `CI`, an error.
 */
export function pageProject(name: string, source: string): ViteUserConfig {
  const found = findTestBrowser();
  if (typeof found === "string") return withoutBrowser(`${name}-browser`, found);
  const conditions = [source, "module", "node", "development|production"];
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: [source] } },
    test: {
      name: `${name}-browser`,
      root: `apps/${name}`,
      include: ["test/browser/**/*.test.ts"],
      globalSetup: join(import.meta.dirname, `apps/${name}/test/browser/serve-page.ts`),
      provide: { browser: found },
      pool: "forks",
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  };
}
