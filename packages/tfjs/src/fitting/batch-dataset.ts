import type { TensorContainer } from "@tensorflow/tfjs-core";

import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import type { GatheringNamespace } from "./column.ts";

/** Tensors in the form that they were given in. */
export type BatchTensors = DeviceTensor | DeviceTensor[] | Record<string, DeviceTensor>;

/** A batch as `model.fitDataset` takes it. */
export type LayersBatch = { xs: BatchTensors; ys: BatchTensors };

/** What `model.fitDataset` and `model.evaluateDataset` call on a data set. */
export interface BatchSource<Element = LayersBatch> {
  /** Batches of a pass. */
  readonly size: number;
  /** Begins a pass. */
  iterator(): Promise<{ next(): Promise<IteratorResult<Element>> }>;
}

/**
 * A `tf.data.Dataset`, by its methods: written down here, so that nobody needs the types of `@tensorflow/tfjs-data` who
 * does not have that package.
 */
export interface BatchDataset<Element = LayersBatch> extends BatchSource<Element> {
  batch(batchSize: number, smallLastBatch?: boolean): BatchDataset<TensorContainer>;
  filter(predicate: (element: Element) => boolean): BatchDataset<Element>;
  forEachAsync(visit: (element: Element) => void): Promise<void>;
  map<Mapped extends TensorContainer>(transform: (element: Element) => Mapped): BatchDataset<Mapped>;
  mapAsync<Mapped extends TensorContainer>(transform: (element: Element) => Promise<Mapped>): BatchDataset<Mapped>;
  prefetch(bufferSize: number): BatchDataset<Element>;
  repeat(count?: number): BatchDataset<Element>;
  shuffle(bufferSize: number, seed?: string, reshuffleEachIteration?: boolean): BatchDataset<Element>;
  skip(count: number): BatchDataset<Element>;
  take(count: number): BatchDataset<Element>;
  toArray(): Promise<Element[]>;
}

/** TensorFlow.js with its data package, as `@tensorflow/tfjs` has it. */
export type DataNamespace = GatheringNamespace & {
  readonly data: { generator(passes: () => AsyncIterator<LayersBatch>): BatchDataset };
};
