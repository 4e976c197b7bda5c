import { DataError, UnsupportedOptionError } from "@lockstep/core";
import { expect, it } from "vitest";
import { failureOf } from "../../child-process/task-failure.ts";
import { absenceOf } from "./absence-of.ts";

it("tells what a contestant declines from what failed, and no paths of the machine where an error has a code", () => {
  const declined = new UnsupportedOptionError({ subject: "rows", rule: "must fit", remedy: "Take fewer." });
  expect(absenceOf({}, failureOf(declined))).toEqual({
    status: "unsupported",
    reason: "rows must fit",
    remedy: "Take fewer.",
    details: "",
  });
  const broken = new DataError({ subject: "loss", rule: "must be finite" });
  expect(absenceOf({}, failureOf(broken))).toEqual({
    status: "failed",
    reason: "loss must be finite",
    remedy: null,
    details: "",
  });
});

it("keeps the stack of what nobody foresaw", () => {
  expect(absenceOf({}, failureOf(new TypeError("x is not a function")))).toMatchObject({
    status: "failed",
    details: expect.stringContaining("absence-of.test"),
  });
});
