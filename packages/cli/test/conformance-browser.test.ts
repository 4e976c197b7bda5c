import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ConformanceReport } from "@lockstep/conformance";
import { findBrowser, missingHere } from "@lockstep/conformance/node";
import { describe, expect, it } from "vitest";
import { runCli } from "./run-cli.ts";
import { runInProcess } from "./run-in-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

// Bundling and a browser take seconds each: every run here shows several things.

function gpuOf(path: string): string | undefined {
  return (JSON.parse(readFileSync(path, "utf8")) as ConformanceReport).environment["gpu"];
}

describe("lockstep conformance --browser", () => {
  const missing = missingHere(findBrowser);

  it("runs the cases in Chromium with the GPU in software, and leaves nothing behind", async (context) => {
    context.skip(missing !== undefined, missing);
    const [cwd, temporary] = [temporaryFolder(), temporaryFolder()];
    const args = ["conformance", "--engine", "tfjs-cpu", "--browser", "--only", "metadata", "--json", "x.json"];
    const result = await runCli(args, { cwd, env: { TMPDIR: temporary } });
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
    expect(result.stdout).toMatch(
      / {2}bundling the engine .* \.\.\.\n {2}starting Chromium \.\.\.\n {2}loading the page/,
    );
    expect(result.stdout).toContain("tfjs-cpu in Chromium passes all of 5 cases.");
    expect(gpuOf(join(cwd, "x.json"))).toBe("software");
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("fails a case that leaves an error which nobody catches, as in Node, with the GPU in hardware too", async (context) => {
    context.skip(missing !== undefined, missing);
    const cwd = temporaryFolder();
    const engine = resolve(import.meta.dirname, "engines/stray.ts");
    const args = ["conformance", "--browser", "--gpu", "hardware", "--engine", engine, "--only", "metadata"];
    const result = await runInProcess([...args, "--quiet", "--json", "x.json"], { cwd });
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain("left an error that nobody catches: the device is lost");
    expect(result.stdout).toContain("stray in Chromium fails 5 of 5 cases.");
    expect(gpuOf(join(cwd, "x.json"))).toBe("hardware");
  });

  it("closes the browser after Ctrl-C, and ends with 130", async (context) => {
    context.skip(missing !== undefined, missing);
    const [cwd, temporary] = [temporaryFolder(), temporaryFolder()];
    // The browser's profile and the page lie in the temporary folder until the browser is closed.
    const result = await runCli(["conformance", "--browser", "--json", "x.json"], {
      cwd,
      env: { TMPDIR: temporary },
      interruptAt: "lifecycle",
    });
    expect(result.exitCode).toBe(130);
    expect(result.stderr).toBe("stopped  Interrupted; no file was written.\n");
    expect([readdirSync(cwd), readdirSync(temporary)]).toEqual([[], []]);
  });
});

it("says what to do where there is no browser", async () => {
  const result = await runInProcess(["conformance", "--browser-path", "/nowhere"]);
  expect(result.exitCode).toBe(2);
  expect(result.stderr).toMatch(/^error {2}--browser-path must be the path of Chromium, got "\/nowhere"\.\n {7}Give/);
});

it("says in a line why a program is no browser, and the rest if asked", async () => {
  const args = ["conformance", "--browser-path", process.execPath, "--only", "metadata"];
  const { exitCode, stderr } = await runInProcess([...args, "--debug"]);
  expect(exitCode).toBe(2);
  // Without --debug this is all of it (report-error.test.ts).
  expect(stderr).toMatch(/^error {2}--browser-path \S+ does not start as Chromium does: .+\.\n {7}Give the path.*\n\n/);
  expect(stderr).toContain("Caused by: ");
  expect(stderr).toContain("<launching>");
  expect(stderr).not.toContain("\u001B");
});
