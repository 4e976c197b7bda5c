import type { LockstepErrorCode } from "@lockstep/core";
import csvFile from "../../vectors/csv.json" with { type: "json" };
import fingerprintFile from "../../vectors/fingerprints.json" with { type: "json" };
import idxFile from "../../vectors/idx.json" with { type: "json" };
import npyFile from "../../vectors/npy.json" with { type: "json" };
import safetensorsFile from "../../vectors/safetensors.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedNumbers } from "./decode-numbers.ts";
import type { EncodedTensor } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

/** A whole file as base64. */
interface FileInput {
  readonly file: string;
}

type ByName<Value> = Readonly<Record<string, Value>>;

export const npyReadCases: readonly VectorCase<FileInput, { readonly array: EncodedNumbers }>[] = casesOf(
  npyFile,
  "npy.read",
);
export const npyWriteCases: readonly VectorCase<{ readonly array: EncodedNumbers }, FileInput>[] = casesOf(
  npyFile,
  "npy.write",
);
export const npyRefusalCases: readonly VectorCase<FileInput, { readonly code: LockstepErrorCode }>[] = casesOf(
  npyFile,
  "npy.refused",
);
/** What the numbers of a NumPy file are in f32. */
export const conversionCases: readonly VectorCase<FileInput, { readonly values: string }>[] = casesOf(
  npyFile,
  "numbers.to-f32",
);

export const idxCases: readonly VectorCase<FileInput, { readonly array: EncodedNumbers }>[] = casesOf(
  idxFile,
  "idx.read",
);

export const safetensorsReadCases: readonly VectorCase<
  FileInput,
  { readonly arrays: ByName<EncodedNumbers>; readonly metadata: ByName<string> }
>[] = casesOf(safetensorsFile, "safetensors.read");
export const safetensorsFloatCases: readonly VectorCase<FileInput, { readonly values: ByName<string> }>[] = casesOf(
  safetensorsFile,
  "safetensors.to-f32",
);
export const safetensorsWriteCases: readonly VectorCase<
  { readonly tensors: ByName<EncodedNumbers>; readonly metadata: ByName<string> },
  FileInput
>[] = casesOf(safetensorsFile, "safetensors.write");

export const csvClassCases: readonly VectorCase<
  { readonly text: string; readonly label?: string },
  {
    readonly columns: readonly string[];
    readonly values: string;
    readonly labels: readonly number[];
    readonly classes: readonly string[];
  }
>[] = casesOf(csvFile, "csv.classes");
export const csvValueCases: readonly VectorCase<
  { readonly text: string; readonly targets: readonly string[]; readonly columns?: readonly string[] },
  { readonly columns: readonly string[]; readonly values: string; readonly targets: string }
>[] = casesOf(csvFile, "csv.values");

export const fingerprintCases: readonly VectorCase<
  {
    readonly inputs: EncodedTensor;
    readonly targets: { readonly shape: readonly number[]; readonly data: string | readonly number[] };
    readonly weights?: string;
  },
  { readonly fingerprint: string }
>[] = casesOf(fingerprintFile, "data.fingerprint");
