import { basename } from "node:path";
import { MissingDependencyError } from "@lockstep/core";
import type { TestRunner } from "../case/test-runner.ts";
import { openBrowserHost, type BrowserHostOptions } from "./browser-host.ts";
import { describeRecorded } from "./describe-recorded.ts";

/** What a framework has to lend besides. */
export interface ClosingRunner extends TestRunner {
  /** Registers what is done after all tests: vitest's and jest's `afterAll`, node:test's and mocha's `after`. */
  readonly afterAll: (body: () => Promise<void>) => void;
}

/** Options of {@link describeInBrowser}. */
export interface DescribeInBrowserOptions extends BrowserHostOptions {
  /** Path of the record, a JSON file to be kept beside the code: see `describeRecorded`. */
  readonly record: string;
}

/**
 * Registers every case of an engine in a page of Chromium, and the comparison with the record.
 *
 * Where no browser or no bundler is installed there is one test instead, skipped with what to install; where the
 * environment says `CI`, that is an error.
 *
 * @param module path of a module that exports `subject`.
 * @throws {MissingDependencyError} where `CI` is set and something is not installed.
 * @throws {InvalidOptionError} if the module cannot be bundled, or does not load in the page.
 * @example
 * // Not run here: it needs a browser and your engine.
 * await describeInBrowser({ describe, it, afterAll }, "engine.ts", { record: "my-engine.json" });
 */
export async function describeInBrowser(
  runner: ClosingRunner,
  module: string,
  options: DescribeInBrowserOptions,
): Promise<void> {
  const { record, ...hostOptions } = options;
  try {
    const host = await openBrowserHost(module, hostOptions);
    describeRecorded(runner, host, record);
    runner.afterAll(() => host.close());
  } catch (error) {
    if (!(error instanceof MissingDependencyError) || process.env["CI"] !== undefined) throw error;
    runner.describe(`conformance of ${basename(record, ".json")}`, () => {
      runner.it("in a browser", (context) => context?.skip?.(`skipped: ${error.message}`));
    });
  }
}
