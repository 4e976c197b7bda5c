import { resolve } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { rejectUnknownOptions } from "@lockstep/core/engine";
import type { Page } from "playwright-core";
import type { CaseOutcome } from "../case/case-status.ts";
import type { ConformanceHost } from "../host/conformance-host.ts";
import { bundlePage } from "./bundle-page.ts";
import { ClosingStack } from "./closing-stack.ts";
import { findBrowser } from "./find-browser.ts";
import { optionalPeer } from "./optional-peer.ts";
import { servePage } from "./serve-page.ts";

/** Options of {@link openBrowserHost}. */
export interface BrowserHostOptions {
  /** Path of the browser's program. @default what `findBrowser` finds */
  readonly browserPath?: string;
  /** Conditions of `exports` to resolve packages by, besides a browser's. @default none */
  readonly conditions?: readonly string[];
  /** The longest that one case may take, in seconds. @default 60 */
  readonly caseTimeout?: number;
}

/**
 * WebGL and WebGPU on the processor where there is no graphics card (SwiftShader), and nothing that asks the network.
 * Chromium refuses its sandbox to the super-user, which containers run as.
 */
const FLAGS: readonly string[] = [
  "--no-sandbox",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--enable-unsafe-webgpu",
  "--enable-features=Vulkan,WebGPU",
  "--use-webgpu-adapter=swiftshader",
  "--ignore-gpu-blocklist",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/**
 * Opens a page of Chromium in which the cases of an engine run: the module and the suites are bundled, served from this
 * machine alone and cross-origin isolated, so that threads work, and each case is run by name from here.
 *
 * @param module path of a module that exports `subject`, a `ConformanceSubject`; it may use top-level await.
 * @param options.browserPath the browser's program.
 * @param options.conditions conditions of `exports` to resolve packages by.
 * @param options.caseTimeout the longest that one case may take, in seconds.
 * @throws {MissingDependencyError} if Vite, playwright-core or a browser is not installed.
 * @throws {InvalidOptionError} if the module cannot be bundled, or does not load in the page.
 * @example
 * // Not run here: it needs a browser and your engine.
 * const host = await openBrowserHost("engine.ts");
 * try {
 *   const report = await runConformance(host);
 *   console.log(report.counts);
 * } finally {
 *   await host.close();
 * }
 */
export async function openBrowserHost(module: string, options: BrowserHostOptions = {}): Promise<ConformanceHost> {
  rejectUnknownOptions("openBrowserHost", options, ["browserPath", "conditions", "caseTimeout"]);
  const { conditions = [], caseTimeout = 60 } = options;
  const executablePath = findBrowser(options.browserPath);
  const { chromium } = await optionalPeer("playwright-core", () => import("playwright-core"));
  const closing = new ClosingStack();
  try {
    const bundle = await bundlePage(resolve(module), conditions);
    closing.add(() => bundle.remove());
    const server = await servePage(bundle.folder);
    closing.add(() => server.close());
    const browser = await chromium.launch({ executablePath, args: [...FLAGS] });
    closing.add(() => browser.close());
    const page = await browser.newPage();
    const loaded = await loadSubject(page, server.address, module);
    return {
      ...loaded,
      place: "Chromium",
      environment: {
        ...loaded.environment,
        runtime: `Chromium ${browser.version()}`,
        platform: `${process.platform} ${process.arch}`,
      },
      run: (index) => within(caseTimeout, runInPage(page, index)),
      close: () => closing.close(),
    };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

type LoadedSubject = Pick<ConformanceHost, "subject" | "environment" | "cases">;

/** What the page's code leaves behind. */
interface PageGlobals {
  readonly lockstepHost: Promise<ConformanceHost>;
}

async function loadSubject(page: Page, address: string, module: string): Promise<LoadedSubject> {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  try {
    await page.goto(address);
    await page.waitForFunction(() => "lockstepHost" in globalThis, undefined, { timeout: 60_000 });
    return await page.evaluate(async () => {
      const { subject, environment, cases } = await (globalThis as unknown as PageGlobals).lockstepHost;
      return { subject, environment, cases };
    });
  } catch (cause) {
    const words = [cause instanceof Error ? cause.message : String(cause), ...complaints].join("; ");
    throw new InvalidOptionError({
      subject: `the engine's module ${module}`,
      rule: `does not load in the browser: ${words}`,
      remedy: "It must export `subject`, and start without anything that only Node has.",
      cause,
    });
  }
}

async function runInPage(page: Page, index: number): Promise<CaseOutcome> {
  try {
    return await page.evaluate(
      async (place) => (await (globalThis as unknown as PageGlobals).lockstepHost).run(place),
      index,
    );
  } catch (error) {
    return { status: "failed", reason: `the page is gone: ${String(error)}` };
  }
}

/** The outcome, or a failure once the time is up: the case may go on, but nobody waits for it. */
async function within(seconds: number, outcome: Promise<CaseOutcome>): Promise<CaseOutcome> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<CaseOutcome>((settle) => {
    const late: CaseOutcome = { status: "failed", reason: `did not end within ${seconds} s` };
    timer = setTimeout(() => settle(late), seconds * 1000);
  });
  try {
    return await Promise.race([outcome, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
