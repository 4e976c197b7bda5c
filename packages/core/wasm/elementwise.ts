import { advance, at, count, get, set, type Kernel, type LocalType } from "./kernel.ts";

/** How vectors of so many elements are read and written. */
const ACCESS = {
  1: { load: "v128.load32_zero", store: "v128.store32_lane 0" },
  2: { load: "v128.load64_zero", store: "v128.store64_lane 0" },
  4: { load: "v128.load", store: "v128.store" },
} as const;

/** An elementwise kernel: what it does with a vector of elements of some arrays. */
export interface ElementwiseKernel {
  readonly name: string;
  /** Elements of a vector. @default 4 */
  readonly width?: 2 | 4;
  /** Arrays that it reads: a vector of their elements is in the local of that name. Addresses come first, in this order, */
  readonly reads: readonly string[];
  /** then those of arrays that are only written. The locals of these names are written to them. */
  readonly writes: readonly string[];
  /** What else the kernel is given. */
  readonly numbers?: Readonly<Record<string, "i32" | "f32" | "f64">>;
  readonly locals?: Readonly<Record<string, LocalType>>;
  /** What is done once. */
  readonly before?: readonly string[];
  /** What is done with each vector. What one lane becomes depends on no other. */
  readonly each: readonly string[];
}

/** The kernel that runs over arrays. An item is an element; those that do not fill a vector come alone, in its first lane. */
export function elementwiseKernel(kernel: ElementwiseKernel): Kernel {
  const { name, width = 4, reads, writes, numbers = {}, locals = {}, before = [], each } = kernel;
  const arrays = [...new Set([...reads, ...writes])];
  const addressOf = (array: string): string => `${array}.at`;
  const step = (elements: 1 | 2 | 4): readonly string[] => [
    ...reads.map((array) => set(array, `(${ACCESS[elements].load} ${get(addressOf(array))})`)),
    ...each,
    ...writes.map((array) => `(${ACCESS[elements].store} ${get(addressOf(array))} ${get(array)})`),
    ...arrays.map((array) => advance(addressOf(array), 4 * elements)),
  ];
  return {
    name,
    parameters: { ...Object.fromEntries(arrays.map((array) => [addressOf(array), "i32" as const])), ...numbers },
    locals: { ...Object.fromEntries(arrays.map((array) => [array, "v128" as const])), ...locals },
    body: [
      ...arrays.map((array) => set(addressOf(array), at(addressOf(array), get("first")))),
      ...before,
      count("first", `(i32.sub ${get("end")} (i32.const ${width - 1}))`, width, ...step(width)),
      count("first", get("end"), 1, ...step(1)),
    ].join("\n"),
  };
}
