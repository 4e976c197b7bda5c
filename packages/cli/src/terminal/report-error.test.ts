import { dropout } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { recordedOutput } from "../../test/recorded-output.ts";
import { TrainingProcessError } from "../training-process/training-process-error.ts";
import { InterruptedError } from "./interrupted-error.ts";
import { reportError } from "./report-error.ts";

function report(error: unknown, debug = false): { readonly exitCode: number; readonly text: string } {
  const output = recordedOutput();
  const exitCode = reportError(error, output, { debug });
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

  it("treats a refusal in a training process alike", () => {
    const error = new TrainingProcessError({ run: "a", message: "no. Do so.", code: "MISSING_DATA", remedy: "Do so." });
    expect(report(error)).toEqual({ exitCode: 2, text: "error  a: no.\n       Do so.\n" });
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
