import { resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { InvalidOptionError } from "@lockstep/core";
import { rejectUnknownOptions, requireOneOf } from "@lockstep/core/engine";
import type { Browser, BrowserType, LaunchOptions, Page } from "playwright-core";
import type { ConformanceHost } from "../host/conformance-host.ts";
import { bundlePage } from "./bundle-page.ts";
import { ClosingStack } from "./closing-stack.ts";
import { endOnSignals } from "./end-on-signals.ts";
import { findBrowser } from "./find-browser.ts";
import { GPU_CHOICES, gpuFlags, type GpuChoice } from "./gpu-flags.ts";
import { optionalPeer } from "./optional-peer.ts";
import { PageRun, type PageGlobals } from "./page-run.ts";
import { requireSharedCore } from "./require-shared-core.ts";
import { servePage } from "./serve-page.ts";

/** Options of {@link openBrowserHost}. */
export interface BrowserHostOptions {
  /** Path of the browser's program. @default what `findBrowser` finds */
  readonly browserPath?: string;
  /** What messages call that path, as a command line that has an option for it would. @default "browserPath" */
  readonly browserPathName?: string;
  /** Conditions of `exports` to resolve packages by, besides a browser's. @default none */
  readonly conditions?: readonly string[];
  /** The longest that one case may take, in seconds. @default 60 */
  readonly caseTimeout?: number;
  /**
   * Who computes WebGL and WebGPU: `software`, which is SwiftShader on the processor, so that results are the same on every
   * machine; or `hardware`, which leaves the choice to the browser, and that is software too where it finds nothing else.
   *
   * @default "software"
   */
  readonly gpu?: GpuChoice;
  /**
   * Whether SIGINT, SIGTERM and SIGHUP close the browser and end this process. False leaves them to the caller, who then
   * has to close the host.
   *
   * @default true
   */
  readonly endsOnSignals?: boolean;
  /** Called as each step of the opening begins, with its name: `starting Chromium`. @default nothing */
  readonly onStep?: (step: string) => void;
}

/** Nothing that asks the network. */
const FLAGS: readonly string[] = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

const OPTIONS: readonly (keyof BrowserHostOptions)[] = [
  "browserPath",
  "browserPathName",
  "conditions",
  "caseTimeout",
  "gpu",
  "endsOnSignals",
  "onStep",
];

/**
 * Opens a page of Chromium in which the cases of an engine run: the module and the suites are bundled, served from this
 * machine alone and cross-origin isolated, so that threads work, and each case is run by name from here.
 *
 * A case during which the page reports an error that nobody catches fails. After one that does not end in time, or that
 * takes the page down, the next one gets a new page; after ten of them the others fail at once.
 *
 * @param module path of a module that exports `subject`, a `ConformanceSubject`; it may use top-level await.
 * @param options.browserPath the browser's program.
 * @param options.browserPathName what messages call that path.
 * @param options.conditions conditions of `exports` to resolve packages by.
 * @param options.caseTimeout the longest that one case may take, in seconds.
 * @param options.gpu who computes WebGL and WebGPU: `software` or `hardware`.
 * @param options.endsOnSignals whether signals close the browser and end this process.
 * @param options.onStep called as each step of the opening begins.
 * @throws {MissingDependencyError} if Vite, playwright-core or a browser is not installed.
 * @throws {InvalidOptionError} if the module finds another copy of `@lockstep/core` than the suites, cannot be bundled, or
 *   does not load in the page, and if the browser does not start.
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
  rejectUnknownOptions("openBrowserHost", options, OPTIONS);
  const { browserPathName = "browserPath", conditions = [], caseTimeout = 60, endsOnSignals = true, onStep } = options;
  const gpu = requireOneOf("openBrowserHost: gpu", options.gpu ?? "software", GPU_CHOICES);
  requireSharedCore(module);
  const executablePath = findBrowser(options.browserPath, browserPathName);
  const { chromium } = await optionalPeer<typeof import("playwright-core")>("playwright-core", resolve(module));
  const closing = new ClosingStack();
  try {
    if (endsOnSignals) closing.add(endOnSignals(() => closing.close()));
    onStep?.("bundling the engine and the suites");
    const bundle = await bundlePage(resolve(module), conditions);
    closing.add(() => bundle.remove());
    const server = await servePage(bundle.folder);
    closing.add(() => server.close());
    onStep?.("starting Chromium");
    const browser = await launch(chromium, options.browserPath === undefined ? "Chromium at" : browserPathName, {
      executablePath,
      args: [...FLAGS, ...gpuFlags(gpu)],
      // Chromium refuses its sandbox to the super-user, which containers run as.
      chromiumSandbox: process.getuid?.() !== 0,
      // Its own handlers go on after SIGTERM and SIGHUP, without a browser.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    closing.add(() => browser.close());
    onStep?.("loading the page");
    const open = (): Promise<LoadedPage> => openPage(browser, server.address, module);
    const { page, ...loaded } = await open();
    const run = new PageRun({ page, open: async () => (await open()).page, timeout: caseTimeout });
    return {
      ...loaded,
      place: "Chromium",
      environment: {
        ...loaded.environment,
        runtime: `Chromium ${browser.version()}`,
        platform: `${process.platform} ${process.arch}`,
        gpu,
      },
      run: (index) => run.outcome(index),
      close: () => closing.close(),
    };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

/**
 * Starts the browser.
 *
 * @param name what messages call its path.
 * @throws {InvalidOptionError} if it does not start, with one line of what it said; all of it is the error's cause.
 */
async function launch(
  chromium: BrowserType,
  name: string,
  options: LaunchOptions & { readonly executablePath: string },
): Promise<Browser> {
  try {
    return await chromium.launch(options);
  } catch (cause) {
    const said = stripVTControlCharacters(cause instanceof Error ? cause.message : String(cause));
    throw new InvalidOptionError({
      subject: `${name} ${options.executablePath}`,
      rule: `does not start as Chromium does: ${lineOf(said)}`,
      remedy:
        "Give the path of Chromium, Chrome or Edge itself; the error's cause (--debug) has the browser's own words.",
      cause,
    });
  }
}

/** Of the log of a browser that did not start the line that says most: its first complaint, or how it ended. */
function lineOf(log: string): string {
  const complaint = /\[err\] (.*\S)/.exec(log) ?? /<process did exit: (.*)>/.exec(log);
  return (complaint?.[1] ?? log.split("\n")[0]!).replace(/\.$/, "");
}

type LoadedSubject = Pick<ConformanceHost, "subject" | "environment" | "cases">;

type LoadedPage = LoadedSubject & { readonly page: Page };

async function openPage(browser: Browser, address: string, module: string): Promise<LoadedPage> {
  const page = await browser.newPage();
  return { page, ...(await loadSubject(page, address, module)) };
}

async function loadSubject(page: Page, address: string, module: string): Promise<LoadedSubject> {
  const complaints = new Set<string>();
  page.on("pageerror", (error) => complaints.add(error.message));
  try {
    await page.goto(address);
    await page.waitForFunction(() => "lockstepHost" in globalThis, undefined, { timeout: 60_000 });
    const loaded = await page.evaluate(async () => {
      try {
        const { subject, environment, cases } = await (globalThis as unknown as PageGlobals).lockstepHost;
        return { subject, environment, cases };
      } catch (error) {
        return { problem: error instanceof Error ? error.message : String(error) };
      }
    });
    if (!("problem" in loaded)) return loaded;
    complaints.add(loaded.problem);
  } catch (error) {
    complaints.add(error instanceof Error ? error.message : String(error));
  }
  throw new InvalidOptionError({
    subject: `the engine's module ${module}`,
    rule: `does not load in the browser: ${[...complaints].join("; ").replace(/\.$/, "")}`,
    remedy: "It must export `subject`, and start without anything that only Node has.",
  });
}
