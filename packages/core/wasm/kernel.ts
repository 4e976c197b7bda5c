import { LARGEST_PARAMETERS } from "./team.ts";

/** Types of WebAssembly values that kernels hold in locals. */
export type LocalType = "i32" | "i64" | "f32" | "f64" | "v128";

/** A kernel in the text format of WebAssembly. */
export interface Kernel {
  readonly name: string;
  /**
   * What the caller gives it, in the order in which it gives them. Numbers of 8 bytes stand at multiples of 8.
   */
  readonly parameters: Readonly<Record<string, "i32" | "f32" | "f64">>;
  readonly locals?: Readonly<Record<string, LocalType>>;
  /** Folded instructions. The kernel does the items from `$first` to before `$end`, and no other thread does. */
  readonly body: string;
}

const BYTES = { i32: 4, f32: 4, f64: 8 } as const;

/**
 * The function of a kernel. All have the same type, so that a thread can be told any of them by number: the address of the
 * parameters, and the items to do.
 */
export function kernelFunction({ name, parameters, locals = {}, body }: Kernel): string {
  const declared = [...Object.entries(parameters), ...Object.entries(locals)];
  const loads: string[] = [];
  let offset = 0;
  for (const [parameter, type] of Object.entries(parameters)) {
    offset = Math.ceil(offset / BYTES[type]) * BYTES[type];
    loads.push(`(local.set $${parameter} (${type}.load offset=${offset} (local.get $parameters)))`);
    offset += BYTES[type];
  }
  if (offset > LARGEST_PARAMETERS) throw new RangeError(`kernel ${name}: its parameters take ${offset} bytes`);
  return [
    `(func $${name} (type $kernel) (param $parameters i32) (param $first i32) (param $end i32)`,
    ...declared.map(([local, type]) => `(local $${local} ${type})`),
    ...loads,
    body,
    ")",
  ].join("\n");
}

/** `(local.get $name)`. */
export function get(name: string): string {
  return `(local.get $${name})`;
}

/** Sets a local. */
export function set(name: string, value: string): string {
  return `(local.set $${name} ${value})`;
}

/** Adds to an i32 local. */
export function advance(name: string, step: string | number): string {
  const value = typeof step === "number" ? `(i32.const ${step})` : step;
  return set(name, `(i32.add ${get(name)} ${value})`);
}

/** An address: a base plus a whole number of elements of 2^`shift` bytes. */
export function at(base: string, index: string, shift = 2): string {
  return `(i32.add ${get(base)} (i32.shl ${index} (i32.const ${shift})))`;
}

let loops = 0;

/** Repeats instructions while a condition, which is looked at first, holds. */
export function whileTrue(condition: string, ...body: readonly string[]): string {
  const label = `$loop${loops++}`;
  return `(block ${label}.end (loop ${label}
    (br_if ${label}.end (i32.eqz ${condition}))
    ${body.join("\n")}
    (br ${label})))`;
}

/** For an i32 local from its present value to before `end`, in steps. */
export function count(name: string, end: string, step: number, ...body: readonly string[]): string {
  return whileTrue(`(i32.lt_s ${get(name)} ${end})`, ...body, advance(name, step));
}

/** Instructions under a condition, or others. */
export function when(condition: string, then: string, otherwise = ""): string {
  return `(if ${condition} (then ${then})${otherwise === "" ? "" : ` (else ${otherwise})`})`;
}
