import assert from "node:assert";
import { inspect } from "node:util";
import { readOutput } from "./read-output.ts";

/** Fails unless a value is what the comment beside it shows. */
export function output(actual: unknown, comment: string, where: string): void {
  assert(readOutput(comment)?.(actual), `${where}: the comment shows ${comment}, the value is ${inspect(actual)}`);
}

/** Fails unless an action throws an error of a class, or of one that extends it. */
export async function throws(action: () => unknown, error: string, where: string): Promise<void> {
  let thrown: unknown;
  try {
    await action();
  } catch (caught) {
    thrown = caught;
  }
  assert(isCalled(thrown, error), `${where}: the comment says that it throws ${error}, it gave ${inspect(thrown)}`);
}

function isCalled(error: unknown, name: string): boolean {
  let prototype: unknown = error instanceof Error ? Object.getPrototypeOf(error) : null;
  while (typeof prototype === "object" && prototype !== null) {
    if (prototype.constructor.name === name) return true;
    prototype = Object.getPrototypeOf(prototype);
  }
  return false;
}
