import type { HostTensor } from "./host-tensor.ts";

/** Feeds of several runs as those of one: each with one more axis in front. All must have the same names and shapes. */
export function stackFeeds(runs: readonly Readonly<Record<string, HostTensor>>[]): Record<string, HostTensor> {
  return Object.fromEntries(
    Object.keys(runs[0] ?? {}).map((name) => [name, stacked(runs.map((feeds) => feeds[name]!))]),
  );
}

function stacked(tensors: readonly HostTensor[]): HostTensor {
  const { type, data, shape } = tensors[0]!;
  const joined = new (data.constructor as { new (length: number): typeof data })(data.length * tensors.length);
  for (const [index, tensor] of tensors.entries()) joined.set(tensor.data, index * data.length);
  return { type, data: joined, shape: [tensors.length, ...shape] } as HostTensor;
}
