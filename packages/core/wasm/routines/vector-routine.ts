import type { KernelRoutine } from "../kernel-module.ts";

/** A function of vectors that gives one: `(call $name ...)`. Its locals are vectors, too. */
export function vectorRoutine(
  name: string,
  parameters: readonly string[],
  locals: readonly string[],
  ...body: readonly string[]
): KernelRoutine {
  const declare = (kind: string, names: readonly string[]): string =>
    names.map((local) => `(${kind} $${local} v128)`).join(" ");
  return `(func $${name} ${declare("param", parameters)} (result v128) ${declare("local", locals)}\n${body.join("\n")})`;
}
