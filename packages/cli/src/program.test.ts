import { expect, it, vi } from "vitest";
import { recordedOutput } from "../test/recorded-output.ts";
import { idxFolder } from "../test/idx-folder.ts";
import { runProgram } from "./program.ts";
import type { Output } from "./terminal/output.ts";

const runCompare = vi.hoisted(() => vi.fn<() => Promise<number>>());
vi.mock("./compare/run-compare.ts", () => ({ runCompare }));

function run(...args: readonly string[]): Promise<number> {
  return runInto(recordedOutput(), ...args);
}

function runInto(output: Output, ...args: readonly string[]): Promise<number> {
  const data = ["--data-dir", idxFolder(), "--rows", "5", "--validation-rows", "5"];
  return runProgram(["compare", ...data, ...args], output, new AbortController().signal);
}

it("ends with the exit code of the command", async () => {
  runCompare.mockResolvedValueOnce(1).mockResolvedValueOnce(0);
  expect(await run()).toBe(1);
  expect(await run()).toBe(0);
});

it("ends with 1 when something breaks that is not the caller's mistake", async () => {
  runCompare.mockRejectedValueOnce(new Error("out of memory"));
  expect(await run()).toBe(1);
});

it("points to the help of the command that was typed", async () => {
  const output = recordedOutput();
  await runInto(output, "--epochs", "1", "--hidden", "8", "--batch-size", "4", "--momentum", "1.5");
  expect(output.errors.join("")).toContain("Run npx lockstep compare --help for the options and their defaults.");
});

it("does not begin when an option is wrong", async () => {
  runCompare.mockClear();
  expect(await run("--patience", "0")).toBe(2);
  expect(runCompare).not.toHaveBeenCalled();
});
