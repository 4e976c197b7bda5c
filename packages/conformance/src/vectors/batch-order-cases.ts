import batchOrderFile from "../../vectors/batch-orders.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { VectorCase } from "./vector-files.ts";

/** An order as vectors write it: weights are hexadecimal digits of f64 bits. */
export type EncodedOrder =
  | { readonly kind: "sequential" | "shuffled" | "with-replacement" }
  | { readonly kind: "weighted"; readonly weights: string; readonly replacement: boolean; readonly draws: number }
  | { readonly kind: "stratified"; readonly labels: readonly number[] }
  | { readonly kind: "bucketed"; readonly lengths: readonly number[]; readonly boundaries: readonly number[] };

interface EpochInput {
  readonly seed: string;
  readonly epoch: number;
  readonly rowCount: number;
}

interface CutInput extends EpochInput {
  readonly batchSize: number;
  readonly lastBatch: "keep" | "drop";
}

type Numbers = readonly number[];

export const epochCases: readonly VectorCase<
  CutInput & { readonly order: EncodedOrder },
  { readonly batches: readonly Numbers[] }
>[] = casesOf(
  batchOrderFile,
  "order.sequential",
  "order.shuffled",
  "order.with-replacement",
  "order.weighted",
  "order.weighted-once",
  "order.stratified",
  "order.bucketed",
);

export const drawLookupCases: readonly VectorCase<
  EpochInput & { readonly positions: readonly string[] },
  { readonly rows: readonly string[] }
>[] = casesOf(batchOrderFile, "order.with-replacement-lookup");

export const shardCases: readonly VectorCase<
  CutInput & { readonly batch: number; readonly count: number },
  { readonly rows: readonly Numbers[]; readonly firstRows: Numbers }
>[] = casesOf(batchOrderFile, "order.shards");

export const windowCases: readonly VectorCase<
  { readonly seed: string; readonly epoch: number; readonly window: number; readonly rows: number },
  { readonly ordinals: Numbers }
>[] = casesOf(batchOrderFile, "order.window");
