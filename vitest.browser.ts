import { execFileSync } from "node:child_process";
import { playwright } from "@vitest/browser-playwright";
import type { ViteUserConfig } from "vitest/config";

/** What the conformance kit's own hosts would start. In a process of its own, since this file is loaded without the workspace's condition. */
const FIND = `
  import { findBrowser } from "./packages/conformance/src/node/find-browser.ts";
  import { gpuFlags } from "./packages/conformance/src/node/gpu-flags.ts";
  import { runsInCi } from "./packages/conformance/src/node/runs-in-ci.ts";
  let found;
  try { found = { executablePath: findBrowser() }; } catch (error) { found = { problem: error.message }; }
  console.log(JSON.stringify({ ...found, args: gpuFlags("software"), required: runsInCi() }));
`;

interface Found {
  readonly executablePath?: string;
  /** Why there is no browser, with the remedy. */
  readonly problem?: string;
  readonly args: readonly string[];
  /** Whether a missing browser is an error, as in CI. */
  readonly required: boolean;
}

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
  const node = ["--conditions=@lockstep/source", "--input-type=module", "--eval", FIND];
  const found = JSON.parse(
    execFileSync(process.execPath, node, { encoding: "utf8", cwd: import.meta.dirname }),
  ) as Found;
  const root = `packages/${name}`;
  if (found.executablePath === undefined) {
    if (found.required) throw new Error(found.problem);
    const skipped = { name: `${name}-${suffix}`, root: "tools/browser-tests", include: ["no-browser.test.ts"] };
    return { test: { ...skipped, env: { NO_BROWSER: found.problem! } } };
  }
  return {
    ...(isolated ? { server: { headers: ISOLATION } } : {}),
    optimizeDeps: { include: [...dependencies], exclude: [...asTheyAre] },
    resolve: { conditions: [source, "module", "browser", "development|production"] },
    // One page a file: tfjs keeps its backends and registries in the page.
    test: {
      name: `${name}-${suffix}`,
      root,
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
          launchOptions: {
            executablePath: found.executablePath,
            args: [...found.args],
            // Chromium refuses its sandbox to the super-user, which containers run as.
            chromiumSandbox: process.getuid?.() !== 0,
          },
        }),
        instances: [{ browser: "chromium" }],
      },
    },
  };
}
