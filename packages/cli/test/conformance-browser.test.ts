import { readdirSync } from "node:fs";
import { findBrowser, missingHere } from "@lockstep/conformance/node";
import { describe, expect, it } from "vitest";
import { runCli } from "./run-cli.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("lockstep conformance --browser", () => {
  const missing = missingHere(findBrowser);

  it("runs the cases in Chromium and leaves nothing behind", async (context) => {
    context.skip(missing !== undefined, missing);
    const [cwd, temporary] = [temporaryFolder(), temporaryFolder()];
    const args = ["conformance", "--engine", "tfjs-cpu", "--browser", "--only", "metadata"];
    const result = await runCli(args, { cwd, env: { TMPDIR: temporary } });
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
    expect(result.stdout).toContain("tfjs-cpu in Chromium passes all of 5 cases.");
    expect(readdirSync(temporary)).toEqual([]);
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
  const result = await runCli(["conformance", "--browser-path", "/nowhere"], { cwd: temporaryFolder() });
  expect(result.exitCode).toBe(2);
  expect(result.stderr).toMatch(/browserPath must be the path of Chromium, got "\/nowhere"\.\n {7}Give/);
});
