import { describeWhereInstalled, type ClosingRunner } from "./describe-where-installed.ts";
import { openSpiderMonkeyHost, type SpiderMonkeyHostOptions } from "./spidermonkey-host.ts";

/** Options of {@link describeInSpiderMonkey}. */
export interface DescribeInSpiderMonkeyOptions extends SpiderMonkeyHostOptions {
  /** Path of the record, a JSON file to be kept beside the code: see `describeRecorded`. */
  readonly record: string;
}

/**
 * Registers every case of an engine on SpiderMonkey, Firefox's JavaScript engine, and the comparison with the record.
 *
 * Where `gjs`, core-js or the bundler is not installed there is one test instead, skipped with what to install; where the
 * environment says `CI`, that is an error.
 *
 * @param module path of a module that exports `subject`.
 * @throws {MissingDependencyError} where `CI` is set and something is not installed.
 * @throws {InvalidOptionError} if the module cannot be bundled, or does not load on SpiderMonkey.
 * @example
 * // Not run here: it needs gjs and your engine.
 * await describeInSpiderMonkey({ describe, it, afterAll }, "engine.ts", { record: "my-engine.json" });
 */
export async function describeInSpiderMonkey(
  runner: ClosingRunner,
  module: string,
  options: DescribeInSpiderMonkeyOptions,
): Promise<void> {
  const { record, ...hostOptions } = options;
  const open = (): ReturnType<typeof openSpiderMonkeyHost> => openSpiderMonkeyHost(module, hostOptions);
  await describeWhereInstalled(runner, { place: "on SpiderMonkey", record, open });
}
