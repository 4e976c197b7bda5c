import { playwright } from "@vitest/browser-playwright";
import type { ViteUserConfig } from "vitest/config";
import { findTestBrowser } from "./vitest.find-browser.ts";

/** How a package's tests run in a browser. */
export interface BrowserProjectOptions {
  /** What the project's name ends in. @default "browser" */
  readonly suffix?: string;
  /** Whether the page is cross-origin isolated, without which it has no shared memory and so no threads. @default false */
  readonly isolated?: boolean;
}

/** What a page and all that it loads have to say for it to be cross-origin isolated. */
const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * The tests `*.browser.test.ts` of a package, in Chromium on a software GPU. Without a browser they are one visible skip
 * that says what to install; where the environment says `CI`, an error.
 *
 * @param dependencies packages that its tests import. Vite bundles them before the first test; one that it finds later
 *   reloads the page under the tests.
 * @param asTheyAre packages that Vite must not bundle: they fetch files that lie beside their own.
 */
export function browserProject(
  name: string,
  source: string,
  dependencies: readonly string[],
  asTheyAre: readonly string[] = [],
  { suffix = "browser", isolated = false }: BrowserProjectOptions = {},
): ViteUserConfig {
  const found = findTestBrowser();
  if (typeof found === "string") return withoutBrowser(`${name}-${suffix}`, found);
  return {
    ...(isolated ? { server: { headers: ISOLATION } } : {}),
    optimizeDeps: { include: [...dependencies], exclude: [...asTheyAre] },
    resolve: { conditions: [source, "module", "browser", "development|production"] },
    // One page a file: tfjs keeps its backends and registries in the page.
    test: {
      name: `${name}-${suffix}`,
      root: `packages/${name}`,
      include: ["test/**/*.browser.test.ts"],
      // Tests read it from import.meta.env.
      env: { LOCKSTEP_SOAK: process.env["LOCKSTEP_SOAK"] ?? "", ISOLATED: String(isolated) },
      testTimeout: 120_000,
      hookTimeout: 120_000,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: { ...found, args: [...found.args] },
        }),
        instances: [{ browser: "chromium" }],
      },
    },
  };
}

/** Stands in for a project whose tests need a browser: one visible skip. @param problem why there is none, with the remedy */
export function withoutBrowser(name: string, problem: string): ViteUserConfig {
  const skipped = { name, root: "tools/browser-tests", include: ["no-browser.test.ts"] };
  return { test: { ...skipped, env: { NO_BROWSER: problem } } };
}
