import { describe, expect, it } from "vitest";
import { documentationFaults } from "../src/documentation-faults.ts";
import { packageEntries } from "../src/package-entries.ts";
import { publicExports } from "../src/public-exports.ts";

/** What may be missing, and why. It may only become shorter. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "describeConformance lacks @throws": "it only registers tests; what they throw is for the test framework",
  "conformanceCases lacks @throws": "it only lists cases; what they throw becomes their outcomes",
  "localHost lacks @throws": "it only lists cases; what they throw becomes their outcomes",
};
const EXCEPTION_COUNT = 3;

/** What a package's public names lack, each once. */
function faultsOf(packageName: string): string[] {
  const entries = packageEntries().filter((entry) => entry.packageName === packageName);
  const faults = entries.flatMap(({ path }) => publicExports(path).flatMap(documentationFaults));
  return [...new Set(faults.map(({ name, lacks, detail }) => [name, "lacks", lacks, detail ?? []].flat().join(" ")))];
}

function exceptionFor(fault: string): string | undefined {
  return Object.keys(EXCEPTIONS).find((exception) => fault.startsWith(exception));
}

describe("the documentation of public names", () => {
  const packageNames = [...new Set(packageEntries().map(({ packageName }) => packageName))];

  it.each(packageNames)("lacks nothing in %s", (packageName) => {
    expect(faultsOf(packageName).filter((fault) => exceptionFor(fault) === undefined)).toEqual([]);
  });
  it("needs every exception that it makes, and no more than there were", () => {
    const excepted = new Set(packageNames.flatMap(faultsOf).map(exceptionFor));
    expect(Object.keys(EXCEPTIONS).filter((exception) => !excepted.has(exception))).toEqual([]);
    expect(Object.keys(EXCEPTIONS)).toHaveLength(EXCEPTION_COUNT);
  });
});
