import { OutOfMemoryError } from "@lockstep/core";

/**
 * What runtimes say where memory runs out: C++ (`bad_alloc`), sizes past 32 bits (`SafeInt`), the module's own allocator and
 * JavaScript's. A copy past the end of the heap is an allocation that failed and was not looked at.
 */
const SIGNS =
  /bad_alloc|out of memory|\bOOM\b|failed to allocate|could not allocate|allocation failed|SafeIntOnOverflow|offset is out of bounds/i;

/** The typed error, if this is what went wrong. @param graph the name of the graph that was created or run */
export function outOfMemory(graph: string, cause: unknown): OutOfMemoryError | undefined {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (!SIGNS.test(message)) return undefined;
  return new OutOfMemoryError({
    subject: `the ${graph} graph`,
    rule: "ran out of memory",
    remedy:
      "Nothing was lost: weights and velocity are as they were. Take smaller micro-batches, fit({ microBatchSize }), or " +
      "smaller batches to evaluate and predict; WebAssembly has 4 GB, however much the machine has.",
    cause,
  });
}
