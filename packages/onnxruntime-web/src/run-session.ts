import { toOrtTensor, type HostTensor } from "./host-tensor.ts";
import { runFailure } from "./run-failure.ts";
import type { OrtNamespace, OrtSession, OrtTensor } from "./ort-namespace.ts";

/**
 * Runs a session once.
 *
 * @param resident inputs that outlive the run.
 * @param feeds inputs that live for this run.
 * @returns the outputs by name; whoever reads them disposes them.
 * @throws {InvalidOptionError} for an id that a layer computes and that is none.
 */
export async function runSession(
  ort: OrtNamespace,
  session: OrtSession,
  resident: Readonly<Record<string, OrtTensor>>,
  feeds: Readonly<Record<string, HostTensor>>,
): Promise<Readonly<Record<string, OrtTensor>>> {
  const fed = Object.entries(feeds).map(([name, feed]) => [name, toOrtTensor(ort, feed)] as const);
  try {
    // Never with pre-made outputs: the runtime ignores them on the CPU, and stale numbers would be read.
    return await session.run({ ...resident, ...Object.fromEntries(fed) });
  } catch (error) {
    throw runFailure(error);
  } finally {
    for (const [, tensor] of fed) tensor.dispose();
  }
}

/** The numbers that an output on the CPU holds; disposes the tensor. */
export function takeNumbers(tensor: OrtTensor): readonly number[] {
  const values = Array.from(tensor.data, Number);
  tensor.dispose();
  return values;
}

/** The number that a scalar output holds; disposes the tensor. */
export function takeScalar(tensor: OrtTensor): number {
  return takeNumbers(tensor)[0]!;
}
