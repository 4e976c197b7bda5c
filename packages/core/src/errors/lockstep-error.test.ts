import { expect, it } from "vitest";
import * as errors from "./lockstep-error.ts";

const classes = Object.entries(errors).filter(
  ([, value]) => value.prototype instanceof errors.LockstepError,
) as unknown as readonly [string, new (...details: readonly unknown[]) => errors.LockstepError][];

it.each(classes)("a %s is called so, though a bundler renames its class", (name, ErrorClass) => {
  // Any details do: a subject, or an object with one.
  const minified = class extends ErrorClass {};
  const error = new minified({ subject: "x", rule: "y" }, ...(name === "StateDictMismatchError" ? [{}] : []));
  expect(error.name).toBe(name);
});

it("covers every class", () => expect(classes).toHaveLength(11));
