/** A layer as plain data: its kind and the options of that kind. */
export interface LayerData {
  readonly kind: string;
  /** Stands in the names of its tensors in place of its number: see `named`. @default none */
  readonly name?: string;
}
