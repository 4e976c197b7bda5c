import type { ModelFile } from "../model-file/model-file.ts";

/** Names of matrices that are stored as copies, with the matrix each is the transpose of. */
export type TransposedCopies = ReadonlyMap<string, string>;

/**
 * The parameters that an exporter has stored twice: a matrix that is tied, as an embedding and the last layer of a language
 * model are, is read as it stands and, after inputs of several axes, transposed beforehand. Trained apart they would part.
 * Matrices that are symmetric, or of one number everywhere, say nothing.
 *
 * @param candidates names of parameters, in the file's order.
 */
export function transposedCopies({ initializers }: ModelFile, candidates: readonly string[]): TransposedCopies {
  const copies = new Map<string, string>();
  const originals: { name: string; rows: number; columns: number; data: Float32Array }[] = [];
  for (const name of candidates) {
    const tensor = initializers.get(name)!;
    const [rows = 0, columns = 0] = tensor.dims;
    if (tensor.dims.length !== 2 || rows < 2 || columns < 2) continue;
    const data = tensor.read() as Float32Array;
    const isSymmetric = rows === columns && isTranspose(data, data, columns);
    if (isSymmetric || data.every((element) => element === data[0])) continue;
    const original = originals.find(
      (other) => other.rows === columns && other.columns === rows && isTranspose(data, other.data, columns),
    );
    if (original === undefined) originals.push({ name, rows, columns, data });
    else copies.set(name, original.name);
  }
  return copies;
}

/** A matrix of so many columns, transposed. */
export function transposed(data: Float32Array, columns: number): Float32Array {
  const rows = data.length / columns;
  return Float32Array.from(data, (_, index) => data[(index % rows) * columns + Math.floor(index / rows)]!);
}

/** @param columns of `data` */
function isTranspose(data: Float32Array, other: Float32Array, columns: number): boolean {
  const rows = data.length / columns;
  return data.every((element, index) => element === other[(index % columns) * rows + Math.floor(index / columns)]);
}
