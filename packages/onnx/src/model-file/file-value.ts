import type { FileElementType } from "./file-element-type.ts";

/** Length of an axis: a number, the name of a length known at run time only, or `undefined` where the file does not say. */
export type FileDimension = number | string | undefined;

/** What a graph in a file takes or gives. */
export interface FileValue {
  readonly name: string;
  readonly elementType: FileElementType;
  /** `undefined` where the file leaves even the number of axes open. */
  readonly dims: readonly FileDimension[] | undefined;
}
