import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clusterCsv } from "./cluster-csv.ts";
import { runCli } from "./run-cli.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("exit codes", () => {
  it("is 2 for a wrong value, with message and remedy on standard error and no file", async () => {
    const cwd = temporaryFolder();
    const result = await runCli(["compare", "--rate", "1.5", "--json", "figures.json"], { cwd });
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toMatch(/^error {2}rate must be a number in \[0, 1\], got 1\.5\.\n {7}It is the probability/);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("is 2 for an unknown flag, with the nearest one", async () => {
    const result = await runCli(["compare", "--epoch", "3"], { cwd: temporaryFolder() });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(/unknown option '--epoch'\n {7}\(Did you mean --epochs\?\)\n {7}Run npx lockstep/);
  });

  it("is 2 for --keep-prob, with the rate to use", async () => {
    const result = await runCli(["compare", "--keep-prob", "0.9"], { cwd: temporaryFolder() });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain("use --rate 0.1.");
  });

  it("is 2 also where nobody reads the error", async () => {
    const args = ["compare", "--rate", "1.5"];
    expect((await runCli(args, { cwd: temporaryFolder(), closeErrors: true })).exitCode).toBe(2);
  });

  it("is 2 for an unknown command or option, with the help of the command that was typed", async () => {
    const cwd = temporaryFolder();
    const [command, option] = await Promise.all([runCli(["compere"], { cwd }), runCli(["compare", "--x"], { cwd })]);
    expect([command.exitCode, option.exitCode]).toEqual([2, 2]);
    expect(command.stderr).toContain("Run npx lockstep --help for all options.");
    expect(option.stderr).toContain("Run npx lockstep compare --help for all options.");
  });

  it("is 0 for help and version, on standard output", async () => {
    const cwd = temporaryFolder();
    const [help, version] = await Promise.all([runCli(["compare", "--help"], { cwd }), runCli(["--version"], { cwd })]);
    expect(help).toMatchObject({ exitCode: 0, stderr: "" });
    expect(help.stdout).toContain("--label-noise");
    expect(version.exitCode).toBe(0);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("is 130 after Ctrl-C, with no file, not even a temporary one", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "points.csv"), clusterCsv(90));
    const args = ["compare", "--data", "points.csv", "--remedies-engine", "reference", "--epochs", "100000"];
    const result = await runCli([...args, "--json", "figures.json"], { cwd, interruptAt: "remedies buy" });
    expect(result.exitCode).toBe(130);
    expect(result.stderr).toBe("stopped  Interrupted; no file was written.\n");
    expect(readdirSync(cwd)).toEqual(["points.csv"]);
  });
});
