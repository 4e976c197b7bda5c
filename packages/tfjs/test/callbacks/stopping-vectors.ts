import { readFileSync } from "node:fs";

/** A case of the vectors of early stopping and its siblings: a base-36 digit of a sequence is a number of the palette. */
export interface PlayedCase<Expectation> {
  readonly id: string;
  readonly input: {
    readonly options: object;
    readonly palette: string;
    readonly sequences: readonly string[];
    readonly learningRate?: number;
  };
  readonly expect: Expectation;
}

/** The cases of a file of vectors. */
export function playedCases<Expectation>(file: string): readonly PlayedCase<Expectation>[] {
  const path = new URL(`../../../conformance/vectors/${file}.json`, import.meta.url);
  return (JSON.parse(readFileSync(path, "utf8")) as { readonly cases: readonly PlayedCase<Expectation>[] }).cases;
}

/** The numbers that a sequence's digits stand for. */
export function valuesOf({ input }: PlayedCase<unknown>, digits: string): readonly number[] {
  const palette = doublesOf(input.palette);
  return Array.from(digits, (digit) => palette[Number.parseInt(digit, 36)]!);
}

/** f64 numbers written as hexadecimal bits. */
export function doublesOf(hexadecimal: string): readonly number[] {
  return (hexadecimal.match(/.{16}/g) ?? []).map((bits) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, BigInt(`0x${bits}`));
    return view.getFloat64(0);
  });
}
