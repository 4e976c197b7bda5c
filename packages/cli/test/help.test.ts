import { describe, expect, it, vi } from "vitest";
import { runInProcess } from "./run-in-process.ts";

const actions = vi.hoisted(() => {
  const action = (): Promise<number> => Promise.resolve(0);
  return { benchAction: action, compareAction: action, conformanceAction: action, trainAction: action };
});
vi.mock("../src/commands/bench-action.ts", () => actions);
vi.mock("../src/commands/compare-action.ts", () => actions);
vi.mock("../src/commands/conformance-action.ts", () => actions);
vi.mock("../src/commands/train-action.ts", () => actions);

const HELPS = ["--help", "compare --help", "conformance --help", "train --help", "bench --help"];

async function helpOf(args: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runInProcess(args.split(" "));
  expect([exitCode, stderr]).toEqual([0, ""]);
  return stdout;
}

describe.each(HELPS)("lockstep %s", (args) => {
  it("fits a terminal of 80 columns", async () => {
    const lines = (await helpOf(args)).split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it("begins with a sentence, and has words for every option", async () => {
    const help = await helpOf(args);
    expect(help.split("\n\n")[1]).toMatch(/^[A-Z][^.]*\.$/s);
    // Its name, two spaces and words that are no default.
    for (const line of help.match(/^ {2}-.*$/gm)!) expect(line).toMatch(/^ {2}-\S.*? {2,}[^(\s]/);
  });

  it("has examples whose commands and options are there", async () => {
    const examples = (await helpOf(args)).match(/^ {2}npx lockstep .*?(?= {2}|$)/gm)!;
    expect(examples.length).toBeGreaterThan(3);
    for (const example of examples) {
      const words = example.match(/"[^"]*"|\S+/g)!.map((word) => word.replaceAll('"', ""));
      const result = await runInProcess(words.slice(2));
      expect({ example, ...result }).toEqual({ example, exitCode: 0, stdout: "", stderr: "" });
    }
  });
});

it.each(HELPS.slice(1))("lockstep %s tells exit codes and environment", async (args) => {
  expect(await helpOf(args)).toMatch(/\nEnvironment:\n( .*\n)*? {2}NO_COLOR.*\n\nExit codes:\n {2}0 /);
});

it("prints the help where nothing is asked for", async () => {
  const { exitCode, stdout, stderr } = await runInProcess([]);
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toBe(await helpOf("--help"));
});
