import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { ConformanceReport } from "@lockstep/conformance";
import { findBrowser, missingHere } from "@lockstep/conformance/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// What an author of an engine does, from the packed packages and outside of this workspace: nothing here may lean on
// sources, on the workspace's links, or on what else is installed in it.

const ROOT = resolve(import.meta.dirname, "../../..");
const PNPM = ["-y", "pnpm@12"];
/** A folder of its own, with the tarballs beside it. */
const folder = mkdtempSync(join(tmpdir(), "lockstep-outside-"));
const home = join(folder, "home");
const tarballs = join(folder, "tarballs");

/** Runs a program by npx; what it prints is part of the error if it fails. */
async function npx(cwd: string, ...args: readonly string[]): Promise<string> {
  // The condition by which tests find sources must not reach what is run here.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)("npx", args, { cwd, env, maxBuffer: 2 ** 26 });
  return stdout;
}

/** The tarballs by the packages' names. */
async function pack(): Promise<Readonly<Record<string, string>>> {
  await npx(ROOT, ...PNPM, "build");
  await npx(ROOT, ...PNPM, "--recursive", "--filter", "./packages/*", "pack", "--pack-destination", tarballs);
  const files = readdirSync(tarballs).map((file) => {
    const name = file.replace(/-\d.*$/, "");
    return [name === "lockstep" ? name : name.replace("lockstep-", "@lockstep/"), `file:${join(tarballs, file)}`];
  });
  return Object.fromEntries(files) as Record<string, string>;
}

/** The range that this workspace has for a package. */
function rangeOf(name: string): string {
  const catalog = readFileSync(join(ROOT, "pnpm-workspace.yaml"), "utf8");
  return new RegExp(`^ {2}"?${name}"?: (\\S+)$`, "m").exec(catalog)![1]!;
}

function readReport(file: string): ConformanceReport {
  return JSON.parse(readFileSync(join(home, file), "utf8")) as ConformanceReport;
}

/** Decided before anything is packed. */
const missingBrowser = missingHere(findBrowser);

beforeAll(async () => {
  const packages = await pack();
  mkdirSync(home);
  const others = ["typescript", "vitest", "vite", "playwright-core"];
  const manifest = {
    private: true,
    type: "module",
    devDependencies: { ...packages, ...Object.fromEntries(others.map((name) => [name, rangeOf(name)])) },
  };
  writeFileSync(join(home, "package.json"), JSON.stringify(manifest));
  // Packages of ours ask for each other by version, which no registry has yet.
  const overrides = Object.entries(packages).map(([name, file]) => `  "${name}": "${file}"`);
  const builds = ["core-js", "onnxruntime-node", "protobufjs"].map((name) => `  ${name}: false`);
  const settings = ["overrides:", ...overrides, "allowBuilds:", ...builds, ""];
  writeFileSync(join(home, "pnpm-workspace.yaml"), settings.join("\n"));
  await npx(home, ...PNPM, "install", "--prefer-offline", "--ignore-scripts");
  await npx(home, "lockstep", "conformance", "--init", "engine");
  await npx(home, "tsc", "--project", "engine");
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("an engine written outside the workspace", () => {
  const ENGINE = ["--engine", "./engine/dist/subject.js"];

  it("runs the kit with one command, and fails no case", async () => {
    const output = await npx(home, "lockstep", "conformance", ...ENGINE, "--json", "node.json");
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
    await npx(home, "lockstep", "conformance", ...ENGINE, "--browser", ...some);
    const [node, browser] = [readReport("node.json"), readReport("browser.json")];
    expect(browser.place).toBe("Chromium");
    expect(browser.cases.length).toBeGreaterThan(500);
    const wanted = node.cases.filter(({ suite, name }) => /dropout/i.test(`${suite} > ${name}`));
    expect(browser.cases).toEqual(wanted);
  });

  it("runs it under vitest", async () => {
    const file = join(home, "vitest.json");
    await npx(join(home, "engine"), "vitest", "run", "-t", "lifecycle", "--reporter", "json", "--outputFile", file);
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
    const failing = npx(home, "lockstep", "conformance", ...ENGINE, "--only", "sgd.update", "--quiet");
    await expect(failing).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining("my-engine in Node fails"),
    });
  });
});
