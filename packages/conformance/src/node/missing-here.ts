import { MissingDependencyError } from "@lockstep/core";
import { runsInCi } from "./runs-in-ci.ts";

/**
 * What is missing for some tests, in words that a test can be skipped with; nothing if all is there. Where the environment
 * says `CI`, everything has to be there.
 *
 * @param find looks for it: `findBrowser`, `findGjs`.
 * @throws {MissingDependencyError} what `find` throws, where `CI` is set.
 * @example
 * const missing = missingHere(() => findGjs());
 * // In a test of vitest's: context.skip(missing !== undefined, missing);
 */
export function missingHere(find: () => unknown): string | undefined {
  try {
    find();
    return undefined;
  } catch (error) {
    if (!(error instanceof MissingDependencyError) || runsInCi()) throw error;
    return error.message;
  }
}
