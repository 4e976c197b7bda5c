/** A layer as plain data: its kind and the options of that kind. */
export interface LayerData {
  readonly kind: string;
}
