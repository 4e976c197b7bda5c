import { isRows } from "../graph/dimension.ts";
import { misfit, type OperatorCall } from "./operator-call.ts";

/**
 * The elements of an integer input, none of them the rows; `undefined` where the call leaves it out.
 *
 * @param what it is, for the message: `axes`.
 * @throws {ShapeMismatchError} if they are not known beforehand.
 */
export function knownIntegers(call: OperatorCall, index: number, what: string): readonly number[] | undefined {
  const input = call.inputs[index];
  if (input === undefined) return undefined;
  if (input.contents === undefined || input.contents.some(isRows)) {
    throw misfit(call, `needs ${what} that are known beforehand`);
  }
  return input.contents as readonly number[];
}
