import { dropout, EngineDisposedError, InvalidOptionError, ShapeMismatchError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { recordedOutput } from "../../test/recorded-output.ts";
import { TrainingProcessError } from "../training-process/training-process-error.ts";
import { InterruptedError } from "./interrupted-error.ts";
import { reportError } from "./report-error.ts";

function report(error: unknown, debug = false): { readonly exitCode: number; readonly text: string } {
  const output = recordedOutput();
  const exitCode = reportError(error, output, { debug, command: "lockstep compare" });
  expect(output.written).toEqual([]);
  return { exitCode, text: output.errors.join("") };
}

describe("reportError", () => {
  it("gives a mistake of the caller its remedy on a line of its own, and 2", () => {
    const mistake = (): unknown => {
      try {
        return dropout(1.5);
      } catch (error) {
        return error;
      }
    };
    expect(report(mistake())).toEqual({
      exitCode: 2,
      text:
        "error  rate must be a number in [0, 1], got 1.5.\n" +
        "       It is the probability to drop a unit: 0 drops nothing, 1 everything.\n",
    });
  });

  it("keeps what caused a mistake for --debug", () => {
    const error = new InvalidOptionError({
      subject: "--browser-path",
      rule: "does not start",
      remedy: "Give another.",
      cause: new Error("\u001B[31mno such flag\u001B[0m"),
    });
    const block = "error  --browser-path does not start.\n       Give another.\n";
    expect(report(error)).toEqual({ exitCode: 2, text: block });
    const { exitCode, text } = report(error, true);
    expect(exitCode).toBe(2);
    expect(text.startsWith(`${block}\n`)).toBe(true);
    expect(text).toContain("Caused by: Error: no such flag\n");
  });

  it("treats a refusal in a training process alike", () => {
    const error = new TrainingProcessError({ run: "a", message: "no. Do so.", code: "MISSING_DATA", remedy: "Do so." });
    expect(report(error)).toEqual({ exitCode: 2, text: "error  a: no.\n       Do so.\n" });
  });

  it("gives 1, and the hint at the stack, for what no option or data can cause", () => {
    expect(report(new EngineDisposedError("ort"))).toEqual({
      exitCode: 1,
      text:
        "error  ort was used after dispose(). Create a new engine and write the saved state into it.\n" +
        "       Run it again with --debug for the stack.\n",
    });
    for (const code of ["NON_FINITE_VALUE", "CHECKPOINT_MISMATCH", "ENGINE_DISPOSED"] as const) {
      expect(report(new TrainingProcessError({ run: "a", message: "no.", code })).exitCode).toBe(1);
    }
  });

  it("takes shapes that do not fit for the caller's mistake only before training", () => {
    const error = new ShapeMismatchError({ subject: "layers[0]", rule: "must fit" });
    expect(report(error)).toEqual({
      exitCode: 2,
      text: "error  layers[0] must fit.\n       Run lockstep compare --help for the options and their defaults.\n",
    });
    expect(report(new TrainingProcessError({ run: "a", message: "no.", code: "SHAPE_MISMATCH" })).exitCode).toBe(1);
  });

  it("keeps the stack of a crash for --debug, and gives 1", () => {
    const error = new TrainingProcessError({ run: "a", message: "it died.", details: "wasm trap" });
    expect(report(error)).toEqual({
      exitCode: 1,
      text: "error  a: it died.\n       Run it again with --debug for the stack.\n",
    });
    expect(report(error, true).text).toMatch(/TrainingProcessError: a: it died\.[\s\S]*wasm trap/);
  });

  it("gives an interruption the code of its signal", () => {
    expect(report(new InterruptedError("SIGINT")).exitCode).toBe(130);
    expect(report(new InterruptedError("SIGTERM")).exitCode).toBe(143);
  });
});
