import { basename, extname } from "node:path";
import { MissingDependencyError } from "@lockstep/core";
import type { TestRunner } from "../case/test-runner.ts";
import type { ConformanceHost } from "../host/conformance-host.ts";
import { describeRecorded } from "./describe-recorded.ts";
import { runsInCi } from "./runs-in-ci.ts";

/** What a framework has to lend besides. */
export interface ClosingRunner extends TestRunner {
  /** Registers what is done after all tests: vitest's `afterAll`, node:test's `after`. */
  readonly afterAll: (body: () => Promise<void>) => void;
}

/** A place to run cases in, which needs something that may not be installed. */
export interface PlaceToTest {
  /** In words: `in a browser`. */
  readonly place: string;
  /** Path of the record: see `describeRecorded`. */
  readonly record: string;
  /** Opens the place, or throws `MissingDependencyError`. */
  readonly open: () => Promise<ConformanceHost>;
  /** Runs one case in so many: see `describeHost`. @default 1: all */
  readonly oneCaseIn?: number;
  /** Whether it is an error that something is not installed. @default whether the environment says `CI`, and not as nothing, `0` or `false` */
  readonly required?: boolean;
}

/**
 * Registers every case of an engine in a place, and the comparison with the record. Where something is not installed
 * there is one test instead, skipped with what to install; where it is required, that is an error.
 *
 * @throws {MissingDependencyError} where something is required and not installed.
 * @example
 * await describeWhereInstalled(
 *   { describe, it, afterAll },
 *   { place: "in this process", record: "my-engine.json", open: () => Promise.resolve(localHost(subject)) },
 * );
 */
export async function describeWhereInstalled(
  runner: ClosingRunner,
  { place, record, open, oneCaseIn = 1, required = runsInCi() }: PlaceToTest,
): Promise<void> {
  try {
    const host = await open();
    describeRecorded(runner, host, record, { oneCaseIn });
    runner.afterAll(() => host.close());
  } catch (error) {
    if (!(error instanceof MissingDependencyError) || required) throw error;
    runner.describe(`conformance of ${backendOf(record)}`, () => {
      runner.it(place, (context) => context?.skip?.(`skipped: ${error.message}`));
    });
  }
}

/** As in `ort-node in Node` of `ort-node.node.json`, which is what `describeHost` would have said. */
function backendOf(record: string): string {
  const places = new Map(["Chromium", "Node", "SpiderMonkey"].map((place) => [`.${place.toLowerCase()}`, place]));
  const name = basename(record, ".json");
  const place = places.get(extname(name));
  return place === undefined ? name : `${name.slice(0, -extname(name).length)} in ${place}`;
}
