import { get } from "../kernel.ts";
import { LINES } from "./lines.ts";

/** An address in an array with four bytes for each line. */
export function ofLine(array: string, line: number): string {
  return `(i32.add ${get(array)} (i32.shl ${get(`line${line}`)} (i32.const 2)))`;
}

/** Four numbers of 32 bits from as many addresses. */
export function gather(addressOf: (line: number) => string): string {
  return LINES.slice(1).reduce(
    (vector, line) => `(v128.load32_lane ${line} ${addressOf(line)} ${vector})`,
    `(v128.load32_zero ${addressOf(0)})`,
  );
}

/** Puts four numbers of 32 bits where as many addresses are. */
export function scatter(vector: string, addressOf: (line: number) => string): string {
  return LINES.map((line) => `(v128.store32_lane ${line} ${addressOf(line)} ${get(vector)})`).join("\n");
}

/** The value of each of four rows at which {@link eachValue} is. */
export function valueOf(array: string): string {
  return gather((line) => get(`${array}${line}`));
}
