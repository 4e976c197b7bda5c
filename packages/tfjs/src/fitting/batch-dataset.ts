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
  /** Groups elements, their tensors stacked. */
  batch(batchSize: number, smallLastBatch?: boolean): BatchDataset<TensorContainer>;
  /** Keeps the elements that the predicate accepts. */
  filter(predicate: (element: Element) => boolean): BatchDataset<Element>;
  /** Visits every element. */
  forEachAsync(visit: (element: Element) => void): Promise<void>;
  /** Makes another element of each. */
  map<Mapped extends TensorContainer>(transform: (element: Element) => Mapped): BatchDataset<Mapped>;
  /** Makes another element of each, by promises. */
  mapAsync<Mapped extends TensorContainer>(transform: (element: Element) => Promise<Mapped>): BatchDataset<Mapped>;
  /** Makes elements ahead of their use. */
  prefetch(bufferSize: number): BatchDataset<Element>;
  /** Goes through the data so many times; without a number, for ever. */
  repeat(count?: number): BatchDataset<Element>;
  /** Mixes elements within a buffer. */
  shuffle(bufferSize: number, seed?: string, reshuffleEachIteration?: boolean): BatchDataset<Element>;
  /** Leaves out the first elements. */
  skip(count: number): BatchDataset<Element>;
  /** Ends after so many elements. */
  take(count: number): BatchDataset<Element>;
  /** All elements, in memory. */
  toArray(): Promise<Element[]>;
}

/** TensorFlow.js with its data package, as `@tensorflow/tfjs` has it. */
export type DataNamespace = GatheringNamespace & {
  readonly data: { generator(passes: () => AsyncIterator<LayersBatch>): BatchDataset };
};
