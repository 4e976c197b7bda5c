import type { FileElementType } from "./file-element-type.ts";

/** The array that holds a tensor's elements. */
export type FileData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** A tensor that is stored in a file. That its data is there and of the right length is known before anything reads it. */
export interface FileTensor {
  readonly name: string;
  readonly elementType: FileElementType;
  readonly dims: readonly number[];
  /**
   * A new array with the elements, row by row: float16 and bfloat16 as Float32Array (which holds each of them exactly),
   * bool as one byte an element, int64 as bigints.
   *
   * @throws {UnsupportedOptionError} for strings, complex numbers and floats and integers of 8 bits and fewer that no array holds.
   * @throws {DataError} where an element lies outside its type.
   */
  read(): FileData;
}
