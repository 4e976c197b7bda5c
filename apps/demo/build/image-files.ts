/** The four files of an image set, by the names that MNIST gave them; the part's rows are cut to the given number. */
export function imageFiles(rows: {
  readonly training: number;
  readonly test: number;
}): readonly { readonly name: string; readonly rows: number }[] {
  return [
    { name: "train-images-idx3-ubyte", rows: rows.training },
    { name: "train-labels-idx1-ubyte", rows: rows.training },
    { name: "t10k-images-idx3-ubyte", rows: rows.test },
    { name: "t10k-labels-idx1-ubyte", rows: rows.test },
  ];
}
