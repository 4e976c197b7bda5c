import { openBrowserHost, type BrowserHostOptions } from "./browser-host.ts";
import { describeWhereInstalled, type ClosingRunner } from "./describe-where-installed.ts";

/** Options of {@link describeInBrowser}. */
export interface DescribeInBrowserOptions extends BrowserHostOptions {
  /** Path of the record, a JSON file to be kept beside the code: see `describeRecorded`. */
  readonly record: string;
  /** Runs one case in so many: see `describeHost`. @default 1: all */
  readonly oneCaseIn?: number;
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
  const { record, oneCaseIn = 1, ...hostOptions } = options;
  const open = (): ReturnType<typeof openBrowserHost> => openBrowserHost(module, hostOptions);
  await describeWhereInstalled(runner, { place: "in a browser", record, open, oneCaseIn });
}
