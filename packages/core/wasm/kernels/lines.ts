import { count, get, set, type Kernel, type LocalType } from "../kernel.ts";

/**
 * Norms compute four lines at a time, in two vectors of two f64: a line's sums run in order, one value after the other, and
 * the lines beside it keep the processor busy meanwhile. An item is four lines. Lines beyond the last repeat it and
 * write the same once more.
 */
export const LINES: readonly number[] = [0, 1, 2, 3];
export const PAIRS: readonly number[] = [0, 1];

/** Strides in bytes, as a kernel of norms is told which values are normalised together. */
export const LINE_PARAMETERS: Kernel["parameters"] = {
  lines: "i32",
  lineStride: "i32",
  runs: "i32",
  runStride: "i32",
  run: "i32",
};

/** Locals of {@link eachBlock}, with so many arrays of values. */
export function blockLocals(arrays: readonly string[], vectors: readonly string[]): Record<string, LocalType> {
  return {
    ...perLine(["line", ...arrays, ...arrays.map((array) => `${array}Start`)], "i32"),
    ...Object.fromEntries(["r", "offset", "stop", "place"].map((name) => [name, "i32"])),
    ...Object.fromEntries(PAIRS.flatMap((pair) => vectors.map((name) => [`${name}${pair}`, "v128"]))),
    count: "v128",
    rounded: "v128",
  };
}

/** Locals of each of four lines. */
export function perLine(names: readonly string[], type: LocalType): Record<string, LocalType> {
  return Object.fromEntries(LINES.flatMap((line) => names.map((name) => [`${name}${line}`, type])));
}

/** Four lines after the other: their numbers in `line0` to `line3`, where each array's part of them starts. */
export function eachBlock(arrays: readonly string[], ...body: readonly string[]): string {
  return [
    set("count", `(f64x2.splat (f64.convert_i32_s (i32.mul ${get("runs")} ${get("run")})))`),
    count(
      "first",
      get("end"),
      1,
      ...LINES.map((line) => set(`line${line}`, lineNumber(line))),
      ...arrays.flatMap((array) =>
        LINES.map((line) =>
          set(`${array}Start${line}`, `(i32.add ${get(array)} (i32.mul ${get(`line${line}`)} ${get("lineStride")}))`),
        ),
      ),
      ...body,
    ),
  ].join("\n");
}

function lineNumber(line: number): string {
  const wanted = `(i32.add (i32.shl ${get("first")} (i32.const 2)) (i32.const ${line}))`;
  const last = `(i32.sub ${get("lines")} (i32.const 1))`;
  return `(select ${wanted} ${last} (i32.lt_s ${wanted} ${last}))`;
}

/** All values of four lines in order: with `body`, `array0` to `array3` are the addresses of one of each line. */
export function eachValue(arrays: readonly string[], beforeRun: readonly string[], ...body: readonly string[]): string {
  const move = (array: string, line: number): string =>
    set(`${array}${line}`, `(i32.add ${get(`${array}${line}`)} (i32.const 4))`);
  return [
    set("offset", "(i32.const 0)"),
    set("r", "(i32.const 0)"),
    count(
      "r",
      get("runs"),
      1,
      ...arrays.flatMap((array) =>
        LINES.map((line) => set(`${array}${line}`, `(i32.add ${get(`${array}Start${line}`)} ${get("offset")})`)),
      ),
      ...beforeRun,
      set("place", "(i32.const 0)"),
      count("place", get("run"), 1, ...body, ...arrays.flatMap((array) => LINES.map((line) => move(array, line)))),
      set("offset", `(i32.add ${get("offset")} ${get("runStride")})`),
    ),
  ].join("\n");
}

/** Two f32, of a pair of lines, as f64. */
export function floatsAt(name: string, pair: number): string {
  const [a, b] = [get(`${name}${2 * pair}`), get(`${name}${2 * pair + 1}`)];
  return `(f64x2.promote_low_f32x4 (v128.load32_lane 1 ${b} (v128.load32_zero ${a})))`;
}

/** Two f64, of a pair of lines, from an array with one for each line. */
export function ofLines(array: string, pair: number): string {
  return `(v128.load64_lane 1 ${lineAddress(array, 2 * pair + 1)} (v128.load64_zero ${lineAddress(array, 2 * pair)}))`;
}

/** Puts two f64 into an array with one for each line. */
export function putOfLines(array: string, pair: number, value: string): string {
  return [0, 1].map((lane) => `(v128.store64_lane ${lane} ${lineAddress(array, 2 * pair + lane)} ${value})`).join("\n");
}

/** Rounds two f64 to f32 and puts each where a line's address is. */
export function putFloats(name: string, pair: number, value: string): string {
  return [
    set("rounded", `(f32x4.demote_f64x2_zero ${value})`),
    ...[0, 1].map((lane) => `(v128.store32_lane ${lane} ${get(`${name}${2 * pair + lane}`)} ${get("rounded")})`),
  ].join("\n");
}

function lineAddress(array: string, line: number): string {
  return `(i32.add ${get(array)} (i32.shl ${get(`line${line}`)} (i32.const 3)))`;
}

/** `(f64x2.op a b)`. */
export function f64x2(operation: "add" | "sub" | "mul" | "div", a: string, b: string): string {
  return `(f64x2.${operation} ${a} ${b})`;
}
