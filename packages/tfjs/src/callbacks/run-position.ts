import { CheckpointMismatchError } from "@lockstep/core";

import type { TrainingParams } from "./training-callback.ts";

/** Where a run stands, which may be made of several calls of `fit`. */
export class RunPosition {
  readonly #subject: string;
  #params: TrainingParams = {};
  /** The epoch that a loaded state goes on with; null where the next `fit` begins a run. */
  #resumesAt: number | null = null;
  #epoch: number | null = null;
  #batches = 0;
  #step = 0;

  /** @param subject what messages call the callback. */
  constructor(subject: string) {
    this.#subject = subject;
  }

  /** The epoch that is being trained or was finished last; null before the first. */
  get epoch(): number | null {
    return this.#epoch;
  }

  /** Optimiser steps done in the run. */
  get step(): number {
    return this.#step;
  }

  /** The epoch that comes after the last finished one. */
  get nextEpoch(): number {
    return this.#epoch === null ? (this.#resumesAt ?? 0) : this.#epoch + 1;
  }

  get epochs(): number | null {
    return this.#params.epochs ?? null;
  }

  /** Makes the next `fit` go on after so many steps with this epoch. */
  resume(epoch: number, step: number): void {
    this.#resumesAt = epoch;
    this.#epoch = null;
    this.#step = step;
  }

  beginFit(params: TrainingParams): void {
    this.#params = params;
    this.#epoch = null;
  }

  /**
   * To be told of each epoch's begin.
   *
   * @returns whether it begins a run afresh, goes on with one, or is an epoch like any other.
   * @throws {CheckpointMismatchError} if the run to go on with is at another epoch.
   */
  beginEpoch(epoch: number): "fresh" | "resumed" | "next" {
    const isFirst = this.#epoch === null;
    const resumesAt = this.#resumesAt;
    if (isFirst && resumesAt !== null && epoch !== resumesAt) {
      throw new CheckpointMismatchError({
        subject: `${this.#subject}: the first epoch of fit`,
        rule: `must be ${resumesAt}, where the state that was loaded goes on`,
        received: epoch,
        remedy: `Pass initialEpoch: ${resumesAt} to fit, or a new callback to begin anew.`,
      });
    }
    this.#epoch = epoch;
    this.#batches = 0;
    if (!isFirst) return "next";
    this.#resumesAt = null;
    if (resumesAt !== null) return "resumed";
    this.#step = epoch * (this.#stepsPerEpoch() ?? 0);
    return "fresh";
  }

  endBatch(): void {
    this.#batches += 1;
    this.#step += 1;
  }

  /**
   * Whether an epoch that someone ended was cut short, as far as can be known: tfjs then validates nothing, and its means
   * are those of a part.
   */
  isCutShort(logs: Readonly<Record<string, unknown>>): boolean {
    if (this.#params.doValidation === true) return !Object.keys(logs).some((name) => name.startsWith("val_"));
    return this.#batches < (this.#stepsPerEpoch() ?? 0);
  }

  /**
   * Whether batches of an epoch that someone ended were left out, as far as can be known. It may have been measured
   * nevertheless: `fitModel` validates it.
   */
  lacksBatches(logs: Readonly<Record<string, unknown>>): boolean {
    const steps = this.#stepsPerEpoch();
    return steps === null ? this.isCutShort(logs) : this.#batches < steps;
  }

  #stepsPerEpoch(): number | null {
    const { steps, samples, batchSize } = this.#params;
    if (typeof steps === "number") return steps;
    return typeof samples === "number" && typeof batchSize === "number" ? Math.ceil(samples / batchSize) : null;
  }
}
