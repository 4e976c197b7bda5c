import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConformanceReport } from "@lockstep/conformance";
import { findBrowser, missingHere } from "@lockstep/conformance/node";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { installByPnpm } from "../src/install-by-pnpm.ts";
import { openProject } from "../src/open-project.ts";
import { runProgram, runWell } from "../src/run-program.ts";

// What an author of an engine does, from the packed packages and outside of this workspace: nothing here may lean on
// sources, on the workspace's links, or on what else is installed in it.

const project = openProject();
const home = project.folder;

/** What a program said that has to succeed, run by npx in the project or in a folder of it. */
async function npx(args: readonly string[], folder = home): Promise<string> {
  return (await runWell(folder, "npx", args)).stdout;
}

function readReport(file: string): ConformanceReport {
  return JSON.parse(readFileSync(join(home, file), "utf8")) as ConformanceReport;
}

/** Decided before anything is installed. */
const missingBrowser = missingHere(findBrowser);

beforeAll(async () => {
  const ours = inject("packages").map(({ name }) => name);
  await installByPnpm(home, [...ours, "typescript", "vitest", "vite", "playwright-core"]);
  await npx(["lockstep", "conformance", "--init", "engine"]);
  await npx(["tsc", "--project", "engine"]);
});
afterAll(() => project.dispose());

describe("an engine written outside the workspace", () => {
  const ENGINE = ["--engine", "./engine/dist/subject.js"];

  it("runs the kit with one command, and fails no case", async () => {
    const output = await npx(["lockstep", "conformance", ...ENGINE, "--json", "node.json"]);
    expect(output).toContain("and fails none.");
    const { counts, cases, subject, place } = readReport("node.json");
    expect({ subject, place, failed: counts.failed }).toEqual({ subject: "my-engine", place: "Node", failed: 0 });
    expect(cases.length).toBeGreaterThan(3500);
    expect(counts.passed).toBeGreaterThan(2500);
    expect(counts.passed + counts.unsupported).toBe(cases.length);
  });

  it("runs it in Chromium with one word more, to the same outcomes", async (context) => {
    context.skip(missingBrowser !== undefined, missingBrowser);
    const some = ["--only", "dropout", "--json", "browser.json"];
    await npx(["lockstep", "conformance", ...ENGINE, "--browser", ...some]);
    const [node, browser] = [readReport("node.json"), readReport("browser.json")];
    expect(browser.place).toBe("Chromium");
    expect(browser.cases.length).toBeGreaterThan(500);
    const wanted = node.cases.filter(({ suite, name }) => /dropout/i.test(`${suite} > ${name}`));
    expect(browser.cases).toEqual(wanted);
  });

  it("runs it under vitest", async () => {
    const file = join(home, "vitest.json");
    const vitest = ["vitest", "run", "-t", "lifecycle", "--reporter", "json", "--outputFile", file];
    await npx(vitest, join(home, "engine"));
    const { numFailedTests, numPassedTests } = JSON.parse(readFileSync(file, "utf8")) as Record<string, number>;
    expect(numFailedTests).toBe(0);
    expect(numPassedTests).toBeGreaterThanOrEqual(9);
  });

  it("is told by the exit code when a case fails", async () => {
    const wrong = readFileSync(join(home, "engine/dist/sgd.js"), "utf8").replace(
      "weight[index] -=",
      "weight[index] +=",
    );
    writeFileSync(join(home, "engine/dist/sgd.js"), wrong);
    const args = ["lockstep", "conformance", ...ENGINE, "--only", "sgd.update", "--quiet"];
    expect(await runProgram(home, "npx", args)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("my-engine in Node fails"),
    });
  });
});
