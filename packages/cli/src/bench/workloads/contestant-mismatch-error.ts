/** A contestant does not do what the others of its workload do: its time would say nothing. */
export class ContestantMismatchError extends Error {
  constructor(contestant: string, rule: string, received: unknown) {
    super(
      `${contestant} ${rule}, got ${String(received)}. Two things that do not do the same are not worth comparing.`,
    );
    this.name = "ContestantMismatchError";
  }
}
